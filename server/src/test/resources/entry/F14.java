import dev.scoreline.model.entry.EntryResponse;

/** Text, under a status of its own. */
class F14 {
    EntryResponse run(String data) {
        return EntryResponse.text("test").withStatus(444);
    }
}
