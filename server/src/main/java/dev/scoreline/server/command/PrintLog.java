package dev.scoreline.server.command;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what entry code prints into the log, line by line, under Azure ML's name for it, and with the ids of the request that
 * it is printed for. Thread-safe: each thread writes its own line.
 */
final class PrintLog extends OutputStream {

    private static final Logger LOG = LoggerFactory.getLogger("azmlinfsrv.print");

    /** A longer line goes on in the next. */
    private static final int MAX_LINE_BYTES = 16 * 1024;

    private static final ThreadLocal<ByteArrayOutputStream> LINES = ThreadLocal.withInitial(ByteArrayOutputStream::new);

    private PrintLog() {}

    /** Puts it in the place of {@code System.out}, which the log itself does not write to: see {@link StandardOutput}. */
    static void install() {
        System.setOut(new PrintStream(new PrintLog(), true, StandardCharsets.UTF_8));
    }

    @Override
    public void write(int b) {
        ByteArrayOutputStream line = LINES.get();
        if (b != '\n' && b != '\r') {
            line.write(b);
        }
        if (b == '\n' || line.size() >= MAX_LINE_BYTES) {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            LOG.info("{}", text);
        }
    }
}
