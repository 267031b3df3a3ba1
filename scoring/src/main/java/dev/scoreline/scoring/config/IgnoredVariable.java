package dev.scoreline.scoring.config;

import java.util.List;

/**
 * A setting of Azure ML's server that has no meaning here. It is accepted wherever it is given, so that a deployment need not
 * be changed, and does nothing. Immutable; thread-safe.
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

    private static IgnoredVariable of(String environmentName, String reason) {
        return new IgnoredVariable(environmentName, "", false, reason);
    }

    static boolean isOne(String environmentName) {
        return ALL.stream().anyMatch(ignored -> ignored.environmentName().equals(environmentName));
    }
}
