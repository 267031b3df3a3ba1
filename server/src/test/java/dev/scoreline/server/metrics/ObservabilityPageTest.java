package dev.scoreline.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/observability.md} against the declared metrics. */
class ObservabilityPageTest {

    @Test
    void holdsTheTableOfMetrics() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "observability.md"))).contains(Families.table());
    }
}
