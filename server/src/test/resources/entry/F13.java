import dev.scoreline.model.entry.EntryResponse;

/** Nothing, under a status of its own. */
class F13 {
    EntryResponse run(String data) {
        return EntryResponse.empty(333);
    }
}
