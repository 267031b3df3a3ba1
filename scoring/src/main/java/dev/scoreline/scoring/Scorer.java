package dev.scoreline.scoring;

import dev.scoreline.model.Payload;
import dev.scoreline.scoring.codec.JsonScoreDecoder;
import dev.scoreline.scoring.codec.ScoreRequest;
import java.util.concurrent.CompletableFuture;

/** Answers the requests for one model. Thread-safe. */
public final class Scorer {

    private final JsonScoreDecoder decoder;
    private final Execution execution;

    Scorer(JsonScoreDecoder decoder, Execution execution) {
        this.decoder = decoder;
        this.execution = execution;
    }

    /**
     * Scores a JSON body.
     *
     * <p>The future is either done on return, or is completed later by a worker thread; it fails with an
     * {@link dev.scoreline.model.InferenceException} and nothing else. Cancel it when nobody waits any more: work that has
     * not begun then never does.
     *
     * @param body not changed by anybody until the future is done
     */
    public CompletableFuture<ScoreAnswer> score(byte[] body, int offset, int length) {
        return new CompletableFuture<>();
    }

    /** Scores rows that some other door has read; as above. */
    public CompletableFuture<Payload> score(ScoreRequest request) {
        return new CompletableFuture<>();
    }

    public JsonScoreDecoder decoder() {
        return decoder;
    }

    public Execution execution() {
        return execution;
    }
}
