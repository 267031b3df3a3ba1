package dev.scoreline.server.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the certificate and its key are, in PEM.
 *
 * @param certificate with its chain
 * @param key without a password
 */
public record TlsFiles(Path certificate, Path key) {

    /** Longer than any chain of certificates. */
    private static final int MAX_BYTES = 1024 * 1024;

    /** The files' texts, by what they hold. Blocks. */
    Map<String, String> read() throws IOException {
        return Map.of("certificate", text(certificate), "key", text(key));
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is longer than " + MAX_BYTES + " bytes");
        }
        return Files.readString(file);
    }
}
