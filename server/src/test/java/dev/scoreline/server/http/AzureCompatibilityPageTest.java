package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/azure-compatibility.md} against the tests that it names. */
class AzureCompatibilityPageTest {

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

    private static boolean hasTest(String simpleName, String method) {
        try {
            Class<?> outer = Class.forName(AzureCompatibilityPageTest.class.getPackageName() + "." + simpleName);
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
