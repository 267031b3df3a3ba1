package dev.scoreline.scoring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private final Problems problems = new Problems();

    private Settings read(Map<String, String> commandLine, Map<String, String> environment) {
        return Settings.read(ServerSettings.ALL, commandLine, environment, problems);
    }

    private <T> T fromEnvironment(Setting<T> setting, String value) {
        T read = read(Map.of(), Map.of(setting.environmentName(), value)).get(setting);
        assertThat(problems.all()).isEmpty();
        return read;
    }

    @Test
    void hasADefaultForEverySetting() {
        Settings settings = read(Map.of(), Map.of());
        int cores = Runtime.getRuntime().availableProcessors();

        assertThat(settings.get(ServerSettings.PORT)).isEqualTo(5001);
        assertThat(settings.get(ServerSettings.HOST)).isEqualTo("0.0.0.0");
        assertThat(settings.get(ServerSettings.MODEL_DIR)).isEmpty();
        assertThat(settings.get(ServerSettings.MODEL_FILE)).isEmpty();
        assertThat(settings.get(ServerSettings.MODEL_FORMAT)).isEmpty();
        assertThat(settings.get(ServerSettings.MAX_BODY_BYTES)).isEqualTo(67_108_864);
        assertThat(settings.get(ServerSettings.MAX_TOTAL_BODY_BYTES)).isEmpty();
        assertThat(settings.get(ServerSettings.MAX_CONCURRENT_REQUESTS)).isEqualTo(Math.max(16, 4 * cores));
        assertThat(settings.get(ServerSettings.MAX_WAITING_REQUESTS)).isEqualTo(256);
        assertThat(settings.get(ServerSettings.WORKER_COUNT)).isEqualTo(Math.max(2, cores));
        assertThat(settings.get(ServerSettings.INLINE_BUDGET)).isEqualTo(Duration.ofNanos(200_000));
        assertThat(settings.get(ServerSettings.COMPATIBILITY)).isEqualTo(Compatibility.DEFAULT);
        assertThat(settings.get(ServerSettings.CORS_ORIGINS)).isEmpty();
        assertThat(settings.get(ServerSettings.SERVER_VERSION_SHOWN)).isTrue();
        assertThat(settings.get(ServerSettings.SERVER_VERSION)).isEmpty();
        assertThat(settings.get(ServerSettings.APP_ROOT)).isEqualTo(Path.of("."));
        assertThat(settings.get(ServerSettings.CONFIG_FILE)).isEmpty();
        assertThat(settings.get(ServerSettings.LOG_LEVEL)).isEqualTo(LogLevel.INFO);
        assertThat(settings.get(ServerSettings.LOG_FORMAT)).isEqualTo(LogFormat.TEXT);
        assertThat(settings.get(ServerSettings.METRICS_PORT)).isEmpty();
        assertThat(settings.get(ServerSettings.SERVER_TIMING)).isEmpty();
        assertThat(settings.get(ServerSettings.SEPARATE_HEALTH)).isFalse();
        assertThat(settings.get(ServerSettings.HEALTH_PORT)).isEmpty();
        assertThat(settings.get(ServerSettings.SERVICE_NAME)).isEqualTo("ML service");
        assertThat(settings.get(ServerSettings.SERVICE_VERSION)).isEqualTo("1.0");
        assertThat(settings.get(ServerSettings.SERVICE_PATH_PREFIX)).isEmpty();
        assertThat(settings.get(ServerSettings.DOCS_PAGE)).isTrue();
        assertThat(settings.get(ServerSettings.AUTH_MODE)).isEqualTo(AuthMode.NONE);
        assertThat(settings.get(ServerSettings.AUTH_KEYS)).isEmpty();
        assertThat(settings.get(ServerSettings.AUTH_RELOAD)).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.get(ServerSettings.AUTH_OPEN_DOCUMENTS)).isFalse();
        assertThat(settings.get(ServerSettings.AUTH_JWT_ISSUER)).isEmpty();
        assertThat(settings.get(ServerSettings.AUTH_JWT_AUDIENCE)).isEmpty();
        assertThat(settings.get(ServerSettings.AUTH_JWT_JWKS)).isEmpty();
        assertThat(settings.get(ServerSettings.AUTH_JWT_SECRET_FILE)).isEmpty();
        assertThat(settings.get(ServerSettings.AUTH_JWT_JWKS_RELOAD)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.get(ServerSettings.AUTH_JWT_CLOCK_SKEW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.get(ServerSettings.ENTRY_SCRIPT)).isEmpty();
        assertThat(settings.get(ServerSettings.SCORING_TIMEOUT)).isEqualTo(Duration.ofHours(1));
        assertThat(settings.get(ServerSettings.MAX_REQUESTS)).isEqualTo(1024);
        assertThat(settings.get(ServerSettings.WARM_UP)).isEqualTo(Duration.ofMillis(50));
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void readsEverySettingFromTheEnvironment() {
        assertThat(fromEnvironment(ServerSettings.PORT, "0")).isZero();
        assertThat(fromEnvironment(ServerSettings.HOST, "127.0.0.1")).isEqualTo("127.0.0.1");
        assertThat(fromEnvironment(ServerSettings.MODEL_DIR, "/models")).contains(Path.of("/models"));
        assertThat(fromEnvironment(ServerSettings.MODEL_FILE, "a/b.pkl")).contains("a/b.pkl");
        assertThat(fromEnvironment(ServerSettings.MODEL_FORMAT, "sklearn")).contains("sklearn");
        assertThat(fromEnvironment(ServerSettings.MAX_BODY_BYTES, "1000")).isEqualTo(1000);
        assertThat(fromEnvironment(ServerSettings.MAX_TOTAL_BODY_BYTES, "9000000000"))
                .contains(9_000_000_000L);
        assertThat(fromEnvironment(ServerSettings.MAX_CONCURRENT_REQUESTS, "3")).isEqualTo(3);
        assertThat(fromEnvironment(ServerSettings.MAX_WAITING_REQUESTS, "0")).isZero();
        assertThat(fromEnvironment(ServerSettings.WORKER_COUNT, " 7 ")).isEqualTo(7);
        assertThat(fromEnvironment(ServerSettings.MAX_REQUESTS, "9")).isEqualTo(9);
        assertThat(fromEnvironment(ServerSettings.WARM_UP, "0")).isEqualTo(Duration.ZERO);
        assertThat(fromEnvironment(ServerSettings.ENTRY_SCRIPT, "score.java")).contains("score.java");
        assertThat(fromEnvironment(ServerSettings.SCORING_TIMEOUT, "200")).isEqualTo(Duration.ofMillis(200));
        assertThat(fromEnvironment(ServerSettings.INLINE_BUDGET, "50")).isEqualTo(Duration.ofNanos(50_000));
        assertThat(fromEnvironment(ServerSettings.COMPATIBILITY, "Strict")).isEqualTo(Compatibility.STRICT);
        assertThat(fromEnvironment(ServerSettings.CORS_ORIGINS, " a.example,  b.example,"))
                .containsExactly("a.example", "b.example");
        assertThat(fromEnvironment(ServerSettings.SERVER_VERSION_SHOWN, "TRUE")).isTrue();
        assertThat(fromEnvironment(ServerSettings.SERVER_VERSION_SHOWN, "notgood"))
                .isFalse();
        assertThat(fromEnvironment(ServerSettings.SERVER_VERSION, "azmlinfsrv/1.5.1"))
                .contains("azmlinfsrv/1.5.1");
        assertThat(fromEnvironment(ServerSettings.APP_ROOT, "/app")).isEqualTo(Path.of("/app"));
        assertThat(fromEnvironment(ServerSettings.CONFIG_FILE, "/app/c.json")).contains(Path.of("/app/c.json"));
        assertThat(fromEnvironment(ServerSettings.LOG_LEVEL, "warning")).isEqualTo(LogLevel.WARN);
        assertThat(fromEnvironment(ServerSettings.LOG_FORMAT, "JSON")).isEqualTo(LogFormat.JSON);
        assertThat(fromEnvironment(ServerSettings.METRICS_PORT, "9090")).contains(9090);
        assertThat(fromEnvironment(ServerSettings.SERVER_TIMING, "false")).contains(false);
        assertThat(fromEnvironment(ServerSettings.SEPARATE_HEALTH, "True")).isTrue();
        assertThat(fromEnvironment(ServerSettings.HEALTH_PORT, "5002")).contains(5002);
        assertThat(fromEnvironment(ServerSettings.SERVICE_NAME, "churn")).isEqualTo("churn");
        assertThat(fromEnvironment(ServerSettings.SERVICE_VERSION, "7")).isEqualTo("7");
        assertThat(fromEnvironment(ServerSettings.SERVICE_PATH_PREFIX, "/a/")).isEqualTo("/a/");
        assertThat(fromEnvironment(ServerSettings.DOCS_PAGE, "false")).isFalse();
        assertThat(fromEnvironment(ServerSettings.AUTH_MODE, "key")).isEqualTo(AuthMode.KEY);
        assertThat(fromEnvironment(ServerSettings.AUTH_KEYS, "/keys")).contains(Path.of("/keys"));
        assertThat(fromEnvironment(ServerSettings.AUTH_RELOAD, "1")).isEqualTo(Duration.ofSeconds(1));
        assertThat(fromEnvironment(ServerSettings.AUTH_OPEN_DOCUMENTS, "True")).isTrue();
        assertThat(fromEnvironment(ServerSettings.AUTH_JWT_ISSUER, "me")).contains("me");
        assertThat(fromEnvironment(ServerSettings.AUTH_JWT_AUDIENCE, "you")).contains("you");
        assertThat(fromEnvironment(ServerSettings.AUTH_JWT_JWKS, "/jwks.json")).contains("/jwks.json");
        assertThat(fromEnvironment(ServerSettings.AUTH_JWT_SECRET_FILE, "/secret"))
                .contains(Path.of("/secret"));
        assertThat(fromEnvironment(ServerSettings.AUTH_JWT_JWKS_RELOAD, "60")).isEqualTo(Duration.ofMinutes(1));
        assertThat(fromEnvironment(ServerSettings.AUTH_JWT_CLOCK_SKEW, "0")).isEqualTo(Duration.ZERO);
    }

    @Test
    void takesAzureMlsWordsForTheModesWithoutCase() {
        for (String word : List.of("jwt", "aml_token", "AMLToken", "aad_token", "AADToken")) {
            assertThat(fromEnvironment(ServerSettings.AUTH_MODE, word)).isEqualTo(AuthMode.JWT);
        }
        assertThat(fromEnvironment(ServerSettings.AUTH_MODE, "Key")).isEqualTo(AuthMode.KEY);
        read(Map.of(), Map.of("AUTH_MODE", "basic"));
        assertThat(problems.all())
                .containsExactly("AUTH_MODE: expected one of none, key, jwt, aml_token and aad_token but got 'basic'");
    }

    @Test
    void putsTheCommandLineBeforeTheEnvironment() {
        Settings settings = read(Map.of("port", "1"), Map.of("SCORELINE_PORT", "2"));

        assertThat(settings.get(ServerSettings.PORT)).isEqualTo(1);
        assertThat(settings.describe()).contains("SCORELINE_PORT = 1 (--port)", "SCORELINE_HOST = 0.0.0.0 (default)");
    }

    @Test
    void takesOptionsAsAzureMlsServerWritesThem() {
        assertThat(read(Map.of("worker_count", "3"), Map.of()).get(ServerSettings.WORKER_COUNT))
                .isEqualTo(3);
    }

    @Test
    void tellsEveryMistakeAtOnceAndNamesTheNearestOption() {
        Settings settings = read(
                Map.of("worker-cuont", "1", "port", "70000"),
                Map.of("MAX_WAITING_REQUESTS", "-1", "MAX_BODY_BYTES", "9".repeat(40)));

        assertThat(problems.all())
                .containsExactly(
                        "--port: expected a whole number from 0 to 65535 but got '70000'",
                        "MAX_BODY_BYTES: expected a whole number from 1 to 2147482623 but got '" + "9".repeat(40) + "'",
                        "MAX_WAITING_REQUESTS: expected a whole number from 0 to 1000000 but got '-1'",
                        "--worker-cuont: there is no such option; the nearest is --worker-count");
        assertThat(problems.toString().lines()).hasSize(4);
        assertThat(settings.get(ServerSettings.PORT)).isEqualTo(5001);
    }

    @Test
    void leavesUnknownVariablesAlone() {
        read(Map.of(), Map.of("AZUREML_ENTRY_SCRIPT", "x.py", "SCORELINE_COLOUR", "red", "PATH", "/bin"));

        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void warnsOfEachSettingOfAzureMlsServerThatDoesNothing() {
        Settings settings = read(
                Map.of("rest", "", "port", "1"),
                Map.of(
                        "WORKER_PRELOAD", "true",
                        "AML_APP_INSIGHTS_KEY", "",
                        "HOSTNAME", "pod-1",
                        "WORKSPACE_NAME", "w"));

        assertThat(settings.warnings())
                .containsExactly(
                        "WORKER_PRELOAD does nothing. All workers share one process, so that each model is loaded once in any"
                                + " case.",
                        "--rest does nothing. HTTP is the only transport.");
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void takesAnEmptyVariableForAnUnsetOne() {
        assertThat(fromEnvironment(ServerSettings.MODEL_FILE, "")).isEqualTo(Optional.empty());
    }

    /** Kubernetes sets SCORELINE_PORT=tcp://10.0.0.1:80 in every pod of a namespace that has a service named scoreline. */
    @Test
    void ignoresThePortThatKubernetesSetsForAServiceOfThatName() {
        assertThat(fromEnvironment(ServerSettings.PORT, "tcp://10.0.0.1:80")).isEqualTo(5001);
    }

    @Test
    void neverShowsASecret() {
        Setting<Integer> secret = new Setting<>("API_KEY", "api-key", "A key.", "", 0, "none", true, value -> {
            if (!value.equals("42")) {
                throw new IllegalArgumentException("a key");
            }
            return 42;
        });
        Settings good = Settings.read(List.of(secret), Map.of(), Map.of("API_KEY", "42"), problems);
        assertThat(good.get(secret)).isEqualTo(42);
        assertThat(good.describe()).containsExactly("API_KEY = *** (API_KEY)");

        Settings.read(List.of(secret), Map.of("api-key", "hunter2"), Map.of(), problems);
        assertThat(problems.all()).containsExactly("--api-key: expected a key but got another value");
    }

    @Test
    void knowsOnlyWhatWasDeclared() {
        Settings none = Settings.read(List.of(), Map.of(), Map.of(), problems);

        assertThatThrownBy(() -> none.get(ServerSettings.PORT)).hasMessage("the setting SCORELINE_PORT was not read");
    }

    @Test
    void namesEverySettingOnce() {
        Set<String> names = new HashSet<>();
        for (Setting<?> setting : ServerSettings.ALL) {
            assertThat(names.add(setting.environmentName())).isTrue();
            assertThat(names.add(setting.commandLineName())).isTrue();
            assertThat(setting.description()).endsWith(".");
        }
    }

    /** After a change of a setting, put the table that this test prints into the page. */
    @Test
    void isDescribedByTheDocumentation() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "configuration.md")))
                .contains(ConfigurationPage.table(ServerSettings.ALL))
                .contains(ConfigurationPage.ignored(IgnoredVariable.ALL));
    }

    @Test
    void documentsEverySettingInOneRow() {
        String page = ConfigurationPage.table(ServerSettings.ALL);

        assertThat(page.lines()).hasSize(2 + ServerSettings.ALL.size()).allMatch(line -> line.startsWith("|"));
        assertThat(page)
                .contains("| `WORKER_COUNT` | `--worker-count` | one a core, at least 2 | threads | How many threads");
    }
}
