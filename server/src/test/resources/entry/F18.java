import dev.scoreline.model.entry.EntryResponse;

/** Tries to set the request's id. */
class F18 {
    EntryResponse run(String data) {
        return EntryResponse.text("").withHeader("x-request-id", "mine");
    }
}
