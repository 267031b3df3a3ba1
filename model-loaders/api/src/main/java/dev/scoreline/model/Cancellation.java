package dev.scoreline.model;

/**
 * Tells a run that nobody waits for its answer any more, because its deadline has passed or its client has gone. A model that
 * can end early asks for it; any other runs to its end. Thread-safe.
 */
public interface Cancellation {

    /** A run that is waited for until it ends. */
    Cancellation NEVER = action -> () -> {};

    /**
     * Has an action run once when the run should end, on any thread; at once if it should already.
     *
     * @param action must be quick and must not block
     * @return to be closed when the run is over: the action then never begins, but may still be under way on another thread
     */
    Registration onCancel(Runnable action);

    /** An action that waits for a cancellation. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
