package dev.scoreline.scoring.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A setting of Azure ML's server that has no meaning here. It is accepted wherever it is given, so that a deployment need not
 * be changed, and does nothing but be warned of. Immutable; thread-safe.
 *
 * @param commandLineName the option without its dashes; empty where there is none
 * @param takesValue whether the option is followed by a value
 * @param reason why it does nothing, for a person
 */
public record IgnoredVariable(String environmentName, String commandLineName, boolean takesValue, String reason) {

    public static final List<IgnoredVariable> ALL = List.of(
            of("SERVER_PORT", "Azure ML's server overwrites it too; use `--port`."),
            of("WORKER_TIMEOUT", "A worker is a thread here and is not killed; `SCORING_TIMEOUT_MS` bounds a run."),
            of("WORKER_PRELOAD", "All workers share one process, so that each model is loaded once in any case."),
            new IgnoredVariable(
                    "AML_APP_INSIGHTS_KEY",
                    "appinsights-instrumentation-key",
                    true,
                    "Nothing is sent to Application Insights."),
            of("AML_APP_INSIGHTS_ENABLED", "Nothing is sent to Application Insights."),
            of("APP_INSIGHTS_LOG_RESPONSE_ENABLED", "Nothing is sent to Application Insights."),
            of("AML_MODEL_DC_STORAGE_ENABLED", "Requests and answers are not collected."),
            of("AML_MDC_STORAGE_ENABLED", "Requests and answers are not collected."),
            new IgnoredVariable("TRANSPORT_PROTOCOL", "rest", false, "HTTP is the only transport."),
            of("AZUREML_DEBUG_PORT", "Start the JVM with `-agentlib:jdwp=…` instead."),
            of("WORKSPACE_NAME", "Used in telemetry only."),
            of("HOSTNAME", "Used in telemetry only."));

    /** Set by platforms in every process, so that nobody learns from being told. */
    private static final Set<String> SET_BY_PLATFORMS = Set.of("WORKSPACE_NAME", "HOSTNAME");

    private static IgnoredVariable of(String environmentName, String reason) {
        return new IgnoredVariable(environmentName, "", false, reason);
    }

    /**
     * Says of each that is given that it does nothing, and why.
     *
     * @param options by name, without dashes
     */
    static List<String> warnings(Map<String, String> options, Map<String, String> environment, ConfigFile file) {
        List<String> warnings = new ArrayList<>();
        for (IgnoredVariable ignored : ALL) {
            String name = ignored.environmentName();
            if (!ignored.commandLineName().isEmpty() && options.containsKey(ignored.commandLineName())) {
                warnings.add(ignored.warning("--" + ignored.commandLineName()));
            }
            if (!environment.getOrDefault(name, "").isEmpty() && !SET_BY_PLATFORMS.contains(name)) {
                warnings.add(ignored.warning(name));
            }
            if (file.values().containsKey(name)) {
                warnings.add(ignored.warning(file.origin() + ": " + name));
            }
        }
        return warnings;
    }

    private String warning(String origin) {
        return origin + " does nothing. " + reason.replace("`", "");
    }

    static boolean isOne(String environmentName) {
        return ALL.stream().anyMatch(ignored -> ignored.environmentName().equals(environmentName));
    }
}
