package dev.scoreline.benchmarks;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Hammers one server with three models for a while, and looks for wrong answers, leaks, and light models that suffer from a
 * heavy one. Two clients send to each of two light models at a steady rate, first alone, then beside four clients that send bodies
 * of a thousand rows to the third as fast as they are answered. Every answer is compared with the first one to the same body.
 */
public final class Soak {

    private static final int LIGHT_PER_SECOND = 100;
    private static final int HEAVY_CLIENTS = 4;
    private static final int HEAVY_ROWS = 1000;

    /** How many wrong answers are shown, and how much of each. */
    private static final int MOST_TOLD = 10;

    private static final int MOST_CHARS = 300;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final ServerProcess server;
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1"), new PoolOptions().setHttp1MaxSize(16));
    private final LongAdder answers = new LongAdder();
    private final LongAdder wrong = new LongAdder();

    private Soak(ServerProcess server) {
        this.server = server;
    }

    /**
     * Arguments: the folder of {@code scoreline.jar}, minutes, and three folders that each hold a model with its {@code
     * sample_input.json}; the third is the heavy one.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<Path> folders = Stream.of(args).skip(2).map(Path::of).toList();
        Path models = together(folders);
        int port = ServerProcess.freePort();
        List<String> command = List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx512m",
                "-jar",
                args[0] + "/scoreline.jar",
                "serve",
                models.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port));
        try (ServerProcess server = ServerProcess.start(command, port, "/readyz")) {
            new Soak(server).run(folders, Duration.ofMinutes(Long.parseLong(args[1])));
        }
    }

    /** A model directory of several models, as {@code NAME/1/…}. */
    private static Path together(List<Path> folders) throws IOException {
        Path models = Files.createTempDirectory("scoreline-soak");
        for (Path folder : folders) {
            Path version = Files.createDirectories(models.resolve(name(folder)).resolve("1"));
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (!file.toString().matches(".*\\.(md|java|csv)")) {
                        Files.copy(file, version.resolve(file.getFileName()));
                    }
                }
            }
        }
        return models;
    }

    private static String name(Path folder) {
        return folder.getFileName().toString();
    }

    /** A body for a model, and what was answered to it first. */
    private record Question(String path, Buffer body, Buffer answer) {}

    private Question question(Path folder, int rows) throws IOException {
        String path = "/models/" + name(folder) + "/score";
        Buffer body = SampleBody.of(folder, rows);
        Buffer answer = client.request(HttpMethod.POST, server.port(), "127.0.0.1", path)
                .compose(request -> request.send(body))
                .compose(response -> response.body())
                .await();
        return new Question(path, body, answer);
    }

    private void run(List<Path> folders, Duration length) throws IOException, InterruptedException {
        List<Question> light = List.of(question(folders.get(0), 1), question(folders.get(1), 1));
        Question heavy = question(folders.get(2), HEAVY_ROWS);
        List<Histogram> warm = paced(light, Duration.ofSeconds(20));
        List<Histogram> alone = paced(light, Duration.ofMinutes(1));
        long end = System.nanoTime() + length.toNanos();
        for (int i = 0; i < HEAVY_CLIENTS; i++) {
            keepSending(heavy, end);
        }
        List<String> looks = new ArrayList<>();
        Thread watcher = new Thread(() -> watch(end, looks), "watcher");
        watcher.start();
        List<Histogram> beside = paced(light, length);
        watcher.join();
        for (int i = 0; i < light.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: alone p50 %.2f ms, p99 %.2f ms; beside %s p50 %.2f ms, p99 %.2f ms (%d answers)%n",
                    light.get(i).path(),
                    millis(alone.get(i), 50),
                    millis(alone.get(i), 99),
                    heavy.path(),
                    millis(beside.get(i), 50),
                    millis(beside.get(i), 99),
                    beside.get(i).getTotalCount());
        }
        System.out.println("looks at the server (resident MiB, open files), every " + LOOK_EVERY.toSeconds() + " s: "
                + String.join(" ", looks));
        System.out.printf(
                "%,d answers compared, %,d wrong, %,d of the warm-up%n",
                answers.sum(), wrong.sum(), warm.get(0).getTotalCount());
        client.close().await();
        vertx.close().await();
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    private List<Histogram> paced(List<Question> questions, Duration length) {
        List<Histogram> micros = new ArrayList<>();
        questions.forEach(each -> micros.add(new ConcurrentHistogram(60_000_000, 3)));
        long start = System.nanoTime();
        long count = LIGHT_PER_SECOND * length.toSeconds();
        for (long i = 0; i < count; i++) {
            long due = start + i * 1_000_000_000L / LIGHT_PER_SECOND;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            for (int q = 0; q < questions.size(); q++) {
                Histogram own = micros.get(q);
                send(questions.get(q), () -> own.recordValue((System.nanoTime() - due) / 1000));
            }
        }
        return micros;
    }

    private void keepSending(Question question, long end) {
        send(question, () -> {
            if (System.nanoTime() < end) {
                keepSending(question, end);
            }
        });
    }

    /** On one event loop: the body of an answer to a request that another thread sent can come before anybody listens. */
    private void send(Question question, Runnable afterwards) {
        loop.runOnContext(turn -> client.request(HttpMethod.POST, server.port(), "127.0.0.1", question.path())
                .compose(request -> request.send(question.body()))
                .compose(response -> response.body())
                .onComplete(answer -> {
                    answers.increment();
                    if (!answer.succeeded() || !question.answer().equals(answer.result())) {
                        wrong.increment();
                        tell(question, String.valueOf(answer.succeeded() ? answer.result() : answer.cause()));
                    }
                    afterwards.run();
                }));
    }

    private void tell(Question question, String answer) {
        if (wrong.sum() <= MOST_TOLD) {
            System.out.println(
                    "wrong, of " + question.path() + ": " + answer.substring(0, Math.min(answer.length(), MOST_CHARS)));
        }
    }

    private void watch(long end, List<String> looks) {
        Path files = Path.of("/proc", Long.toString(server.process().pid()), "fd");
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            try (Stream<Path> open = Files.list(files)) {
                looks.add(String.format(
                        Locale.ROOT, "%.0f,%d", server.residentMib().orElse(0.0), open.count()));
            } catch (IOException e) {
                looks.add("gone");
            }
        }
    }
}
