package dev.scoreline.scoring.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PythonJsonTest {

    @Test
    void spacesItemsAndKeysButNotWhatIsInTexts() {
        assertThat(rewritten("{\"a,b:\":[1.0,NaN,\"x,y:\\\",\\\\\"],\"c\":{}}"))
                .isEqualTo("{\"a,b:\": [1.0, NaN, \"x,y:\\\",\\\\\"], \"c\": {}}");
    }

    @Test
    void writesAsciiOnly() {
        assertThat(rewritten("[\"\u00e9\ud83d\ude00\"]")).isEqualTo("[\"\\u00e9\\ud83d\\ude00\"]");
    }

    private static String rewritten(String json) {
        return new String(
                PythonJson.of(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8))), StandardCharsets.US_ASCII);
    }
}
