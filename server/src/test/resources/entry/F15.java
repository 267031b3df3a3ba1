import dev.scoreline.model.entry.EntryResponse;

/** JSON, under a status of its own. */
class F15 {
    EntryResponse run(String data) {
        return EntryResponse.json("test").withStatus(555);
    }
}
