package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.server.auth.PublicKeySet;
import dev.scoreline.server.auth.TokenSigner;
import dev.scoreline.server.auth.Tokens;
import dev.scoreline.server.auth.TrustedIssuer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** New tokens while much is going on: an issuer that changes its keys, and strangers who send many. Over real HTTP. */
@ExtendWith(VertxExtension.class)
class TokenLookupTest {

    private static final String ROW = "{\"data\":[[1,2,3,4,5,6,7,8,9,10]]}";
    private static final String ISSUER = "https://issuer.example";

    /** A clock that the test turns, and that can hold the thread that verifies. */
    private static final class TestClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");
        private volatile CountDownLatch hold = new CountDownLatch(0);

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
            if (Thread.currentThread().getName().startsWith("scoreline-tokens")) {
                held();
            }
            return now;
        }

        private void held() {
            try {
                assertThat(hold.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final TestClock clock = new TestClock();
    private final TestKeys first = new TestKeys("first");
    private final TestKeys next = new TestKeys("next");
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicReference<String> published = new AtomicReference<>(first.set());
    private final AtomicReference<Future<Void>> answering = new AtomicReference<>(Future.succeededFuture());
    private HttpServer issuer;
    private Tokens tokens;
    private RunningServer server;

    /** A key pair and what an issuer makes with it. */
    private static final class TestKeys {
        private final String id;
        private final KeyPair pair = TokenAuthenticationTest.pair("EC");

        private TestKeys(String id) {
            this.id = id;
        }

        private String set() {
            return PublicKeySet.of(pair.getPublic(), id);
        }

        private String token(Instant now, String subject) {
            JsonObject claims = JsonObject.of(
                    "iss",
                    ISSUER,
                    "aud",
                    "scoreline",
                    "sub",
                    subject,
                    "scope",
                    "score",
                    "exp",
                    now.getEpochSecond() + 300);
            return TokenSigner.ofKey(pair.getPrivate()).sign(claims, Optional.of(id));
        }
    }

    @BeforeEach
    void start(Vertx vertx) {
        issuer = vertx.createHttpServer()
                .requestHandler(request -> {
                    fetches.incrementAndGet();
                    answering.get().onComplete(now -> request.response().end(published.get()));
                })
                .listen(0, "127.0.0.1")
                .await();
        String url = "http://127.0.0.1:" + issuer.actualPort() + "/jwks.json";
        TrustedIssuer trusted =
                new TrustedIssuer(ISSUER, "scoreline", Optional.empty(), Optional.of(url), Duration.ofSeconds(30));
        tokens = Tokens.open(vertx, trusted, clock);
        server = RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes"), new Access(tokens, false));
        assertThat(fetches).hasValue(1);
    }

    @AfterEach
    void stop() {
        clock.hold.countDown();
        server.close();
        issuer.close().await();
    }

    private Future<HttpResponse<Buffer>> send(String token) {
        return server.post("/score")
                .putHeader("authorization", "Bearer " + token)
                .sendBuffer(Buffer.buffer(ROW));
    }

    private int status(String token) {
        return send(token).await().statusCode();
    }

    @Test
    void fetchesTheKeysAtOnceForATokenOfANewKey() {
        published.set(next.set());

        assertThat(status(next.token(clock.now, "tester"))).isEqualTo(200);
        assertThat(status(first.token(clock.now, "tester"))).isEqualTo(401);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void fetchesOnceForAllWhoWait() {
        published.set(next.set());
        Promise<Void> answer = Promise.promise();
        answering.set(answer.future());
        Future<HttpResponse<Buffer>> scored = send(next.token(clock.now, "tester"));
        List<Future<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            waiting.add(tokens.authenticate("Bearer " + next.token(clock.now, "tester" + i)));
        }
        assertThat(status(first.token(clock.now, "known"))).isEqualTo(200);

        answer.complete();

        assertThat(scored.await().statusCode()).isEqualTo(200);
        Future.all(waiting).await();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void fetchesNoMoreOftenThanOnceInAWhileForInventedKeys() {
        for (int i = 0; i < 50; i++) {
            assertThat(status(new TestKeys("invented" + i).token(clock.now, "stranger")))
                    .isEqualTo(401);
        }
        assertThat(fetches).hasValue(2);

        clock.now = clock.now.plusSeconds(5);
        published.set(next.set());

        assertThat(status(next.token(clock.now, "tester"))).isEqualTo(200);
        assertThat(fetches).hasValue(3);
    }

    @Test
    void fetchesNothingForATokenThatWouldBeRefusedAnyway() {
        Instant past = clock.now.minusSeconds(3600);

        assertThat(status(next.token(past, "stranger"))).isEqualTo(401);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void keepsKnownTokensWhenTheIssuerAnswersNonsense() {
        String known = first.token(clock.now, "known");
        published.set("<html>maintenance</html>");

        assertThat(status(next.token(clock.now, "stranger"))).isEqualTo(401);
        assertThat(status(known)).isEqualTo(200);
    }

    @Test
    void scoresForKnownTokensWhileStrangersFillThePlacesForNewOnes() {
        String known = first.token(clock.now, "known");
        assertThat(status(known)).isEqualTo(200);
        clock.hold = new CountDownLatch(1);
        List<Future<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            waiting.add(tokens.authenticate("Bearer " + first.token(clock.now, "new" + i)));
        }

        HttpResponse<Buffer> refused =
                send(first.token(clock.now, "one too many")).await();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.getHeader("retry-after")).isEqualTo("1");
        assertThat(refused.getHeader("www-authenticate")).isNull();
        assertThat(refused.bodyAsJsonObject().getString("message")).contains("new tokens");
        assertThat(status(known)).isEqualTo(200);
        assertThat(waiting).noneMatch(Future::isComplete);

        clock.hold.countDown();

        Future.all(waiting).await();
        assertThat(status(first.token(clock.now, "one too many"))).isEqualTo(200);
    }

    @Test
    void verifiesATokenOnceThatComesManyTimesAtOnce() {
        String token = first.token(clock.now, "tester");
        clock.hold = new CountDownLatch(1);
        List<Future<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            waiting.add(tokens.authenticate("Bearer " + token));
        }

        clock.hold.countDown();

        Future.all(waiting).await();
        assertThat(tokens.remembered()).isEqualTo(1);
    }

    /** The body comes while its sender is still being judged; none of it may be lost. */
    @Test
    void scoresAWholeBodyThatComesWhileItsTokenIsVerified() {
        String body = "{\"data\":[" + "[1,2,3,4,5,6,7,8,9,10],".repeat(20_000) + "[1,2,3,4,5,6,7,8,9,10]]}";
        clock.hold = new CountDownLatch(1);
        Future<HttpResponse<Buffer>> answer = server.post("/score")
                .putHeader("authorization", "Bearer " + first.token(clock.now, "tester"))
                .sendBuffer(Buffer.buffer(body));
        assertThat(server.get("/livez").statusCode()).isEqualTo(200);

        clock.hold.countDown();

        assertThat(answer.await().bodyAsJsonArray()).hasSize(20_001);
    }
}
