package dev.scoreline.server.command;

import dev.scoreline.scoring.codec.Excerpt;
import dev.scoreline.scoring.config.IgnoredVariable;
import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of {@code serve}: one for each setting, and those of Azure ML's server that do nothing, each also with
 * underscores as that server spells it. Stateless; thread-safe.
 */
final class ServeOptions {

    private ServeOptions() {}

    static void addTo(CommandSpec command) {
        for (Setting<?> setting : ServerSettings.ALL) {
            command.addOption(option(setting));
            hidden(setting.commandLineName()).ifPresent(command::addOption);
        }
        for (IgnoredVariable ignored : IgnoredVariable.ALL) {
            if (!ignored.commandLineName().isEmpty()) {
                command.addOption(ignored(ignored));
            }
        }
    }

    /** The option as Azure ML's server spells it, with underscores. */
    private static Optional<OptionSpec> hidden(String name) {
        return name.contains("-")
                ? Optional.of(OptionSpec.builder("--" + name.replace('-', '_'))
                        .type(String.class)
                        .hidden(true)
                        .build())
                : Optional.empty();
    }

    private static OptionSpec ignored(IgnoredVariable ignored) {
        String name = ignored.commandLineName();
        return OptionSpec.builder("--" + name, "--" + name.replace('-', '_'))
                .type(ignored.takesValue() ? String.class : boolean.class)
                .hidden(true)
                .build();
    }

    private static OptionSpec option(Setting<?> setting) {
        return OptionSpec.builder("--" + setting.commandLineName())
                .type(String.class)
                .paramLabel(setting.unit().isEmpty() ? "VALUE" : setting.unit().toUpperCase(Locale.ROOT))
                .description(
                        escape(setting.description()),
                        "Default: " + escape(setting.defaultText()) + ". Environment: " + setting.environmentName())
                .build();
    }

    /** A percent sign begins a format in a description. */
    private static String escape(String text) {
        return text.replace("%", "%%");
    }

    /** What was given, by option name; options that there are not among it, so that they are told with every other mistake. */
    static Map<String, String> given(ParseResult parsed, Problems problems) {
        Map<String, String> given = new LinkedHashMap<>();
        for (Setting<?> setting : ServerSettings.ALL) {
            String name = setting.commandLineName();
            for (String spelling : List.of(name, name.replace('-', '_'))) {
                if (parsed.hasMatchedOption("--" + spelling)) {
                    given.put(name, parsed.matchedOptionValue("--" + spelling, ""));
                }
            }
        }
        for (IgnoredVariable ignored : IgnoredVariable.ALL) {
            String name = ignored.commandLineName();
            if (parsed.hasMatchedOption("--" + name)) {
                given.put(name, "");
            }
        }
        addUnmatched(parsed.unmatched(), given, problems);
        return given;
    }

    private static void addUnmatched(List<String> unmatched, Map<String, String> given, Problems problems) {
        boolean isValue = false;
        for (String unknown : unmatched) {
            if (unknown.startsWith("--")) {
                given.put(unknown.substring(2).split("=", 2)[0], "");
            } else if (!isValue) {
                problems.add("expected one DIR and options but got " + Excerpt.quoted(unknown) + " too");
            }
            isValue = unknown.startsWith("--") && !unknown.contains("=");
        }
    }
}
