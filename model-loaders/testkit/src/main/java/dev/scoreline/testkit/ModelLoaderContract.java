package dev.scoreline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.scoreline.model.Column;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelLoader;
import dev.scoreline.model.ModelSource;
import dev.scoreline.model.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every loader promises. A loader's test implements this and so runs these tests. */
public interface ModelLoaderContract {

    /** How many threads score at once. */
    int THREADS = 8;

    /** How often each thread scores. */
    int ROUNDS = 50;

    /** The loader under test. */
    ModelLoader loader();

    /** A model that it opens. */
    GoldenModel golden();

    /** The contents of files that the loader must not claim, by file name; a loader that opens one of these leaves it out. */
    default Map<String, byte[]> foreignFiles() {
        return Map.of(
                "model.onnx", new byte[] {8, 10, 18, 8, 's', 'k', 'l', '2', 'o', 'n', 'n', 'x'},
                "model.txt", "tree\nversion=v4\nnum_class=1\n".getBytes(StandardCharsets.UTF_8),
                "model.xgb", "binf\0\0\0\0".getBytes(StandardCharsets.UTF_8),
                "model.json", "{\"learner\":{}}".getBytes(StandardCharsets.UTF_8),
                "MLmodel", "artifact_path: model\nflavors:\n".getBytes(StandardCharsets.UTF_8),
                "requirements.txt", "scikit-learn==1.7.2\n".getBytes(StandardCharsets.UTF_8),
                "README.md", "# A model\n".getBytes(StandardCharsets.UTF_8),
                "archive.zip", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0},
                "empty", new byte[0]);
    }

    private Model open(Path file) {
        return loader().load(new ModelSource("golden", "1", file));
    }

    private boolean recognizes(Path file) {
        return loader().recognizes(new ModelSource("golden", "1", file));
    }

    @Test
    default void recognizesItsOwnFile() {
        assertThat(recognizes(golden().file())).isTrue();
    }

    @Test
    default void claimsNoForeignFile(@TempDir Path folder) throws IOException {
        for (Map.Entry<String, byte[]> foreign : foreignFiles().entrySet()) {
            Path file = Files.write(folder.resolve(foreign.getKey()), foreign.getValue());

            assertThat(recognizes(file)).as(foreign.getKey()).isFalse();
        }
    }

    @Test
    default void namesItsFormatInTheDescription() {
        try (Model model = open(golden().file())) {
            assertThat(model.description().format()).isEqualTo(loader().format());
        }
    }

    @Test
    default void answersAsTheLibraryDid() {
        GoldenModel golden = golden();
        List<@Nullable Object> expected = AnswerValues.of(golden.expected());
        try (Model model = open(golden.file())) {
            List<@Nullable Object> answer = AnswerValues.of(model.score(golden.method(), golden.rows()));

            assertThat(answer).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                if (expected.get(i) instanceof Double number) {
                    assertThat((Double) Objects.requireNonNull(answer.get(i)))
                            .isCloseTo(number, within(golden.tolerance()));
                } else {
                    assertThat(answer.get(i)).isEqualTo(expected.get(i));
                }
            }
        }
    }

    @Test
    default void refusesATableOfAnotherWidth() {
        GoldenModel golden = golden();
        List<Column> wider = new ArrayList<>(golden.rows().columns());
        wider.add(new Column.Numbers(new double[golden.rows().rows()]));
        try (Model model = open(golden.file())) {
            Table table = Table.of(golden.rows().rows(), wider);

            assertThat(refusal(() -> model.score(golden.method(), table)).code())
                    .isEqualTo(ErrorCode.INVALID_INPUT);
        }
    }

    @Test
    default void refusesAMethodThatTheModelDoesNotHave() {
        GoldenModel golden = golden();
        try (Model model = open(golden.file())) {
            InferenceException refusal = refusal(() -> model.score("no_such_method", golden.rows()));

            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
            assertThat(refusal).hasMessageContaining(golden.method());
        }
    }

    @Test
    default void refusesATruncatedFile(@TempDir Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(golden().file());
        for (int length : new int[] {0, 1, whole.length / 3, whole.length / 2, whole.length - 1}) {
            Path file = folder.resolve(length + "-" + golden().file().getFileName());
            Files.write(file, Arrays.copyOf(whole, length));

            InferenceException refusal = refusal(() -> open(file));

            assertThat(refusal.code())
                    .as("%d bytes of %d", length, whole.length)
                    .isEqualTo(ErrorCode.INVALID_MODEL);
            assertThat(refusal).hasMessageNotContaining(folder.toString());
        }
    }

    @Test
    default void refusesAFileOfOtherContent(@TempDir Path folder) throws IOException {
        Path file = folder.resolve(golden().file().getFileName());
        Files.write(file, "this is no model\n".repeat(100).getBytes(StandardCharsets.UTF_8));

        assertThat(refusal(() -> open(file)).code()).isEqualTo(ErrorCode.INVALID_MODEL);
    }

    @Test
    default void answersManyThreadsAlike() throws Exception {
        GoldenModel golden = golden();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Model model = open(golden.file())) {
            List<@Nullable Object> expected = AnswerValues.of(model.score(golden.method(), golden.rows()));
            CyclicBarrier start = new CyclicBarrier(THREADS);
            Callable<Integer> scoring = () -> {
                start.await(30, TimeUnit.SECONDS);
                int alike = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    alike += AnswerValues.of(model.score(golden.method(), golden.rows()))
                                    .equals(expected)
                            ? 1
                            : 0;
                }
                return alike;
            };

            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                counts.add(threads.submit(scoring));
            }

            for (Future<Integer> count : counts) {
                assertThat(count.get(60, TimeUnit.SECONDS)).isEqualTo(ROUNDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void scoresNothingAfterClose() {
        GoldenModel golden = golden();
        Model model = open(golden.file());
        model.close();
        model.close();

        assertThat(refusal(() -> model.score(golden.method(), golden.rows())).code())
                .isEqualTo(ErrorCode.MODEL_FAILED);
    }

    private static InferenceException refusal(Callable<?> action) {
        InferenceException refusal = catchThrowableOfType(InferenceException.class, action::call);
        assertThat(refusal).as("a refusal").isNotNull();
        return Objects.requireNonNull(refusal);
    }
}
