package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.InferenceException;
import dev.scoreline.server.auth.PublicKeySet;
import dev.scoreline.server.auth.TokenSigner;
import dev.scoreline.server.auth.Tokens;
import dev.scoreline.server.auth.TrustedIssuer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in with a token and who does not, over real HTTP: each trap of tokens is a test. */
@ExtendWith(VertxExtension.class)
class TokenAuthenticationTest {

    private static final String ROW = "{\"data\":[[1,2,3,4,5,6,7,8,9,10]]}";
    private static final String MODEL = "sklearn_regression_model";
    private static final String SECRET = "a secret of at least thirty-two bytes";
    private static final KeyPair RSA = pair("RSA");
    private static final KeyPair EC = pair("EC");
    private static final KeyPair OTHER_EC = pair("EC");
    private static final Duration SKEW = Duration.ofSeconds(30);

    /** A clock that the test turns. */
    private static final class TestClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private Path jwks;
    private Path secret;
    private Tokens tokens;
    private RunningServer server;

    static KeyPair pair(String type) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            if (type.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An RSA and an elliptic key in the set, and a secret beside it: the most that could be confused. */
    @BeforeEach
    void start(Vertx vertx) throws IOException {
        jwks = folder.resolve("jwks.json");
        secret = folder.resolve("secret");
        Files.writeString(jwks, set(PublicKeySet.of(RSA.getPublic(), "rsa"), PublicKeySet.of(EC.getPublic(), "ec")));
        Files.writeString(secret, SECRET + "\n");
        tokens = Tokens.open(vertx, trusted(Optional.of(secret), Optional.of(jwks.toString())), clock);
        server = RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes"), new Access(tokens, false));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static TrustedIssuer trusted(Optional<Path> secret, Optional<String> jwks) {
        return new TrustedIssuer("https://issuer.example", "scoreline", secret, jwks, SKEW);
    }

    private static String set(String... sets) {
        JsonArray keys = new JsonArray();
        for (String one : sets) {
            keys.addAll(new JsonObject(one).getJsonArray("keys"));
        }
        return JsonObject.of("keys", keys).encode();
    }

    private JsonObject claims() {
        long now = clock.instant().getEpochSecond();
        return JsonObject.of(
                "iss", "https://issuer.example",
                "aud", "scoreline",
                "sub", "tester",
                "scope", "score",
                "exp", now + 300);
    }

    private static String ec(JsonObject claims) {
        return TokenSigner.ofKey(EC.getPrivate()).sign(claims, Optional.of("ec"));
    }

    private static String part(JsonObject json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toBuffer().getBytes());
    }

    private Future<HttpResponse<Buffer>> send(String token) {
        return server.post("/score")
                .putHeader("authorization", "Bearer " + token)
                .sendBuffer(Buffer.buffer(ROW));
    }

    private int status(String token) {
        return send(token).await().statusCode();
    }

    private void assertRefused(String token, String why) {
        HttpResponse<Buffer> answer = send(token).await();
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.getHeader("www-authenticate")).contains("error=\"invalid_token\"");
        assertThat(answer.bodyAsJsonObject().fieldNames()).containsExactly("message");
        assertThat(answer.bodyAsJsonObject().getString("message")).contains(why);
    }

    @Test
    void takesTokensOfEachAlgorithm() {
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);

        assertThat(status(TokenSigner.ofSecret(bytes).sign(claims(), Optional.empty())))
                .isEqualTo(200);
        assertThat(status(TokenSigner.ofKey(RSA.getPrivate()).sign(claims(), Optional.of("rsa"))))
                .isEqualTo(200);
        assertThat(status(TokenSigner.ofKey(RSA.getPrivate()).sign(claims(), Optional.empty())))
                .isEqualTo(200);
        assertThat(status(ec(claims()))).isEqualTo(200);
        assertThat(status(ec(claims().put("aud", JsonArray.of("other", "scoreline")))))
                .isEqualTo(200);
    }

    /** A signature of another length than a key's must not keep the next key from being tried. */
    @Test
    void takesTokensOfEachKeyOfASetThoughTheyNameNone() throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        KeyPair longer = generator.generateKeyPair();
        Files.writeString(jwks, set(PublicKeySet.of(RSA.getPublic(), "a"), PublicKeySet.of(longer.getPublic(), "b")));
        tokens.refresh();

        for (KeyPair pair : List.of(RSA, longer)) {
            assertThat(status(TokenSigner.ofKey(pair.getPrivate()).sign(claims(), Optional.empty())))
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "HS512", "PS256", ""})
    void refusesOtherAlgorithmsThanThoseOfItsKeys(String algorithm) {
        String unsigned = part(JsonObject.of("alg", algorithm)) + "." + part(claims());
        String signature = ec(claims()).substring(ec(claims()).lastIndexOf('.'));

        assertRefused(unsigned, "three parts");
        assertRefused(unsigned + ".", "in a way");
        assertRefused(unsigned + signature, "in a way");
    }

    @Test
    void refusesATamperedToken() {
        String[] parts = ec(claims().put("scope", "score:other")).split("\\.", -1);
        String forged = parts[0] + "." + part(claims()) + "." + parts[2];

        assertRefused(forged, "signature");
    }

    @Test
    void refusesATokenSignedByAStranger() {
        assertRefused(TokenSigner.ofKey(OTHER_EC.getPrivate()).sign(claims(), Optional.of("ec")), "signature");
    }

    /** The public key is public: whoever could have it taken for a secret could sign. */
    @Test
    void neverTakesAPublicKeyForASecret() {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(RSA.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        JsonObject jwk = new JsonObject(PublicKeySet.of(RSA.getPublic(), "rsa"))
                .getJsonArray("keys")
                .getJsonObject(0);
        List<byte[]> guesses = List.of(
                pem.getBytes(StandardCharsets.US_ASCII),
                RSA.getPublic().getEncoded(),
                Base64.getUrlDecoder().decode(jwk.getString("n")),
                jwk.getString("n").getBytes(StandardCharsets.US_ASCII));

        for (byte[] guess : guesses) {
            assertRefused(TokenSigner.ofSecret(guess).sign(claims(), Optional.of("rsa")), "signature");
            assertRefused(TokenSigner.ofSecret(guess).sign(claims(), Optional.empty()), "signature");
        }
    }

    @Test
    void knowsNoSharedSecretWithoutASecretFile(Vertx vertx) {
        Tokens publicOnly = Tokens.open(vertx, trusted(Optional.empty(), Optional.of(jwks.toString())), clock);
        String signed =
                TokenSigner.ofSecret(SECRET.getBytes(StandardCharsets.UTF_8)).sign(claims(), Optional.empty());

        assertThatThrownBy(() -> publicOnly.authenticate("Bearer " + signed).await())
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("in a way");
    }

    @Test
    void refusesAnExpiredTokenAfterTheSkew() {
        long now = clock.instant().getEpochSecond();

        assertThat(status(ec(claims().put("exp", now - 29)))).isEqualTo(200);
        assertRefused(ec(claims().put("exp", now - 30)), "expired");
    }

    @Test
    void refusesARememberedTokenOnceItHasExpired() {
        String token = ec(claims());
        assertThat(status(token)).isEqualTo(200);
        assertThat(status(token)).isEqualTo(200);
        assertThat(tokens.remembered()).isEqualTo(1);

        clock.now = clock.now.plusSeconds(330);

        assertRefused(token, "expired");
        assertThat(tokens.remembered()).isZero();
    }

    @Test
    void remembersNoTokenThatItRefuses() {
        assertRefused(ec(claims().put("aud", "other")), "audience");

        assertThat(tokens.remembered()).isZero();
    }

    @Test
    void refusesATokenThatNeverExpires() {
        JsonObject forever = claims();
        forever.remove("exp");

        assertRefused(ec(forever), "no expiry");
        assertRefused(ec(claims().put("exp", "tomorrow")), "");
        assertRefused(ec(claims().put("exp", 1e300)), "");
    }

    @Test
    void refusesATokenThatIsNotValidYet() {
        long now = clock.instant().getEpochSecond();

        assertThat(status(ec(claims().put("nbf", now + 30)))).isEqualTo(200);
        assertRefused(ec(claims().put("nbf", now + 31)), "not valid yet");
    }

    @Test
    void refusesTokensOfOthersAndForOthers() {
        JsonObject noIssuer = claims();
        noIssuer.remove("iss");
        JsonObject noAudience = claims();
        noAudience.remove("aud");

        assertRefused(ec(claims().put("iss", "https://issuer.example/")), "issuer");
        assertRefused(ec(noIssuer), "issuer");
        assertRefused(ec(claims().put("aud", "scoreline2")), "audience");
        assertRefused(ec(claims().put("aud", JsonArray.of("a", "b"))), "audience");
        assertRefused(ec(noAudience), "audience");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "..", "a.b", "a.b.c", "e30.e30.e30", "bnVsbA.bnVsbA.bnVsbA", "a.b.c.d"})
    void refusesWhatIsNoToken(String token) {
        assertRefused(token, "token");
    }

    @Test
    void saysForbiddenToAValidTokenWithoutTheScope() {
        JsonObject noScope = claims();
        noScope.remove("scope");

        assertThat(status(ec(noScope))).isEqualTo(403);
        assertThat(status(ec(claims().put("scope", "score:other scoring")))).isEqualTo(403);
        assertThat(status(ec(claims().put("scope", "openid score:" + MODEL)))).isEqualTo(200);
        assertThat(status(ec(noScope.copy().put("roles", JsonArray.of("score")))))
                .isEqualTo(200);
        assertThat(status(ec(noScope.copy().put("scp", "score")))).isEqualTo(200);
    }

    @Test
    void takesARotatedKeyWithoutARestartAndRefusesTheOldOne() throws IOException {
        String old = ec(claims());
        String next = TokenSigner.ofKey(OTHER_EC.getPrivate()).sign(claims(), Optional.of("next"));
        assertThat(status(old)).isEqualTo(200);
        assertRefused(next, "signature");

        Files.writeString(jwks, PublicKeySet.of(OTHER_EC.getPublic(), "next"));
        tokens.refresh();

        assertThat(status(next)).isEqualTo(200);
        assertRefused(old, "signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTAwMDA\"}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"!\",\"y\":\"AQAB\"}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\","
                        + "\"y\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}]}"
            })
    void keepsTheOldKeysWhenTheNewSetHasNoneAndDoesNotStartWithout(String broken, Vertx vertx) throws IOException {
        Files.writeString(jwks, broken);
        tokens.refresh();

        assertThat(status(ec(claims()))).isEqualTo(200);
        assertThatThrownBy(() -> Tokens.open(vertx, trusted(Optional.of(secret), Optional.of(jwks.toString())), clock))
                .isInstanceOf(InferenceException.class);
    }

    @Test
    void doesNotStartWithAShortSecretOrWithoutAKey(Vertx vertx) throws IOException {
        Files.writeString(secret, "x".repeat(31) + "\n");

        assertThatThrownBy(() -> Tokens.open(vertx, trusted(Optional.of(secret), Optional.empty()), clock))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("at least 32 bytes");
        assertThatThrownBy(() -> trusted(Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fetchesASetByUrlAndKeepsTheLastGoodOne(Vertx vertx) {
        AtomicReference<String> published = new AtomicReference<>(PublicKeySet.of(EC.getPublic(), "ec"));
        HttpServer issuer = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(published.get().isEmpty() ? 500 : 200)
                        .end(published.get()))
                .listen(0, "127.0.0.1")
                .await();
        String url = "http://127.0.0.1:" + issuer.actualPort() + "/jwks.json";
        Tokens fetched = Tokens.open(vertx, trusted(Optional.empty(), Optional.of(url)), clock);
        String old = "Bearer " + ec(claims());
        assertThat(fetched.authenticate(old).await().name()).isEqualTo("tester");

        published.set("");
        fetched.refresh();
        assertThat(fetched.authenticate(old).await().name()).isEqualTo("tester");

        published.set("{\"keys\":[" + " ".repeat(2_000_000) + "]}");
        fetched.refresh();
        assertThat(fetched.authenticate(old).await().name()).isEqualTo("tester");

        published.set(PublicKeySet.of(OTHER_EC.getPublic(), "next"));
        fetched.refresh();
        assertThatThrownBy(() -> fetched.authenticate(old).await()).isInstanceOf(InferenceException.class);
    }

    /** User info and query may hold passwords and keys. */
    @Test
    void tellsAKeySetsUrlWithoutWhatMayBeSecret(Vertx vertx) {
        HttpServer issuer = vertx.createHttpServer()
                .requestHandler(request -> request.response().setStatusCode(500).end())
                .listen(0, "127.0.0.1")
                .await();
        String host = "127.0.0.1:" + issuer.actualPort();
        TrustedIssuer trusted =
                trusted(Optional.empty(), Optional.of("http://me:hidden@" + host + "/jwks.json?code=hidden"));

        assertThatThrownBy(() -> Tokens.open(vertx, trusted, clock))
                .hasMessageContaining("http://" + host + "/jwks.json answered with status 500")
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> trusted(Optional.empty(), Optional.of("https://me:hidden@issuer.example/a b")))
                .hasMessageContaining("Illegal character in path")
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> trusted(Optional.empty(), Optional.of("https://me:hidden@/jwks.json")))
                .hasMessageContaining("host")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void takesNoKeySetOverAnUnencryptedNetwork() {
        assertThatThrownBy(() -> trusted(Optional.empty(), Optional.of("http://issuer.example/jwks.json")))
                .hasMessageContaining("https://");
    }

    @Test
    void refusesNobodyWhileTheKeysAreRotatedUnderLoad(Vertx vertx) throws IOException {
        tokens.refreshEvery(vertx, Duration.ofMillis(1));
        String token = ec(claims());
        List<Future<HttpResponse<Buffer>>> answers = new ArrayList<>();
        for (int rotation = 0; rotation < 10; rotation++) {
            String next = PublicKeySet.of(OTHER_EC.getPublic(), "next" + rotation);
            Files.writeString(jwks, set(PublicKeySet.of(EC.getPublic(), "ec"), next));
            for (int i = 0; i < 20; i++) {
                answers.add(send(token));
            }
            answers.get(answers.size() - 1).await();
        }

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.await().statusCode()).isEqualTo(200));
    }
}
