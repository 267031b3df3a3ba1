package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.InferenceException;
import dev.scoreline.server.auth.Keys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in with a key and who does not, over real HTTP. */
@ExtendWith(VertxExtension.class)
class KeyAuthenticationTest {

    private static final String ROW = "{\"data\":[[1,2,3,4,5,6,7,8,9,10]]}";
    private static final String PRIMARY = "primary-key-0123456789";
    private static final String SECONDARY = "secondary-key-0123456789";
    private static final String NEW = "a-new-key-0123456789";
    private static final String CHURN_ONLY = "churn-only-key-0123456789";

    @TempDir
    private Path folder;

    private Path file;
    private Keys keys;
    private RunningServer server;

    @BeforeEach
    void start(Vertx vertx) throws IOException {
        file = folder.resolve("keys.json");
        write(PRIMARY, SECONDARY);
        keys = Keys.open("AUTH_KEYS", file);
        server = RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes"), new Access(keys, false));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** As the command does it: beside the file, then moved onto it. */
    private void write(String primary, String secondary) throws IOException {
        Path next = folder.resolve("next");
        Files.writeString(
                next,
                JsonObject.of("primaryKey", primary, "secondaryKey", secondary).encode());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private Future<HttpResponse<Buffer>> send(String authorization) {
        return server.post("/score")
                .putHeader("authorization", authorization)
                .putHeader("content-type", "application/json")
                .sendBuffer(Buffer.buffer(ROW));
    }

    private int status(String key) {
        return send("Bearer " + key).await().statusCode();
    }

    @Test
    void takesThePrimaryAndTheSecondaryKey() {
        assertThat(status(PRIMARY)).isEqualTo(200);
        assertThat(status(SECONDARY)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer ", "BEARER ", "Bearer   "})
    void takesTheSchemeInAnyCaseAndAnyNumberOfBlanks(String scheme) {
        assertThat(send(scheme + PRIMARY).await().statusCode()).isEqualTo(200);
    }

    /** Azure's own examples write the header so. */
    @Test
    void takesAHeaderWithoutABlankAfterTheColon() throws IOException {
        assertThat(raw("GET /models HTTP/1.1\r\nHost: x\r\nAuthorization:Bearer " + PRIMARY
                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            // An answer of JSON ends with its brace, whether or not the server then waits for a body.
            for (int b = in.read(); b >= 0; b = in.read()) {
                answer.append((char) b);
                if (answer.indexOf("\r\n\r\n") >= 0 && b == '}') {
                    break;
                }
            }
            return answer.toString();
        }
    }

    @Test
    void challengesOneWhoBringsNoKeyWithoutNamingAnError() {
        HttpResponse<Buffer> answer = server.post("/score", ROW);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.getHeader("www-authenticate")).isEqualTo("Bearer realm=\"scoreline\"");
        assertThat(answer.bodyAsJsonObject().fieldNames()).containsExactly("message");
        assertThat(answer.bodyAsJsonObject().getString("message")).contains("Authorization: Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong-key-0123456789",
                "Bearer " + PRIMARY + "x",
                "Bearer PRIMARY-KEY-0123456789",
                "Bearer",
                "Bearer ",
                "Basic " + PRIMARY,
                PRIMARY
            })
    void refusesEverythingElseAndRepeatsNothingOfIt(String authorization) {
        HttpResponse<Buffer> answer = send(authorization).await();

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.getHeader("www-authenticate"))
                .isEqualTo("Bearer realm=\"scoreline\", error=\"invalid_token\"");
        assertThat(answer.bodyAsString()).doesNotContainIgnoringCase("-key-");
    }

    @Test
    void letsEverybodySeeItsHealth() {
        assertThat(server.get("/").statusCode()).isEqualTo(200);
        assertThat(server.get("/livez").statusCode()).isEqualTo(200);
        assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/models", "/swagger.json"})
    void showsStrangersNoDocument(String path) {
        assertThat(server.send(HttpMethod.GET, path).statusCode()).isEqualTo(401);
        assertThat(server.send(HttpMethod.HEAD, path).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/score", "/models/x/score", "/models/x/versions/1/score"})
    void tellsStrangersNothingOfTheModels(String path) {
        assertThat(server.send(HttpMethod.GET, path).statusCode()).isEqualTo(401);
        assertThat(server.send(HttpMethod.POST, path).statusCode()).isEqualTo(401);
    }

    @Test
    void asksForAKeyToAllModelsBeforeAnEntryScript(Vertx vertx) throws IOException {
        Files.writeString(
                file,
                JsonObject.of("primaryKey", PRIMARY, "secondaryKey", SECONDARY)
                        .put(
                                "keys",
                                JsonArray.of(JsonObject.of(
                                        "name", "report", "key", CHURN_ONLY, "models", JsonArray.of("churn"))))
                        .encode());
        Access bound = new Access(Keys.open("AUTH_KEYS", file), false);
        Path script = RunningServer.EXAMPLES.resolve("entry-echo/Echo.java");
        try (RunningServer scripted = RunningServer.ofScript(vertx, script, bound, Map.of())) {
            assertThat(scripted.post("/score")
                            .sendBuffer(Buffer.buffer("x"))
                            .await()
                            .statusCode())
                    .isEqualTo(401);
            assertThat(script(scripted, CHURN_ONLY).statusCode()).isEqualTo(403);
            assertThat(script(scripted, PRIMARY).bodyAsString()).isEqualTo("\"x\"");
        }
    }

    private static HttpResponse<Buffer> script(RunningServer scripted, String key) {
        return scripted.post("/score")
                .putHeader("authorization", "Bearer " + key)
                .sendBuffer(Buffer.buffer("x"))
                .await();
    }

    @Test
    void showsDocumentsToEverybodyWhenToldTo(Vertx vertx) {
        try (RunningServer open =
                RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes"), new Access(keys, true))) {
            assertThat(open.get("/models").statusCode()).isEqualTo(200);
            assertThat(open.get("/swagger.json").statusCode()).isEqualTo(200);
            assertThat(open.post("/score", ROW).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void refusesAStrangerBeforeTheBodyIsSent() throws IOException {
        String answer =
                raw("POST /score HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\nExpect: 100-continue\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401 ").doesNotContain("100 Continue");
    }

    @Test
    void answersAStrangerWhoSendsALongBodyAndServesTheNext() {
        HttpResponse<Buffer> answer = server.post("/score", " ".repeat(RunningServer.MAX_BODY_BYTES));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(status(PRIMARY)).isEqualTo(200);
    }

    @Test
    void takesANewKeyAndRefusesTheOldOneAfterARotation() throws IOException {
        write(NEW, SECONDARY);
        keys.refresh();

        assertThat(status(NEW)).isEqualTo(200);
        assertThat(status(SECONDARY)).isEqualTo(200);
        assertThat(status(PRIMARY)).isEqualTo(401);
    }

    @Test
    void noticesARotationByItself(Vertx vertx) throws IOException {
        keys.refreshEvery(vertx, Duration.ofMillis(5));
        write(NEW, SECONDARY);

        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        int status = 0;
        while (status != 200 && System.nanoTime() < deadline) {
            status = status(NEW);
        }
        assertThat(status).isEqualTo(200);
    }

    @Test
    void refusesNoHolderOfTheOtherKeyWhileOneIsRotated(Vertx vertx) throws IOException {
        keys.refreshEvery(vertx, Duration.ofMillis(1));
        List<Future<HttpResponse<Buffer>>> answers = new ArrayList<>();
        for (int rotation = 0; rotation < 20; rotation++) {
            write("rotated-key-number-" + rotation, SECONDARY);
            for (int i = 0; i < 20; i++) {
                answers.add(send("Bearer " + SECONDARY));
            }
            answers.get(answers.size() - 1).await();
        }

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.await().statusCode()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json, a-new-key-0123456789",
                "{}",
                "{\"primaryKey\":\"short\"}",
                "{\"primaryKey\":\"a new key with blanks\"}",
                "{\"primarykey\":\"a-new-key-0123456789\"}",
                "{\"primaryKey\":7}",
                "{\"keys\":7}",
                "{\"keys\":[{\"name\":\"x\",\"key\":\"a-new-key-0123456789\"}]}"
            })
    void keepsTheOldKeysWhenTheNewFileIsBroken(String broken) throws IOException {
        Files.writeString(file, broken);
        keys.refresh();

        assertThat(status(PRIMARY)).isEqualTo(200);
        assertThat(status(NEW)).isEqualTo(401);
        assertThatThrownBy(() -> Keys.open("AUTH_KEYS", file))
                .isInstanceOf(InferenceException.class)
                .hasMessageStartingWith("AUTH_KEYS: ")
                .hasMessageNotContaining("a-new-key");
    }

    @Test
    void keepsTheOldKeysWhenTheFileIsGone() throws IOException {
        Files.delete(file);
        keys.refresh();

        assertThat(status(PRIMARY)).isEqualTo(200);
    }

    @Test
    void letsAKeyForOneModelScoreNoOther(Vertx vertx) throws IOException {
        Path models = Files.createDirectory(folder.resolve("models"));
        copyModel("diabetes/sklearn_regression_model.pkl", models.resolve("diabetes/1"));
        copyModel("churn/churn.pkl", models.resolve("churn/1"));
        Files.writeString(
                file, "{\"keys\":[{\"name\":\"report\",\"key\":\"" + CHURN_ONLY + "\",\"models\":[\"churn\"]}]}");
        keys.refresh();

        try (RunningServer both = RunningServer.of(vertx, models, new Access(keys, false))) {
            HttpResponse<Buffer> allowed = both.post("/models/churn/score")
                    .putHeader("authorization", "Bearer " + CHURN_ONLY)
                    .sendBuffer(Buffer.buffer("{\"data\":[]}"))
                    .await();
            HttpResponse<Buffer> forbidden = both.post("/models/diabetes/score")
                    .putHeader("authorization", "Bearer " + CHURN_ONLY)
                    .sendBuffer(Buffer.buffer(ROW))
                    .await();

            assertThat(allowed.statusCode()).isEqualTo(200);
            assertThat(forbidden.statusCode()).isEqualTo(403);
            assertThat(forbidden.getHeader("www-authenticate")).contains("error=\"insufficient_scope\"");
            assertThat(forbidden.bodyAsJsonObject().getString("message")).contains("score:diabetes");
        }
    }

    private static void copyModel(String example, Path version) throws IOException {
        Files.createDirectories(version);
        Path source = RunningServer.EXAMPLES.resolve(example);
        Files.copy(source, version.resolve(source.getFileName().toString()));
    }

    /** A mounted secret: the link ..data names the folder of the day, and each file is a link through it. */
    @Test
    void readsAMountedSecretAndFollowsItWhenItIsTurned(Vertx vertx) throws IOException {
        Path mount = Files.createDirectory(folder.resolve("mount"));
        Path data = mount.resolve("..data");
        Files.createSymbolicLink(data, secret(mount, "..day1", PRIMARY));
        Files.createSymbolicLink(mount.resolve("primary"), Path.of("..data", "primary"));
        Files.createSymbolicLink(mount.resolve("secondary"), Path.of("..data", "secondary"));
        Keys mounted = Keys.open("AUTH_KEYS", mount);

        try (RunningServer pod =
                RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes"), new Access(mounted, false))) {
            assertThat(modelsStatus(pod, PRIMARY)).isEqualTo(200);
            assertThat(modelsStatus(pod, SECONDARY)).isEqualTo(200);

            Path turned = mount.resolve("..data_tmp");
            Files.createSymbolicLink(turned, secret(mount, "..day2", NEW));
            Files.move(turned, data, StandardCopyOption.ATOMIC_MOVE);
            mounted.refresh();

            assertThat(modelsStatus(pod, NEW)).isEqualTo(200);
            assertThat(modelsStatus(pod, SECONDARY)).isEqualTo(200);
            assertThat(modelsStatus(pod, PRIMARY)).isEqualTo(401);
        }
    }

    private static Path secret(Path mount, String day, String primary) throws IOException {
        Path state = Files.createDirectory(mount.resolve(day));
        Files.writeString(state.resolve("primary"), primary + "\n");
        Files.writeString(state.resolve("secondary"), SECONDARY);
        return state.getFileName();
    }

    private static int modelsStatus(RunningServer pod, String key) {
        return pod.request(HttpMethod.GET, "/models")
                .putHeader("authorization", "Bearer " + key)
                .send()
                .await()
                .statusCode();
    }
}
