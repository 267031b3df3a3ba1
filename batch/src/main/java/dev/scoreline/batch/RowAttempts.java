package dev.scoreline.batch;

import dev.scoreline.batch.input.Failure;
import dev.scoreline.batch.input.MiniBatch;
import dev.scoreline.batch.progress.Progress;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.codec.PayloadRows;
import dev.scoreline.scoring.codec.ScoreRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Scores the rows of a mini-batch so that a row fails alone. A row that the model names as the one it refuses is left out at
 * once. Of a mini-batch that fails without a name, after its retries, the halves are tried, and their halves, until the rows that
 * fail are found. A try that takes too long fails for all of its rows, since the search would take as long again many times.
 * Thread-safe.
 */
final class RowAttempts {

    private final LoadedModel model;
    private final String method;
    private final RetrySettings retry;
    private final Progress progress;

    RowAttempts(LoadedModel model, String method, RetrySettings retry, Progress progress) {
        this.model = model;
        this.method = method;
        this.retry = retry;
        this.progress = progress;
    }

    /** The answer to the rows from one to before another. */
    record Answered(int from, int to, Payload answer) {}

    /** A stretch of rows that is to be tried, and how often more if it fails. */
    private record Stretch(int from, int to, int retries) {
        int rows() {
            return to - from;
        }

        Stretch part(int newFrom, int newTo) {
            return new Stretch(newFrom, newTo, 0);
        }
    }

    /**
     * Scores all rows of a mini-batch that can be scored.
     *
     * @param failures gets the others
     * @return in the order of the rows
     */
    List<Answered> score(MiniBatch.OfRows batch, List<Failure> failures) throws InterruptedException {
        List<Answered> answered = new ArrayList<>();
        int rows = batch.rows().table().rows();
        if (rows > 0) {
            score(batch, new Stretch(0, rows, retry.maxRetries()), answered, failures);
        }
        return answered;
    }

    private void score(MiniBatch.OfRows batch, Stretch stretch, List<Answered> answered, List<Failure> failures)
            throws InterruptedException {
        // The first row that is refused splits off what stands before it; a loop for the rest keeps the stack flat.
        Stretch left = stretch;
        while (left.rows() > 0) {
            try {
                answered.add(new Answered(left.from(), left.to(), tried(batch, left)));
                return;
            } catch (InferenceException e) {
                Optional<InferenceException.Cell> cell = cell(e);
                if (cell.isPresent()) {
                    int refused = left.from() + cell.get().row();
                    score(batch, left.part(left.from(), refused), answered, failures);
                    failures.add(failure(batch, refused, told(e)));
                    left = new Stretch(refused + 1, left.to(), left.retries());
                } else if (left.rows() == 1 || e.code() == ErrorCode.DEADLINE_EXCEEDED) {
                    for (int row = left.from(); row < left.to(); row++) {
                        failures.add(failure(batch, row, e.getMessage()));
                    }
                    return;
                } else {
                    int middle = (left.from() + left.to()) >>> 1;
                    score(batch, left.part(left.from(), middle), answered, failures);
                    left = left.part(middle, left.to());
                }
            }
        }
    }

    /** Tries as often as it may; throws the last failure. */
    private Payload tried(MiniBatch.OfRows batch, Stretch stretch) throws InterruptedException {
        Table table = TableRows.of(batch.rows().table(), stretch.from(), stretch.to());
        for (int attempt = 0; ; attempt++) {
            try {
                Payload answer = once(table);
                PayloadRows.of(answer, table.rows());
                return answer;
            } catch (InferenceException e) {
                // Rows that are refused will be refused again.
                if (attempt >= stretch.retries() || e.code() == ErrorCode.INVALID_INPUT) {
                    throw e;
                }
                progress.retried();
            }
        }
    }

    private Payload once(Table table) throws InterruptedException {
        CompletableFuture<Payload> answer = model.scorer().score(new ScoreRequest(Optional.of(method), table));
        try {
            return answer.get(retry.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new InferenceException(
                    ErrorCode.DEADLINE_EXCEEDED,
                    "the mini-batch took longer than " + retry.timeout().toMillis()
                            + " ms: choose a smaller --mini-batch-size or a longer --timeout",
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InferenceException known) {
                throw known;
            }
            throw new InferenceException(ErrorCode.INTERNAL, "scoring failed: " + e.getCause(), e);
        }
    }

    /** The scorer gives the place a name that fits a request; the model's own failure is the cause. */
    private static Optional<InferenceException.Cell> cell(InferenceException e) {
        return e.cell().isPresent()
                ? e.cell()
                : e.getCause() instanceof InferenceException cause ? cause.cell() : Optional.empty();
    }

    private String told(InferenceException e) {
        InferenceException own = e.getCause() instanceof InferenceException cause ? cause : e;
        int column = cell(e).orElseThrow().column();
        var features = model.model().signature().features();
        String name = column < features.size() ? features.get(column).name() : Integer.toString(column);
        return "column '" + name + "': " + own.getMessage();
    }

    private static Failure failure(MiniBatch.OfRows batch, int row, String reason) {
        return Failure.ofRow(batch.file(), batch.rows().numbers()[row], reason);
    }
}
