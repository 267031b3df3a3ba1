package dev.scoreline.server.metrics;

import static dev.scoreline.server.metrics.Family.Type.COUNTER;
import static dev.scoreline.server.metrics.Family.Type.GAUGE;
import static dev.scoreline.server.metrics.Family.Type.HISTOGRAM;
import static dev.scoreline.server.metrics.Family.Type.INFO;

import java.util.List;

/** Every metric of this server's own. Durations are in seconds, sizes in bytes. Immutable; thread-safe. */
final class Families {

    private static final List<String> MODEL = List.of("model", "version");

    static final Family REQUESTS = new Family(
            "scoreline_requests_total",
            COUNTER,
            List.of("model", "version", "code"),
            "Requests to score, by the status of their answers; model none for those that ended before they had a model.");

    static final Family DURATION = new Family(
            "scoreline_request_duration_seconds",
            HISTOGRAM,
            MODEL,
            "From a request's headers to the last byte of its answer.");

    static final Family PHASES = new Family(
            "scoreline_request_phase_duration_seconds",
            HISTOGRAM,
            List.of("model", "version", "phase"),
            "What of that was queue (for a place and for a worker), decode, compute (the model) and encode.");

    static final Family ROWS =
            new Family("scoreline_request_rows_total", COUNTER, MODEL, "Rows that were handed to the model.");

    static final Family REQUEST_BYTES =
            new Family("scoreline_request_bytes", HISTOGRAM, List.of(), "Lengths of the bodies of requests to score.");

    static final Family RESPONSE_BYTES = new Family(
            "scoreline_response_bytes", HISTOGRAM, List.of(), "Lengths of the answers to requests to score.");

    static final Family OTHER_REQUESTS = new Family(
            "scoreline_other_requests_total",
            COUNTER,
            List.of("path", "code"),
            "All other requests; path other for those to paths that there are not.");

    static final Family REJECTED = new Family(
            "scoreline_rejected_total",
            COUNTER,
            List.of("model", "version", "reason"),
            "Requests that were sent away to come again, by reason: overloaded, deadline_exceeded, shutting_down.");

    static final Family CANCELLED = new Family(
            "scoreline_cancelled_total",
            COUNTER,
            MODEL,
            "Requests to score whose client had gone before their answer; they count nowhere else.");

    static final Family FAILURES = new Family(
            "scoreline_failures_total",
            COUNTER,
            List.of("model", "version", "reason"),
            "Requests that failed by the model's or the server's fault, by code, such as model_failed or script_failed.");

    static final Family EXECUTIONS = new Family(
            "scoreline_executions_total",
            COUNTER,
            List.of("model", "version", "place"),
            "Where requests were decided to be scored: inline on the event loop, or by a worker.");

    static final Family QUEUE_REQUESTS =
            new Family("scoreline_queue_requests", GAUGE, MODEL, "Requests that wait for a place.");

    static final Family QUEUE_OLDEST_AGE = new Family(
            "scoreline_queue_oldest_age_seconds", GAUGE, MODEL, "How long the first of those has been waiting.");

    static final Family INFLIGHT =
            new Family("scoreline_inflight_requests", GAUGE, MODEL, "Requests that have a place and are worked on.");

    static final Family INFLIGHT_LIMIT =
            new Family("scoreline_inflight_limit", GAUGE, MODEL, "How many places there are: MAX_CONCURRENT_REQUESTS.");

    static final Family BODY_BYTES = new Family(
            "scoreline_inflight_body_bytes",
            GAUGE,
            List.of(),
            "What the bodies of requests under way hold or have been promised, but for those of up to 1 KiB.");

    static final Family BODY_LIMIT = new Family(
            "scoreline_inflight_body_limit_bytes", GAUGE, List.of(), "How much that may be: MAX_TOTAL_BODY_BYTES.");

    static final Family MODEL_INFO = new Family(
            "scoreline_model_info",
            INFO,
            List.of("model", "version", "format", "digest"),
            "The loaded models, with the SHA-256 digests of their files.");

    static final Family MODEL_LOAD_DURATION =
            new Family("scoreline_model_load_duration_seconds", GAUGE, MODEL, "How long it took to open the model.");

    static final Family WORKER_QUEUE = new Family(
            "scoreline_worker_pool_queue_size", GAUGE, List.of(), "Requests that have a place and wait for a worker.");

    static final Family WORKER_ACTIVE =
            new Family("scoreline_worker_pool_active", GAUGE, List.of(), "Workers that are at work.");

    static final Family WORKER_CAPACITY =
            new Family("scoreline_worker_pool_capacity", GAUGE, List.of(), "How many workers there are: WORKER_COUNT.");

    static final Family EVENT_LOOP_LAG = new Family(
            "scoreline_event_loop_lag_seconds",
            HISTOGRAM,
            List.of("loop"),
            "How much too late an event loop came to a task that was due, tried four times a second.");

    static final Family EVENT_LOOP_BLOCKED = new Family(
            "scoreline_event_loop_blocked_total",
            COUNTER,
            List.of("loop"),
            "How often that was over a tenth of a second: something kept an event loop from its connections.");

    static final Family AUTH_DECISIONS = new Family(
            "scoreline_auth_decisions_total",
            COUNTER,
            List.of("outcome"),
            "Requests by their credentials: accepted, refused (401), or forbidden (403) since valid but not for this model.");

    static final Family CREDENTIAL_RELOADS = new Family(
            "scoreline_credential_reloads_total",
            COUNTER,
            List.of("credential", "outcome"),
            "Looks at keys and key sets (access) and at the certificate that changed them or failed; those from before stay valid.");

    static final Family READY = new Family("scoreline_ready", GAUGE, List.of(), "1 while /readyz answers 200, else 0.");

    static final Family DRAINING = new Family(
            "scoreline_draining", GAUGE, List.of(), "1 while the server finishes its requests to stop, else 0.");

    static final Family BUILD_INFO = new Family(
            "scoreline_build_info",
            INFO,
            List.of("version", "java"),
            "The versions of the server and of the Java under it.");

    static final List<Family> ALL = List.of(
            REQUESTS,
            DURATION,
            PHASES,
            ROWS,
            REQUEST_BYTES,
            RESPONSE_BYTES,
            REJECTED,
            CANCELLED,
            FAILURES,
            EXECUTIONS,
            QUEUE_REQUESTS,
            QUEUE_OLDEST_AGE,
            INFLIGHT,
            INFLIGHT_LIMIT,
            BODY_BYTES,
            BODY_LIMIT,
            OTHER_REQUESTS,
            AUTH_DECISIONS,
            CREDENTIAL_RELOADS,
            MODEL_INFO,
            MODEL_LOAD_DURATION,
            WORKER_QUEUE,
            WORKER_ACTIVE,
            WORKER_CAPACITY,
            EVENT_LOOP_LAG,
            EVENT_LOOP_BLOCKED,
            READY,
            DRAINING,
            BUILD_INFO);

    private Families() {}

    /** A table in Markdown, one row a metric, with a line feed at the end of each. */
    static String table() {
        StringBuilder out = new StringBuilder("""
                | metric | type | labels | meaning |
                |---|---|---|---|
                """);
        for (Family family : ALL) {
            String labels = String.join(", ", family.labels());
            out.append("| `" + family.name() + "` | " + family.type() + " | " + labels + " | " + family.meaning()
                    + " |\n");
        }
        return out.toString();
    }
}
