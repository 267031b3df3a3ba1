package dev.scoreline.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.scoring.Phases;
import org.junit.jupiter.api.Test;

class ServerTimingTest {

    @Test
    void countsMillisecondsWithThreeDecimals() {
        assertThat(ServerTiming.of(new Phases(0, 1_499, 12_345_678, 60_000_000_500L)))
                .isEqualTo("queue;dur=0.000, decode;dur=0.001, compute;dur=12.346, encode;dur=60000.001");
    }
}
