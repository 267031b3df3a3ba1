import dev.scoreline.model.entry.EntryResponse;
import java.util.List;

/** Streams its items, a second apart. */
class F19 {
    EntryResponse run(List<String> items) {
        return EntryResponse.streaming(chunks -> {
            for (String item : items) {
                chunks.send("item: " + item + "\n\n");
                Thread.sleep(1000);
            }
        });
    }
}
