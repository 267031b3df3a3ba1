package dev.scoreline.server.command;

import dev.scoreline.scoring.config.Settings;
import dev.scoreline.server.http.HttpOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A question to a server on this machine, whether it is ready. It speaks HTTP over a plain socket, since it is asked again and again
 * by processes of their own, and Java's HTTP client alone would take longer to load than the rest. Immutable; thread-safe.
 *
 * @param host the address that the server listens on; one that means all of the machine's is asked at the loopback one
 * @param isTls whether it speaks TLS
 */
record Probe(String host, int port, boolean isTls) {

    private static final int TIMEOUT_MILLIS = 5000;

    /** Of the server that has these settings: its second port if there is one, which answers also while the first is full. */
    static Probe of(Settings settings) {
        HttpOptions options = HttpOptions.of(settings, "");
        // A free port is one that nobody knows from the settings.
        int port = options.healthPort().filter(number -> number > 0).orElse(options.port());
        return new Probe(options.host(), port, options.listener().tls().isPresent());
    }

    /**
     * The status line of the answer, such as {@code HTTP/1.1 200 OK}. Blocks.
     *
     * @throws IOException if there is none
     */
    String status() throws IOException {
        try (Socket plain = new Socket()) {
            plain.setSoTimeout(TIMEOUT_MILLIS);
            plain.connect(new InetSocketAddress(address(), port), TIMEOUT_MILLIS);
            try (Socket socket = isTls ? overTls(plain) : plain) {
                return ask(socket);
            }
        }
    }

    private InetAddress address() throws IOException {
        InetAddress address = InetAddress.getByName(host);
        return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    }

    private String ask(Socket socket) throws IOException {
        String request = "GET /readyz HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return firstLine(socket);
    }

    /** In one time for the whole line: a server that sends a byte now and then is stuck as well. */
    private static String firstLine(Socket socket) throws IOException {
        long end = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
        StringBuilder line = new StringBuilder();
        for (int next = next(socket, end); next != '\r' && next != '\n'; next = next(socket, end)) {
            line.append((char) next);
        }
        return line.toString();
    }

    private static int next(Socket socket, long endNanos) throws IOException {
        long millis = (endNanos - System.nanoTime()) / 1_000_000;
        if (millis < 1) {
            throw new SocketTimeoutException("no whole answer within " + TIMEOUT_MILLIS + " ms");
        }
        socket.setSoTimeout((int) millis);
        int next = socket.getInputStream().read();
        if (next < 0) {
            throw new IOException("the connection was closed");
        }
        return next;
    }

    private Socket overTls(Socket plain) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return context.getSocketFactory().createSocket(plain, host, port, true);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java has no TLS", e);
        }
    }

    /**
     * Takes any certificate, as probes of Kubernetes do. The connection does not leave the machine, nothing secret is sent, and of
     * the answer the status alone is read. A certificate names the service and not this machine, and the file of it may
     * already hold the next one: to insist would call servers sick that are not.
     */
    private static final class AnyCertificate implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authentication) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authentication) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
