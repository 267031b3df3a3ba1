import dev.scoreline.model.entry.EntryResponse;

/** A status that says that it failed. */
class F17 {
    EntryResponse run(String data) {
        return EntryResponse.empty(555);
    }
}
