package dev.scoreline.server.command;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/**
 * Writes the log to the process's standard output itself and not to {@code System.out}, whose lines {@link PrintLog} takes into
 * the log. Named in {@code logback.xml}. Thread-safe.
 */
public final class StandardOutput extends OutputStreamAppender<ILoggingEvent> {

    @Override
    public void start() {
        setOutputStream(new FileOutputStream(FileDescriptor.out));
        super.start();
    }
}
