import dev.scoreline.model.entry.EntryRequest;
import java.util.List;

/** Returns what it sees of the request. */
class F9 {
    Object run(EntryRequest request) {
        return List.of(request.method(), request.query(), request.text());
    }
}
