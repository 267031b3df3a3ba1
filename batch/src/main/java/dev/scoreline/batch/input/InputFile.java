package dev.scoreline.batch.input;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file to score. Immutable; thread-safe.
 *
 * @param path where it lies
 * @param name what it goes by in keys: the path as seen from the folder that was given, with slashes
 */
public record InputFile(Path path, String name) {

    private static final int EDGE_BYTES = 64 * 1024;

    /** The length in bytes; 0 if it cannot be told, which reading it will then explain. */
    public long sizeBytes() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * What shows that a file is still the one it was: its length, the time of its last change, and the digest of its first
     * and last 64 KiB, since reading terabytes twice to be surer still would cost more than it protects from.
     */
    public String identity() {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long size = file.length();
            byte[] edge = new byte[(int) Math.min(size, EDGE_BYTES)];
            file.readFully(edge);
            digest.update(edge);
            file.seek(size - edge.length);
            file.readFully(edge);
            digest.update(edge);
            long changed = Files.getLastModifiedTime(path).toMillis();
            return size + ":" + changed + ":" + HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (IOException e) {
            return "unreadable";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
