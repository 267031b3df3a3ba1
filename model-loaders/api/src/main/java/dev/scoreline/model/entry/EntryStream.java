package dev.scoreline.model.entry;

/** A body that is written piece by piece: the answer of {@link EntryResponse#streaming(EntryStream)}. */
@FunctionalInterface
public interface EntryStream {

    /**
     * Writes the body. Called once, on the worker that has called {@code run}; it may block as long as it likes. When the client
     * leaves, the thread is interrupted.
     */
    void writeTo(Chunks chunks) throws Exception;

    /** Where the pieces go. For the thread that it is handed to. */
    interface Chunks {

        /**
         * Sends a piece and waits until the connection has taken it: who reads slowly is written to slowly, and nothing piles up.
         * An empty piece sends the status and the headers alone.
         *
         * @throws java.util.concurrent.CancellationException if the client has left; let it pass
         */
        void send(byte[] bytes);

        /** Sends a piece of text, as UTF-8. */
        default void send(String text) {
            send(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
