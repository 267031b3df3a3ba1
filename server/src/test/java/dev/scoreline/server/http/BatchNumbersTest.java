package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.server.command.Commands;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same rows through {@code /score} and through {@code scoreline batch} give the same bytes, whatever evaluates the model. */
@ExtendWith(VertxExtension.class)
class BatchNumbersTest {

    private static final int ROWS = 10_000;

    /** So many rows fit into one body. */
    private static final int ROWS_A_REQUEST = 1000;

    private static final Path ONNX = Path.of("..", "model-loaders", "onnx", "src", "test", "resources", "golden");

    /** Columns of a model: a name with the texts that it takes, none for numbers. */
    private record Input(String name, String... texts) {}

    /** What is scored; unless it is named the columns are taken by their position. */
    private record Engine(Path model, boolean isNamed, List<Input> inputs) {}

    static List<Engine> engines() {
        return List.of(
                new Engine(RunningServer.EXAMPLES.resolve("diabetes/sklearn_regression_model.pkl"), false, numbers(10)),
                new Engine(RunningServer.EXAMPLES.resolve("churn/churn.pkl"), true, churn()),
                new Engine(RunningServer.EXAMPLES.resolve("tribuo-iris/iris.tribuo"), true, iris()),
                new Engine(ONNX.resolve("forest.onnx"), false, numbers(4)),
                new Engine(ONNX.resolve("logistic.onnx"), false, numbers(4)),
                new Engine(ONNX.resolve("logistic_zipmap.onnx"), false, numbers(4)),
                new Engine(ONNX.resolve("frame.onnx"), true, frame()));
    }

    private static List<Input> numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Input("c" + i)).toList();
    }

    private static List<Input> churn() {
        return List.of(
                new Input("tenure_months"),
                new Input("monthly_charge"),
                new Input("support_calls"),
                new Input("plan", "basic", "premium", "student", "a \\\"new\\\", one"),
                new Input("payment", "invoice", "card", "transfer"));
    }

    private static List<Input> iris() {
        return Stream.of("sepalLength", "sepalWidth", "petalLength", "petalWidth")
                .map(name -> new Input(name))
                .toList();
    }

    private static List<Input> frame() {
        return List.of(new Input("age"), new Input("income"), new Input("city", "Zürich", "Bern"));
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("engines")
    void batchGivesTheBytesOfScore(Engine engine, Vertx vertx) throws IOException {
        Path models = Files.createDirectory(folder.resolve("model"));
        Files.copy(engine.model, models.resolve(engine.model.getFileName()));
        List<List<String>> rows = rows(engine);
        Files.writeString(folder.resolve("rows.csv"), csv(engine, rows));
        Files.writeString(
                folder.resolve("rows.jsonl"),
                rows.stream().map(row -> json(engine, row) + "\n").collect(Collectors.joining()));

        List<String> scored = score(vertx, engine, models, rows);

        assertThat(scored).hasSize(ROWS);
        assertThat(Files.readAllLines(batch(models, "rows.csv", "jsonl"))).isEqualTo(lines("rows.csv", scored));
        assertThat(Files.readAllLines(batch(models, "rows.jsonl", "jsonl"))).isEqualTo(lines("rows.jsonl", scored));
        if (!scored.get(0).startsWith("{")) {
            assertThat(Files.readAllLines(batch(models, "rows.csv", "csv")).subList(1, ROWS + 1))
                    .isEqualTo(cells("rows.csv", scored));
        }
    }

    private static List<List<String>> rows(Engine engine) {
        Random random = new Random(17);
        List<List<String>> rows = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            rows.add(engine.inputs.stream()
                    .map(input -> input.texts().length > 0
                            ? '"' + input.texts()[random.nextInt(input.texts().length)] + '"'
                            : Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(4) - 1)))
                    .toList());
        }
        return rows;
    }

    private static String json(Engine engine, List<String> row) {
        if (!engine.isNamed) {
            return "[" + String.join(",", row) + "]";
        }
        return IntStream.range(0, row.size())
                .mapToObj(i -> '"' + engine.inputs.get(i).name() + "\":" + row.get(i))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String csv(Engine engine, List<List<String>> rows) {
        String header = engine.inputs.stream().map(Input::name).collect(Collectors.joining(","));
        return rows.stream()
                .map(row -> String.join(",", row).replace("\\\"", "\"\""))
                .collect(Collectors.joining("\n", header + "\n", "\n"));
    }

    /** An answer a row, as the server wrote it. */
    private static List<String> score(Vertx vertx, Engine engine, Path models, List<List<String>> rows) {
        List<String> answers = new ArrayList<>();
        try (RunningServer server = RunningServer.of(vertx, models)) {
            for (int from = 0; from < ROWS; from += ROWS_A_REQUEST) {
                String data = rows.subList(from, from + ROWS_A_REQUEST).stream()
                        .map(row -> json(engine, row))
                        .collect(Collectors.joining(","));
                HttpResponse<?> response = server.post("/score", "{\"data\":[" + data + "]}");
                assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
                answers.addAll(rowsOf(response.bodyAsString()));
            }
        }
        return answers;
    }

    /** The text of each row; of several outputs, which are lists of rows by name, an object a row. */
    private static List<String> rowsOf(String answer) {
        if (answer.startsWith("[")) {
            return items(answer);
        }
        List<String> rows = new ArrayList<>();
        for (String output : items(answer)) {
            int colon = output.indexOf(':');
            List<String> values = items(output.substring(colon + 1));
            for (int r = 0; r < values.size(); r++) {
                String value = output.substring(0, colon + 1) + values.get(r);
                if (rows.size() == r) {
                    rows.add(value);
                } else {
                    rows.set(r, rows.get(r) + "," + value);
                }
            }
        }
        return rows.stream().map(row -> "{" + row + "}").toList();
    }

    /** The items of a list or the members of an object, untouched. */
    private static List<String> items(String json) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        boolean isText = false;
        int start = 1;
        for (int i = 1; i < json.length(); i++) {
            char c = json.charAt(i);
            isText ^= c == '"' && json.charAt(i - 1) != '\\';
            if (isText) {
                continue;
            }
            if (depth == 0 && (c == ',' || i == json.length() - 1)) {
                items.add(json.substring(start, i));
                start = i + 1;
            }
            depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        }
        return items;
    }

    private Path batch(Path models, String input, String format) {
        Path out = folder.resolve(input + "-" + format);
        List<String> arguments = List.of(
                "batch",
                "--model=" + models,
                "--input=" + folder.resolve(input),
                "--output=" + out,
                "--output-format=" + format,
                "--mini-batch-size=777",
                "--progress=none");
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        assertThat(Commands.create().setErr(nowhere).execute(arguments.toArray(String[]::new)))
                .isZero();
        return out.resolve("predictions." + format);
    }

    private static List<String> lines(String file, List<String> scored) {
        return IntStream.range(0, ROWS)
                .mapToObj(r -> "{\"file\":\"" + file + "\",\"row\":" + r + ",\"prediction\":" + scored.get(r) + "}")
                .toList();
    }

    private static List<String> cells(String file, List<String> scored) {
        return IntStream.range(0, ROWS)
                .mapToObj(r -> file + "," + r + "," + scored.get(r).replaceAll("[\\[\\]\"]", ""))
                .toList();
    }
}
