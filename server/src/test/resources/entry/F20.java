import dev.scoreline.model.entry.EntryRequest;
import java.util.Map;

/** Returns headers, body and process; sleeps as long as a header says. */
class F20 {
    Object run(EntryRequest request) throws InterruptedException {
        Thread.sleep(1000 * Long.parseLong(request.header("sleep-in-sec").orElse("0")));
        return Map.of(
                "headers", request.headers(),
                "body", request.text(),
                "pid", ProcessHandle.current().pid());
    }
}
