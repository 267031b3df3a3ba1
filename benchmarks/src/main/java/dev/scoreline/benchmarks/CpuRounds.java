package dev.scoreline.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/**
 * Runs pieces of work in turn, round by round, on the calling thread, and tells the CPU time of that thread for each: wall time
 * on a machine that others use says more about the others.
 */
final class CpuRounds {

    static final int ROUNDS = 15;

    private static final long ROUND_NANOS = 60_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuRounds() {}

    /** Microseconds of CPU an operation: for each piece of work one value a round. */
    static List<double[]> micros(List<Runnable> works) {
        for (Runnable work : works) {
            // Long enough for the compiler to be done with it.
            for (int i = 0; i < 10; i++) {
                round(work);
            }
        }
        List<double[]> micros = works.stream().map(work -> new double[ROUNDS]).toList();
        for (int round = 0; round < ROUNDS; round++) {
            for (int w = 0; w < works.size(); w++) {
                micros.get(w)[round] = round(works.get(w));
            }
        }
        return micros;
    }

    /** Works for a while; the clock is read seldom, since reading it costs about as much as the smallest piece of work. */
    private static double round(Runnable work) {
        int batch = 1;
        long operations = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        long spent = 0;
        while (spent < ROUND_NANOS) {
            for (int i = 0; i < batch; i++) {
                work.run();
            }
            operations += batch;
            spent = THREADS.getCurrentThreadCpuTime() - start;
            batch = spent < ROUND_NANOS / 10 ? batch * 2 : batch;
        }
        return spent / 1000.0 / operations;
    }
}
