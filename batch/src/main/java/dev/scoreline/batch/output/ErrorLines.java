package dev.scoreline.batch.output;

import dev.scoreline.batch.input.Failure;
import dev.scoreline.scoring.codec.JsonBytes;
import java.util.List;

/** Failures as JSON Lines: {@code {"file":"a.csv","row":3,"reason":"…"}}; a whole file has no row. Stateless; thread-safe. */
public final class ErrorLines {

    private ErrorLines() {}

    public static byte[] of(List<Failure> failures) {
        JsonBytes out = new JsonBytes(failures.size() * 128);
        for (Failure failure : failures) {
            out.word("{\"file\":");
            out.text(failure.file());
            failure.row().ifPresent(row -> {
                out.word(",\"row\":");
                out.number(row);
            });
            out.word(",\"reason\":");
            out.text(failure.reason());
            out.word("}\n");
        }
        return out.toByteArray();
    }
}
