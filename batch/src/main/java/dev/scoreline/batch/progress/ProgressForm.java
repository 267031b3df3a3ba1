package dev.scoreline.batch.progress;

import dev.scoreline.scoring.codec.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** How progress is told. */
public enum ProgressForm {
    /** A bar that is drawn anew in its place: for a terminal. */
    BAR(Duration.ofMillis(200)) {
        @Override
        String text(Progress.Snapshot now) {
            int full = (int) Math.round(now.share() * BAR_CHARS);
            String bar = "#".repeat(full) + "-".repeat(BAR_CHARS - full);
            return String.format(Locale.ROOT, "\r[%s] %3.0f%% %s ", bar, 100 * now.share(), told(now));
        }

        @Override
        String last(Progress.Snapshot now) {
            return text(now) + System.lineSeparator();
        }
    },
    /** A line every few seconds. */
    LINES(Duration.ofSeconds(5)) {
        @Override
        String text(Progress.Snapshot now) {
            return String.format(Locale.ROOT, "%3.0f%% %s%n", 100 * now.share(), told(now));
        }
    },
    /** The same as a JSON object a line. */
    JSON(Duration.ofSeconds(5)) {
        @Override
        String text(Progress.Snapshot now) {
            JsonBytes out = new JsonBytes(256);
            out.word("{\"share\":");
            out.number(Math.round(now.share() * 1e4) / 1e4);
            out.word(",\"items\":");
            out.number(now.counts().items());
            out.word(",\"failed\":");
            out.number(now.counts().failed());
            out.word(",\"mini_batches\":");
            out.number(now.counts().miniBatches());
            out.word(",\"items_per_second\":");
            out.number((double) Math.round(now.itemsPerSecond()));
            out.word(",\"seconds\":");
            out.number(now.elapsed().toMillis() / 1000.0);
            out.word(",\"seconds_left\":");
            out.number((double) now.left().toSeconds());
            out.word("}\n");
            return new String(out.toByteArray(), StandardCharsets.UTF_8);
        }
    },
    /** Not at all. */
    NONE(Duration.ofDays(1)) {
        @Override
        String text(Progress.Snapshot now) {
            return "";
        }
    };

    private static final int BAR_CHARS = 30;

    private final Duration interval;

    ProgressForm(Duration interval) {
        this.interval = interval;
    }

    /** How often it is told. */
    Duration interval() {
        return interval;
    }

    /** What is printed, line ends included. */
    abstract String text(Progress.Snapshot now);

    /** What is printed when the run is over. */
    String last(Progress.Snapshot now) {
        return text(now);
    }

    private static String told(Progress.Snapshot now) {
        String left = now.share() > 0 && now.share() < 1 ? ", " + clock(now.left()) + " left" : "";
        return String.format(
                Locale.ROOT,
                "%,d items, %,.0f a second, %,d failed%s",
                now.counts().items(),
                now.itemsPerSecond(),
                now.counts().failed(),
                left);
    }

    private static String clock(Duration time) {
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutesPart(), time.toSecondsPart());
    }
}
