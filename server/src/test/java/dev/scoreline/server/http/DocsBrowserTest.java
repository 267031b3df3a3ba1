package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scoreline.server.auth.Keys;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page under /docs as a person sees it. Needs a Chromium or Chrome on the machine and is skipped where there is none. With
 * {@code -Dscoreline.pictures=FOLDER} it leaves the pictures that the documentation shows.
 */
@ExtendWith(VertxExtension.class)
class DocsBrowserTest {

    private static final Path GOLDEN = Path.of("..", "model-loaders", "onnx", "src", "test", "resources", "golden");
    private static final int WIDTH = 1360;
    private static final int HEIGHT = 940;
    private static final String READY = "document.querySelector('#models button') !== null"
            + " && document.querySelector('#readiness').dataset.ready === 'yes'";

    private static final String KEY = "a-key-for-the-page-0123456789";

    private Optional<RunningServer> server = Optional.empty();
    private Optional<Browser> browser = Optional.empty();

    @BeforeEach
    void startBrowser() throws Exception {
        Optional<Path> executable = Browser.executable();
        assumeTrue(executable.isPresent(), "there is no Chromium or Chrome on this machine");
        browser = Optional.of(Browser.start(executable.get(), WIDTH, HEIGHT));
    }

    @AfterEach
    void stop() throws Exception {
        if (browser.isPresent()) {
            browser.get().close();
        }
        server.ifPresent(RunningServer::close);
    }

    private Browser open(RunningServer running) {
        server = Optional.of(running);
        Browser page = browser.orElseThrow();
        page.open("http://127.0.0.1:" + running.server().port() + "/docs");
        page.until(READY);
        return page;
    }

    private static String text(Browser page, String selector) {
        return (String) page.evaluate("document.querySelector('" + selector + "').innerText");
    }

    private static void score(Browser page) {
        page.evaluate("document.querySelector('#score').click()");
        page.until("!document.querySelector('#score').disabled && !document.querySelector('#answer-body').hidden");
    }

    @Test
    void scoresTheSampleThatItShows(Vertx vertx) {
        Browser page = open(RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes")));

        score(page);

        assertThat(text(page, "#answer-body")).isEqualTo("[6141.169929291071,3677.2321053350956]");
        assertThat(text(page, "#answer-line")).startsWith("200 in ");
        assertThat(text(page, "#models")).contains("sklearn_regression_model", "version 1", "sha256 9793e4e38d9a");
        assertThat(page.evaluate("document.querySelectorAll('#latency .whole').length"))
                .isEqualTo(1);
        assertThat(page.complaints()).noneMatch(complaint -> !complaint.endsWith("/metrics"));
    }

    @Test
    void sendsWhatIsWrittenIntoTheFields(Vertx vertx) {
        Browser page = open(RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("churn")));

        page.evaluate("(() => { const field = document.querySelector('#row input'); field.value = '72';"
                + " field.dispatchEvent(new Event('input', { bubbles: true }));"
                + " const method = document.querySelector('#method'); method.value = 'predict_proba';"
                + " method.dispatchEvent(new Event('change', { bubbles: true })); })()");
        score(page);

        assertThat((String) page.evaluate("document.querySelector('#body').value"))
                .contains("\"tenure_months\": 72", "\"method\": \"predict_proba\"");
        assertThat(text(page, "#answer-body")).startsWith("{\"predict_proba\":[[");
        assertThat(text(page, "#snippet")).contains("curl", "\"tenure_months\":72", "predict_proba");
    }

    @Test
    void showsTensorsAndEachOutputByNameAndScoresThem(Vertx vertx, @TempDir Path folder) throws Exception {
        Files.copy(GOLDEN.resolve("several.onnx"), folder.resolve("several.onnx"));
        Browser page = open(RunningServer.of(vertx, folder));

        assertThat(cells(page, "#features")).isEqualTo("left|FLOAT32 [any, any]|yes, right|FLOAT32 [any, any]|yes");
        assertThat(cells(page, "#methods"))
                .isEqualTo("predict: product|FLOAT32|[any, any], predict: shape|INT64|[2], predict: total|FLOAT32|[]");
        score(page);

        assertThat(text(page, "#answer-body")).isEqualTo("{\"product\":[[0.0]],\"shape\":[1,1],\"total\":0.0}");
        assertThat(text(page, "#snippet")).contains("\"left\":[[0]]");
    }

    private static String cells(Browser page, String table) {
        return (String) page.evaluate("[...document.querySelector('" + table + "').tBodies[0].rows]"
                + ".map((row) => [...row.cells].map((cell) => cell.textContent).join('|')).join(', ')");
    }

    @Test
    void tellsWhatIsWrongWithABody(Vertx vertx) {
        Browser page = open(RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes")));

        page.evaluate("(() => { const body = document.querySelector('#body'); body.value = '{\"data\": [[1, 2, 3]]}';"
                + " body.dispatchEvent(new Event('input', { bubbles: true })); })()");
        score(page);

        assertThat(text(page, "#answer-body")).contains("/data/0: expected 10 values but got 3");
        assertThat((String) page.evaluate("document.querySelector('#answer').dataset.outcome"))
                .isEqualTo("bad");
    }

    @Test
    void isUsableByKeyboardAlone(Vertx vertx) {
        Browser page = open(RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes")));

        page.press("Tab", 9);
        assertThat(text(page, ":focus")).isEqualTo("Skip to the request");
        page.evaluate("document.querySelector('#body').focus()");
        for (int i = 0; i < 2; i++) {
            page.press("Tab", 9);
        }
        assertThat(text(page, ":focus")).isEqualTo("Score");
        page.evaluate("document.querySelector('#tab-curl').focus()");
        page.press("ArrowRight", 39);

        assertThat(text(page, ":focus")).isEqualTo("Python");
        assertThat(text(page, "#snippet")).contains("requests.post(", "/score");
    }

    @Test
    void asksForAKeyWhereOneIsNeeded(Vertx vertx, @TempDir Path folder) throws Exception {
        Path keys = folder.resolve("keys.json");
        Files.writeString(
                keys,
                JsonObject.of("primaryKey", KEY, "secondaryKey", "another-key-0123456789")
                        .encode());
        Access access = new Access(Keys.open("AUTH_KEYS", keys), false);
        RunningServer running = RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes"), access);
        server = Optional.of(running);
        Browser page = browser.orElseThrow();
        page.open("http://127.0.0.1:" + running.server().port() + "/docs/");
        page.until("!document.querySelector('#trouble').hidden");

        page.evaluate("(() => { const key = document.querySelector('#credential'); key.value = '" + KEY + "';"
                + " key.dispatchEvent(new Event('change')); })()");
        page.until(READY);
        score(page);

        assertThat(text(page, "#answer-body")).startsWith("[6141.");
        assertThat(text(page, "#snippet")).contains("$SCORELINE_KEY").doesNotContain(KEY);
    }

    @Test
    void showsTheApiInSwaggerUiWithinThePolicy(Vertx vertx) {
        Browser page = open(RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes")));

        page.evaluate("document.querySelector('#reference').open = true");
        page.until("document.querySelectorAll('#swagger .opblock').length >= 3");

        assertThat(text(page, "#swagger")).contains("/score", "/swagger.json");
        assertThat(page.complaints()).noneMatch(complaint -> !complaint.endsWith("/metrics"));
    }

    @Test
    void isDrawnInBothThemes(Vertx vertx) throws Exception {
        Browser page = open(RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("churn")));
        score(page);
        page.evaluate("document.querySelector('#repeat').click()");
        page.until("!document.querySelector('#repeat').disabled"
                + " && document.querySelectorAll('#latency rect').length >= 100");

        for (String theme : new String[] {"light", "dark"}) {
            page.prefer(theme);
            page.until("document.documentElement.dataset.theme === '" + theme + "'");
            assertThat((String) page.evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo(theme.equals("dark") ? "rgb(17, 21, 26)" : "rgb(246, 247, 249)");
            String folder = System.getProperty("scoreline.pictures", "");
            if (!folder.isEmpty()) {
                Files.write(Path.of(folder, "page-" + theme + ".png"), page.picture());
            }
        }
    }
}
