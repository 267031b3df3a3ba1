package dev.scoreline.batch.output;

import dev.scoreline.model.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How the lines that a run wrote become its output. */
@FunctionalInterface
public interface Publishing {

    /** There is to be no output, only a summary. */
    Publishing NOTHING = (files, opener) -> Optional.empty();

    /** The lines are the output. */
    Publishing LINES = (files, opener) -> Optional.of(files.partialOutput());

    /**
     * The file that is to get the output's name, whole and on the disk. May be asked again after it was cut off anywhere.
     *
     * @throws IOException if it cannot be written; the lines are still there
     */
    Optional<Path> finished(OutputFiles files, AppendFile.Opener opener) throws IOException;

    /**
     * The way of a format.
     *
     * @throws InferenceException {@code INVALID_INPUT} if its module is not on the class path
     */
    static Publishing of(OutputFormat format) {
        return switch (format) {
            case CSV, AZURE_MLFLOW, AZURE_SCRIPT, JSONL -> LINES;
            case PARQUET -> whole(FormatWriter.of(format));
        };
    }

    private static Publishing whole(FormatWriter writer) {
        return (files, opener) -> {
            try (AppendFile file = opener.open(files.finishedOutput())) {
                file.truncate(0);
                writer.write(TypedRows.of(files.partialOutput()), file);
                file.force();
                return Optional.of(files.finishedOutput());
            } catch (IOException e) {
                // On a full disk what is half done is only in the way.
                Files.deleteIfExists(files.finishedOutput());
                throw e;
            }
        };
    }
}
