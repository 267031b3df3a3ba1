package dev.scoreline.scoring.config;

import java.util.List;

/** The settings as a table for the documentation, so that the page and the program cannot part. Stateless; thread-safe. */
public final class ConfigurationPage {

    private ConfigurationPage() {}

    /** A table in Markdown, one row a setting, with a line feed at the end of each. */
    public static String table(List<Setting<?>> settings) {
        StringBuilder out = new StringBuilder("""
                | environment | command line | default | unit | meaning |
                |---|---|---|---|---|
                """);
        for (Setting<?> setting : settings) {
            out.append("| `")
                    .append(setting.environmentName())
                    .append("` | `--")
                    .append(setting.commandLineName())
                    .append("` | ")
                    .append(cell(setting.defaultText()))
                    .append(" | ")
                    .append(cell(setting.unit()))
                    .append(" | ")
                    .append(cell(setting.description()))
                    .append(setting.secret() ? " Secret: never shown. |\n" : " |\n");
        }
        return out.toString();
    }

    /** A table in Markdown of what is accepted but does nothing. */
    public static String ignored(List<IgnoredVariable> variables) {
        StringBuilder out = new StringBuilder("""
                | environment | command line | why it does nothing |
                |---|---|---|
                """);
        for (IgnoredVariable variable : variables) {
            String option = variable.commandLineName().isEmpty() ? "" : "`--" + variable.commandLineName() + "`";
            out.append("| `" + variable.environmentName() + "` | " + option + " | " + variable.reason() + " |\n");
        }
        return out.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
