package dev.scoreline.batch.output;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes mini-batches in their order. Each is first on the disk and then in the checkpoint; so what stands after the
 * checkpoint's lengths is cut off when a run goes on, and no row is lost or there twice. The output gets its final name when all
 * of it is there. A lock keeps a second run away. One thread.
 */
public final class OutputWriter implements Closeable {

    private final OutputFiles files;
    private final AppendFile.Opener opener;
    private final FileChannel lock;
    private final AppendFile output;
    private final AppendFile errors;
    private final AppendFile checkpoint;
    private CheckpointLine last;

    private OutputWriter(
            OutputFiles files,
            AppendFile.Opener opener,
            FileChannel lock,
            AppendFile output,
            AppendFile errors,
            AppendFile checkpoint,
            CheckpointLine last) {
        this.files = files;
        this.opener = opener;
        this.lock = lock;
        this.output = output;
        this.errors = errors;
        this.checkpoint = checkpoint;
        this.last = last;
    }

    /**
     * Begins, or goes on where a checkpoint of the same run says.
     *
     * @param run the digest of all that decides the output
     * @param resume whether a checkpoint may be there; without one the run begins at its start
     * @throws InferenceException {@code INVALID_INPUT} if an output is there already, another run is at work in the folder, the
     *     checkpoint is of another run, or there is one but nobody asked to go on
     * @throws IOException if the folder cannot be written to
     */
    public static OutputWriter open(OutputFiles files, String run, boolean resume, AppendFile.Opener opener)
            throws IOException {
        Files.createDirectories(files.folder());
        Optional<Checkpoint> found = found(files, run, resume);
        boolean isComplete = found.isPresent() && found.get().last().isComplete();
        if (!isComplete) {
            refuseExisting(files);
        }
        FileChannel lock = locked(files);
        try {
            return begun(files, lock, run, found, opener);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Looks, before any work, whether an output is there already.
     *
     * @throws InferenceException {@code INVALID_INPUT} if it is, and is not one that only has to be published to its end
     */
    public static void check(OutputFiles files, boolean resume) {
        if (!(resume && Files.exists(files.checkpoint()))) {
            refuseExisting(files);
        }
    }

    private static Optional<Checkpoint> found(OutputFiles files, String run, boolean resume) throws IOException {
        if (!Files.exists(files.checkpoint())) {
            return Optional.empty();
        }
        if (!resume) {
            throw refused("a run was stopped in " + files.folder() + ": go on with --resume, or delete "
                    + files.checkpoint() + " and " + files.partialOutput() + " to begin anew");
        }
        Optional<Checkpoint> found = Checkpoint.read(files.checkpoint());
        if (found.isPresent() && !found.get().run().equals(run)) {
            throw refused("the run that was stopped in " + files.folder()
                    + " had other inputs, another model or other settings, or a file was changed since: go on with those, or"
                    + " delete " + files.checkpoint() + " and " + files.partialOutput() + " to begin anew");
        }
        return found;
    }

    private static void refuseExisting(OutputFiles files) {
        for (Path existing : files.finals()) {
            if (Files.exists(existing)) {
                throw refused("the output " + existing
                        + " is there already: choose another --output or --output-file-name, or move it away");
            }
        }
    }

    private static FileChannel locked(OutputFiles files) throws IOException {
        FileChannel channel = FileChannel.open(files.checkpoint(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by another run in this process: told below like any other.
        }
        channel.close();
        throw refused("another run is at work on " + files.output() + ": wait for it or choose another --output");
    }

    private static OutputWriter begun(
            OutputFiles files, FileChannel lock, String run, Optional<Checkpoint> found, AppendFile.Opener opener)
            throws IOException {
        CheckpointLine last = found.map(Checkpoint::last).orElse(CheckpointLine.START);
        AppendFile checkpoint = opener.open(files.checkpoint());
        checkpoint.truncate(found.map(Checkpoint::validBytes).orElse(0L));
        AppendFile output = opener.open(files.partialOutput());
        AppendFile errors = opener.open(files.partialErrors());
        OutputWriter writer = new OutputWriter(files, opener, lock, output, errors, checkpoint, last);
        if (!last.isComplete()) {
            writer.cutBack(output, last.outputBytes(), files.partialOutput());
            writer.cutBack(errors, last.errorBytes(), files.partialErrors());
        }
        if (found.isEmpty()) {
            checkpoint.append(Checkpoint.firstLine(run));
            checkpoint.force();
        }
        return writer;
    }

    private void cutBack(AppendFile file, long length, Path path) throws IOException {
        if (file.length() < length) {
            close();
            throw refused(path + " is shorter than the checkpoint says: it was changed; delete it and "
                    + files.checkpoint() + " to begin anew");
        }
        file.truncate(length);
    }

    private static InferenceException refused(String message) {
        return new InferenceException(ErrorCode.INVALID_INPUT, message);
    }

    /** How far the run has come. */
    public CheckpointLine last() {
        return last;
    }

    /** Adds a mini-batch; on return it is on the disk and counted. */
    public void append(WrittenBatch batch) throws IOException {
        boolean needsHeader = last.outputBytes() == 0 && batch.output().length > 0;
        byte[] header = needsHeader ? batch.header() : new byte[0];
        output.append(header);
        output.append(batch.output());
        errors.append(batch.errors());
        if (batch.output().length > 0) {
            output.force();
        }
        if (batch.errors().length > 0) {
            errors.force();
        }
        advance(new CheckpointLine(
                batch.next(),
                last.outputBytes() + header.length + batch.output().length,
                last.errorBytes() + batch.errors().length,
                last.counts().plus(batch.counts()),
                false));
    }

    private void advance(CheckpointLine line) throws IOException {
        checkpoint.append(Checkpoint.line(line.text()));
        checkpoint.force();
        last = line;
    }

    /**
     * Gives the files their final names, the output last. May be done again after it was cut off anywhere.
     *
     * @param publishing how the lines become the output
     */
    public void publish(Publishing publishing, byte[] summary) throws IOException {
        if (!last.isComplete()) {
            advance(new CheckpointLine(last.next(), last.outputBytes(), last.errorBytes(), last.counts(), true));
        }
        // First, as it is what may yet fail: then nothing has its final name, and the lines are all there.
        Optional<Path> finished =
                isThere(files.partialOutput()) ? publishing.finished(files, opener) : Optional.empty();
        if (last.errorBytes() > 0) {
            move(files.partialErrors(), files.errors());
        }
        Files.deleteIfExists(files.partialErrors());
        Path summaryPartial = files.folder().resolve(files.summary().getFileName() + ".partial");
        try (AppendFile file = AppendFile.open(summaryPartial)) {
            file.truncate(0);
            file.append(summary);
            file.force();
        }
        move(summaryPartial, files.summary());
        if (finished.isPresent()) {
            Files.move(finished.get(), files.output(), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(files.partialOutput());
        // The names are on the disk before what could make them again is gone.
        forceFolder();
        Files.deleteIfExists(files.checkpoint());
    }

    /** A rename is safe once its folder is on the disk; where a system opens no folders (Windows) it does that by itself. */
    private void forceFolder() {
        try (FileChannel folder = FileChannel.open(files.folder(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // Not every file system can; the output is whole all the same.
            return;
        }
    }

    /** An empty file beside a published one was only made by opening it again. */
    private boolean isThere(Path partial) throws IOException {
        return !Files.exists(files.output()) || (Files.exists(partial) && Files.size(partial) > 0);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from) && (Files.size(from) > 0 || !Files.exists(to))) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() throws IOException {
        for (Closeable closing : Arrays.asList(output, errors, checkpoint, lock)) {
            closing.close();
        }
    }
}
