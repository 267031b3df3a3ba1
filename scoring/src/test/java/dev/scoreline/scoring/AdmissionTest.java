package dev.scoreline.scoring;

import static dev.scoreline.model.ErrorCode.OVERLOADED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.Admission.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final Admission.Waiter NOBODY = permit -> {
        throw new AssertionError("nobody waits here");
    };

    @Test
    void admitsUpToItsLimitAndRefusesTheNextAtOnce() {
        Admission admission = new Admission("iris", 2, 0);

        assertThat(admission.enter(NOBODY)).isPresent();
        assertThat(admission.enter(NOBODY)).isPresent();

        assertThatThrownBy(() -> admission.enter(NOBODY))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(OVERLOADED))
                .hasMessage(
                        "model 'iris' has 2 requests under way and 0 waiting, which is all it takes: try again later");
    }

    @Test
    void freesAPlaceExactlyOnce() {
        Admission admission = new Admission("iris", 2, 0);
        Permit first = admission.enter(NOBODY).orElseThrow();
        Permit second = admission.enter(NOBODY).orElseThrow();

        first.close();
        first.close();

        assertThat(admission.concurrent()).isEqualTo(1);
        second.close();
        assertThat(admission.concurrent()).isZero();
    }

    @Test
    void letsWaitersInFirstComeFirstServed() {
        Admission admission = new Admission("iris", 1, 2);
        List<String> served = new ArrayList<>();
        List<Permit> permits = new ArrayList<>();
        Permit holder = admission.enter(NOBODY).orElseThrow();

        assertThat(admission.enter(permit -> served.add("a") && permits.add(permit)))
                .isEmpty();
        assertThat(admission.enter(permit -> served.add("b") && permits.add(permit)))
                .isEmpty();
        assertThatThrownBy(() -> admission.enter(NOBODY)).isInstanceOf(InferenceException.class);
        assertThat(served).isEmpty();

        holder.close();
        assertThat(served).containsExactly("a");
        permits.get(0).close();
        assertThat(served).containsExactly("a", "b");
        permits.get(1).close();
        assertThat(admission.concurrent()).isZero();
        assertThat(admission.waiting()).isZero();
    }

    @Test
    void tellsHowLongTheFirstInTheLineHasBeenStanding() {
        Admission admission = new Admission("iris", 1, 1);
        Permit holder = admission.enter(NOBODY).orElseThrow();
        assertThat(admission.oldestWait()).isZero();

        admission.enter(permit -> false);

        assertThat(admission.oldestWait()).isPositive().isLessThan(Duration.ofMinutes(10));
        assertThat(admission.maxConcurrent()).isEqualTo(1);
        holder.close();
        assertThat(admission.oldestWait()).isZero();
    }

    @Test
    void passesOverALongLineOfWaitersWhoHaveLeft() {
        Admission admission = new Admission("iris", 1, 100_000);
        AtomicInteger asked = new AtomicInteger();
        Permit holder = admission.enter(NOBODY).orElseThrow();
        for (int i = 0; i < 100_000; i++) {
            assertThat(admission.enter(permit -> asked.incrementAndGet() < 0)).isEmpty();
        }

        holder.close();

        assertThat(asked).hasValue(100_000);
        assertThat(admission.concurrent()).isZero();
    }

    @Test
    void servesALongLineOfWaitersWhoAreDoneAtOnce() {
        Admission admission = new Admission("iris", 1, 100_000);
        AtomicInteger served = new AtomicInteger();
        Permit holder = admission.enter(NOBODY).orElseThrow();
        for (int i = 0; i < 100_000; i++) {
            admission.enter(permit -> {
                permit.close();
                return served.incrementAndGet() > 0;
            });
        }

        holder.close();

        assertThat(served).hasValue(100_000);
        assertThat(admission.concurrent()).isZero();
    }

    @Test
    void losesNoPlaceWhenAWaiterEndsInAnError() {
        Admission admission = new Admission("iris", 1, 2);
        AtomicInteger served = new AtomicInteger();
        Permit holder = admission.enter(NOBODY).orElseThrow();
        admission.enter(NOBODY);
        admission.enter(permit -> {
            permit.close();
            return served.incrementAndGet() > 0;
        });

        assertThatThrownBy(holder::close).hasMessage("nobody waits here");

        assertThat(served).hasValue(1);
        assertThat(admission.concurrent()).isZero();
    }

    @Test
    void losesNoPlaceWhenAWaiterFails() {
        Admission admission = new Admission("iris", 1, 2);
        AtomicInteger served = new AtomicInteger();
        Permit holder = admission.enter(NOBODY).orElseThrow();
        admission.enter(permit -> {
            throw new IllegalStateException("a mistake");
        });
        admission.enter(permit -> {
            served.incrementAndGet();
            permit.close();
            return true;
        });

        assertThatThrownBy(holder::close).hasMessage("a mistake");

        assertThat(served).hasValue(1);
        assertThat(admission.concurrent()).isZero();
    }

    @Test
    void neverLetsMoreInThanItsLimitAndLosesNoneUnderContention() throws Exception {
        Admission admission = new Admission("iris", 3, 5);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        int threads = 8;
        int rounds = 5_000;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            running.add(pool.submit(() -> {
                start.await();
                for (int i = 0; i < rounds; i++) {
                    try {
                        Optional<Permit> permit = admission.enter(later -> work(later, inside, most, served));
                        permit.ifPresent(now -> work(now, inside, most, served));
                    } catch (InferenceException e) {
                        refused.incrementAndGet();
                    }
                }
                return null;
            }));
        }
        start.countDown();
        for (Future<?> each : running) {
            each.get(60, TimeUnit.SECONDS);
        }
        pool.shutdown();

        assertThat(served.get() + refused.get()).isEqualTo(threads * rounds);
        assertThat(most.get()).isBetween(1, 3);
        assertThat(inside).hasValue(0);
        assertThat(admission.concurrent()).isZero();
        assertThat(admission.waiting()).isZero();
    }

    private static boolean work(Permit permit, AtomicInteger inside, AtomicInteger most, AtomicInteger served) {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        served.incrementAndGet();
        Thread.onSpinWait();
        inside.decrementAndGet();
        permit.close();
        return true;
    }

    @Test
    void freesTheWaitingPlaceOfOneThatLeaves() {
        Admission admission = new Admission("iris", 1, 1);
        List<String> served = new ArrayList<>();
        Permit holder = admission.enter(NOBODY).orElseThrow();
        Admission.Waiter impatient = permit -> served.add("impatient");
        assertThat(admission.enter(impatient)).isEmpty();
        assertThatThrownBy(admission::checkVacancy).isInstanceOf(InferenceException.class);

        admission.leave(impatient);
        admission.leave(impatient);

        assertThat(admission.waiting()).isZero();
        admission.checkVacancy();
        assertThat(admission.enter(permit -> served.add("next"))).isEmpty();
        holder.close();
        assertThat(served).containsExactly("next");
    }

    @Test
    void sharesACapacityAmongModels() {
        Capacity capacity = new Capacity(3);
        Admission iris = new Admission("iris", 2, 2, capacity);
        Admission churn = new Admission("churn", 2, 2, capacity);
        Permit first = iris.enter(NOBODY).orElseThrow();
        Permit second = iris.enter(NOBODY).orElseThrow();
        Admission.Waiter waiter = permit -> false;
        assertThat(iris.enter(waiter)).isEmpty();

        assertThatThrownBy(() -> churn.enter(NOBODY))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("the server has 3 requests");
        assertThatThrownBy(churn::checkVacancy).isInstanceOf(InferenceException.class);
        assertThat(capacity.requests()).isEqualTo(3);

        iris.leave(waiter);
        churn.enter(NOBODY).orElseThrow().close();
        first.close();
        first.close();
        second.close();
        assertThat(capacity.requests()).isZero();
    }

    @Test
    void countsARequestThatIsRefusedByItsModelForNone() {
        Capacity capacity = new Capacity(10);
        Admission iris = new Admission("iris", 1, 0, capacity);
        Permit only = iris.enter(NOBODY).orElseThrow();

        assertThatThrownBy(() -> iris.enter(NOBODY)).hasMessageContaining("model 'iris' has 1 requests");

        assertThat(capacity.requests()).isEqualTo(1);
        only.close();
        assertThat(capacity.requests()).isZero();
    }
}
