package dev.scoreline.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSource;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Sequence;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.GoldenCase.Closeness;
import dev.scoreline.sklearn.GoldenCase.Expected;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every model that scikit-learn saved answers as scikit-learn itself did, alone and in a batch. Prints how close the
 * answers were.
 */
class GoldenModelsTest {

    /** What was compared of one version's models. */
    private static final class Tally {
        private final Set<Path> models = new HashSet<>();
        private final Agreement agreement = new Agreement();
        private int answers;
        private int refusals;
        private int differences;
    }

    private static final Map<String, Tally> TALLIES = new LinkedHashMap<>();

    @TestFactory
    Stream<DynamicContainer> answersAsScikitLearnDid() {
        assertThat(GoldenCase.versions()).as("golden models").isNotEmpty();
        return GoldenCase.versions().stream()
                .map(version -> DynamicContainer.dynamicContainer(version, tests(version)));
    }

    private static Stream<DynamicTest> tests(String version) {
        assertThat(GoldenCase.of(version)).as("golden models of " + version).isNotEmpty();
        Tally tally = TALLIES.computeIfAbsent(version, unused -> new Tally());
        return GoldenCase.of(version).stream()
                .map(golden -> DynamicTest.dynamicTest(version + " " + golden.name(), () -> checkNamed(golden, tally)));
    }

    /** A report counts dynamic tests and does not name them. */
    private static void checkNamed(GoldenCase golden, Tally tally) {
        try {
            check(golden, tally);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(golden.version() + "/" + golden.name() + ": " + e.getMessage(), e);
        }
    }

    private static void check(GoldenCase golden, Tally tally) {
        Optional<GoldenDifference> difference = GoldenDifference.of(golden);
        if (difference.isPresent() && !difference.get().refusal().isEmpty()) {
            checkNotLoaded(golden, difference.get().refusal());
            tally.differences++;
            return;
        }
        try (Model model = load(golden)) {
            tally.models.add(golden.model());
            assertThat(model.signature().methods().stream().map(ModelSignature.Method::name))
                    .containsAll(golden.answers().stream().map(Expected::method).toList());
            if (GoldenDifference.isByOrder(golden, model.signature())) {
                checkAnyOrder(golden, model);
                tally.differences++;
            } else if (difference.isPresent()) {
                checkNoneIsNaN(golden, model);
                tally.differences++;
            } else {
                golden.answers().forEach(expected -> check(golden, model, expected, tally));
            }
        }
    }

    private static Model load(GoldenCase golden) {
        SklearnLoader loader = new SklearnLoader();
        ModelSource source = new ModelSource(golden.name(), "1", golden.model());
        assertThat(loader.recognizes(source)).isTrue();
        return loader.load(source);
    }

    private static void checkNotLoaded(GoldenCase golden, String why) {
        assertThatThrownBy(() -> load(golden))
                .asInstanceOf(InstanceOfAssertFactories.type(InferenceException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL))
                .satisfies(e -> assertThat(e).hasMessageContaining(why));
    }

    private static void checkNoneIsNaN(GoldenCase golden, Model model) {
        for (Expected expected : golden.answers()) {
            Payload answer = score(golden.rows(), model, expected.method());
            Payload ofNaN = score(golden.rows().withNaN(), model, expected.method());
            assertThat(AnswerTree.of(answer)).isEqualTo(AnswerTree.of(ofNaN));
        }
    }

    private static void checkAnyOrder(GoldenCase golden, Model model) {
        for (Expected expected : golden.answers()) {
            Payload answer = score(golden.rows(), model, expected.method());
            assertThat(AnswerTree.of(answer)).hasSameSizeAs(golden.rows().rows());
        }
    }

    private static void check(GoldenCase golden, Model model, Expected expected, Tally tally) {
        if (expected.closeness() == Closeness.RAISES) {
            checkRefused(golden, model, expected.method());
            tally.refusals++;
            return;
        }
        Payload answer = score(golden.rows(), model, expected.method());
        tally.agreement.check(expected.method(), expected, expected.values().orElseThrow(), AnswerTree.of(answer));
        checkRowsAlone(golden, model, expected.method(), answer);
        checkNoRows(golden, model, expected.method(), answer);
        tally.answers++;
    }

    private static Payload score(GoldenRows rows, Model model, String method) {
        return model.score(method, rows.table(model.signature()));
    }

    private static void checkRefused(GoldenCase golden, Model model, String method) {
        Throwable refusal = catchThrowable(() -> score(golden.rows(), model, method));
        assertThat(refusal).as("what scikit-learn refuses").isInstanceOf(InferenceException.class);
        assertThat(((InferenceException) refusal).code()).isEqualTo(ErrorCode.INVALID_INPUT);
    }

    private static void checkRowsAlone(GoldenCase golden, Model model, String method, Payload answer) {
        for (int row = 0; row < golden.rows().rows().size(); row++) {
            Payload alone = score(golden.rows().only(row), model, method);
            assertThat(AnswerTree.of(alone)).as("row %d alone", row).isEqualTo(AnswerTree.row(answer, row));
        }
    }

    /** scikit-learn asks for at least one row; here no rows have an answer without rows. */
    private static void checkNoRows(GoldenCase golden, Model model, String method, Payload answer) {
        int width = golden.rows().table(model.signature()).width();
        Payload none = model.score(method, Table.dense(new double[0], 0, width));
        if (answer instanceof Sequence several) {
            assertThat(((Sequence) none).items()).hasSameSizeAs(several.items());
            assertThat(((Sequence) none).items())
                    .allMatch(item -> AnswerTree.of(item).isEmpty());
        } else {
            assertThat(AnswerTree.of(none)).isEmpty();
        }
    }

    @AfterAll
    static void printsHowCloseTheAnswersWere() {
        System.out.println(
                "scikit-learn   models answers refusals differences   values  identical  largest abs  largest rel");
        TALLIES.forEach((version, tally) -> System.out.println(String.format(
                Locale.ROOT,
                "%-14s %6d %7d %8d %11d %8d %9.4f%% %12.3g %12.3g",
                version,
                tally.models.size(),
                tally.answers,
                tally.refusals,
                tally.differences,
                tally.agreement.values(),
                100.0 * tally.agreement.identical() / Math.max(1, tally.agreement.values()),
                tally.agreement.largestAbsolute(),
                tally.agreement.largestRelative())));
    }
}
