package dev.scoreline.scoring;

import static dev.scoreline.model.ErrorCode.DEADLINE_EXCEEDED;
import static dev.scoreline.model.ErrorCode.INTERNAL;
import static dev.scoreline.model.ErrorCode.INVALID_INPUT;
import static dev.scoreline.model.ErrorCode.MODEL_FAILED;
import static dev.scoreline.model.ErrorCode.OVERLOADED;
import static dev.scoreline.model.ErrorCode.SHUTTING_DOWN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSource;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.scoring.Execution.Place;
import dev.scoreline.scoring.codec.BodyFormats;
import dev.scoreline.scoring.codec.JsonLimits;
import dev.scoreline.testkit.FakeModel;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScorerTest {

    private static final String BODY = "{\"data\":[[1,2]]}";

    private final WorkerPool workers = new WorkerPool(2, 100);
    private final List<String> heard = new ArrayList<>();
    private final ScoringListener listener = new ScoringListener() {
        @Override
        public void admitted(ModelSource model, long waitNanos) {
            hear("admitted");
        }

        @Override
        public void refused(ModelSource model) {
            hear("refused");
        }

        @Override
        public void decoded(ModelSource model, int bytes, int rows, long nanos) {
            hear("decoded " + bytes + " bytes " + rows + " rows");
        }

        @Override
        public void started(ModelSource model, Place place, long queueNanos) {
            hear("started " + place + (queueNanos == 0 ? " at once" : " from a queue"));
        }

        @Override
        public void executed(ModelSource model, Place place, int rows, long nanos) {
            hear("executed " + rows + " rows " + place);
        }

        @Override
        public void encoded(ModelSource model, int bytes, long nanos) {
            hear("encoded " + bytes + " bytes");
        }

        private void hear(String event) {
            synchronized (heard) {
                heard.add(event);
            }
        }
    };

    @AfterEach
    void closeWorkers() {
        workers.close(Duration.ofSeconds(10));
    }

    private Scorer scorer(int concurrent, int waiting, Function<Table, Payload> answer) {
        // A budget of a minute: whether a run is inline must not hang on how busy this machine is.
        ScoringLimits limits = new ScoringLimits(JsonLimits.DEFAULT, concurrent, waiting, Duration.ofMinutes(1), 1000);
        FakeModel model = FakeModel.of(ModelSignature.positions(2, DataType.FLOAT64), false, answer);
        return new Scorer(
                new ModelSource("iris", "1", Path.of("iris.pkl")), model, new Scoring(limits, workers, listener));
    }

    private static Payload firstColumn(Table table) {
        double[] first = new double[table.rows()];
        for (int r = 0; r < first.length; r++) {
            first[r] = table.values()[r * table.width()];
        }
        return new Tensor.Doubles(new int[] {first.length}, first);
    }

    private static CompletableFuture<ScoreAnswer> send(Scorer scorer, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return scorer.score(bytes, 0, bytes.length);
    }

    private static String text(CompletableFuture<ScoreAnswer> answer) throws Exception {
        return UTF_8.decode(answer.get(30, SECONDS).body()).toString();
    }

    private static InferenceException failure(CompletableFuture<?> answer) {
        ExecutionException failure = catchThrowableOfType(ExecutionException.class, () -> answer.get(30, SECONDS));
        assertThat(failure).isNotNull();
        return (InferenceException) failure.getCause();
    }

    @Test
    void runsFirstOnAWorkerAndThenOnTheCallersThread() throws Exception {
        List<String> threads = new ArrayList<>();
        Scorer scorer = scorer(4, 0, table -> {
            threads.add(Thread.currentThread().getName());
            return firstColumn(table);
        });

        assertThat(text(send(scorer, BODY))).isEqualTo("[1.0]");
        CompletableFuture<ScoreAnswer> second = send(scorer, "{\"data\":[[7,2]],\"method\":\"predict\"}");

        assertThat(second).isDone();
        assertThat(text(second)).isEqualTo("{\"predict\":[7.0]}");
        assertThat(second.get().rows()).isEqualTo(1);
        assertThat(threads)
                .containsExactly("scoreline-worker-1", Thread.currentThread().getName());
        assertThat(scorer.execution().decisions(Place.WORKER)).isEqualTo(1);
        assertThat(scorer.execution().decisions(Place.INLINE)).isEqualTo(1);
    }

    @Test
    void leavesALongBodyToAWorkerFromItsFirstByte() throws Exception {
        Scorer scorer = scorer(4, 0, ScorerTest::firstColumn);
        send(scorer, BODY).get(30, SECONDS);
        String rows = "[3,4],".repeat(300);

        CompletableFuture<ScoreAnswer> answer = send(scorer, "{\"data\":[" + rows + "[3,4]]}");

        assertThat(text(answer)).startsWith("[3.0,3.0");
        assertThat(heard).contains("decoded 1816 bytes 301 rows", "executed 301 rows WORKER");
    }

    @Test
    void tellsTheListenerEachStep() throws Exception {
        Scorer scorer = scorer(1, 0, ScorerTest::firstColumn);
        send(scorer, BODY).get(30, SECONDS);
        heard.clear();

        send(scorer, BODY).get(30, SECONDS);

        assertThat(heard)
                .containsExactly(
                        "admitted",
                        "decoded 16 bytes 1 rows",
                        "started INLINE at once",
                        "executed 1 rows INLINE",
                        "encoded 5 bytes");
    }

    @Test
    void saysWhereTheTimeOfARequestWent() throws Exception {
        Scorer scorer = scorer(1, 0, ScorerTest::firstColumn);

        Phases onAWorker = send(scorer, BODY).get(30, SECONDS).phases();
        Phases here = send(scorer, BODY).get(30, SECONDS).phases();

        assertThat(heard).contains("started WORKER from a queue", "started INLINE at once");
        assertThat(onAWorker.queueNanos()).isPositive();
        assertThat(here.queueNanos()).isZero();
        for (Phases phases : List.of(onAWorker, here)) {
            assertThat(phases.decodeNanos()).isPositive();
            assertThat(phases.computeNanos()).isPositive();
            assertThat(phases.encodeNanos()).isPositive();
        }
    }

    @Test
    void refusesBeyondItsPlacesAndServesWhoWaits() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch may = new CountDownLatch(1);
        Scorer scorer = scorer(1, 1, table -> {
            entered.countDown();
            await(may);
            return firstColumn(table);
        });
        CompletableFuture<ScoreAnswer> running = send(scorer, BODY);
        assertThat(entered.await(30, SECONDS)).isTrue();
        CompletableFuture<ScoreAnswer> waiting = send(scorer, BODY);

        CompletableFuture<ScoreAnswer> refused = send(scorer, BODY);

        assertThat(failure(refused).code()).isEqualTo(OVERLOADED);
        assertThat(waiting).isNotDone();
        may.countDown();
        assertThat(text(running)).isEqualTo("[1.0]");
        assertThat(text(waiting)).isEqualTo("[1.0]");
        assertThat(scorer.admission().concurrent()).isZero();
        assertThat(heard).containsOnlyOnce("refused");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void neverStartsWorkThatNobodyWaitsForAnyMore() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch may = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        Scorer scorer = scorer(1, 5, table -> {
            runs.incrementAndGet();
            entered.countDown();
            await(may);
            return firstColumn(table);
        });
        CompletableFuture<ScoreAnswer> running = send(scorer, BODY);
        assertThat(entered.await(30, SECONDS)).isTrue();
        CompletableFuture<ScoreAnswer> left = send(scorer, BODY);
        CompletableFuture<ScoreAnswer> waiting = send(scorer, BODY);

        left.cancel(false);
        may.countDown();
        running.get(30, SECONDS);
        waiting.get(30, SECONDS);

        assertThat(runs).hasValue(2);
        assertThat(scorer.admission().concurrent()).isZero();
    }

    /** A worker that hangs must not make every body that came since stay in memory. */
    @Test
    void letsGoOfABodyThatNoWorkerHasBegunByItsDeadline() throws Exception {
        CountDownLatch entered = new CountDownLatch(2);
        CountDownLatch may = new CountDownLatch(1);
        Scorer scorer = scorer(9, 0, table -> {
            entered.countDown();
            await(may);
            return firstColumn(table);
        });
        // As many as there are workers.
        List<CompletableFuture<ScoreAnswer>> running = List.of(send(scorer, BODY), send(scorer, BODY));
        assertThat(entered.await(30, SECONDS)).isTrue();

        WeakReference<byte[]> body = new WeakReference<>((" ".repeat(2000) + BODY).getBytes(UTF_8));
        assertThat(failure(late(scorer, body.get())).code()).isEqualTo(DEADLINE_EXCEEDED);

        assertThat(workers.queued()).isEqualTo(1);
        long end = System.nanoTime() + SECONDS.toNanos(15);
        while (body.get() != null && System.nanoTime() < end) {
            System.gc();
        }
        boolean isGone = body.get() == null;
        may.countDown();
        for (CompletableFuture<ScoreAnswer> each : running) {
            each.get(30, SECONDS);
        }
        assertThat(isGone).isTrue();
    }

    private static CompletableFuture<ScoreAnswer> late(Scorer scorer, byte[] body) {
        return scorer.score(body, 0, body.length, BodyFormats.JSON, Deadline.in(Duration.ofMillis(20)));
    }

    @Test
    void freesThePermitWhateverFails() throws Exception {
        AtomicReference<RuntimeException> thrown = new AtomicReference<>(new IllegalStateException("secret detail"));
        Scorer scorer = scorer(1, 0, table -> {
            throw thrown.get();
        });

        InferenceException first = failure(send(scorer, BODY));
        assertThat(first.code()).isEqualTo(MODEL_FAILED);
        assertThat(first.getMessage()).doesNotContain("secret").contains("'iris'");
        assertThat(first.getCause()).hasMessage("secret detail");

        assertThat(failure(send(scorer, "{\"data\":[[1]]}"))).hasMessage("/data/0: expected 2 values but got 1");

        thrown.set(InferenceException.refusedCell(0, 1, "expected a number that is finite but got NaN"));
        InferenceException refused = failure(send(scorer, BODY));
        assertThat(refused).hasMessage("/data/0/1: expected a number that is finite but got NaN");
        assertThat(refused.code()).isEqualTo(INVALID_INPUT);

        String longBody = "{\"data\":[" + " ".repeat(2000) + "}";
        assertThat(failure(send(scorer, longBody)).code()).isEqualTo(INVALID_INPUT);
        assertThat(scorer.admission().concurrent()).isZero();
    }

    @Test
    void endsInAnErrorThatNobodyForesaw() {
        Scorer scorer = scorer(1, 0, table -> {
            throw new AssertionError("a mistake");
        });

        assertThat(failure(send(scorer, BODY)).code()).isEqualTo(INTERNAL);
        assertThat(scorer.admission().concurrent()).isZero();
    }

    @Test
    void freesThePermitOfAnInlineRunThatEndsInAnError() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Scorer scorer = scorer(1, 0, table -> {
            if (runs.incrementAndGet() > 1) {
                throw new AssertionError("a mistake");
            }
            return firstColumn(table);
        });
        send(scorer, BODY).get(30, SECONDS);

        assertThatThrownBy(() -> send(scorer, BODY)).hasMessage("a mistake");

        assertThat(scorer.admission().concurrent()).isZero();
    }

    @Test
    void refusesWorkWhenTheWorkersHaveStopped() {
        Scorer scorer = scorer(1, 0, ScorerTest::firstColumn);
        workers.close();

        assertThat(failure(send(scorer, BODY)).code()).isEqualTo(SHUTTING_DOWN);
        assertThat(scorer.admission().concurrent()).isZero();
    }

    @Test
    void answersEveryRequestOfManyThreads() throws Exception {
        Scorer scorer = scorer(3, 4, ScorerTest::firstColumn);
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        int threads = 6;
        int rounds = 1000;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            running.add(callers.submit(() -> {
                start.await();
                for (int i = 0; i < rounds; i++) {
                    String padding = " ".repeat(i % 3 == 0 ? 1200 : 0);
                    CompletableFuture<ScoreAnswer> answer = send(scorer, "{\"data\":[[" + i + ",0]]" + padding + "}");
                    try {
                        assertThat(text(answer)).isEqualTo("[" + i + ".0]");
                        answered.incrementAndGet();
                    } catch (ExecutionException e) {
                        assertThat(((InferenceException) e.getCause()).code()).isEqualTo(OVERLOADED);
                        refused.incrementAndGet();
                    }
                }
                return null;
            }));
        }
        start.countDown();
        for (Future<?> each : running) {
            each.get(60, SECONDS);
        }
        callers.shutdown();

        assertThat(answered.get() + refused.get()).isEqualTo(threads * rounds);
        assertThat(answered.get()).isPositive();
        assertThat(scorer.admission().concurrent()).isZero();
        assertThat(scorer.admission().waiting()).isZero();
    }

    @Test
    void learnsFromARehearsalThatNobodyHears() {
        Scorer scorer = scorer(1, 0, ScorerTest::firstColumn);

        int runs = WarmUp.run(scorer, BODY.getBytes(UTF_8), Duration.ZERO);

        assertThat(runs).isOne();
        assertThat(heard).isEmpty();
        assertThat(send(scorer, BODY)).isDone();
        assertThat(scorer.execution().decisions(Place.INLINE)).isEqualTo(1);
    }

    @Test
    void warmsUpWithManyRunsButNotForever() {
        Scorer scorer = scorer(1, 0, ScorerTest::firstColumn);

        assertThat(WarmUp.run(scorer, BODY.getBytes(UTF_8), Duration.ofHours(1)))
                .isEqualTo(2_000);
    }
}
