package dev.scoreline.scoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListenerSettingsTest {

    private static Settings read(Map<String, String> environment, Problems problems) {
        return Settings.read(ServerSettings.ALL, Map.of(), environment, problems);
    }

    private static <T> T fromEnvironment(Setting<T> setting, String value) {
        Problems problems = new Problems();
        Settings settings = read(Map.of(setting.environmentName(), value), problems);
        assertThat(problems.all()).isEmpty();
        return settings.get(setting);
    }

    @Test
    void hasDefaultsThatServeAPersonAtATerminal() {
        Settings settings = read(Map.of(), new Problems());

        assertThat(settings.get(ListenerSettings.EVENT_LOOPS))
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(settings.get(ListenerSettings.MAX_CONNECTIONS)).isEqualTo(10_000);
        assertThat(settings.get(ListenerSettings.IDLE_TIMEOUT)).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.get(ListenerSettings.BODY_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.get(ListenerSettings.HTTP2_CLEARTEXT)).isFalse();
        assertThat(settings.get(ListenerSettings.TLS_CERTIFICATE)).isEmpty();
        assertThat(settings.get(ListenerSettings.TLS_KEY)).isEmpty();
        assertThat(settings.get(ListenerSettings.TLS_MIN_VERSION)).isEqualTo("1.2");
        assertThat(settings.get(ListenerSettings.TLS_RELOAD)).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.get(ListenerSettings.DRAIN_DELAY)).isEqualTo(Duration.ZERO);
        assertThat(settings.get(ListenerSettings.SHUTDOWN_GRACE)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void readsEverySettingFromTheEnvironment() {
        assertThat(fromEnvironment(ListenerSettings.EVENT_LOOPS, "3")).isEqualTo(3);
        assertThat(fromEnvironment(ListenerSettings.MAX_CONNECTIONS, "5")).isEqualTo(5);
        assertThat(fromEnvironment(ListenerSettings.IDLE_TIMEOUT, "7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(fromEnvironment(ListenerSettings.BODY_TIMEOUT, "8")).isEqualTo(Duration.ofSeconds(8));
        assertThat(fromEnvironment(ListenerSettings.HTTP2_CLEARTEXT, "true")).isTrue();
        assertThat(fromEnvironment(ListenerSettings.TLS_CERTIFICATE, "/tls/tls.crt"))
                .contains(Path.of("/tls/tls.crt"));
        assertThat(fromEnvironment(ListenerSettings.TLS_KEY, "/tls/tls.key")).contains(Path.of("/tls/tls.key"));
        assertThat(fromEnvironment(ListenerSettings.TLS_MIN_VERSION, "1.3")).isEqualTo("1.3");
        assertThat(fromEnvironment(ListenerSettings.TLS_RELOAD, "1")).isEqualTo(Duration.ofSeconds(1));
        assertThat(fromEnvironment(ListenerSettings.DRAIN_DELAY, "10")).isEqualTo(Duration.ofSeconds(10));
        assertThat(fromEnvironment(ListenerSettings.SHUTDOWN_GRACE, "0")).isEqualTo(Duration.ZERO);
    }

    @Test
    void refusesVersionsOfTlsThatAreBroken() {
        for (String version : List.of("1.1", "1.0", "SSLv3", "2")) {
            Problems problems = new Problems();
            read(Map.of("TLS_MIN_VERSION", version), problems);
            assertThat(problems.all()).singleElement().asString().contains("expected 1.2 or 1.3 but got");
        }
    }
}
