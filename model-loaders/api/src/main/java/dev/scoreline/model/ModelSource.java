package dev.scoreline.model;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Where a model lies: a file, under the name and version that the model directory gives it.
 *
 * @param name the model's name; a single model without a name of its own is called after its file
 * @param version a decimal number; "1" where the directory has none
 */
public record ModelSource(String name, String version, Path path) {

    /** The order of versions as numbers: 9 before 10. Versions that are no numbers come first, in the order of their text. */
    public static final Comparator<String> VERSION_ORDER = Comparator.comparing(
                    (String version) -> version.matches("[0-9]+") ? new BigInteger(version) : BigInteger.ONE.negate())
            .thenComparing(Comparator.naturalOrder());

    /** The file's name in lower case, for comparing endings. */
    public String fileName() {
        return path.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    /**
     * The file's first bytes.
     *
     * @param count how many at most; fewer come from a shorter file
     * @throws InferenceException {@code INVALID_MODEL} if the file cannot be read
     */
    public byte[] head(int count) {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(count);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The file's length in bytes. */
    public long sizeBytes() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The file's SHA-256 digest in lower-case hexadecimal. */
    public String sha256() {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw unreadable(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private InferenceException unreadable(IOException cause) {
        return new InferenceException(
                ErrorCode.INVALID_MODEL,
                "cannot read the model file '" + path.getFileName() + "': " + cause.getMessage(),
                cause);
    }
}
