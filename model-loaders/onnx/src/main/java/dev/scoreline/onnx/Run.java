package dev.scoreline.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import dev.scoreline.model.Cancellation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One run of a session, which may be told to end by another thread. Thread-safe. */
final class Run implements AutoCloseable {

    private final Optional<RunOptions> options;
    private final Cancellation.Registration registration;
    private boolean isOver;
    private boolean wasEnded;

    private Run(Optional<RunOptions> options, Cancellation cancellation) {
        this.options = options;
        this.registration = cancellation.onCancel(this::end);
    }

    static Run of(Cancellation cancellation) throws OrtException {
        // A run that nobody ends is spared a native object.
        return new Run(
                cancellation == Cancellation.NEVER ? Optional.empty() : Optional.of(new RunOptions()), cancellation);
    }

    private synchronized void end() {
        if (isOver || options.isEmpty()) {
            return;
        }
        wasEnded = true;
        try {
            options.get().setTerminate(true);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot end a run", e);
        }
    }

    synchronized boolean wasEnded() {
        return wasEnded;
    }

    OrtSession.Result of(OrtSession session, Map<String, OnnxTensor> inputs) throws OrtException {
        return options.isEmpty() ? session.run(inputs) : session.run(inputs, options.get());
    }

    /** A run whose {@code pinned} outputs are written into memory that is there, and whose others are made. */
    OrtSession.Result of(
            OrtSession session, Map<String, OnnxTensor> inputs, Set<String> made, Map<String, OnnxTensor> pinned)
            throws OrtException {
        return options.isEmpty() ? session.run(inputs, made, pinned) : session.run(inputs, made, pinned, options.get());
    }

    /** Frees the options only when nobody can be about to use them. */
    @Override
    public void close() {
        registration.close();
        synchronized (this) {
            isOver = true;
            options.ifPresent(RunOptions::close);
        }
    }
}
