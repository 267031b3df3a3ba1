package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page under /docs as files over HTTP; {@link DocsBrowserTest} looks at it in a browser. */
@ExtendWith(VertxExtension.class)
class DocsPageTest {

    private static final Path DIABETES = RunningServer.EXAMPLES.resolve("diabetes");

    private RunningServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void comesWithAPolicyThatLetsNothingInFromElsewhere(Vertx vertx) {
        server = RunningServer.of(vertx, DIABETES);

        HttpResponse<Buffer> page = server.get("/docs/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.getHeader("content-type")).startsWith("text/html");
        assertThat(page.getHeader("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(page.getHeader("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.bodyAsString()).doesNotContain("//");
    }

    @Test
    void bringsEveryFileThatItNames(Vertx vertx) {
        server = RunningServer.of(vertx, DIABETES);
        Pattern named =
                Pattern.compile("(?:href|src)=\"([a-z.-]+)\"|\"\\./([a-z.-]+)\"|(?:style|script)\\(\"([a-z.-]+)\"");

        List<String> first = names(named, server.get("/docs/").bodyAsString());
        List<String> imported = names(named, server.get("/docs/page.js").bodyAsString());
        List<String> later = names(named, server.get("/docs/reference.js").bodyAsString());

        assertThat(first).contains("page.css", "page.js", "icon.svg");
        assertThat(imported).contains("service.js", "reference.js");
        assertThat(later).contains("swagger-ui.css", "swagger-ui-bundle.js");
        for (List<String> files : List.of(first, imported, later)) {
            assertThat(files)
                    .allSatisfy(file ->
                            assertThat(server.get("/docs/" + file).statusCode()).isEqualTo(200));
        }
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1) != null
                        ? match.group(1)
                        : match.group(2) != null ? match.group(2) : match.group(3))
                .toList();
    }

    @Test
    void isFoundWithoutTheSlash(Vertx vertx) {
        server = RunningServer.of(vertx, DIABETES);

        HttpResponse<Buffer> answer = server.request(HttpMethod.GET, "/docs")
                .followRedirects(false)
                .send()
                .await();

        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(answer.getHeader("location")).isEqualTo("docs/");
    }

    @Test
    void isNotSentAgainToWhoHasIt(Vertx vertx) {
        server = RunningServer.of(vertx, DIABETES);
        String tag = server.get("/docs/page.js").getHeader("etag");

        HttpResponse<Buffer> again = server.send(HttpMethod.GET, "/docs/page.js", Map.of("if-none-match", tag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isNull();
    }

    @Test
    void hasNoOtherFiles(Vertx vertx) {
        server = RunningServer.of(vertx, DIABETES);

        assertThat(server.get("/docs/logback.xml").statusCode()).isEqualTo(404);
        assertThat(server.get("/docs/..%2f..%2flogback.xml").statusCode()).isEqualTo(404);
        assertThat(server.get("/docs/../../logback.xml").statusCode()).isEqualTo(404);
        assertThat(server.get("/docs/index.html").statusCode()).isEqualTo(404);
    }

    @Test
    void canBeSwitchedOff(Vertx vertx) {
        server = RunningServer.of(vertx, DIABETES, Map.of("DOCS_PAGE", "false"));

        assertThat(server.get("/docs/").statusCode()).isEqualTo(404);
    }

    @Test
    void isNotThereInStrictMode(Vertx vertx) {
        server = RunningServer.of(vertx, DIABETES, Map.of("AZUREML_COMPATIBILITY", "strict"));

        assertThat(server.get("/docs").statusCode()).isEqualTo(404);
        assertThat(server.get("/docs/").statusCode()).isEqualTo(404);
    }
}
