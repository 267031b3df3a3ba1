package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/models.md} against the code. */
class ModelsPageTest {

    private static final Pattern CLASS = Pattern.compile("`([A-Za-z]+)`");

    @Test
    void listsEveryEstimatorThatCanBeEvaluatedAndNoOther() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "models.md"));
        String table = page.substring(page.indexOf("|---"), page.indexOf("### Refused"));

        List<String> listed = CLASS.matcher(table)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();

        assertThat(listed).containsExactlyInAnyOrderElementsOf(Estimators.classNames());
    }
}
