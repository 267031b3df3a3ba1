package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may read the answers in a browser, in the default mode. */
@ExtendWith(VertxExtension.class)
class CorsTest {

    private static final String ALLOWED = "https://a.example";

    private RunningServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    private void start(Vertx vertx, String origins) {
        server = RunningServer.of(
                vertx, RunningServer.EXAMPLES.resolve("diabetes"), Map.of("AML_CORS_ORIGINS", origins));
    }

    private HttpResponse<Buffer> get(String path, String origin) {
        return server.send(HttpMethod.GET, path, Map.of("origin", origin));
    }

    private static String allowed(HttpResponse<Buffer> answer) {
        return answer.getHeader("access-control-allow-origin");
    }

    @Test
    void isOffByDefault(Vertx vertx) {
        server = RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes"));

        assertThat(allowed(get("/score", ALLOWED))).isNull();
    }

    @Test
    void allowsTheOriginsOfTheListAndNoOther(Vertx vertx) {
        start(vertx, ALLOWED + ", https://b.example");

        assertThat(allowed(get("/", "https://A.example"))).isEqualTo("https://A.example");
        assertThat(get("/", ALLOWED).getHeader("vary")).isEqualToIgnoringCase("Origin");
        assertThat(allowed(get("/", "https://c.example"))).isNull();
        assertThat(get("/", "https://c.example").statusCode()).isEqualTo(200);
    }

    /** Azure ML's server names the first origin of the list. */
    @Test
    void addsNothingToARequestWithoutOrigin(Vertx vertx) {
        start(vertx, ALLOWED + ", https://b.example");

        assertThat(allowed(server.get("/"))).isNull();
    }

    @Test
    void allowsAnyOriginForAStar(Vertx vertx) {
        start(vertx, "*");

        assertThat(allowed(get("/", "null"))).isEqualTo("null");
        assertThat(allowed(server.get("/"))).isEqualTo("*");
    }

    /** Azure ML's server leaves its router's 404 and 405 without the headers, so that the page cannot read them. */
    @Test
    void coversErrorsToo(Vertx vertx) {
        start(vertx, ALLOWED);

        assertThat(allowed(get("/score", ALLOWED))).isEqualTo(ALLOWED);
        assertThat(allowed(get("/nothing", ALLOWED))).isEqualTo(ALLOWED);
        assertThat(allowed(server.send(HttpMethod.PUT, "/score", Map.of("origin", ALLOWED))))
                .isEqualTo(ALLOWED);
    }

    @Test
    void answersAPreflight(Vertx vertx) {
        start(vertx, ALLOWED);

        HttpResponse<Buffer> answer = preflight("POST");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(allowed(answer)).isEqualTo(ALLOWED);
        assertThat(answer.getHeader("access-control-allow-methods")).isEqualTo("GET, POST");
        assertThat(answer.getHeader("access-control-allow-headers")).isEqualTo("Authorization, x-b");

        HttpResponse<Buffer> ofPut = preflight("PUT");
        assertThat(allowed(ofPut)).isEqualTo(ALLOWED);
        assertThat(ofPut.getHeader("access-control-allow-methods")).isNull();
        assertThat(ofPut.getHeader("access-control-allow-headers")).isNull();
    }

    private HttpResponse<Buffer> preflight(String method) {
        return server.send(
                HttpMethod.OPTIONS,
                "/score",
                Map.of(
                        "origin", ALLOWED,
                        "access-control-request-method", method,
                        "access-control-request-headers", "x-b,Authorization"));
    }
}
