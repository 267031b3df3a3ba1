package dev.scoreline.server.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads the secret and the key set of an issuer, from files or over HTTP, bounded in size and time. Blocks. Thread-safe. */
final class KeySetSource implements Reloaded.Source {

    static final String SECRET = "secret";
    static final String JWKS = "jwks";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final TrustedIssuer issuer;
    // Redirects are not followed: a set comes from the place that was configured or not at all.
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    KeySetSource(TrustedIssuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public Map<String, String> read() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        if (issuer.secretFile().isPresent()) {
            String secret = CredentialFiles.read(issuer.secretFile().get());
            texts.put(SECRET, secret.endsWith("\n") ? secret.substring(0, secret.length() - 1) : secret);
        }
        if (issuer.jwks().isPresent()) {
            String place = issuer.jwks().get();
            texts.put(
                    JWKS, TrustedIssuer.isUrl(place) ? fetch(URI.create(place)) : CredentialFiles.read(Path.of(place)));
        }
        return texts;
    }

    private String fetch(URI url) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<Void>> sent = client.sendAsync(
                request,
                HttpResponse.BodyHandlers.ofByteArrayConsumer(chunk -> chunk.ifPresent(bytes -> append(body, bytes))));
        int status = await(sent, shown(url)).statusCode();
        if (status != 200) {
            throw new IOException(shown(url) + " answered with status " + status);
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    /** The URL as it may be told: user info and query can hold secrets. */
    private static String shown(URI url) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + url.getHost() + port + url.getPath();
    }

    private static void append(ByteArrayOutputStream body, byte[] bytes) {
        if (body.size() + bytes.length > CredentialFiles.MAX_BYTES) {
            throw new IllegalStateException("it is longer than " + CredentialFiles.MAX_BYTES + " bytes");
        }
        body.write(bytes, 0, bytes.length);
    }

    /** The timeout of the request itself ends with the headers; this one holds for the body too. */
    private static HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> sent, String url) throws IOException {
        try {
            return sent.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("cannot read " + url + " (" + e.getCause() + ")", e);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new IOException(url + " did not answer within " + TIMEOUT.toSeconds() + " seconds", e);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading " + url, e);
        }
    }
}
