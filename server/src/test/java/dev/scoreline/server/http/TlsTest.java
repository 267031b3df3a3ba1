package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.InferenceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** TLS with certificates from files that may change. */
@ExtendWith(VertxExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsTest {

    private static final Path MODEL = RunningServer.EXAMPLES.resolve("diabetes");

    private Vertx vertx;
    private RunningServer server;

    /** Kept, since Vert.x closes the connections of a client that nobody holds any more. */
    private final List<HttpClientAgent> clients = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void remember(Vertx own) {
        vertx = own;
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(TlsTest.class.getResource("/tls/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A mounted secret: the files are links to ..data, which is a link to the folder that holds them now. */
    private void mount(String name) throws IOException {
        Path state = Files.createTempDirectory(folder, "state");
        Files.copy(resource(name + ".crt"), state.resolve("tls.crt"));
        Files.copy(resource(name + ".key"), state.resolve("tls.key"));
        Path turned = Files.createSymbolicLink(folder.resolve("..data_tmp"), state.getFileName());
        Files.move(
                turned, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        for (String file : Set.of("tls.crt", "tls.key")) {
            if (!Files.isSymbolicLink(folder.resolve(file))) {
                Files.createSymbolicLink(folder.resolve(file), Path.of("..data", file));
            }
        }
    }

    private void start(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "TLS_CERTIFICATE", folder.resolve("tls.crt").toString(),
                "TLS_KEY", folder.resolve("tls.key").toString(),
                "TLS_RELOAD_SECONDS", "1"));
        environment.putAll(more);
        server = RunningServer.of(vertx, MODEL, environment);
    }

    private Future<HttpClientConnection> connect(HttpVersion version, String tls) {
        HttpClientAgent client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setUseAlpn(true)
                .setProtocolVersion(version)
                .setEnabledSecureTransportProtocols(Set.of(tls)));
        clients.add(client);
        return client.connect(new HttpConnectOptions()
                .setHost("127.0.0.1")
                .setPort(server.server().port())
                .setSsl(true));
    }

    private static String name(HttpClientConnection connection) throws IOException {
        X509Certificate shown = (X509Certificate) connection.peerCertificates().get(0);
        return shown.getSubjectX500Principal().getName();
    }

    private static int status(HttpClientConnection connection) {
        return connection
                .request(new RequestOptions().setMethod(HttpMethod.GET).setURI("/livez"))
                .compose(request -> request.send())
                .await()
                .statusCode();
    }

    @Test
    void speaksBothVersionsOfHttpOverBothVersionsOfTls() throws IOException {
        mount("first");
        start(Map.of());

        for (String tls : new String[] {"TLSv1.2", "TLSv1.3"}) {
            for (HttpVersion version : new HttpVersion[] {HttpVersion.HTTP_1_1, HttpVersion.HTTP_2}) {
                HttpClientConnection connection = connect(version, tls).await();
                assertThat(connection.protocolVersion()).isEqualTo(version);
                assertThat(connection.sslSession().getProtocol()).isEqualTo(tls);
                assertThat(name(connection)).isEqualTo("CN=first");
                assertThat(status(connection)).isEqualTo(200);
            }
        }
    }

    @Test
    void takesAnRsaKey() throws IOException {
        mount("rsa");
        start(Map.of());

        assertThat(name(connect(HttpVersion.HTTP_2, "TLSv1.3").await())).isEqualTo("CN=rsa");
    }

    @Test
    void refusesOldVersionsOfTlsIfItIsToldTo() throws IOException {
        mount("first");
        start(Map.of("TLS_MIN_VERSION", "1.3"));

        assertThatThrownBy(() -> connect(HttpVersion.HTTP_1_1, "TLSv1.2").await())
                .isInstanceOf(Exception.class);
        assertThat(status(connect(HttpVersion.HTTP_1_1, "TLSv1.3").await())).isEqualTo(200);
    }

    @Test
    void showsANewCertificateWithoutClosingAConnection() throws IOException {
        mount("first");
        start(Map.of());
        HttpClientConnection old = connect(HttpVersion.HTTP_2, "TLSv1.3").await();

        mount("second");

        untilShown("CN=second");
        assertThat(status(old)).isEqualTo(200);
        assertThat(name(old)).isEqualTo("CN=first");
    }

    private void untilShown(String name) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        String shown;
        do {
            HttpClientConnection connection =
                    connect(HttpVersion.HTTP_2, "TLSv1.3").await();
            shown = name(connection);
            connection.close().await();
        } while (!shown.equals(name) && System.nanoTime() < end);
        assertThat(shown).isEqualTo(name);
    }

    @Test
    void keepsTheOldCertificateWhileTheNewOneIsBad() throws IOException {
        mount("first");
        start(Map.of("METRICS_PORT", "0"));
        Files.delete(folder.resolve("tls.key"));
        Files.copy(resource("second.key"), folder.resolve("tls.key"));
        Files.delete(folder.resolve("tls.crt"));
        Files.writeString(folder.resolve("tls.crt"), "half a certif");
        untilAReloadHasFailed();

        assertThat(name(connect(HttpVersion.HTTP_2, "TLSv1.3").await())).isEqualTo("CN=first");

        // That it still looks: the good pair comes.
        Files.copy(resource("second.crt"), folder.resolve("tls.crt"), StandardCopyOption.REPLACE_EXISTING);
        untilShown("CN=second");
    }

    private void untilAReloadHasFailed() {
        WebClient client = WebClient.create(vertx);
        int port = server.server().metricsPort().orElseThrow();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        double failed;
        do {
            failed = Exposed.of(client.get(port, "127.0.0.1", "/metrics")
                            .send()
                            .await()
                            .bodyAsString())
                    .value("scoreline_credential_reloads_total{credential=\"certificate\",outcome=\"failed\"}");
        } while (failed < 1 && System.nanoTime() < end);
        client.close();
        assertThat(failed).isPositive();
    }

    private void assertRefused(String certificate, String key, String message) {
        Map<String, String> environment = Map.of("TLS_CERTIFICATE", certificate, "TLS_KEY", key);
        assertThatThrownBy(() -> RunningServer.of(vertx, MODEL, environment))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("TLS_CERTIFICATE " + certificate)
                .hasMessageContaining(message);
    }

    @Test
    void tellsWhatIsWrongWithTheFiles() {
        String certificate = resource("first.crt").toString();
        String key = resource("first.key").toString();

        assertRefused(folder + "/none.crt", key, "there is no file " + folder + "/none.crt");
        assertRefused(certificate, resource("second.key").toString(), "the key is not that of the certificate");
        assertRefused(certificate, resource("locked.key").toString(), "the key has a password");
        assertRefused(certificate, certificate, "expected a private key in PEM");
        assertRefused(key, key, "expected a certificate in PEM");
    }
}
