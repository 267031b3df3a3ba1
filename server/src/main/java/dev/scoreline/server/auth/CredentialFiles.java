package dev.scoreline.server.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the small files that hold credentials. Blocks. Stateless; thread-safe. */
final class CredentialFiles {

    /** A key or a set of keys is far smaller; a file that is not is the wrong one. */
    static final int MAX_BYTES = 1024 * 1024;

    private CredentialFiles() {}

    /** A file's text. */
    static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /** A stream's text. */
    static String read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("it is longer than " + MAX_BYTES + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The texts of those files of a folder that are there, by name. */
    static Map<String, String> read(Path folder, List<String> names) throws IOException {
        // Kubernetes replaces a mounted secret by turning the link ..data: followed once, all files are of one state.
        Path data = folder.resolve("..data");
        Path state = Files.exists(data) ? data.toRealPath() : folder;
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : names) {
            Path file = state.resolve(name);
            if (Files.isRegularFile(file)) {
                texts.put(name, read(file));
            }
        }
        return texts;
    }
}
