package dev.scoreline.scoring.config;

import static dev.scoreline.scoring.config.Parsers.longNumber;
import static dev.scoreline.scoring.config.Parsers.number;
import static dev.scoreline.scoring.config.Parsers.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The settings of a server. Immutable; thread-safe. */
public final class ServerSettings {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    public static final Setting<Integer> PORT = new Setting<>(
            "SCORELINE_PORT",
            "port",
            "The TCP port to listen on; 0 takes a free one. The default is that of Azure ML's inference server. A value that"
                    + " begins with tcp:// is ignored: Kubernetes sets the variable so for a service named scoreline.",
            "",
            5001,
            "5001",
            false,
            ServerSettings::port);

    public static final Setting<String> HOST = new Setting<>(
            "SCORELINE_HOST",
            "host",
            "The address to listen on. The default is every address of the machine, as a container needs it; 127.0.0.1"
                    + " keeps the server to this machine.",
            "",
            "0.0.0.0",
            "0.0.0.0",
            false,
            Parsers::text);

    public static final Setting<Optional<Path>> MODEL_DIR = new Setting<>(
            "AZUREML_MODEL_DIR",
            "model-dir",
            "The directory that holds the model or the models, or a model's file. Azure ML sets the variable.",
            "",
            Optional.empty(),
            "none",
            false,
            value -> Optional.of(Path.of(text(value))));

    public static final Setting<Optional<String>> MODEL_FILE = new Setting<>(
            "MODEL_FILE",
            "model-file",
            "The model's file, relative to the model directory. Needed when the directory holds several that could be it.",
            "",
            Optional.empty(),
            "found by looking",
            false,
            value -> Optional.of(text(value)));

    public static final Setting<Optional<String>> MODEL_FORMAT = new Setting<>(
            "MODEL_FORMAT",
            "model-format",
            "The model's format, such as sklearn. Needed when the file does not show it.",
            "",
            Optional.empty(),
            "found by looking",
            false,
            value -> Optional.of(text(value)));

    public static final Setting<Integer> MAX_BODY_BYTES = new Setting<>(
            "MAX_BODY_BYTES",
            "max-body-bytes",
            "The longest body that a request may have; longer ones get 413. The default holds about 300,000 rows of ten"
                    + " numbers and bounds what a few clients can make the server hold; send more rows as several requests.",
            "bytes",
            64 * 1024 * 1024,
            "67108864 (64 MiB)",
            false,
            number(1, Integer.MAX_VALUE - 1024));

    public static final Setting<Optional<Long>> MAX_TOTAL_BODY_BYTES = new Setting<>(
            "MAX_TOTAL_BODY_BYTES",
            "max-total-body-bytes",
            "How long the bodies of all requests under way may be together; what does not fit is refused with 429. A body counts"
                    + " from its headers, with the length that they say, to the end of its answer.",
            "bytes",
            Optional.empty(),
            "a quarter of the heap, at least MAX_BODY_BYTES",
            false,
            longNumber(1, Long.MAX_VALUE).andThen(Optional::of));

    public static final Setting<Integer> MAX_CONCURRENT_REQUESTS = new Setting<>(
            "MAX_CONCURRENT_REQUESTS",
            "max-concurrent-requests",
            "How many requests a model works on at once. More than there are workers only lengthens the workers' queue.",
            "requests",
            Math.max(16, 4 * CORES),
            "four a core, at least 16",
            false,
            number(1, 1_000_000));

    public static final Setting<Integer> MAX_WAITING_REQUESTS = new Setting<>(
            "MAX_WAITING_REQUESTS",
            "max-waiting-requests",
            "How many more requests may wait for a model before further ones are refused with 429. Raise it to ride out"
                    + " bursts, lower it to have callers retry elsewhere sooner.",
            "requests",
            256,
            "256",
            false,
            number(0, 1_000_000));

    public static final Setting<Integer> MAX_REQUESTS = new Setting<>(
            "MAX_REQUESTS",
            "max-requests",
            "How many requests all models and the entry script take on together, those that wait among them, before further ones"
                    + " are refused with 429. It bounds the memory that requests hold.",
            "requests",
            1024,
            "1024",
            false,
            number(1, 1_000_000));

    public static final Setting<Integer> WORKER_COUNT = new Setting<>(
            "WORKER_COUNT",
            "worker-count",
            "How many threads score what is too long for an event loop, for all models together.",
            "threads",
            Math.max(2, CORES),
            "one a core, at least 2",
            false,
            number(1, 10_000));

    public static final Setting<Duration> INLINE_BUDGET = new Setting<>(
            "INLINE_BUDGET_MICROS",
            "inline-budget-micros",
            "A request that should take less than this, judged by earlier ones, is scored on the event loop and spares"
                    + " the way to a worker. 0 sends every request to a worker.",
            "microseconds",
            Duration.ofNanos(200_000),
            "200",
            false,
            number(0, 1_000_000).andThen(micros -> Duration.ofNanos(micros * 1000L)));

    public static final Setting<Duration> WARM_UP = new Setting<>(
            "WARM_UP_MS",
            "warm-up-ms",
            "How long each model is warmed up before the server is ready: its sample_input.json, or a row that is made up, is"
                    + " scored again and again. 0 scores it once.",
            "milliseconds",
            Duration.ofMillis(50),
            "50",
            false,
            number(0, 600_000).andThen(Duration::ofMillis));

    public static final Setting<Compatibility> COMPATIBILITY = new Setting<>(
            "AZUREML_COMPATIBILITY",
            "azureml-compatibility",
            "default or strict. strict answers exactly as Azure ML's inference server does, also where that is a quirk: for"
                    + " clients and tests that compare every byte.",
            "",
            Compatibility.DEFAULT,
            "default",
            false,
            Compatibility::of);

    public static final Setting<List<String>> CORS_ORIGINS = new Setting<>(
            "AML_CORS_ORIGINS",
            "access-control-allow-origins",
            "The origins whose pages may read the answers, with commas between, such as https://a.example; * is any. Compared"
                    + " without regard to case, else exactly.",
            "",
            List.of(),
            "none: CORS is off",
            false,
            Parsers::items);

    public static final Setting<Boolean> SERVER_VERSION_SHOWN = new Setting<>(
            "SERVER_VERSION_LOG_RESPONSE_ENABLED",
            "server-version-log-response-enabled",
            "Whether answers carry x-ms-server-version. Anything but true switches it off, as in Azure ML's server.",
            "",
            true,
            "true",
            false,
            Parsers::exactlyTrue);

    public static final Setting<Optional<String>> SERVER_VERSION = new Setting<>(
            "HTTP_X_MS_SERVER_VERSION",
            "http-x-ms-server-version",
            "What x-ms-server-version says, for clients that look for a certain server.",
            "",
            Optional.empty(),
            "scoreline/ and the version",
            false,
            value -> Optional.of(headerText(value)));

    public static final Setting<Path> APP_ROOT = new Setting<>(
            "AML_APP_ROOT",
            "app-root",
            "The folder with the user's own files: config.json is looked for there. A swagger.json, swagger2.json,"
                    + " swagger3.json or swagger3.1.json in it is served instead of the description that is drawn from the model.",
            "",
            Path.of("."),
            "the working directory",
            false,
            value -> Path.of(text(value)));

    public static final Setting<Optional<Path>> CONFIG_FILE = new Setting<>(
            "AZUREML_CONFIG_FILE",
            "config-file",
            "A JSON file of settings, an object keyed by the names of this column. Without it, a config.json in"
                    + " AML_APP_ROOT or beside the entry script is read.",
            "",
            Optional.empty(),
            "found by looking",
            false,
            value -> Optional.of(Path.of(text(value))));

    public static final Setting<LogLevel> LOG_LEVEL = new Setting<>(
            "AZUREML_LOG_LEVEL",
            "log-level",
            "What is logged: DEBUG (with a line for each request), INFO, WARNING, ERROR or CRITICAL.",
            "",
            LogLevel.INFO,
            "INFO",
            false,
            LogLevel::of);

    public static final Setting<LogFormat> LOG_FORMAT = new Setting<>(
            "LOG_FORMAT",
            "log-format",
            "text, or json for one object a line with the request's ids, its trace, model, status and duration as fields.",
            "",
            LogFormat.TEXT,
            "text",
            false,
            LogFormat::of);

    public static final Setting<Optional<Integer>> METRICS_PORT = new Setting<>(
            "METRICS_PORT",
            "metrics-port",
            "A port of its own for /metrics, which asks for no credential there: keep it inside the cluster. Without it /metrics"
                    + " is answered on the first port, under the rule of AUTH_OPEN_DOCUMENTS. 0 takes a free one.",
            "",
            Optional.empty(),
            "none",
            false,
            number(0, 65535).andThen(Optional::of));

    public static final Setting<Optional<Boolean>> SERVER_TIMING = new Setting<>(
            "SERVER_TIMING",
            "server-timing",
            "Whether answers carry Server-Timing: how long they were in the queue, decoded, computed and encoded. Set it to"
                    + " false where callers should not learn that.",
            "",
            Optional.empty(),
            "true, with strict compatibility false",
            false,
            value -> Optional.of(Parsers.trueOrFalse(value)));

    public static final Setting<Boolean> SEPARATE_HEALTH = new Setting<>(
            "SEPERATE_HEALTH_ENDPOINT",
            "seperate-health-endpoint",
            "true opens a second port, which answers all that the first does, for probes. Misspelt as Azure ML spells it.",
            "",
            false,
            "false",
            false,
            Parsers::exactlyTrue);

    public static final Setting<Optional<Integer>> HEALTH_PORT = new Setting<>(
            "SCORELINE_HEALTH_PORT",
            "health-port",
            "The second port. Given, it is opened also without SEPERATE_HEALTH_ENDPOINT; 0 takes a free one.",
            "",
            Optional.empty(),
            "5000 where SEPERATE_HEALTH_ENDPOINT is true, else none",
            false,
            number(0, 65535).andThen(Optional::of));

    public static final Setting<String> SERVICE_NAME = new Setting<>(
            "SERVICE_NAME",
            "service-name",
            "What the API's description calls the service.",
            "",
            "ML service",
            "ML service",
            false,
            Parsers::text);

    public static final Setting<String> SERVICE_VERSION = new Setting<>(
            "SERVICE_VERSION",
            "service-version",
            "The version that the API's description states.",
            "",
            "1.0",
            "1.0",
            false,
            Parsers::text);

    public static final Setting<String> SERVICE_PATH_PREFIX = new Setting<>(
            "SERVICE_PATH_PREFIX",
            "service-path-prefix",
            "What stands before every path in the API's description, for a server behind a gateway that takes it off again."
                    + " The paths that the server itself answers do not change.",
            "",
            "",
            "none",
            false,
            Parsers::text);

    public static final Setting<Optional<String>> ENTRY_SCRIPT = new Setting<>(
            "AZUREML_ENTRY_SCRIPT",
            "entry-script",
            "A class with init() and run() that answers /score: a .java file, which is compiled at the start, a .jar, or the"
                    + " name of a class on the class path. The model directory may then be empty.",
            "",
            Optional.empty(),
            "none",
            false,
            value -> Optional.of(text(value)));

    public static final Setting<Boolean> DOCS_PAGE = new Setting<>(
            "DOCS_PAGE",
            "docs-page",
            "Whether /docs shows the page on which people try the models. The page itself is for everybody; what it asks for"
                    + " stands behind the credentials of its own paths. There is none with AZUREML_COMPATIBILITY=strict.",
            "",
            true,
            "true",
            false,
            Parsers::trueOrFalse);

    public static final Setting<Optional<Path>> SOURCE_DIRECTORY = new Setting<>(
            "AZUREML_SOURCE_DIRECTORY",
            "source-directory",
            "A folder, named from AML_APP_ROOT, with code that the entry script uses: .java files for a script that is one,"
                    + " class files in the folders of their packages, and jars.",
            "",
            Optional.empty(),
            "none",
            false,
            value -> Optional.of(Path.of(text(value))));

    public static final Setting<Duration> SCORING_TIMEOUT = new Setting<>(
            "SCORING_TIMEOUT_MS",
            "scoring-timeout-ms",
            "A request to a model that is not answered after this time gets 504. A run of the entry script that takes longer is"
                    + " interrupted and answered with 500; a stream is cut off. A request may ask for less with the header"
                    + " x-request-timeout-ms.",
            "milliseconds",
            Duration.ofHours(1),
            "3600000 (an hour)",
            false,
            number(1, Integer.MAX_VALUE).andThen(Duration::ofMillis));

    public static final Setting<AuthMode> AUTH_MODE = new Setting<>(
            "AUTH_MODE",
            "auth-mode",
            "Who may score: none asks nobody, key asks for a key, jwt for a signed token; aml_token and aad_token mean jwt."
                    + " Set it wherever others than you can reach the server.",
            "",
            AuthMode.NONE,
            "none",
            false,
            ServerSettings::authMode);

    public static final Setting<Optional<Path>> AUTH_KEYS = new Setting<>(
            "AUTH_KEYS",
            "auth-keys",
            "For AUTH_MODE=key: a JSON file with primaryKey and secondaryKey, as scoreline keys makes it, or a folder with"
                    + " the files primaryKey and secondaryKey, as Kubernetes mounts a secret. Read again when it changes.",
            "",
            Optional.empty(),
            "none",
            false,
            value -> Optional.of(Path.of(text(value))));

    public static final Setting<Duration> AUTH_RELOAD = new Setting<>(
            "AUTH_RELOAD_SECONDS",
            "auth-reload-seconds",
            "How often files of keys are looked up for changes. Lower it to have a key that leaked refused sooner.",
            "seconds",
            Duration.ofSeconds(10),
            "10",
            false,
            number(1, 86_400).andThen(Duration::ofSeconds));

    public static final Setting<Boolean> AUTH_OPEN_DOCUMENTS = new Setting<>(
            "AUTH_OPEN_DOCUMENTS",
            "auth-open-documents",
            "Whether /models and /swagger.json are answered without a key or token. Health always is.",
            "",
            false,
            "false",
            false,
            Parsers::trueOrFalse);

    public static final Setting<Optional<String>> AUTH_JWT_ISSUER = new Setting<>(
            "AUTH_JWT_ISSUER",
            "auth-jwt-issuer",
            "For AUTH_MODE=jwt: who must have made a token, its claim iss.",
            "",
            Optional.empty(),
            "none",
            false,
            value -> Optional.of(text(value)));

    public static final Setting<Optional<String>> AUTH_JWT_AUDIENCE = new Setting<>(
            "AUTH_JWT_AUDIENCE",
            "auth-jwt-audience",
            "For AUTH_MODE=jwt: whom a token must be for, its claim aud.",
            "",
            Optional.empty(),
            "none",
            false,
            value -> Optional.of(text(value)));

    public static final Setting<Optional<String>> AUTH_JWT_JWKS = new Setting<>(
            "AUTH_JWT_JWKS",
            "auth-jwt-jwks",
            "For AUTH_MODE=jwt: the JSON Web Key Set that verifies RS256 and ES256, a file or an https URL. Read again when it"
                    + " changes.",
            "",
            Optional.empty(),
            "none",
            false,
            value -> Optional.of(text(value)));

    public static final Setting<Optional<Path>> AUTH_JWT_SECRET_FILE = new Setting<>(
            "AUTH_JWT_SECRET_FILE",
            "auth-jwt-secret-file",
            "For AUTH_MODE=jwt: the file of the secret that verifies HS256, at least 32 bytes. Read again when it changes.",
            "",
            Optional.empty(),
            "none",
            false,
            value -> Optional.of(Path.of(text(value))));

    public static final Setting<Duration> AUTH_JWT_JWKS_RELOAD = new Setting<>(
            "AUTH_JWT_JWKS_RELOAD_SECONDS",
            "auth-jwt-jwks-reload-seconds",
            "How often a key set is fetched from its URL; a file is looked up as AUTH_RELOAD_SECONDS says. Lower it if the"
                    + " issuer signs with new keys soon after it publishes them.",
            "seconds",
            Duration.ofMinutes(5),
            "300",
            false,
            number(1, 86_400).andThen(Duration::ofSeconds));

    public static final Setting<Duration> AUTH_JWT_CLOCK_SKEW = new Setting<>(
            "AUTH_JWT_CLOCK_SKEW_SECONDS",
            "auth-jwt-clock-skew-seconds",
            "How far the clocks of the issuer and of this machine may be apart when a token begins and ends.",
            "seconds",
            Duration.ofSeconds(30),
            "30",
            false,
            number(0, 600).andThen(Duration::ofSeconds));

    /** All of them, in the order of the documentation. */
    public static final List<Setting<?>> ALL = all(
            PORT,
            HOST,
            MODEL_DIR,
            MODEL_FILE,
            MODEL_FORMAT,
            MAX_BODY_BYTES,
            MAX_TOTAL_BODY_BYTES,
            MAX_CONCURRENT_REQUESTS,
            MAX_WAITING_REQUESTS,
            MAX_REQUESTS,
            WORKER_COUNT,
            INLINE_BUDGET,
            WARM_UP,
            COMPATIBILITY,
            CORS_ORIGINS,
            SERVER_VERSION_SHOWN,
            SERVER_VERSION,
            APP_ROOT,
            CONFIG_FILE,
            LOG_LEVEL,
            LOG_FORMAT,
            METRICS_PORT,
            SERVER_TIMING,
            SEPARATE_HEALTH,
            HEALTH_PORT,
            SERVICE_NAME,
            SERVICE_VERSION,
            SERVICE_PATH_PREFIX,
            DOCS_PAGE,
            SCORING_TIMEOUT,
            ENTRY_SCRIPT,
            SOURCE_DIRECTORY,
            AUTH_MODE,
            AUTH_KEYS,
            AUTH_RELOAD,
            AUTH_OPEN_DOCUMENTS,
            AUTH_JWT_ISSUER,
            AUTH_JWT_AUDIENCE,
            AUTH_JWT_JWKS,
            AUTH_JWT_SECRET_FILE,
            AUTH_JWT_JWKS_RELOAD,
            AUTH_JWT_CLOCK_SKEW,
            LoaderSettings.ONNX_INTRA_OP_THREADS,
            LoaderSettings.ONNX_GRAPH_OPTIMIZATION,
            LoaderSettings.ONNX_EXECUTION_PROVIDER);

    private ServerSettings() {}

    private static List<Setting<?>> all(Setting<?>... own) {
        List<Setting<?>> all = new ArrayList<>(List.of(own));
        all.addAll(ListenerSettings.ALL);
        return List.copyOf(all);
    }

    private static Integer port(String value) {
        return value.startsWith("tcp://")
                ? PORT.defaultValue()
                : number(0, 65535).apply(value);
    }

    /** Without case, as Azure's own scripts write the words: {@code aad_token}, {@code AADToken}. */
    private static AuthMode authMode(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT).replace("_", "")) {
            case "none" -> AuthMode.NONE;
            case "key" -> AuthMode.KEY;
            case "jwt", "amltoken", "aadtoken" -> AuthMode.JWT;
            default -> throw new IllegalArgumentException("one of none, key, jwt, aml_token and aad_token");
        };
    }

    private static String headerText(String value) {
        if (!value.strip().matches("[!-~]([ -~]*[!-~])?")) {
            throw new IllegalArgumentException("printable ASCII");
        }
        return value.strip();
    }
}
