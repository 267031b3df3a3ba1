package dev.scoreline.batch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How somebody asks a run to stop, and learns that it has. Thread-safe. */
public final class Stop {

    private volatile boolean isRequested;
    private volatile Runnable listener = () -> {};
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Asks the run to stop as soon as what is written is safe. */
    public void request() {
        isRequested = true;
        listener.run();
    }

    public boolean isRequested() {
        return isRequested;
    }

    /** Has somebody called when it is requested; at once if it was. */
    void onRequest(Runnable called) {
        listener = called;
        if (isRequested) {
            called.run();
        }
    }

    /** The run is over. */
    public void ended() {
        ended.countDown();
    }

    /** Waits until the run is over, but not longer. */
    public void awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
        boolean ignored = ended.await(timeout, unit);
    }
}
