package dev.scoreline.sklearn.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.AllowedGlobals;
import dev.scoreline.sklearn.pickle.PickleLimits;
import dev.scoreline.sklearn.pickle.Pickled;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Changes real files at random: what comes out is a value or a refusal, never another exception and never a hang. */
class MutationTest {

    private static final int MUTANTS = 1_000_000;

    /** One in so many mutants is of a compressed file, where most changes only break a checksum. */
    private static final int COMPRESSED_SHARE = 50;

    /** Far above what a mutant takes on a busy machine. */
    private static final Duration HANG = Duration.ofSeconds(20);

    private static final long SEED = 20261120;
    private static final int MAX_CHANGES = 6;

    private static final int[] TELLING = {
        0, 1, 0x7f, 0x80, 0xff, '.', '(', 'R', 'b', 'h', 'q', 0x94, 0x93, 0x8c, 'X', 'e', 'u'
    };

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final ModelFile file = new ModelFile(
            AllowedGlobals.of(Set.of(
                    "LinearRegression", "Pipeline", "StandardScaler", "DecisionTreeClassifier", "OneHotEncoder")),
            PickleLimits.standard(),
            FileLimits.standard());

    private final List<Pickled> seeds = Stream.of(
                    "models.tsv", "joblib.tsv", "arrays.tsv", "columns.tsv", "values-python2.tsv")
            .flatMap(name -> Pickled.in(name).stream())
            .toList();
    private final List<byte[]> plain = seeds.stream()
            .map(Pickled::bytes)
            .filter(bytes -> Compression.of(bytes).isEmpty())
            .toList();
    private final List<byte[]> compressed = seeds.stream()
            .map(Pickled::bytes)
            .filter(bytes -> Compression.of(bytes).isPresent())
            .toList();

    @Test
    void givesAValueOrARefusalForEveryMutant() {
        int read = 0;
        long longestNanos = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutant(i % COMPRESSED_SHARE == 0 ? compressed : plain);
            long start = System.nanoTime();
            read += isRead(mutant) ? 1 : 0;
            longestNanos = Math.max(longestNanos, System.nanoTime() - start);
        }

        assertThat(read).as("mutants that are still pickles").isBetween(MUTANTS / 100, MUTANTS / 2);
        assertThat(Duration.ofNanos(longestNanos)).isLessThan(HANG);
    }

    private boolean isRead(byte[] mutant) {
        try {
            return !file.open(mutant).typeName().isEmpty();
        } catch (InferenceException e) {
            assertThat(e.code()).isIn(ErrorCode.INVALID_MODEL, ErrorCode.UNSUPPORTED_MODEL);
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }

    private byte[] mutant(List<byte[]> from) {
        byte[] mutant = from.get(random.nextInt(from.size())).clone();
        for (int changes = 1 + random.nextInt(MAX_CHANGES); changes > 0 && mutant.length > 1; changes--) {
            mutant = changed(mutant, from);
        }
        return mutant;
    }

    private byte[] changed(byte[] bytes, List<byte[]> others) {
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(16, bytes.length - at));
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2, 3 -> bytes[at] = (byte) TELLING[random.nextInt(TELLING.length)];
            case 4 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0xff : 0));
            case 5 -> {
                return joined(bytes, at, bytes, at + length);
            }
            case 6 -> {
                return joined(bytes, at + length, bytes, at);
            }
            default -> {
                byte[] other = others.get(random.nextInt(others.size()));
                return joined(bytes, at, other, random.nextInt(other.length));
            }
        }
        return bytes;
    }

    /** The start of one and the end of the other. */
    private static byte[] joined(byte[] first, int end, byte[] second, int start) {
        byte[] joined = Arrays.copyOf(first, end + second.length - start);
        System.arraycopy(second, start, joined, end, second.length - start);
        return joined;
    }
}
