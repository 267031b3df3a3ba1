package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpOptionsTest {

    private static HttpOptions of(Map<String, String> commandLine, Map<String, String> environment) {
        return HttpOptions.of(Settings.read(ServerSettings.ALL, commandLine, environment, new Problems()), "test");
    }

    /** Azure ML's rows P16. */
    @Test
    void opensAHealthPortWhereOneIsAsked() {
        Map<String, String> separate = Map.of("SEPERATE_HEALTH_ENDPOINT", "true");

        assertThat(of(Map.of(), Map.of()).healthPort()).isEmpty();
        assertThat(of(Map.of(), separate).healthPort()).contains(5000);
        assertThat(of(Map.of("health_port", "5002"), separate).healthPort()).contains(5002);
        assertThat(of(Map.of("health_port", "5002"), Map.of()).healthPort()).contains(5002);
        assertThat(of(Map.of("health_port", "5001"), separate).healthPort()).isEmpty();
    }
}
