package dev.scoreline.server.command;

import dev.scoreline.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code scoreline serve} as a process of its own, with all that it says. One thread. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern LISTENS = Pattern.compile("listens on port ([0-9]+)");
    private static final long LIMIT_SECONDS = 90;
    private static final String ENDED = "(the output has ended)";

    private final Process process;
    private final Thread reader = new Thread(this::read, "server-output");
    private final LinkedBlockingQueue<String> coming = new LinkedBlockingQueue<>();
    private final List<String> said = new ArrayList<>();
    /** HTTP/2 clients of Java 17 give up requests under way when a server says that it is going. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private int port;

    private ServerProcess(Process process) {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it in a folder, on a free port, and waits until it listens. */
    static ServerProcess start(Path folder, Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--port=0"));
        all.addAll(Arrays.asList(arguments));
        return launch(folder, environment, all.toArray(String[]::new)).awaitPort();
    }

    /** Starts it in a folder with these arguments alone, and waits for nothing. */
    static ServerProcess launch(Path folder, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "serve"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it says where it listens; fails with all that it said if it ends instead, and ends it if it does not. */
    ServerProcess awaitPort() {
        try {
            Matcher listens = LISTENS.matcher(awaitLine(LISTENS.pattern()));
            port = listens.find() ? Integer.parseInt(listens.group(1)) : 0;
            return this;
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    private void read() {
        try (BufferedReader out = process.inputReader()) {
            out.lines().forEach(coming::add);
        } catch (IOException | UncheckedIOException e) {
            coming.add("the output broke off: " + e);
        }
        coming.add(ENDED);
    }

    int port() {
        return port;
    }

    /** The first line, of those that came and those to come, in which a pattern is found. */
    String awaitLine(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        for (String line : said) {
            if (wanted.matcher(line).find()) {
                return line;
            }
        }
        try {
            for (String line = next(); line != null; line = next()) {
                if (wanted.matcher(line).find()) {
                    return line;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no line has " + pattern + ": " + said);
    }

    private String next() throws InterruptedException {
        String line = coming.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (line != null) {
            said.add(line);
        }
        return ENDED.equals(line) ? null : line;
    }

    /** How many lines so far have a text, once all that is asked for before it has come. */
    long count(String text) {
        coming.drainTo(said);
        return said.stream().filter(line -> line.contains(text)).count();
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).build()).join();
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return postAsync(path, body, headers).join();
    }

    CompletableFuture<HttpResponse<String>> postAsync(String path, String body, String... headers) {
        return send(request(path, headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(LIMIT_SECONDS));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Sends SIGTERM and waits for the end; gives the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return awaitEnd();
    }

    /** Waits until it has ended and all that it said has come; gives the exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the server runs on: " + output());
        }
        reader.join();
        return process.exitValue();
    }

    /** All that it has said so far. */
    String output() {
        coming.drainTo(said);
        return String.join("\n", said);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
