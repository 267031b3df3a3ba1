package dev.scoreline.server.auth;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was made of texts that may change while the server runs. The texts are read and compared as a whole: that sees every
 * change, whether a file is written, moved into place or mounted anew, and costs nothing worth saving on files so small. What
 * cannot be read or understood changes nothing but the log, by one line.
 *
 * <p>Thread-safe.
 */
public final class Reloaded<T> implements Reloads {

    private static final Logger LOG = LoggerFactory.getLogger(Reloaded.class);

    /** Where the texts come from. Blocks. */
    @FunctionalInterface
    public interface Source {
        Map<String, String> read() throws IOException;
    }

    /** Texts and what was made of them. */
    private record State<T>(Map<String, String> texts, T value) {}

    private final String name;
    private final Source source;
    private final Function<Map<String, String>, T> maker;
    private final AtomicLong changed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile State<T> state;
    private String lastFailure = "";

    /**
     * Reads for the first time. Blocks.
     *
     * @param name how people call it: the setting that names the place
     * @param maker throws an {@link IllegalArgumentException} that says what is wrong with the texts, but nothing of them
     * @throws InferenceException if it cannot be read or understood
     */
    public Reloaded(String name, Source source, Function<Map<String, String>, T> maker) {
        this.name = name;
        this.source = source;
        this.maker = maker;
        try {
            this.state = read();
        } catch (IOException | IllegalArgumentException e) {
            throw new InferenceException(ErrorCode.INTERNAL, name + ": " + reason(e), e);
        }
    }

    private State<T> read() throws IOException {
        Map<String, String> texts = source.read();
        return new State<>(texts, maker.apply(texts));
    }

    /** What was made of the last good texts. */
    public T get() {
        return state.value();
    }

    /**
     * Reads again, and changes over if the texts are others and good. Blocks.
     *
     * @return whether it changed over
     */
    public synchronized boolean refresh() {
        try {
            Map<String, String> texts = source.read();
            boolean isChanged = !texts.equals(state.texts());
            if (isChanged) {
                state = new State<>(texts, maker.apply(texts));
                changed.incrementAndGet();
                LOG.info("{}: changed; the new credentials hold from now on", name);
            }
            lastFailure = "";
            return isChanged;
        } catch (IOException | IllegalArgumentException e) {
            failed.incrementAndGet();
            tellOnce(reason(e));
            return false;
        }
    }

    @Override
    public long changed() {
        return changed.get();
    }

    @Override
    public long failed() {
        return failed.get();
    }

    private void tellOnce(String failure) {
        if (!failure.equals(lastFailure)) {
            LOG.warn("{}: {}; the credentials read before stay valid", name, failure);
            lastFailure = failure;
        }
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException missing
                ? "there is no file " + missing.getFile()
                : String.valueOf(e.getMessage());
    }

    /** Reads again and again, on a worker thread, each time that long after the last time was over, until Vert.x is closed. */
    void refreshEvery(Vertx vertx, Duration interval) {
        vertx.setTimer(interval.toMillis(), timer -> refreshOnWorker(vertx, interval));
    }

    private void refreshOnWorker(Vertx vertx, Duration interval) {
        try {
            vertx.executeBlocking(() -> {
                        refresh();
                        return state;
                    })
                    .onComplete(done -> refreshEvery(vertx, interval));
        } catch (RejectedExecutionException closing) {
            LOG.debug("{}: no longer looked up, because the server stops", name);
        }
    }
}
