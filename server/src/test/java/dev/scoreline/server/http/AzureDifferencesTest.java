package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows of {@code docs/azure-compatibility.md} that no other test holds: what the default mode does otherwise. */
@ExtendWith(VertxExtension.class)
class AzureDifferencesTest {

    private static final String ROW = "{\"data\":[[1,2,3,4,5,6,7,8,9,10]]}";

    private RunningServer server;

    @BeforeEach
    void start(Vertx vertx) {
        server = RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void refusesALongIdOnEveryPath() {
        Map<String, String> headers = Map.of("x-request-id", "x".repeat(101));

        for (String path : new String[] {"/", "/nothing", "/models", "/swagger.json", "/livez"}) {
            HttpResponse<Buffer> answer = server.send(HttpMethod.GET, path, headers);
            assertThat(answer.statusCode()).isEqualTo(431);
            assertThat(answer.bodyAsJsonObject().getString("message"))
                    .isEqualTo("x-request-id must not exceed 100 characters");
        }
    }

    @Test
    void saysHealthyAsPlainText() {
        assertThat(server.get("/").getHeader("content-type")).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void takesASlashAtTheEnd() {
        assertThat(server.post("/score/", ROW).statusCode()).isEqualTo(200);
    }

    @Test
    void namesTheMethodsForOptions() {
        HttpResponse<Buffer> answer = server.send(HttpMethod.OPTIONS, "/score");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("allow")).isEqualTo("OPTIONS, GET, POST");
    }

    @Test
    void refusesHeadOfScoreLikeAnyOtherMethod() {
        HttpResponse<Buffer> answer = server.send(HttpMethod.HEAD, "/score");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.getHeader("allow")).isEqualTo("OPTIONS, GET, POST");
    }

    @Test
    void writesReasonsAsTheRfcDoes() {
        assertThat(server.get("/nothing").statusMessage()).isEqualTo("Not Found");
    }

    @Test
    void keepsConnectionsAndNamesNoServer() {
        HttpResponse<Buffer> answer = server.post("/score", ROW);

        assertThat(answer.getHeader("server")).isNull();
        assertThat(answer.getHeader("connection")).isNull();
    }

    @Test
    void opensAHealthPortThatIsNamedAlone(Vertx vertx) {
        server.close();
        server = RunningServer.of(
                vertx, RunningServer.EXAMPLES.resolve("diabetes"), Map.of("SCORELINE_HEALTH_PORT", "0"));

        assertThat(server.server().healthPort()).isPresent();
    }
}
