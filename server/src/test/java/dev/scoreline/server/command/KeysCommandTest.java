package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path file() {
        return folder.resolve("keys.json");
    }

    private int execute(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "keys";
        arguments[1] = file().toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return Commands.create()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private JsonObject keys() throws IOException {
        return new JsonObject(Files.readString(file()));
    }

    @Test
    void makesTwoStrongKeysThatOnlyTheOwnerMayRead() throws IOException {
        assertThat(execute()).isZero();

        assertThat(keys().fieldNames()).containsExactly("primaryKey", "secondaryKey");
        assertThat(keys().getString("primaryKey")).matches("[A-Za-z0-9_-]{43}");
        assertThat(keys().getString("secondaryKey")).matches("[A-Za-z0-9_-]{43}");
        assertThat(keys().getString("primaryKey")).isNotEqualTo(keys().getString("secondaryKey"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void saysWhatToDoNextWithoutShowingAKey() throws IOException {
        execute();

        assertThat(out.toString())
                .contains("--auth-mode key", "--show primary")
                .doesNotContain(keys().getString("primaryKey"), keys().getString("secondaryKey"));
    }

    @Test
    void doesNotTouchAFileThatIsThere() throws IOException {
        execute();
        String before = Files.readString(file());

        assertThat(execute()).isEqualTo(Commands.REFUSED);

        assertThat(Files.readString(file())).isEqualTo(before);
        assertThat(err.toString()).contains("--rotate").doesNotContain("\tat ");
    }

    @Test
    void rotatesOneKeyAndLeavesTheRest() throws IOException {
        Files.writeString(
                file(),
                "{\"primaryKey\":\"old-primary-0123456789\",\"secondaryKey\":\"old-secondary-0123456789\","
                        + "\"keys\":[{\"name\":\"r\",\"key\":\"report-key-0123456789\",\"models\":[\"churn\"]}]}");

        assertThat(execute("--rotate", "primary")).isZero();

        assertThat(keys().getString("primaryKey")).matches("[A-Za-z0-9_-]{43}");
        assertThat(keys().getString("secondaryKey")).isEqualTo("old-secondary-0123456789");
        assertThat(keys().getJsonArray("keys").getJsonObject(0).getString("name"))
                .isEqualTo("r");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file());
        }
    }

    @Test
    void replacesWhatALinkNamesAndKeepsTheLink() throws IOException {
        execute();
        Path target = folder.resolve("target.json");
        Files.move(file(), target);
        Files.createSymbolicLink(file(), target);
        String before = Files.readString(target);

        assertThat(execute("--rotate", "secondary")).isZero();

        assertThat(file()).isSymbolicLink();
        assertThat(Files.readString(target)).isNotEqualTo(before);
    }

    @Test
    void showsOneKeyAndNothingElse() throws IOException {
        execute();
        out.getBuffer().setLength(0);

        assertThat(execute("--show", "secondary")).isZero();

        assertThat(out.toString().strip()).isEqualTo(keys().getString("secondaryKey"));
    }

    @Test
    void refusesToRotateWhatIsMissingOrNoFileOfKeys() throws IOException {
        assertThat(execute("--rotate", "primary")).isEqualTo(Commands.REFUSED);
        assertThat(err.toString()).contains("there is no such file");

        Files.writeString(file(), "a letter");
        assertThat(execute("--rotate", "primary")).isEqualTo(Commands.REFUSED);
        assertThat(Files.readString(file())).isEqualTo("a letter");
    }

    @Test
    void refusesTwoActionsAndAnUnknownKey() {
        assertThat(execute("--rotate", "primary", "--show", "primary")).isEqualTo(Commands.BAD_USAGE);
        assertThat(execute("--rotate", "third")).isEqualTo(Commands.BAD_USAGE);
    }
}
