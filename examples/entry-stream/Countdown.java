import dev.scoreline.model.entry.EntryResponse;

/** Answers piece by piece, as server-sent events: a browser's EventSource or curl -N shows each as it comes. */
class Countdown {
    record Input(int from) {
        Input {
            if (from < 1 || from > 100) {
                throw new IllegalArgumentException("from must be from 1 to 100 but is " + from);
            }
        }
    }

    EntryResponse run(Input input) {
        return EntryResponse.streaming(chunks -> {
                    for (int left = input.from(); left > 0; left--) {
                        chunks.send("data: " + left + "\n\n");
                        Thread.sleep(100);
                    }
                    chunks.send("data: lift-off\n\n");
                })
                .withHeader("Content-Type", "text/event-stream");
    }
}
