import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the AOT cache (JEP 483, JEP 514) that {@code jvm.options} names: starts the server on a model directory, scores the samples in
 * it, stops the server as a cluster would and proves that Java takes the cache. Run while the image is built, at the paths that the
 * image has, since a cache is good for these alone: {@code java TrainCache.java JAVA APP MODELS}.
 */
final class TrainCache {

    private static final String CACHE = "-XX:AOTCache=";
    private static final int PORT = 5001;
    private static final int ROUNDS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String java;
    private final Path app;

    private TrainCache(String java, Path app) {
        this.java = java;
        this.app = app;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        TrainCache training = new TrainCache(args[0], Path.of(args[1]));
        training.train(Path.of(args[2]));
        training.prove();
    }

    private void train(Path models) throws IOException, InterruptedException {
        Process server = run(List.of("-XX:AOTCacheOutput=" + cache()), "serve", models.toString());
        try {
            awaitReady(server);
            for (int round = 0; round < ROUNDS; round++) {
                ask(models);
            }
        } finally {
            server.destroy();
        }
        if (!server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || server.exitValue() != 0) {
            throw new IllegalStateException("the server did not stop with 0 after its training");
        }
    }

    /** Java says nothing when it cannot use a cache, unless it must: so it must, with each collector that it may choose. */
    private void prove() throws IOException, InterruptedException {
        for (String collector : List.of("-XX:+UseSerialGC", "-XX:+UseG1GC")) {
            Process proof = run(List.of(CACHE + cache(), "-XX:AOTMode=on", collector), "--version");
            if (!proof.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || proof.exitValue() != 0) {
                throw new IllegalStateException("Java does not take the cache with " + collector);
            }
        }
    }

    private Process run(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(options());
        command.addAll(options);
        command.addAll(List.of("-jar", app.resolve("scoreline.jar").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private List<String> options() throws IOException {
        try (Stream<String> lines = Files.lines(app.resolve("jvm.options"))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(CACHE))
                    .toList();
        }
    }

    private String cache() throws IOException {
        try (Stream<String> lines = Files.lines(app.resolve("jvm.options"))) {
            return lines.filter(line -> line.startsWith(CACHE))
                    .map(line -> line.substring(CACHE.length()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void awaitReady(Process server) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && server.isAlive()) {
            try {
                if (get("/readyz").statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Nobody listens yet.
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("the server did not become ready");
    }

    /** What a deployed server is asked: probes, documents and scores. A sample that does not fit a model trains refusals. */
    private void ask(Path models) throws IOException, InterruptedException {
        for (String path : List.of("/", "/livez", "/readyz", "/swagger.json", "/metrics")) {
            get(path);
        }
        Matcher names = NAME.matcher(get("/models").body());
        List<Path> samples = samples(models);
        while (names.find()) {
            for (Path sample : samples) {
                send(request("/models/" + names.group(1) + "/score")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofFile(sample)));
            }
        }
    }

    private static List<Path> samples(Path models) throws IOException {
        try (Stream<Path> files = Files.walk(models)) {
            return files.filter(file -> file.endsWith("sample_input.json"))
                    .sorted()
                    .toList();
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path))
                .version(HttpClient.Version.HTTP_1_1);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
