package dev.scoreline.scoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    private final Problems problems = new Problems();

    @TempDir
    private Path folder;

    private Path write(String name, String json) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, json);
    }

    private ConfigFile find(Map<String, String> environment, Optional<Path> script) {
        Settings place = Settings.read(ServerSettings.ALL, Map.of(), environment, new Problems());
        return ConfigFile.find(place, script, problems);
    }

    private Settings read(ConfigFile file, Map<String, String> commandLine, Map<String, String> environment) {
        return Settings.read(ServerSettings.ALL, commandLine, environment, file, problems);
    }

    @Test
    void givesSettingsOfEveryKindOfValue() throws IOException {
        Path file = write(
                "c.json",
                "{\"WORKER_COUNT\": 3, \"AML_CORS_ORIGINS\": [\"a\", \"b\"], \"SEPERATE_HEALTH_ENDPOINT\": true,"
                        + " \"MODEL_FILE\": null, \"SCORELINE_HOST\": \"127.0.0.1\"}");

        Settings settings =
                read(find(Map.of("AZUREML_CONFIG_FILE", file.toString()), Optional.empty()), Map.of(), Map.of());

        assertThat(problems.all()).isEmpty();
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.get(ServerSettings.WORKER_COUNT)).isEqualTo(3);
        assertThat(settings.get(ServerSettings.CORS_ORIGINS)).containsExactly("a", "b");
        assertThat(settings.get(ServerSettings.SEPARATE_HEALTH)).isTrue();
        assertThat(settings.get(ServerSettings.MODEL_FILE)).isEmpty();
        assertThat(settings.get(ServerSettings.HOST)).isEqualTo("127.0.0.1");
    }

    @Test
    void comesAfterTheCommandLineAndTheEnvironment() throws IOException {
        ConfigFile file = ConfigFile.read(write("c.json", "{\"WORKER_COUNT\": 3, \"SCORELINE_PORT\": 4}"), problems);

        Settings settings = read(file, Map.of("worker_count", "5"), Map.of("SCORELINE_PORT", "6", "WORKER_COUNT", "7"));

        assertThat(settings.get(ServerSettings.WORKER_COUNT)).isEqualTo(5);
        assertThat(settings.get(ServerSettings.PORT)).isEqualTo(6);
    }

    @Test
    void isLookedForInTheAppRootThenBesideTheScript() throws IOException {
        write("root/config.json", "");
        write("script/config.json", "{\"WORKER_COUNT\": 2}");
        Map<String, String> environment =
                Map.of("AML_APP_ROOT", folder.resolve("root").toString());
        Optional<Path> script = Optional.of(folder.resolve("script/Score.java"));

        assertThat(find(environment, script).values()).containsEntry("WORKER_COUNT", "2");

        write("root/config.json", "{\"WORKER_COUNT\": 1}");
        assertThat(find(environment, script).values()).containsEntry("WORKER_COUNT", "1");
        assertThat(find(Map.of("AML_APP_ROOT", folder.resolve("none").toString()), Optional.empty()))
                .isEqualTo(ConfigFile.NONE);
    }

    @Test
    void warnsOfKeysThatAreNoSettings() throws IOException {
        ConfigFile file = ConfigFile.read(
                write("c.json", "{\"WORKER_CUONT\": 3, \"WORKER_TIMEOUT\": 20, \"AML_APP_INSIGHTS_ENABLED\": false}"),
                problems);

        assertThat(read(file, Map.of(), Map.of()).warnings())
                .containsExactly(
                        file.origin() + ": WORKER_TIMEOUT does nothing. A worker is a thread here and is not killed;"
                                + " SCORING_TIMEOUT_MS bounds a run.",
                        file.origin()
                                + ": AML_APP_INSIGHTS_ENABLED does nothing. Nothing is sent to Application Insights.",
                        file.origin() + ": WORKER_CUONT is no setting and does nothing; the nearest is WORKER_COUNT");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void tellsEveryMistakeWithTheFile() throws IOException {
        ConfigFile file = ConfigFile.read(
                write("c.json", "{\"WORKER_COUNT\": \"x\", \"MODEL_FILE\": {}, \"AML_CORS_ORIGINS\": [[]]}"), problems);
        read(file, Map.of(), Map.of());

        String expected = ": expected a text, a number, true or false, or a list of them";
        assertThat(problems.all())
                .containsExactly(
                        file.origin() + ": MODEL_FILE" + expected,
                        file.origin() + ": AML_CORS_ORIGINS" + expected,
                        file.origin() + ": WORKER_COUNT: expected a whole number from 1 to 10000 but got 'x'");
    }

    @Test
    void isAMistakeWhenItIsNamedButMissingOrNoObject() throws IOException {
        ConfigFile.read(folder.resolve("missing.json"), problems);
        ConfigFile.read(write("list.json", "[1]"), problems);
        ConfigFile.read(write("broken.json", "{\"a\":\n  ?}"), problems);

        assertThat(problems.all()).hasSize(3);
        assertThat(problems.all().get(0)).contains("missing.json", "cannot be read");
        assertThat(problems.all().get(1)).contains("list.json", "JSON object");
        assertThat(problems.all().get(2)).contains("broken.json", "line 2");
    }
}
