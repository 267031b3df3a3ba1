package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.scoring.config.Problems;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The question finds the server by what the server itself is told. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProbeTest {

    private static final Path MODEL =
            Path.of("..", "examples", "diabetes").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(ProbeTest.class.getResource("/tls/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Probe of(Map<String, String> environment) {
        return Probe.of(SettingSources.read(Map.of(), environment, new Problems()));
    }

    private static int port(Map<String, String> environment) {
        return of(environment).port();
    }

    @Test
    void thePortIsTheOneThatTheServerWouldListenOn() {
        assertThat(port(Map.of())).isEqualTo(5001);
        assertThat(port(Map.of("SCORELINE_PORT", "8080"))).isEqualTo(8080);
        assertThat(port(Map.of("SCORELINE_PORT", "tcp://10.0.0.1:80"))).isEqualTo(5001);
    }

    @Test
    void theSecondPortIsAskedIfThereIsOneWhoseNumberIsKnown() {
        assertThat(port(Map.of("SCORELINE_PORT", "8080", "SCORELINE_HEALTH_PORT", "8081")))
                .isEqualTo(8081);
        assertThat(port(Map.of("SEPERATE_HEALTH_ENDPOINT", "true"))).isEqualTo(5000);
        assertThat(port(Map.of("SCORELINE_PORT", "8080", "SCORELINE_HEALTH_PORT", "0")))
                .isEqualTo(8080);
    }

    @Test
    void settingsOfTheConfigurationFileCount() throws IOException {
        Path file = Files.writeString(
                folder.resolve("config.json"), "{\"SCORELINE_PORT\": 8443, \"SCORELINE_HOST\": \"127.0.0.2\"}");

        Probe probe = of(Map.of("AZUREML_CONFIG_FILE", file.toString()));

        assertThat(probe).isEqualTo(new Probe("127.0.0.2", 8443, false));
    }

    @Test
    void aServerThatSpeaksTlsOnOneAddressIsAskedThereOverTls() throws IOException {
        Path file = Files.writeString(
                folder.resolve("config.json"),
                "{\"TLS_CERTIFICATE\": \"" + resource("first.crt") + "\", \"TLS_KEY\": \"" + resource("first.key")
                        + "\", \"SCORELINE_HOST\": \"127.0.0.2\"}");
        Map<String, String> environment = new HashMap<>(Map.of("AZUREML_CONFIG_FILE", file.toString()));
        try (ServerProcess server = ServerProcess.start(folder, environment, MODEL.toString())) {
            // The process listens on a free port, which its command line says.
            environment.put("SCORELINE_PORT", String.valueOf(server.port()));

            Probe probe = of(environment);

            assertThat(probe.isTls()).isTrue();
            assertThat(probe.status()).isEqualTo("HTTP/1.1 200 OK");
            Probe elsewhere = new Probe("127.0.0.3", probe.port(), true);
            assertThatThrownBy(elsewhere::status).isInstanceOf(IOException.class);
            Probe plain = new Probe(probe.host(), probe.port(), false);
            assertThatThrownBy(plain::status).isInstanceOf(IOException.class);
        }
    }
}
