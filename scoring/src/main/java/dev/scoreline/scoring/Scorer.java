package dev.scoreline.scoring;

import dev.scoreline.model.Cancellation;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelSource;
import dev.scoreline.model.Payload;
import dev.scoreline.scoring.Execution.Place;
import dev.scoreline.scoring.codec.AnswerForm;
import dev.scoreline.scoring.codec.BodyFormat;
import dev.scoreline.scoring.codec.BodyFormats;
import dev.scoreline.scoring.codec.ChosenOutputs;
import dev.scoreline.scoring.codec.JsonScoreDecoder;
import dev.scoreline.scoring.codec.JsonScoreEncoder;
import dev.scoreline.scoring.codec.ProtobufScoreDecoder;
import dev.scoreline.scoring.codec.ProtobufScoreEncoder;
import dev.scoreline.scoring.codec.ScoreRequest;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Answers the requests for one model: a permit first, since a request that will be refused should cost nothing; then the
 * body is read, the rows are scored and the answer is written, all on one thread where possible: the caller's if the body is
 * short and its rows are known to be scored fast, else a worker's. {@link Work} is the way there.
 *
 * <p>Thread-safe.
 */
public final class Scorer {

    private final ModelSource source;
    private final Model model;
    private final JsonScoreDecoder decoder;
    private final ProtobufScoreDecoder protobufDecoder;
    private final Admission admission;
    private final Execution execution;
    private final Scoring scoring;

    public Scorer(ModelSource source, Model model, Scoring scoring) {
        ScoringLimits limits = scoring.limits();
        this.source = source;
        this.model = model;
        this.decoder = new JsonScoreDecoder(model.signature(), limits.json());
        this.protobufDecoder = new ProtobufScoreDecoder(model.signature(), limits.json());
        this.admission = new Admission(
                source.name(), limits.maxConcurrentRequests(), limits.maxWaitingRequests(), scoring.capacity());
        this.execution = new Execution(limits.inlineBudget());
        this.scoring = scoring;
    }

    /**
     * Scores a body.
     *
     * <p>The future is either done on return, or is completed later by another thread; it fails with an
     * {@link InferenceException} and nothing else: {@code DEADLINE_EXCEEDED} as soon as the deadline passes, even if the model
     * is still at work. Cancel it when nobody waits any more: work that has not begun then never does.
     *
     * @param body not changed by anybody until the future is done
     */
    public CompletableFuture<ScoreAnswer> score(
            byte[] body, int offset, int length, BodyFormats formats, Deadline deadline) {
        boolean readHere = length <= scoring.limits().maxInlineBodyBytes();
        Ending<ScoreAnswer> ending = switch (formats.answer()) {
            case JSON -> this::answer;
            case PROTOBUF -> this::protobufAnswer;
        };
        return start(new Request<>(() -> read(body, offset, length, formats.request()), readHere, ending), deadline);
    }

    /** Scores a JSON body that has as much time as it needs; the future is as above. */
    public CompletableFuture<ScoreAnswer> score(byte[] body, int offset, int length) {
        return score(body, offset, length, BodyFormats.JSON, Deadline.none());
    }

    /** Scores rows that some other door has read, and that have as much time as they need; the future is as above. */
    public CompletableFuture<Payload> score(ScoreRequest request) {
        return start(new Request<>(() -> request, true, (asked, payload, phases) -> payload), Deadline.none());
    }

    private <T> CompletableFuture<T> start(Request<T> request, Deadline deadline) {
        return new Work<>(admission, scoring.workers(), deadline, request).start();
    }

    /**
     * Scores a JSON body on the calling thread, as {@link #score} would, but without asking for a place and unheard by the
     * listener; {@link #execution} learns from it. Blocks.
     *
     * @throws InferenceException the only exception
     */
    public void rehearse(byte[] body) {
        ScoreRequest request = decoder.decode(body, 0, body.length);
        long start = System.nanoTime();
        Payload payload = evaluate(request, Cancellation.NEVER);
        ByteBuffer unused =
                JsonScoreEncoder.encodeToBuffer(request.answer(), method(request), chosen(request, payload));
        execution.learn(request.rows(), System.nanoTime() - start);
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

    private ScoreRequest read(byte[] body, int offset, int length, BodyFormat format) {
        long start = System.nanoTime();
        ScoreRequest request = switch (format) {
            case JSON -> decoder.decode(body, offset, length);
            case PROTOBUF -> protobufDecoder.decode(body, offset, length);
        };
        scoring.listener().decoded(source, length, request.rows(), System.nanoTime() - start);
        return request;
    }

    private Payload run(ScoreRequest request, Place place, Cancellation cancellation) {
        long start = System.nanoTime();
        try {
            return evaluate(request, cancellation);
        } finally {
            scoring.listener().executed(source, place, request.rows(), System.nanoTime() - start);
        }
    }

    private Payload evaluate(ScoreRequest request, Cancellation cancellation) {
        try {
            return model.score(method(request), request.input(), cancellation);
        } catch (InferenceException e) {
            throw decoder.locate(e, request);
        } catch (RuntimeException | StackOverflowError e) {
            throw new InferenceException(
                    ErrorCode.MODEL_FAILED,
                    "model '" + source.name()
                            + "' failed on data that its signature accepts: an error of the model or of"
                            + " its loader, which the server's log tells in full",
                    e);
        }
    }

    private Payload chosen(ScoreRequest request, Payload answer) {
        return ChosenOutputs.of(request, model.signature().defaultMethod().outputs(), answer);
    }

    private String method(ScoreRequest request) {
        return request.method().orElse(model.signature().defaultMethod().name());
    }

    private ScoreAnswer answer(ScoreRequest request, Payload payload, Phases phases) {
        long start = System.nanoTime();
        ByteBuffer json = JsonScoreEncoder.encodeToBuffer(request.answer(), method(request), chosen(request, payload));
        return encoded(json, request, phases, System.nanoTime() - start);
    }

    private ScoreAnswer protobufAnswer(ScoreRequest asked, Payload payload, Phases phases) {
        long start = System.nanoTime();
        ScoreRequest request = asked.answeredAsTensors();
        ByteBuffer message = ProtobufScoreEncoder.encodeToBuffer(
                method(request), chosen(request, payload), request.answer() == AnswerForm.RAW_TENSORS);
        return encoded(message, request, phases, System.nanoTime() - start);
    }

    private ScoreAnswer encoded(ByteBuffer body, ScoreRequest request, Phases phases, long nanos) {
        scoring.listener().encoded(source, body.remaining(), nanos);
        return new ScoreAnswer(body, request.rows(), phases.encodedIn(nanos));
    }

    /** Turns the model's payload into what the caller asked for. */
    private interface Ending<T> {
        T of(ScoreRequest request, Payload payload, Phases phases);
    }

    /** What there is to do for one request. */
    private final class Request<T> implements Work.Steps<T> {

        private Supplier<ScoreRequest> reading;
        private final boolean readHere;
        private final Ending<T> ending;
        private Optional<ScoreRequest> request = Optional.empty();
        private long decodeNanos;

        Request(Supplier<ScoreRequest> reading, boolean readHere, Ending<T> ending) {
            this.reading = reading;
            this.readHere = readHere;
            this.ending = ending;
        }

        @Override
        public void admitted(long waitNanos) {
            scoring.listener().admitted(source, waitNanos);
        }

        @Override
        public void refused() {
            scoring.listener().refused(source);
        }

        @Override
        public void expired() {
            scoring.listener().expired(source);
        }

        @Override
        public void cancelled() {
            scoring.listener().cancelled(source);
        }

        @Override
        public void dropped() {
            request = Optional.empty();
            reading = () -> {
                throw new IllegalStateException("the request was dropped");
            };
        }

        @Override
        public Optional<T> here() {
            if (!readHere) {
                return Optional.empty();
            }
            ScoreRequest read = read();
            return execution.choose(read.rows()) == Place.INLINE
                    ? Optional.of(finish(read, Place.INLINE, 0, Cancellation.NEVER))
                    : Optional.empty();
        }

        private ScoreRequest read() {
            long start = System.nanoTime();
            ScoreRequest read = reading.get();
            decodeNanos = System.nanoTime() - start;
            request = Optional.of(read);
            return read;
        }

        @Override
        public T onWorker(Work<T> work, long queueNanos) {
            return finish(request.orElseGet(this::read), Place.WORKER, queueNanos, work);
        }

        private T finish(ScoreRequest asked, Place place, long queueNanos, Cancellation cancellation) {
            execution.count(place);
            scoring.listener().started(source, place, queueNanos);
            long start = System.nanoTime();
            Payload payload = Scorer.this.run(asked, place, cancellation);
            long computeNanos = System.nanoTime() - start;
            T result = ending.of(asked, payload, new Phases(queueNanos, decodeNanos, computeNanos, 0));
            execution.learn(asked.rows(), System.nanoTime() - start);
            return result;
        }
    }
}
