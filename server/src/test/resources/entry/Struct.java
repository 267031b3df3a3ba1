import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Returns rows of every type that a data frame of Spark has. */
class Struct {
    record Row(byte b, short s, BigDecimal d, Instant at, byte[] raw, List<String> tags, Map<String, Double> sizes) {}

    List<Row> run(List<Row> rows) {
        return rows;
    }
}
