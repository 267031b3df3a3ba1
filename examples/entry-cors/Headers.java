import dev.scoreline.model.entry.EntryRequest;
import dev.scoreline.model.entry.EntryResponse;

/** An answer with headers of its own, as the Azure ML documentation shows for CORS. */
class Headers {
    EntryResponse run(EntryRequest request) {
        if (request.method().equals("OPTIONS")) {
            return EntryResponse.text("")
                    .withHeader("Access-Control-Allow-Methods", "GET, OPTIONS, POST")
                    .withHeader("Access-Control-Allow-Origin", "http://www.example.com")
                    .withHeader("Access-Control-Allow-Headers", "*");
        }
        return EntryResponse.text(request.text())
                .withHeader("Content-Type", "text/plain; charset=utf-8")
                .withHeader("Access-Control-Allow-Origin", "http://www.example.com");
    }
}
