import dev.scoreline.model.entry.EntryResponse;
import dev.scoreline.server.http.StreamSignals;
import java.util.stream.Stream;

/** Streams in the way that it is told, and tells the test how it went. */
class Streams {
    EntryResponse run(String how) {
        return switch (how) {
            case "texts" -> EntryResponse.streaming(Stream.of("a", "", "b"));
            case "nothing" -> EntryResponse.streaming(chunks -> {});
            case "early" -> EntryResponse.streaming(chunks -> fail());
            case "late" ->
                EntryResponse.streaming(chunks -> {
                    chunks.send("begun\n");
                    fail();
                });
            case "asleep" ->
                EntryResponse.streaming(chunks -> {
                    chunks.send("begun\n");
                    sleep();
                });
            default ->
                EntryResponse.streaming(chunks -> {
                    try {
                        while (true) {
                            chunks.send(new byte[64 * 1024]);
                            StreamSignals.SENT_BYTES.addAndGet(64 * 1024);
                        }
                    } finally {
                        StreamSignals.end("over");
                    }
                });
        };
    }

    private static void fail() {
        throw new IllegalStateException("told to");
    }

    private static void sleep() throws InterruptedException {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            StreamSignals.end("interrupted");
            throw e;
        }
    }
}
