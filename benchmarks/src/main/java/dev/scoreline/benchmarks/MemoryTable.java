package dev.scoreline.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.scoreline.model.ModelDirectory;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.model.Table;
import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.codec.ScoreRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What it pays to keep native memory for ONNX Runtime, and what it could pay to decode into it: the run of a session with a tensor
 * that is made anew each time, with one that is kept and not even filled (the floor), and Scoreline's own way, which fills kept
 * memory from the decoded rows; beside them the filling alone, which is all that decoding straight into the memory would save.
 */
public final class MemoryTable {

    /** What the work gave, so that no compiler leaves it out. */
    private static volatile Object sink = new Object();

    private MemoryTable() {}

    /** Arguments: model directories of ONNX models with one float32 input, each with a {@code sample_input.json}. */
    public static void main(String[] args) throws IOException, OrtException {
        System.out.printf(
                "Java %s, %d rounds in turn; microseconds of CPU an operation, median (least to most).%n%n",
                System.getProperty("java.version"), CpuRounds.ROUNDS);
        System.out.println("| model | rows | run, kept tensor | run, fresh tensor | Scoreline | filling alone |");
        System.out.println("|---|---|---|---|---|---|");
        for (String directory : args) {
            for (int rows : new int[] {1, 100, 10_000}) {
                print(Path.of(directory), rows);
            }
        }
    }

    private static void print(Path directory, int rows) throws IOException, OrtException {
        ModelLoaders loaders = ModelLoaders.installed();
        try (Models models = Models.load(
                ModelDirectory.resolve(directory, Optional.empty(), Optional.empty(), loaders),
                Optional.empty(),
                loaders)) {
            LoadedModel model = models.only();
            byte[] body = SampleBody.of(directory, rows).getBytes();
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession session =
                            environment.createSession(model.source().path().toString());
                    Raw raw = new Raw(environment, session, table(model, body))) {
                List<double[]> micros = CpuRounds.micros(works(model, body, raw));
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %d | %s |%n",
                        directory.getFileName(),
                        rows,
                        micros.stream().map(each -> Spread.of(each).toString()).collect(Collectors.joining(" | ")));
            }
        }
    }

    private static Table table(LoadedModel model, byte[] body) {
        return (Table) model.decoder().decode(body, 0, body.length).input();
    }

    /** In the order of the table's columns. */
    private static List<Runnable> works(LoadedModel model, byte[] body, Raw raw) {
        ScoreRequest request = model.decoder().decode(body, 0, body.length);
        String method = model.model().signature().defaultMethod().name();
        return List.of(
                raw::runKept, raw::runFresh, () -> sink = model.model().score(method, request.input()), raw::fill);
    }

    /** ONNX Runtime without Scoreline. One thread. */
    private static final class Raw implements AutoCloseable {

        private final OrtEnvironment environment;
        private final OrtSession session;
        private final String input;
        private final double[] values;
        private final long[] shape;
        private final FloatBuffer memory;
        private final OnnxTensor kept;

        Raw(OrtEnvironment environment, OrtSession session, Table table) throws OrtException {
            this.environment = environment;
            this.session = session;
            this.input = session.getInputNames().iterator().next();
            this.values = Arrays.copyOf(table.values(), table.rows() * table.width());
            this.shape = new long[] {table.rows(), table.width()};
            this.memory = memory();
            fill();
            this.kept = OnnxTensor.createTensor(environment, memory, shape);
        }

        private FloatBuffer memory() {
            return ByteBuffer.allocateDirect(values.length * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }

        void fill() {
            fill(memory);
        }

        private void fill(FloatBuffer into) {
            for (int i = 0; i < values.length; i++) {
                into.put(i, (float) values[i]);
            }
        }

        void runKept() {
            try (OrtSession.Result result = session.run(Map.of(input, kept))) {
                sink = result.get(0).getValue();
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }

        void runFresh() {
            FloatBuffer fresh = memory();
            fill(fresh);
            try (OnnxTensor tensor = OnnxTensor.createTensor(environment, fresh, shape);
                    OrtSession.Result result = session.run(Map.of(input, tensor))) {
                sink = result.get(0).getValue();
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            kept.close();
        }
    }
}
