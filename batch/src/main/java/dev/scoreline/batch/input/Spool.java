package dev.scoreline.batch.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.LongAdder;

/** A compressed file unpacked into a temporary one, for a format that is not read from front to back. */
record Spool(Path path) implements Closeable {

    static Spool of(Path compressed, LongAdder bytesRead) throws IOException {
        Path unpacked = Files.createTempFile("scoreline-batch-", ".unpacked");
        try (InputStream in = FileBytes.open(compressed, bytesRead)) {
            Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
            return new Spool(unpacked);
        } catch (IOException e) {
            Files.deleteIfExists(unpacked);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
