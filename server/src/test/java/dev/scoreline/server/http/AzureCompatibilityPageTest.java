package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/azure-compatibility.md} against the tests that it names. */
class AzureCompatibilityPageTest {

    private static final List<String> PACKAGES = List.of("dev.scoreline.server.http", "dev.scoreline.server.command");

    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+Test)\\.([a-zA-Z0-9]+)`");

    @Test
    void namesOnlyTestsThatThereAre() throws IOException {
        Matcher names = TEST.matcher(Files.readString(Path.of("..", "docs", "azure-compatibility.md")));

        int count = 0;
        for (; names.find(); count++) {
            assertThat(hasTest(names.group(1), names.group(2)))
                    .as(names.group())
                    .isTrue();
        }
        assertThat(count).isGreaterThan(15);
    }

    /** Whose test proves it stands in the last cell of each difference. */
    @Test
    void namesATestForEachDifference() throws IOException {
        List<String> rows = differences();

        assertThat(rows)
                .hasSizeGreaterThan(30)
                .allSatisfy(row -> assertThat(row.strip()).matches("\\|.*\\| (" + TEST.pattern() + "(, )?)+ \\|"));
    }

    /** The rows of the tables whose last column is {@code test}, without their heads. */
    private static List<String> differences() throws IOException {
        List<String> rows = new ArrayList<>();
        boolean isIn = false;
        for (String line : Files.readAllLines(Path.of("..", "docs", "azure-compatibility.md"))) {
            isIn = line.startsWith("|") && (isIn || line.endsWith("| test |"));
            if (isIn && !line.endsWith("| test |") && !line.startsWith("|---")) {
                rows.add(line);
            }
        }
        return rows;
    }

    private static boolean hasTest(String simpleName, String method) {
        return PACKAGES.stream().anyMatch(name -> hasTest(name, simpleName, method));
    }

    private static boolean hasTest(String packageName, String simpleName, String method) {
        try {
            Class<?> outer = Class.forName(packageName + "." + simpleName);
            return hasMethod(outer, method)
                    || Arrays.stream(outer.getDeclaredClasses()).anyMatch(nested -> hasMethod(nested, method));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean hasMethod(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods()).map(Method::getName).anyMatch(name::equals);
    }
}
