package dev.scoreline.server.command;

import dev.scoreline.scoring.config.ConfigFile;
import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the server's settings come from: the command line wins over the environment, and that over {@code config.json}. */
final class SettingSources {

    private SettingSources() {}

    /** Where the file is, is itself a setting: so the rest is read first, and what is wrong with it told once. */
    static Settings read(Map<String, String> commandLine, Map<String, String> environment, Problems problems) {
        Settings place = Settings.read(ServerSettings.ALL, commandLine, environment, new Problems());
        Optional<Path> script = Optional.ofNullable(environment.get("AZUREML_ENTRY_SCRIPT"))
                .filter(path -> path.endsWith(".java") || path.endsWith(".jar"))
                .map(Path::of);
        ConfigFile file = ConfigFile.find(place, script, problems);
        return Settings.read(ServerSettings.ALL, commandLine, environment, file, problems);
    }
}
