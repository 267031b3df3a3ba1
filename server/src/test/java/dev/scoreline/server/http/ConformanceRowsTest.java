package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Each row of Azure ML's own tests, listed in {@code azure/conformance-rows.txt}, is the beginning of the name of a test here, as
 * R4 is of {@code r4Tells…}, or is told in {@code docs/azure-compatibility.md} as one that has no meaning here.
 */
class ConformanceRowsTest {

    private static final Pattern TEST = Pattern.compile("(ai|[rusmcpx])([0-9]+)(?:[A-Z].*)?");
    private static final Pattern UNTESTED = Pattern.compile("(?m)^\\| ((?:AI|[RUSMCPX])[0-9]+) \\|");

    @Test
    void eachRowIsATestOrIsToldAsNone() throws IOException, URISyntaxException {
        Set<String> tested = tested();
        Set<String> untested = untested();

        assertThat(rows())
                .hasSize(102)
                .allSatisfy(row -> assertThat(tested.contains(row) ^ untested.contains(row))
                        .as(row + " is either the name of a test or a row of docs/azure-compatibility.md")
                        .isTrue());
        assertThat(rows()).containsAll(untested);
    }

    private static Set<String> rows() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/azure/conformance-rows.txt"))) {
            return lines.filter(line -> !line.startsWith("#")).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> untested() throws IOException {
        Matcher row = UNTESTED.matcher(Files.readString(Path.of("..", "docs", "azure-compatibility.md")));
        return row.results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> tested() throws IOException, URISyntaxException {
        Path classes = Path.of(ConformanceRowsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> names;
        try (Stream<Path> files = Files.walk(classes)) {
            names = files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.matches("dev/scoreline/server/.*Test(\\$[A-Za-z]+)?\\.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
        return names.stream()
                .flatMap(name -> Stream.of(type(name).getDeclaredMethods()))
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .map(Method::getName)
                .map(TEST::matcher)
                .filter(Matcher::matches)
                .map(name -> name.group(1).toUpperCase(Locale.ROOT) + name.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, ConformanceRowsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
