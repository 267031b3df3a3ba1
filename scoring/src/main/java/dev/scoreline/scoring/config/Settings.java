package dev.scoreline.scoring.config;

import dev.scoreline.scoring.codec.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The values of all settings. Immutable; thread-safe. */
public final class Settings {

    /** A value, its text for people, and where it came from. */
    private record Entry(Object value, String shown, String origin) {}

    private final Map<Setting<?>, Entry> entries;
    private final List<String> warnings;

    private Settings(Map<Setting<?>, Entry> entries, List<String> warnings) {
        this.entries = entries;
        this.warnings = List.copyOf(warnings);
    }

    /** As below, without a file. */
    public static Settings read(
            List<Setting<?>> declared,
            Map<String, String> commandLine,
            Map<String, String> environment,
            Problems problems) {
        return read(declared, commandLine, environment, ConfigFile.NONE, problems);
    }

    /**
     * Reads every setting: the command line before the environment before the file before the default. Environment variables
     * that no setting declares are none of our business; an option that none declares is a mistake, a key of the file that
     * none declares is warned of, and so is what is given in vain.
     *
     * @param declared all settings that there are
     * @param commandLine values by option name, without dashes; {@code worker_count} is {@code worker-count}, as Azure ML's
     *     inference server writes it
     * @param problems gets every mistake; a setting with a mistake has its default
     */
    public static Settings read(
            List<Setting<?>> declared,
            Map<String, String> commandLine,
            Map<String, String> environment,
            ConfigFile file,
            Problems problems) {
        Map<String, String> options = new LinkedHashMap<>();
        commandLine.forEach((name, value) -> options.put(name.replace('_', '-'), value));
        Map<Setting<?>, Entry> entries = new LinkedHashMap<>();
        for (Setting<?> setting : declared) {
            entries.put(setting, entry(setting, options, environment, file, problems));
            options.remove(setting.commandLineName());
        }
        List<String> warnings = new ArrayList<>(IgnoredVariable.warnings(options, environment, file));
        warnings.addAll(unknownKeys(file, declared));
        IgnoredVariable.ALL.forEach(ignored -> options.remove(ignored.commandLineName()));
        for (String unknown : options.keySet()) {
            String nearest = NearestName.of(
                    unknown, declared.stream().map(Setting::commandLineName).toList());
            problems.add("--" + Excerpt.of(unknown) + ": there is no such option; the nearest is --" + nearest);
        }
        return new Settings(entries, warnings);
    }

    private static List<String> unknownKeys(ConfigFile file, List<Setting<?>> declared) {
        List<String> warnings = new ArrayList<>();
        for (String key : new TreeSet<>(file.values().keySet())) {
            if (!IgnoredVariable.isOne(key)
                    && declared.stream()
                            .noneMatch(setting -> setting.environmentName().equals(key))) {
                String nearest = NearestName.of(
                        key, declared.stream().map(Setting::environmentName).toList());
                warnings.add(file.origin() + ": " + Excerpt.of(key) + " is no setting and does nothing; the nearest is "
                        + nearest);
            }
        }
        return warnings;
    }

    private static Entry entry(
            Setting<?> setting,
            Map<String, String> options,
            Map<String, String> environment,
            ConfigFile file,
            Problems problems) {
        Optional<String> option = Optional.ofNullable(options.get(setting.commandLineName()));
        if (option.isPresent()) {
            return parsed(setting, option.get(), "--" + setting.commandLineName(), problems);
        }
        // An empty variable is an unset one: shells and manifests have no better way to unset what they inherit.
        Optional<String> variable = given(environment, setting);
        if (variable.isPresent()) {
            return parsed(setting, variable.get(), setting.environmentName(), problems);
        }
        Optional<String> inFile = given(file.values(), setting);
        if (inFile.isPresent()) {
            return parsed(setting, inFile.get(), file.origin() + ": " + setting.environmentName(), problems);
        }
        return defaultOf(setting);
    }

    private static Optional<String> given(Map<String, String> values, Setting<?> setting) {
        return Optional.ofNullable(values.get(setting.environmentName())).filter(value -> !value.isEmpty());
    }

    private static <T> Entry parsed(Setting<T> setting, String text, String origin, Problems problems) {
        try {
            T value = setting.parser().apply(text);
            return new Entry(
                    value == null ? setting.defaultValue() : value,
                    setting.secret() ? "***" : Excerpt.of(text),
                    origin);
        } catch (IllegalArgumentException e) {
            String came = setting.secret() ? "another value" : Excerpt.quoted(text);
            problems.add(origin + ": expected " + e.getMessage() + " but got " + came);
            return defaultOf(setting);
        }
    }

    private static Entry defaultOf(Setting<?> setting) {
        return new Entry(setting.defaultValue(), setting.defaultText(), "default");
    }

    /**
     * The value of a declared setting.
     *
     * @throws IllegalArgumentException if the setting was not among those that were read
     */
    @SuppressWarnings("unchecked") // An entry's value came from its own setting's parser or default.
    public <T> T get(Setting<T> setting) {
        Entry entry = entries.get(setting);
        if (entry == null) {
            throw new IllegalArgumentException("the setting " + setting.environmentName() + " was not read");
        }
        return (T) entry.value();
    }

    /** What should be told but keeps nothing from working, a sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** One line a setting, {@code NAME = value (where it came from)}, secrets masked: for the start-up log. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        entries.forEach((setting, entry) ->
                lines.add(setting.environmentName() + " = " + entry.shown() + " (" + entry.origin() + ")"));
        return lines;
    }
}
