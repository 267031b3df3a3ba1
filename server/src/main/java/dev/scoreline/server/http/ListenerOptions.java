package dev.scoreline.server.http;

import dev.scoreline.scoring.config.ListenerSettings;
import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.Settings;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What can be set about connections. Immutable; thread-safe.
 *
 * @param eventLoops how many share the port
 * @param maxConnections how many may be open at once
 * @param idleTimeout how long one may bring nothing
 * @param bodyTimeout how long a body may take, but for a second for each 16 KiB
 * @param http2Cleartext whether HTTP/2 is spoken without TLS
 * @param tls the files of the certificate and its key; empty for no TLS
 * @param tlsMinVersion 1.2 or 1.3
 * @param tlsReload how often these files are looked up for changes
 */
public record ListenerOptions(
        int eventLoops,
        int maxConnections,
        Duration idleTimeout,
        Duration bodyTimeout,
        boolean http2Cleartext,
        Optional<TlsFiles> tls,
        String tlsMinVersion,
        Duration tlsReload) {

    /**
     * Longest request line and longest header block that are read, in bytes. Beyond what {@code HeaderLimits} lets pass, so
     * that who sends too much is told in a sentence.
     */
    private static final int MAX_LINE_BYTES = 16 * 1024;

    private static final int MAX_HEADER_BYTES = 64 * 1024;

    static ListenerOptions of(Settings settings) {
        return new ListenerOptions(
                settings.get(ListenerSettings.EVENT_LOOPS),
                settings.get(ListenerSettings.MAX_CONNECTIONS),
                settings.get(ListenerSettings.IDLE_TIMEOUT),
                settings.get(ListenerSettings.BODY_TIMEOUT),
                settings.get(ListenerSettings.HTTP2_CLEARTEXT),
                settings.get(ListenerSettings.TLS_CERTIFICATE)
                        .flatMap(certificate ->
                                settings.get(ListenerSettings.TLS_KEY).map(key -> new TlsFiles(certificate, key))),
                settings.get(ListenerSettings.TLS_MIN_VERSION),
                settings.get(ListenerSettings.TLS_RELOAD));
    }

    static void check(Settings settings, Problems problems) {
        boolean isCertificate = settings.get(ListenerSettings.TLS_CERTIFICATE).isPresent();
        boolean isKey = settings.get(ListenerSettings.TLS_KEY).isPresent();
        if (isCertificate != isKey) {
            problems.add(
                    isKey
                            ? "TLS_KEY needs TLS_CERTIFICATE, the certificate of the key"
                            : "TLS_CERTIFICATE needs TLS_KEY, the private key of the certificate");
        }
    }

    /** Of a server on this address; {@code certificate} if it speaks TLS. */
    HttpServerOptions server(String host, int port, Optional<TlsCertificate> certificate) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHttp2ClearTextEnabled(http2Cleartext)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES);
        certificate.ifPresent(known -> options.setSsl(true)
                .setUseAlpn(true)
                .setEnabledSecureTransportProtocols(
                        tlsMinVersion.equals("1.3") ? Set.of("TLSv1.3") : Set.of("TLSv1.2", "TLSv1.3"))
                .setKeyCertOptions(known.options()));
        return options;
    }
}
