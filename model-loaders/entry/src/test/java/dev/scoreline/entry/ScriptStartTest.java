package dev.scoreline.entry;

import static dev.scoreline.entry.Scripts.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How scripts are found, and what is said of those that cannot be served. */
class ScriptStartTest {

    @TempDir
    Path folder;

    private Scripts scripts;

    @BeforeEach
    void makeScripts() {
        scripts = new Scripts(folder);
    }

    /** A class on the class path that is a script. */
    public static final class Upper {
        public String run(String data) {
            return data.toUpperCase(Locale.ROOT);
        }
    }

    @Test
    void takesTheNameOfAClass() {
        assertThat(answer(scripts.openAt(Upper.class.getName(), EntryScript.Conversion.TOLD), "x"))
                .isEqualTo("X");
    }

    @Test
    void takesStaticMethodsAndAFileInLowerCaseWithClassesBesideIt() {
        scripts.write(
                "Greeting.java", "class Greeting { static String of(String name) { return \"Hello \" + name; } }");

        EntryScript script = scripts.open(
                "score.java", "class Any { static String run(String name) { return Greeting.of(name); } }");

        assertThat(answer(script, "Ann")).isEqualTo("Hello Ann");
    }

    @Test
    void handsInitTheModelDirectoryAndTheModels() {
        EntryScript script = scripts.open("""
                private String seen;
                void init(java.nio.file.Path directory, EntryModels models) { seen = directory + "" + models.names(); }
                String run(String data) { return seen; }
                """);

        assertThat(answer(script, "")).isEqualTo(folder + "[]");
    }

    @Test
    void takesTheOnlyClassOfAJarThatHasRun() throws IOException {
        Path jar = jar(Optional.empty());

        try (EntryScript script = scripts.openAt(jar.toString(), EntryScript.Conversion.TOLD)) {
            assertThat(answer(script, "x")).isEqualTo("first x");
        }
    }

    @Test
    void takesTheClassThatAJarsManifestNames() throws IOException {
        Path jar = jar(Optional.of("Second"));

        assertThatThrownBy(() -> scripts.openAt(jar.toString(), EntryScript.Conversion.TOLD))
                .hasMessageContaining("the class Second has no method run");
    }

    private Path jar(Optional<String> named) throws IOException {
        Map<String, byte[]> classes = SourceCompiler.compile(
                scripts.write(
                        "Two.java",
                        "class First { String run(String data) { return \"first \" + data; } }"
                                + " class Second { int other() { return 1; } }"),
                EntryCodePath.of("Two.java"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        named.ifPresent(name -> manifest.getMainAttributes().putValue("Entry-Script-Class", name));
        Path jar = folder.resolve("script.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> type : classes.entrySet()) {
                entries.putNextEntry(new JarEntry(type.getKey() + ".class"));
                entries.write(type.getValue());
            }
        }
        return jar;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int run(String data) { return x; } | Score.java does not compile:",
                "int run(String data) { return x; } | Score.java:4:31: cannot find symbol",
                "int other() { return 1; } | the class Score has no method run",
                "private int run(String data) { return 1; } | the class Score has no method run",
                "int run(String a) { return 1; } int run(int a) { return 2; } | the class Score has 2 methods run",
                "int run() { return 1; } | run() needs to accept an argument for input data.",
                "int run(Map<String, String> headers) { return 1; } | run() needs to accept an argument other than the"
                        + " request's headers.",
                "int run(String... data) { return 1; } | run() cannot take a variable number of arguments",
                "int run(EntryRequest request, int num) { return 1; } | run() takes an EntryRequest, which is all of the"
                        + " request, and something besides",
                "int run(Thread thread) { return 1; } | run(), parameter 'thread' has the type java.lang.Thread, which no"
                        + " JSON value fits",
                "record In(Thread t) {} int run(In in) { return 1; } | the record In, component 't' has the type"
                        + " java.lang.Thread",
                "void init() { int x = 1 / (1 - 1); } int run(String data) { return 1; } | init() of Score failed:"
                        + " java.lang.ArithmeticException: / by zero (Score.java:4)",
                "void init(int x) {} int run(String data) { return 1; } | init() takes a int",
                "Score() { throw new RuntimeException(\"no\"); } int run(String data) { return 1; } | the constructor of"
                        + " Score failed: java.lang.RuntimeException: no",
                "Score(int x) {} int run(String data) { return 1; } | needs a constructor without parameters",
            })
    void refusesAScriptThatCannotBeServed(String members, String message) {
        assertThatThrownBy(() -> scripts.open(members))
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SCRIPT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nowhere.java | No score script found. Expected the entry script nowhere.java",
                "nowhere.jar | No score script found. Expected the entry script nowhere.jar",
                "org.example.Nowhere | No score script found. Expected a class org.example.Nowhere on the class path",
                "score.py | the entry script score.py is Python; Scoreline runs entry code in Java",
            })
    void saysWhatIsNotThere(String location, String message) {
        assertThatThrownBy(() -> scripts.openAt(location, EntryScript.Conversion.TOLD))
                .hasMessageContaining(message);
    }

    @Test
    void saysThatInitNeedsAModelDirectory() {
        Path source = scripts.write(
                "Score.java", "class Score { void init(java.nio.file.Path p) {} int run(String s) { return 1; } }");

        assertThatThrownBy(() -> EntryScript.open(
                        EntryCodePath.of(source.toString()),
                        Optional.empty(),
                        new Scripts.NoModels(),
                        EntryScript.Conversion.TOLD))
                .hasMessageContaining("init() takes the model directory, but none is given: set AZUREML_MODEL_DIR");
    }
}
