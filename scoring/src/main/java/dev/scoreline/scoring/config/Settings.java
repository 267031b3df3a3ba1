package dev.scoreline.scoring.config;

import java.util.List;
import java.util.Map;

/** The values of all settings. Immutable; thread-safe. */
public final class Settings {

    private Settings() {}

    /**
     * Reads every setting: the command line before the environment before the default.
     *
     * @param declared all settings that there are
     * @param commandLine values by option name, without dashes
     * @param problems gets every mistake; a setting with a mistake has its default
     */
    public static Settings read(
            List<Setting<?>> declared,
            Map<String, String> commandLine,
            Map<String, String> environment,
            Problems problems) {
        return new Settings();
    }

    /** The value of a declared setting. */
    public <T> T get(Setting<T> setting) {
        return setting.defaultValue();
    }

    /** One line a setting, {@code NAME = value (where it came from)}, secrets masked: for the start-up log. */
    public List<String> describe() {
        throw new UnsupportedOperationException();
    }
}
