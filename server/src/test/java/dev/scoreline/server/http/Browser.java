package dev.scoreline.server.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real Chromium without a window, driven over the Chrome DevTools Protocol: enough of it to open a page, run a script in it
 * and take a picture.
 */
final class Browser implements AutoCloseable {

    private static final String ANNOUNCEMENT = "DevTools listening on ";
    private static final int TIMEOUT_SECONDS = 60;

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final Messages messages;
    private final AtomicInteger lastId = new AtomicInteger();

    private Browser(Process process, Path profile, WebSocket socket, Messages messages) {
        this.process = process;
        this.profile = profile;
        this.socket = socket;
        this.messages = messages;
    }

    /** Where a Chromium or Chrome lies on this machine, if one does. */
    static Optional<Path> executable() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts the browser with one empty page of this size. */
    static Browser start(Path executable, int width, int height) throws Exception {
        Path profile = Files.createTempDirectory("scoreline-browser");
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--window-size=" + width + "," + height,
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        HttpClient http = HttpClient.newHttpClient();
        Messages messages = new Messages();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(page(http, announced(process)), messages)
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        Browser browser = new Browser(process, profile, socket, messages);
        browser.command("Page.enable", new JsonObject());
        browser.command("Log.enable", new JsonObject());
        return browser;
    }

    /** The browser says its address in a line of its output; the rest of that is read away, so that it never waits. */
    private static URI announced(Process process) throws Exception {
        CompletableFuture<URI> address = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines()
                        .filter(line -> line.startsWith(ANNOUNCEMENT))
                        .forEach(line -> address.complete(URI.create(line.substring(ANNOUNCEMENT.length()))));
            } catch (IOException e) {
                address.completeExceptionally(e);
            }
        });
        reader.setDaemon(true);
        reader.start();
        return address.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private static URI page(HttpClient http, URI browser) throws Exception {
        URI list = URI.create("http://" + browser.getAuthority() + "/json/list");
        String pages = http.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return new JsonArray(pages)
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(each -> each.getString("type").equals("page"))
                        .map(each -> URI.create(each.getString("webSocketDebuggerUrl")))
                        .findFirst()
                        .orElseThrow();
    }

    void open(String url) {
        command("Page.navigate", JsonObject.of("url", url));
    }

    /** What a JavaScript expression gives in the page. */
    Object evaluate(String expression) {
        JsonObject result = command(
                "Runtime.evaluate",
                JsonObject.of(
                        "expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (result.containsKey("exceptionDetails")) {
            throw new AssertionError(expression + " failed: " + result.getJsonObject("exceptionDetails"));
        }
        return result.getJsonObject("result").getValue("value");
    }

    /** Waits until an expression is true, in this page or in the one that is being opened. */
    void until(String expression) {
        evaluate("new Promise((resolve, reject) => {"
                + " const end = performance.now() + 30000;"
                + " const look = () => { let is = false; try { is = " + expression + "; } catch {}"
                + " if (is) resolve(true); else if (performance.now() > end) reject(new Error('never came true'));"
                + " else setTimeout(look, 20); }; look(); })");
    }

    /** Presses and lets go a key, as a keyboard does. */
    void press(String key, int code) {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            command(
                    "Input.dispatchKeyEvent",
                    JsonObject.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
    }

    void prefer(String colorScheme) {
        JsonObject feature = JsonObject.of("name", "prefers-color-scheme", "value", colorScheme);
        command("Emulation.setEmulatedMedia", JsonObject.of("features", JsonArray.of(feature)));
    }

    /** A picture of the whole page, as PNG. */
    byte[] picture() {
        return Base64.getDecoder()
                .decode(command("Page.captureScreenshot", JsonObject.of("format", "png", "captureBeyondViewport", true))
                        .getString("data"));
    }

    /** What the browser has complained of: scripts that failed, files that were refused, breaches of the page's policy. */
    List<String> complaints() {
        return List.copyOf(messages.complaints);
    }

    private JsonObject command(String method, JsonObject parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        messages.expected.put(id, answer);
        String text =
                JsonObject.of("id", id, "method", method, "params", parameters).encode();
        try {
            socket.sendText(text, true).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            JsonObject message = answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (message.containsKey("error")) {
                throw new AssertionError(method + " failed: " + message.getJsonObject("error"));
            }
            return message.getJsonObject("result");
        } catch (Exception e) {
            throw new AssertionError(method + " was not answered", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.destroy();
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .join();
        process.onExit().join();
        deleteProfile();
    }

    /** The browser's helper processes may write a moment longer than it lives itself: what they leave is the system's. */
    private void deleteProfile() throws IOException {
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (UncheckedIOException e) {
            profile.toFile().deleteOnExit();
        }
    }

    /** What the browser says: answers to commands, by their id, and events. */
    private static final class Messages implements WebSocket.Listener {

        private final Map<Integer, CompletableFuture<JsonObject>> expected = new ConcurrentHashMap<>();
        private final List<String> complaints = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                take(new JsonObject(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void take(JsonObject message) {
            if (message.containsKey("id")) {
                expected.remove(message.getInteger("id")).complete(message);
            } else if ("Log.entryAdded".equals(message.getString("method"))) {
                JsonObject entry = message.getJsonObject("params").getJsonObject("entry");
                if (entry.getString("level").equals("error")) {
                    complaints.add(entry.getString("text") + " " + entry.getString("url", ""));
                }
            }
        }
    }
}
