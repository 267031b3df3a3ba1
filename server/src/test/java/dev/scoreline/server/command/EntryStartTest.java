package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure ML's rows U1, U2, U5, U6, U8 and U9: a script that cannot be served ends the process with code 3 and a sentence. */
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u2 | static { if (true) throw new IllegalStateException(); } int run(String data) { return 1; } |"
                        + " Failed to load the entry script Main",
                "u5 | int run(String data) { return 1 } | Main.java:1:",
                "u6 | int run(String... data) { return 1; } | run() cannot take a variable number of arguments",
                "u8 | void init() { Object x = 1 / (1 - 1); } int run(String data) { return 1; } | / by zero (Main.java:1)",
                "u9 | int run() { return 1; } | run() needs to accept an argument for input data.",
            })
    void refuses(String row, String members, String message, @TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("Main.java"), "class Main { " + members + " }");

        assertThat(serve("--entry-script", script.toString(), folder.toString()))
                .as(row)
                .isEqualTo(Commands.REFUSED);

        assertThat(err.toString()).startsWith("scoreline: ").contains(message);
    }
}
