package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the command ends, and what it takes from options and from a deployment's YAML. */
class BatchCommandTest {

    private static final Path EXAMPLES =
            Path.of("..", "examples").toAbsolutePath().normalize();
    private static final String ROW = "1,2,3,4,5,6,7,8,9,10\n";
    private static final String BAD_ROW = "1,2,3,4,5,6,7,8,9,x\n";

    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private Path input;
    private Path output;

    @BeforeEach
    void writeRows() throws IOException {
        input = Files.writeString(folder.resolve("rows.csv"), ROW + BAD_ROW + ROW);
        output = folder.resolve("out");
    }

    private int batch(String... more) {
        List<String> arguments = new ArrayList<>(List.of("batch", "--progress=none"));
        arguments.addAll(List.of(more));
        return Commands.create().setErr(new PrintWriter(err)).execute(arguments.toArray(String[]::new));
    }

    private int diabetes(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--model=" + EXAMPLES.resolve("diabetes"), "--input=" + input, "--output=" + output));
        arguments.addAll(List.of(more));
        return batch(arguments.toArray(String[]::new));
    }

    @Test
    void endsWith2ForEveryMistakeAtOnce() {
        assertThat(diabetes("--mini-batch-size=0", "--retries=3", "--set", "retry_settings.timeout=soon"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains("mini-batch-size", "a whole number from 1 to 10000000")
                .contains("--retries")
                .contains("seconds, such as 30");
        assertThat(output).doesNotExist();
    }

    @Test
    void endsWith3WhereAnOutputIsThereAlready() throws IOException {
        Files.createDirectory(output);
        Files.writeString(output.resolve("predictions.csv"), "of another run");

        assertThat(diabetes()).isEqualTo(3);

        assertThat(err.toString()).contains("is there already");
        assertThat(output.resolve("predictions.csv")).hasContent("of another run");
    }

    @Test
    void endsWith3WhereTheOutputIsNoFolder() throws IOException {
        Files.writeString(output, "a file");

        assertThat(diabetes()).isEqualTo(3);

        assertThat(err.toString()).contains("the output folder " + output + " cannot be written to");
    }

    @Test
    void endsWith3WhereThePortForMetricsIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(diabetes("--metrics-port=" + taken.getLocalPort())).isEqualTo(3);

            assertThat(err.toString()).contains("cannot listen on --metrics-port " + taken.getLocalPort());
        }
        assertThat(output).doesNotExist();
    }

    @Test
    void endsWith4WhereRowsFailed() throws IOException {
        assertThat(diabetes()).isEqualTo(4);

        assertThat(Files.readAllLines(output.resolve("predictions.csv"))).hasSize(3);
        assertThat(output.resolve("predictions.errors.jsonl"))
                .content()
                .contains("\"row\":1", "line 2: column '9': expected a number but got 'x'");
    }

    @Test
    void writesParquetWhereTheFormatOrTheNameSaysItAndReadsItAgain() throws IOException {
        Path again = folder.resolve("again");

        assertThat(diabetes("--output-format=parquet", "--keep-columns")).isEqualTo(4);
        assertThat(diabetes("--output-file-name=answers.parquet")).isEqualTo(4);
        assertThat(batch(
                        "--model=" + EXAMPLES.resolve("diabetes"),
                        "--input=" + output.resolve("predictions.parquet"),
                        "--output=" + again))
                .isEqualTo(5);

        assertThat(output.resolve("answers.parquet"))
                .content(StandardCharsets.ISO_8859_1)
                .startsWith("PAR1")
                .endsWith("PAR1");
        assertThat(again.resolve("predictions.errors.jsonl.partial"))
                .content()
                .contains("expected 10 values a row but the first row has 13");
    }

    @Test
    void endsWith5PastTheThresholdAndKeepsWhatItHas() {
        assertThat(diabetes("--error-threshold=0", "--mini-batch-size=1", "--max-concurrency-per-instance=1"))
                .isEqualTo(5);

        assertThat(output.resolve("predictions.csv.partial")).content().contains("rows.csv,0,");
        assertThat(output.resolve("predictions.csv")).doesNotExist();
    }

    @Test
    void endsWith5WhereNothingSucceeded() throws IOException {
        Files.writeString(input, BAD_ROW.repeat(2));

        assertThat(diabetes("--header=no")).isEqualTo(5);

        assertThat(err.toString()).contains("No succeeded mini batch item returned from run()");
    }

    @Test
    void takesADeploymentAndTellsWhatHasNoMeaningHere() throws IOException {
        Path deployment =
                Files.writeString(folder.resolve("deployment.yml"), """
                $schema: https://azuremlschemas.azureedge.net/latest/batchDeployment.schema.json
                name: diabetes
                model: {path: %s}
                compute: azureml:cluster
                environment_variables: {A: b}
                partition_keys: [a]
                input: rows.csv
                output: out
                settings:
                  mini_batch_size: 1
                  max_concurrency_per_instance: 1
                  output_action: append_row
                  output_file_name: answers.csv
                  retry_settings: {max_retries: 1, timeout: 20}
                  error_threshold: 0
                  logging_level: info
                """.formatted(EXAMPLES.resolve("diabetes")));

        assertThat(batch("--file=" + deployment, "--error-threshold=5")).isEqualTo(4);

        assertThat(output.resolve("answers.csv")).exists();
        assertThat(err.toString())
                .contains(
                        "compute: not used here",
                        "environment_variables: not used here",
                        "partition_keys: not used here")
                .doesNotContain("$schema")
                .contains("mini-batches  3");
    }

    @Test
    void tellsANameInADeploymentThatIsNoSetting() throws IOException {
        Path deployment = Files.writeString(folder.resolve("deployment.yml"), "mini_batch_sise: 5\n");

        assertThat(batch("--file=" + deployment)).isEqualTo(2);

        assertThat(err.toString())
                .contains("mini_batch_sise: there is no such setting; the nearest is mini_batch_size");
    }

    @Test
    void runsTheExampleOfEntryCodeOverFiles() throws IOException {
        Path example = EXAMPLES.resolve("entry-batch");

        assertThat(batch(
                        "--entry-script=" + example.resolve("Sizes.java"),
                        "--input=" + example.resolve("files"),
                        "--output=" + output))
                .isZero();

        assertThat(Files.readAllLines(output.resolve("predictions.csv"))).containsExactly("a.txt: 4", "b.txt: 14");
        assertThat(batch(
                        "--entry-script=" + example.resolve("Sizes.java"),
                        "--input=" + example.resolve("files"),
                        "--output=" + output.resolve("parquet"),
                        "--output-format=parquet"))
                .isZero();
        assertThat(output.resolve("parquet/predictions.parquet")).exists();
    }
}
