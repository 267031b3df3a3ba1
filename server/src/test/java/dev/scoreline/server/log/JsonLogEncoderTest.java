package dev.scoreline.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLogEncoderTest {

    private final LoggingEvent event = event();

    private static LoggingEvent event() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        Object[] arguments = {"it"};
        return new LoggingEvent(
                "here", context.getLogger("scoreline"), Level.WARN, "said {}\n\"twice\"", null, arguments);
    }

    private JsonObject written() {
        String line = new String(new JsonLogEncoder().encode(event), StandardCharsets.UTF_8);
        assertThat(line)
                .endsWith("\n")
                .satisfies(text -> assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1));
        return new JsonObject(line);
    }

    @Test
    void writesOneObjectALine() {
        JsonObject line = written();

        assertThat(line.getString("message")).isEqualTo("said it\n\"twice\"");
        assertThat(line.getString("level")).isEqualTo("WARN");
        assertThat(line.getString("logger")).isEqualTo("scoreline");
        assertThat(line.getInstant("timestamp")).isNotNull();
    }

    @Test
    void keepsKeysWithTheTypesOfTheirValues() {
        event.setKeyValuePairs(List.of(
                new KeyValuePair("status", 200),
                new KeyValuePair("duration_ms", 1.5),
                new KeyValuePair("cached", true),
                new KeyValuePair("model", "iris"),
                new KeyValuePair("missing", null)));

        JsonObject line = written();

        assertThat(line.getValue("status")).isEqualTo(200);
        assertThat(line.getValue("duration_ms")).isEqualTo(1.5);
        assertThat(line.getValue("cached")).isEqualTo(true);
        assertThat(line.getValue("model")).isEqualTo("iris");
        assertThat(line.getValue("missing")).isEqualTo("null");
    }

    @Test
    void keepsWhatAgentsLeaveInTheContextButNamesNothingTwice() {
        event.setMDCPropertyMap(Map.of("trace_id", "of the agent", "trace_flags", "01"));
        event.setKeyValuePairs(List.of(new KeyValuePair("trace_id", "of the request"), new KeyValuePair("level", "x")));

        JsonObject line = written();

        assertThat(line.getString("trace_id")).isEqualTo("of the request");
        assertThat(line.getString("trace_flags")).isEqualTo("01");
        assertThat(line.getString("level")).isEqualTo("WARN");
    }

    @Test
    void writesAnExceptionInOneField() {
        event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("broken")));

        assertThat(written().getString("exception")).contains("IllegalStateException: broken", "\tat ");
    }
}
