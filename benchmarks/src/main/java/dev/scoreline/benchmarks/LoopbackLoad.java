package dev.scoreline.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends a number of requests to a server on 127.0.0.1, a fixed number at a time. Thread-safe. */
final class LoopbackLoad implements AutoCloseable {

    private static final int CONNECTIONS = 16;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1"), new PoolOptions().setHttp1MaxSize(CONNECTIONS));

    /**
     * Sends the same body again and again, and returns when all answers have come.
     *
     * @throws IllegalStateException if an answer is not 200
     */
    void send(int port, String path, Buffer body, int requests) throws InterruptedException {
        send(new Target(port, path, "", body), requests);
    }

    /** As above, with an {@code Authorization} header, or none where it is empty. */
    void send(int port, String path, String authorization, Buffer body, int requests) throws InterruptedException {
        send(new Target(port, path, authorization, body), requests);
    }

    private void send(Target target, int requests) throws InterruptedException {
        AtomicInteger toSend = new AtomicInteger(requests);
        AtomicReference<@Nullable String> wrong = new AtomicReference<>();
        CountDownLatch answered = new CountDownLatch(requests);
        for (int i = 0; i < CONNECTIONS; i++) {
            sendNext(target, toSend, answered, wrong);
        }
        answered.await();
        String failure = wrong.get();
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    /** Where to, and what. */
    private record Target(int port, String path, String authorization, Buffer body) {
        HttpClientRequest with(HttpClientRequest request) {
            return authorization.isEmpty() ? request : request.putHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
    }

    private void sendNext(
            Target target, AtomicInteger toSend, CountDownLatch answered, AtomicReference<@Nullable String> wrong) {
        if (toSend.getAndDecrement() <= 0) {
            return;
        }
        client.request(HttpMethod.POST, target.port(), "127.0.0.1", target.path())
                .compose(request -> target.with(request).send(target.body()))
                .compose(response -> response.body().onSuccess(answer -> {
                    if (response.statusCode() != 200) {
                        wrong.set(response.statusCode() + " " + answer);
                    }
                }))
                .onFailure(failure -> wrong.set(failure.toString()))
                .onComplete(done -> {
                    answered.countDown();
                    sendNext(target, toSend, answered, wrong);
                });
    }

    @Override
    public void close() {
        client.close().await();
        vertx.close().await();
    }
}
