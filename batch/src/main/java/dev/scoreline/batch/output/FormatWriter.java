package dev.scoreline.batch.output;

import dev.scoreline.model.InferenceException;
import java.io.IOException;
import java.util.Locale;
import java.util.ServiceLoader;

/**
 * Writes a form that cannot grow with a run and needs libraries of its own, and so stands in a module of its own; found by {@link
 * ServiceLoader}. Stateless; thread-safe.
 */
public interface FormatWriter {

    OutputFormat format();

    /**
     * Writes the whole output. The same rows give the same bytes, whenever and wherever they are written.
     *
     * @param file empty; not closed here
     * @throws IOException if it cannot be written, or the rows cannot be read
     */
    void write(TypedRows rows, AppendFile file) throws IOException;

    /**
     * The writer of a format.
     *
     * @throws InferenceException {@code INVALID_INPUT} if its module is not on the class path
     */
    static FormatWriter of(OutputFormat format) {
        return ServiceLoader.load(FormatWriter.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(writer -> writer.format() == format)
                .findFirst()
                .orElseThrow(() -> InferenceException.invalidInput("no " + format.name()
                        + " output can be written, since the module for it is not on the class path: add scoreline-batch-"
                        + format.name().toLowerCase(Locale.ROOT)
                        + " with its libraries, or choose another --output-format"));
    }
}
