package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Azure ML's rows of scripts and settings that cannot be served: the command ends with a sentence and a code. */
class EntryStartTest {

    private final StringWriter err = new StringWriter();

    private int serve(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "serve";
        all[1] = "--port=0";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Commands.create().setErr(new PrintWriter(err)).execute(all);
    }

    @Test
    void u1ScriptNotFound(@TempDir Path folder) {
        assertThat(serve("--entry-script", folder.resolve("main.java").toString()))
                .isEqualTo(Commands.REFUSED);

        assertThat(err.toString())
                .contains("scoreline: No score script found. Expected the entry script")
                .contains("main.java");
    }

    @Test
    void u2ImportErrorInMain(@TempDir Path folder) throws IOException {
        assertRefused(
                "static { if (true) throw new IllegalStateException(); } int run(String data) { return 1; }",
                "Failed to load the entry script Main",
                folder);
    }

    @Test
    void u5LoadBadIndent(@TempDir Path folder) throws IOException {
        assertRefused("int run(String data) { return 1 }", "Main.java:1:", folder);
    }

    @Test
    void u6BadRunSignature(@TempDir Path folder) throws IOException {
        assertRefused(
                "int run(String... data) { return 1; }", "run() cannot take a variable number of arguments", folder);
    }

    @Test
    void u8InitException(@TempDir Path folder) throws IOException {
        assertRefused(
                "void init() { Object x = 1 / (1 - 1); } int run(String data) { return 1; }",
                "/ by zero (Main.java:1)",
                folder);
    }

    @Test
    void u9RunNoArgument(@TempDir Path folder) throws IOException {
        assertRefused("int run() { return 1; }", "run() needs to accept an argument for input data.", folder);
        err.getBuffer().setLength(0);
        assertRefused(
                "int run(java.util.Map<String, String> headers) { return 1; }",
                "run() needs to accept an argument other than the request's headers.",
                folder);
    }

    private void assertRefused(String members, String message, Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("Main.java"), "class Main { " + members + " }");

        assertThat(serve("--entry-script", script.toString(), folder.toString()))
                .isEqualTo(Commands.REFUSED);

        assertThat(err.toString()).startsWith("scoreline: ").contains(message);
    }
}
