import dev.scoreline.model.entry.EntryRequest;

/** Has a default beside the raw request. */
class F9Color {
    String run(EntryRequest request) {
        return request.parameter("color").orElse("red");
    }
}
