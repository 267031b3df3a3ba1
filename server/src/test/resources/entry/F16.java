import dev.scoreline.model.entry.EntryResponse;

/** Headers of its own. */
class F16 {
    EntryResponse run(String data) {
        return EntryResponse.empty(555)
                .withHeader("a", "A")
                .withHeader("b", "A, B, C")
                .withHeader("content-type", "A")
                .withHeader("x-ms-run-function-failed", "Z")
                .failed();
    }
}
