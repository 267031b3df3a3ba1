package dev.scoreline.scoring.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonValueEncoderTest {

    private static String json(Object value) {
        return StandardCharsets.UTF_8.decode(JsonValueEncoder.encode(value)).toString();
    }

    @Test
    void writesPlainValues() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a\"", Arrays.asList(1, 2L, 2.0, 0.1f, null, true, "é", new BigInteger("9".repeat(30))));
        map.put("b", new double[] {1e-7, Double.NaN});
        map.put("c", new long[] {1, -2});

        assertThat(json(map))
                .isEqualTo("{\"a\\\"\":[1,2,2.0,0.1,null,true,\"é\"," + "9".repeat(30)
                        + "],\"b\":[1e-07,NaN],\"c\":[1,-2]}");
    }

    @Test
    void writesPayloadsInside() {
        Table table = Table.dense(new double[] {1, 2, 3, 4}, 2, 2);

        assertThat(json(Map.of("rows", table))).isEqualTo("{\"rows\":[[1.0,2.0],[3.0,4.0]]}");
        assertThat(json(new Tensor.Longs(new int[] {2}, new long[] {1, 2}))).isEqualTo("[1,2]");
    }

    @Test
    void refusesOthers() {
        assertThatThrownBy(() -> json(new Object())).hasMessageContaining("java.lang.Object has no JSON");
    }
}
