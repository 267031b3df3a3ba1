package dev.scoreline.server.command;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;

/**
 * Writes the log to what {@code System.out} was at the start: later {@link PrintLog} may stand in its place, whose lines come
 * here. Named in {@code logback-text.xml} and {@code logback-json.xml}. Thread-safe.
 */
public final class StandardOutput extends OutputStreamAppender<ILoggingEvent> {

    @Override
    public void start() {
        setOutputStream(System.out);
        super.start();
    }
}
