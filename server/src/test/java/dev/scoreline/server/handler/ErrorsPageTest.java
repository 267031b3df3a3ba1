package dev.scoreline.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.model.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/errors.md} against the code. */
class ErrorsPageTest {

    @Test
    void namesEveryCodeWithItsFaultAndStatus() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "errors.md")).stream()
                .filter(line -> line.matches("\\| [A-Z_]+ .*"))
                .map(line ->
                        String.join("|", Arrays.asList(line.split(" *\\| *")).subList(1, 4)))
                .toList();

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ErrorCode.values())
                        .map(code -> code + "|" + code.fault() + "|" + Failures.status(code))
                        .toList());
    }
}
