package dev.scoreline.sklearn.container;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.estimator.Estimators;
import dev.scoreline.sklearn.pickle.AllowedGlobals;
import dev.scoreline.sklearn.pickle.PickleLimits;
import dev.scoreline.sklearn.pickle.PickleReader;
import dev.scoreline.sklearn.pickle.PyValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that {@code pickle.dump} or {@code joblib.dump} wrote, raw or compressed, read as inert data. What the file is
 * follows from its first bytes, never from its name. Immutable; thread-safe.
 */
public final class ModelFile {

    /** The first byte of every pickle since protocol 2. */
    private static final int PROTO = 0x80;

    private static final int NEWEST_PROTOCOL = 5;

    /** What protocols 0 and 1 can begin with when they hold an object: a mark, a global, a list, a dict, a tuple. */
    private static final String OLD_PROTOCOL_STARTS = "(c]})";

    private final PickleReader reader;
    private final FileLimits limits;

    /** For files that may name these globals, within these limits. */
    public ModelFile(AllowedGlobals globals, PickleLimits pickleLimits, FileLimits fileLimits) {
        this.reader = new PickleReader(globals, pickleLimits);
        this.limits = fileLimits;
    }

    /** For models of the estimators that can be evaluated, within the standard limits. */
    public static ModelFile standard() {
        return new ModelFile(
                AllowedGlobals.of(Estimators.classNames()), PickleLimits.standard(), FileLimits.standard());
    }

    /**
     * Reads a model file with the standard table and limits.
     *
     * @throws InferenceException as {@link #open(byte[])}
     */
    public static PyValue read(Path path) {
        return standard().open(path);
    }

    /**
     * Reads the bytes of a model file with the standard table and limits.
     *
     * @throws InferenceException as {@link #open(byte[])}
     */
    public static PyValue read(byte[] file) {
        return standard().open(file);
    }

    /** Whether a file with these first bytes can be read here: a pickle, or something that joblib may have compressed. */
    public static boolean looksLikePickle(byte[] head) {
        return isPickle(head) || Compression.of(head).isPresent();
    }

    /**
     * Reads a model file.
     *
     * @throws InferenceException as {@link #open(byte[])}
     */
    public PyValue open(Path path) {
        try {
            checkLength(Files.size(path));
            return open(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_MODEL, "cannot read the model file '" + path.getFileName() + "'", e);
        }
    }

    /**
     * Reads the bytes of a model file.
     *
     * @throws InferenceException the only exception: {@code INVALID_MODEL} for bytes that are damaged, hostile, over a limit
     *     or of another format, {@code UNSUPPORTED_MODEL} for a file that names what is not data of a model
     */
    public PyValue open(byte[] file) {
        checkLength(file.length);
        Optional<Compression> compression = Compression.of(file);
        byte[] pickle = compression.isPresent() ? new Unpacking(limits).unpack(file, compression.get()) : file;
        if (!isPickle(pickle)) {
            throw InferenceException.invalidModel("expected a pickle or joblib file"
                    + compression.map(c -> " inside the " + c.label() + " file").orElse("") + " but "
                    + ForeignFormat.describe(pickle));
        }
        return reader.read(pickle);
    }

    private void checkLength(long bytes) {
        if (bytes > limits.maxFileBytes()) {
            throw InferenceException.invalidModel("the model file has " + bytes + " bytes, which is more than the "
                    + limits.maxFileBytes() + " allowed; give the server a larger heap");
        }
    }

    private static boolean isPickle(byte[] head) {
        // An lzma file begins with the byte that is also the instruction of an empty list.
        if (head.length < 2 || Compression.of(head).isPresent()) {
            return false;
        }
        return (head[0] & 0xff) == PROTO
                ? head[1] >= 0 && head[1] <= NEWEST_PROTOCOL
                : OLD_PROTOCOL_STARTS.indexOf(head[0]) >= 0;
    }
}
