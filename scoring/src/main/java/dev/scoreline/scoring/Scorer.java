package dev.scoreline.scoring;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelSource;
import dev.scoreline.model.Payload;
import dev.scoreline.scoring.Execution.Place;
import dev.scoreline.scoring.codec.JsonScoreDecoder;
import dev.scoreline.scoring.codec.JsonScoreEncoder;
import dev.scoreline.scoring.codec.ScoreRequest;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Answers the requests for one model: a permit first, since a request that will be refused should cost nothing; then the
 * body is read, the rows are scored and the answer is written, all on one thread where possible.
 *
 * <pre>
 *   enter ──► permit ──► small body: read here ──► fast for these rows? ──► score and write here
 *     │                    └► large body ─────────────────┐    └► no ───┐
 *     ├──► line ──► permit, on somebody's thread ─────────┴─────────────┴──► a worker does what is left
 *     └──► refused
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class Scorer {

    private final ModelSource source;
    private final Model model;
    private final JsonScoreDecoder decoder;
    private final Admission admission;
    private final Execution execution;
    private final Scoring scoring;

    public Scorer(ModelSource source, Model model, Scoring scoring) {
        ScoringLimits limits = scoring.limits();
        this.source = source;
        this.model = model;
        this.decoder = new JsonScoreDecoder(model.signature(), limits.json());
        this.admission = new Admission(source.name(), limits.maxConcurrentRequests(), limits.maxWaitingRequests());
        this.execution = new Execution(limits.inlineBudget());
        this.scoring = scoring;
    }

    /**
     * Scores a JSON body.
     *
     * <p>The future is either done on return, or is completed later by a worker thread; it fails with an
     * {@link InferenceException} and nothing else. Cancel it when nobody waits any more: work that has not begun then never
     * does.
     *
     * @param body not changed by anybody until the future is done
     */
    public CompletableFuture<ScoreAnswer> score(byte[] body, int offset, int length) {
        boolean readHere = length <= scoring.limits().maxInlineBodyBytes();
        return start(new Work<>(() -> read(body, offset, length), readHere, this::answer));
    }

    /** Scores rows that some other door has read; the future is as above. */
    public CompletableFuture<Payload> score(ScoreRequest request) {
        return start(new Work<>(() -> request, true, (asked, payload, phases) -> payload));
    }

    public JsonScoreDecoder decoder() {
        return decoder;
    }

    public Execution execution() {
        return execution;
    }

    public Admission admission() {
        return admission;
    }

    private <T> CompletableFuture<T> start(Work<T> work) {
        Optional<Admission.Permit> permit;
        try {
            permit = admission.enter(work);
        } catch (InferenceException e) {
            scoring.listener().refused(source);
            return CompletableFuture.failedFuture(e);
        }
        permit.ifPresent(work::beginHere);
        return work.answer;
    }

    private ScoreRequest read(byte[] body, int offset, int length) {
        long start = System.nanoTime();
        ScoreRequest request = decoder.decode(body, offset, length);
        scoring.listener().decoded(source, length, request.rows(), System.nanoTime() - start);
        return request;
    }

    private Payload run(ScoreRequest request, Place place) {
        long start = System.nanoTime();
        try {
            return model.score(method(request), request.input());
        } catch (InferenceException e) {
            throw decoder.locate(e, request);
        } catch (RuntimeException | StackOverflowError e) {
            throw new InferenceException(
                    ErrorCode.MODEL_FAILED,
                    "model '" + source.name()
                            + "' failed on data that its signature accepts: an error of the model or of"
                            + " its loader, which the server's log tells in full",
                    e);
        } finally {
            scoring.listener().executed(source, place, request.rows(), System.nanoTime() - start);
        }
    }

    private String method(ScoreRequest request) {
        return request.method().orElse(model.signature().defaultMethod().name());
    }

    private ScoreAnswer answer(ScoreRequest request, Payload payload, Phases phases) {
        long start = System.nanoTime();
        ByteBuffer json = JsonScoreEncoder.encodeToBuffer(request.answer(), method(request), payload);
        long nanos = System.nanoTime() - start;
        scoring.listener().encoded(source, json.remaining(), nanos);
        return new ScoreAnswer(json, request.rows(), phases.encodedIn(nanos));
    }

    /** Turns the model's payload into what the caller asked for. */
    private interface Ending<T> {
        T of(ScoreRequest request, Payload payload, Phases phases);
    }

    /** One request on its way. Passed from thread to thread by the line and the pool, never used by two at once. */
    private final class Work<T> implements Admission.Waiter, WorkerPool.Task {

        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final long entered = System.nanoTime();
        private final Supplier<ScoreRequest> reading;
        private final boolean readHere;
        private final Ending<T> ending;
        private Optional<Admission.Permit> permit = Optional.empty();
        private Optional<ScoreRequest> request = Optional.empty();
        private long waitingSince = entered;
        private long queueNanos;
        private long decodeNanos;

        Work(Supplier<ScoreRequest> reading, boolean readHere, Ending<T> ending) {
            this.reading = reading;
            this.readHere = readHere;
            this.ending = ending;
        }

        /** Begins on the caller's thread, and ends there if that is soon. */
        void beginHere(Admission.Permit own) {
            permit = Optional.of(own);
            scoring.listener().admitted(source, 0);
            boolean goesOn = false;
            try {
                goesOn = !endsHere();
            } catch (InferenceException e) {
                fail(e);
            } finally {
                if (!goesOn) {
                    freePermit();
                }
            }
            if (goesOn) {
                handOver();
            }
        }

        private boolean endsHere() {
            if (!readHere) {
                execution.countWorker();
                return false;
            }
            if (execution.choose(readRows()) == Place.WORKER) {
                return false;
            }
            finish(Place.INLINE);
            return true;
        }

        private int readRows() {
            long start = System.nanoTime();
            ScoreRequest read = reading.get();
            decodeNanos = System.nanoTime() - start;
            request = Optional.of(read);
            return read.rows();
        }

        @Override
        public boolean begin(Admission.Permit own) {
            if (answer.isDone()) {
                return false;
            }
            scoring.listener().admitted(source, System.nanoTime() - entered);
            permit = Optional.of(own);
            execution.countWorker();
            try {
                scoring.workers().execute(this);
                return true;
            } catch (InferenceException e) {
                answer.completeExceptionally(e);
                return false;
            }
        }

        private void handOver() {
            waitingSince = System.nanoTime();
            try {
                scoring.workers().execute(this);
            } catch (InferenceException e) {
                scoring.listener().refused(source);
                fail(e);
            }
        }

        @Override
        public void run() {
            if (answer.isDone()) {
                freePermit();
                return;
            }
            queueNanos = System.nanoTime() - waitingSince;
            try {
                if (request.isEmpty()) {
                    readRows();
                }
                finish(Place.WORKER);
            } catch (InferenceException e) {
                fail(e);
            }
        }

        private void finish(Place place) {
            ScoreRequest asked = request.orElseThrow();
            scoring.listener().started(source, place, queueNanos);
            long start = System.nanoTime();
            Payload payload = Scorer.this.run(asked, place);
            long computeNanos = System.nanoTime() - start;
            T result = ending.of(asked, payload, new Phases(queueNanos, decodeNanos, computeNanos, 0));
            execution.learn(asked.rows(), System.nanoTime() - start);
            freePermit();
            answer.complete(result);
        }

        private void fail(InferenceException e) {
            freePermit();
            answer.completeExceptionally(e);
        }

        @Override
        public void abandon(Throwable reason) {
            if (reason instanceof InferenceException known) {
                fail(known);
                return;
            }
            fail(new InferenceException(
                    ErrorCode.INTERNAL,
                    "scoring ended in an error of the server, which its log tells in full",
                    reason));
        }

        /** Before the answer is given, so that who has it finds the place free. */
        private void freePermit() {
            permit.ifPresent(Admission.Permit::close);
        }
    }
}
