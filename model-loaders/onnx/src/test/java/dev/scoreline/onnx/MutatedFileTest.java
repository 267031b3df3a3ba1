package dev.scoreline.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.scoreline.model.Cancellation;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelSource;
import dev.scoreline.model.Tensors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Model files with bytes changed, put in, left out and cut off, loaded and scored by ONNX Runtime itself: each is refused, or
 * answers, or fails on the request, and the process lives on. It is a process of its own with little memory, since native code that
 * fails would end the tests.
 */
class MutatedFileTest {

    private static final List<String> MODELS =
            List.of("forest", "several", "frame", "logistic_zipmap", "xgboost", "torch", "sequence", "identity_string");

    private static final int ADDRESS_SPACE_KILOBYTES = 12 << 20;

    @TempDir
    Path folder;

    @Test
    void refusesOrScoresEachMutantAndLivesOn() throws Exception {
        assumeThat(System.getProperty("os.name"))
                .as("ulimit -v bounds memory on Linux")
                .isEqualTo("Linux");
        int rounds = 60;
        Process process = start(20261126, rounds);
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            assertThat(said).contains("mutants " + rounds * MODELS.size(), "refused=", "scored=");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(long seed, int rounds) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String limited = "ulimit -v " + ADDRESS_SPACE_KILOBYTES + "; exec \"$@\"";
        List<String> command = new ArrayList<>(List.of("sh", "-c", limited, "sh", java, "-Xmx256m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Mutants.class.getName()));
        command.addAll(List.of(folder.toString(), Long.toString(seed), Integer.toString(rounds)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** The process: a folder to write in, a seed, and how many mutants of each model. */
    static final class Mutants {

        private static final long MAX_SECONDS = 10;

        private final Path file;
        private final Random random;
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        private final Map<String, Integer> outcomes = new TreeMap<>();

        private Mutants(Path folder, long seed) {
            this.file = folder.resolve("mutant.onnx");
            this.random = new Random(seed);
        }

        public static void main(String[] arguments) throws IOException {
            Mutants mutants = new Mutants(Path.of(arguments[0]), Long.parseLong(arguments[1]));
            int rounds = Integer.parseInt(arguments[2]);
            for (String name : MODELS) {
                GoldenCase golden = GoldenCase.read(name);
                byte[] whole = Files.readAllBytes(golden.file());
                for (int round = 0; round < rounds; round++) {
                    mutants.tryOut(mutants.mutated(whole), golden.inputs());
                }
            }
            System.out.println("mutants " + rounds * MODELS.size() + " " + mutants.outcomes);
            mutants.timer.shutdownNow();
        }

        private byte[] mutated(byte[] whole) {
            byte[] bytes = whole.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                int at = random.nextInt(bytes.length);
                switch (random.nextInt(12)) {
                    case 0 -> bytes = Arrays.copyOf(bytes, at + 1);
                    case 1 -> bytes = joined(bytes, at, at, new byte[] {(byte) random.nextInt()});
                    case 2 -> bytes = bytes.length > 1 ? joined(bytes, at, at + 1, new byte[0]) : bytes;
                    default -> bytes[at] = (byte) random.nextInt();
                }
            }
            return bytes;
        }

        private static byte[] joined(byte[] bytes, int from, int to, byte[] between) {
            byte[] joined = new byte[from + between.length + bytes.length - to];
            System.arraycopy(bytes, 0, joined, 0, from);
            System.arraycopy(between, 0, joined, from, between.length);
            System.arraycopy(bytes, to, joined, from + between.length, bytes.length - to);
            return joined;
        }

        private void tryOut(byte[] mutant, Tensors inputs) throws IOException {
            Files.write(file, mutant);
            String outcome;
            try (Model model = new OnnxLoader().load(new ModelSource("mutant", "1", file))) {
                outcome = scored(model, inputs);
            } catch (InferenceException e) {
                check(e, EnumSet.of(ErrorCode.INVALID_MODEL, ErrorCode.UNSUPPORTED_MODEL));
                outcome = "refused";
            }
            outcomes.merge(outcome, 1, Integer::sum);
        }

        private String scored(Model model, Tensors inputs) {
            try {
                model.score("predict", inputs, this::soon);
                return "scored";
            } catch (InferenceException e) {
                check(e, EnumSet.of(ErrorCode.INVALID_INPUT, ErrorCode.MODEL_FAILED, ErrorCode.DEADLINE_EXCEEDED));
                return "failed";
            }
        }

        private Cancellation.Registration soon(Runnable end) {
            ScheduledFuture<?> ending = timer.schedule(end, MAX_SECONDS, TimeUnit.SECONDS);
            return () -> ending.cancel(false);
        }

        private static void check(InferenceException e, EnumSet<ErrorCode> expected) {
            if (!expected.contains(e.code()) || e.getMessage() == null) {
                throw new IllegalStateException("expected a failure of " + expected, e);
            }
        }
    }
}
