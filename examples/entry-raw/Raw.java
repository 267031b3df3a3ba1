import dev.scoreline.model.entry.EntryRequest;
import dev.scoreline.model.entry.EntryResponse;

/** The raw request of the Azure ML documentation: GET answers the full path, POST the body, others are refused. */
class Raw {
    EntryResponse run(EntryRequest request) {
        return switch (request.method()) {
            case "GET" -> EntryResponse.text(request.fullPath());
            case "POST" -> EntryResponse.bytes(request.body(), "application/octet-stream");
            default -> EntryResponse.text("bad request").withStatus(500);
        };
    }
}
