import java.util.Map;
import java.util.TreeMap;

/** Returns its data and the request's headers together. */
class F8 {
    Object run(Map<String, Object> data, Map<String, String> headers) {
        Map<String, Object> all = new TreeMap<>(data);
        all.putAll(headers);
        return all;
    }
}
