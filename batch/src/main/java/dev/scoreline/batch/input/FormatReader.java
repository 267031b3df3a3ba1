package dev.scoreline.batch.input;

import dev.scoreline.model.InferenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads a format that needs libraries of its own, and so stands in a module of its own; found by {@link ServiceLoader}. Stateless;
 * thread-safe.
 */
public interface FormatReader {

    InputFormat format();

    /**
     * Opens a file at its first row.
     *
     * @param path a file that is not compressed as a whole
     * @param name what the file goes by in failures
     * @param keepsExtra whether columns that the model does not read are kept
     * @param bytesRead counts the bytes that are taken from the disk
     * @throws IOException if it cannot be read
     * @throws InferenceException {@code INVALID_INPUT} if nothing in it can be scored
     */
    RowSource open(Path path, String name, ModelColumns columns, boolean keepsExtra, LongAdder bytesRead)
            throws IOException;

    /**
     * The reader of a format.
     *
     * @throws InferenceException {@code INVALID_INPUT} if its module is not on the class path
     */
    static FormatReader of(InputFormat format) {
        return ServiceLoader.load(FormatReader.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(reader -> reader.format() == format)
                .findFirst()
                .orElseThrow(() -> InferenceException.invalidInput("no " + format.name()
                        + " files can be read, since the module for them is not on the class path: add scoreline-batch-"
                        + format.name().toLowerCase(Locale.ROOT) + " with its libraries, or give another format"));
    }
}
