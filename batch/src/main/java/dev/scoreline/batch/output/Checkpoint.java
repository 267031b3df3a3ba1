package dev.scoreline.batch.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The file that says how far a run has come: a line for what the run is made of, then one after each mini-batch. Lines are only
 * added, each with its own checksum, so that a line that was cut off by a crash is seen and left out, and the one before it holds.
 * Immutable; thread-safe.
 *
 * @param run the digest of all that decides the output
 * @param last the last line that is whole
 * @param validBytes how much of the file is whole
 */
record Checkpoint(String run, CheckpointLine last, long validBytes) {

    private static final int SUM_CHARS = 8;

    /** Longer lines are no checkpoint's. */
    private static final int MAX_LINE_CHARS = 512;

    /** A line as it is written: the checksum, a blank, the text, a line feed. */
    static byte[] line(String text) {
        return (sum(text) + " " + text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] firstLine(String run) {
        return line("scoreline-batch 1 " + run);
    }

    /**
     * Reads what is whole.
     *
     * @return nothing if not even the first line is whole
     */
    static Optional<Checkpoint> read(Path file) throws IOException {
        return parse(Files.readAllBytes(file));
    }

    static Optional<Checkpoint> parse(byte[] bytes) {
        Optional<Checkpoint> found = Optional.empty();
        for (int start = 0, end; (end = lineEnd(bytes, start)) >= 0; start = end + 1) {
            Optional<String> text = whole(new String(bytes, start, end - start, StandardCharsets.UTF_8));
            Optional<Checkpoint> next = found.isEmpty() ? text.flatMap(t -> begun(t)) : advanced(found.get(), text);
            if (next.isEmpty()) {
                return found;
            }
            found = Optional.of(new Checkpoint(next.get().run(), next.get().last(), end + 1L));
        }
        return found;
    }

    private static int lineEnd(byte[] bytes, int start) {
        for (int i = start; i < bytes.length && i - start <= MAX_LINE_CHARS; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static Optional<String> whole(String line) {
        if (line.length() <= SUM_CHARS || line.charAt(SUM_CHARS) != ' ') {
            return Optional.empty();
        }
        String text = line.substring(SUM_CHARS + 1);
        return line.startsWith(sum(text)) ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Checkpoint> begun(String text) {
        return text.startsWith("scoreline-batch 1 ")
                ? Optional.of(new Checkpoint(text.substring("scoreline-batch 1 ".length()), CheckpointLine.START, 0))
                : Optional.empty();
    }

    private static Optional<Checkpoint> advanced(Checkpoint before, Optional<String> text) {
        try {
            return text.map(CheckpointLine::of).map(line -> new Checkpoint(before.run(), line, 0));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static String sum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
