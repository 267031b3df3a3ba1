package dev.scoreline.sklearn.container;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Unpacks a compressed file, never beyond its limits. Immutable; thread-safe. */
final class Unpacking {

    private final FileLimits limits;

    Unpacking(FileLimits limits) {
        this.limits = limits;
    }

    /**
     * The unpacked bytes.
     *
     * @throws InferenceException {@code INVALID_MODEL} if the packed bytes are damaged, are followed by others, or unpack to
     *     more than the limits allow
     */
    byte[] unpack(byte[] packed, Compression compression) {
        ByteArrayInputStream source = new ByteArrayInputStream(packed);
        try (InputStream in = compression.open(source)) {
            byte[] unpacked = readAll(in, packed.length, compression);
            if (source.available() > 0) {
                throw new IOException("bytes follow the end of the packed ones");
            }
            return unpacked;
        } catch (InferenceException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_MODEL,
                    "the file is compressed with " + compression.label()
                            + " but damaged, cut off or followed by other bytes",
                    e);
        }
    }

    private byte[] readAll(InputStream in, int packedBytes, Compression compression) throws IOException {
        long allowed = Math.min(
                limits.maxUnpackedBytes(), Math.max(limits.freeBytes(), (long) packedBytes * limits.maxRatio()));
        byte[] unpacked = in.readNBytes((int) allowed + 1);
        if (unpacked.length > allowed) {
            throw InferenceException.invalidModel("the " + compression.label() + " file of " + packedBytes
                    + " bytes unpacks to more than the " + allowed + " bytes allowed; it is damaged or hostile, or the"
                    + " server's heap is too small for it");
        }
        return unpacked;
    }
}
