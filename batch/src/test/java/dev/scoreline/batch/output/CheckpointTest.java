package dev.scoreline.batch.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.batch.input.Position;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is whole of a checkpoint counts, and nothing else. */
class CheckpointTest {

    private static final int LINES = 20;

    @Test
    void anyCutKeepsTheLinesBeforeIt() {
        byte[] whole = written();
        for (int length = 0; length <= whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            long lines = new String(cut, java.nio.charset.StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();

            Optional<Checkpoint> read = Checkpoint.parse(cut);

            assertThat(read.map(checkpoint -> checkpoint.last().counts().miniBatches()))
                    .isEqualTo(lines == 0 ? Optional.empty() : Optional.of(lines - 1));
        }
    }

    @Test
    void aChangedByteEndsWhatIsBelieved() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = written();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            long before = new String(bytes, 0, at, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();

            Optional<Checkpoint> read = Checkpoint.parse(bytes);

            assertThat(read.map(checkpoint -> checkpoint.last().counts().miniBatches()))
                    .isEqualTo(before == 0 ? Optional.empty() : Optional.of(before - 1));
        }
    }

    @Test
    void rubbishIsNoCheckpoint() {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            assertThat(Checkpoint.parse(bytes)).isEmpty();
        }
    }

    private static byte[] written() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Checkpoint.firstLine("a run"));
        for (int i = 1; i <= LINES; i++) {
            CheckpointLine line =
                    new CheckpointLine(new Position(0, 10L * i), 100L * i, i, new Counts(i, 9L * i, i), false);
            out.writeBytes(Checkpoint.line(line.text()));
        }
        return out.toByteArray();
    }
}
