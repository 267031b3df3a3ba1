package dev.scoreline.batch.output;

import dev.scoreline.scoring.codec.PayloadRows;
import java.util.List;
import java.util.stream.IntStream;

/** What the columns of an answer are called. Stateless; thread-safe. */
final class PredictionNames {

    private PredictionNames() {}

    /** {@code prediction}, or {@code prediction_0}, {@code prediction_1} and so on where a row has several; the model's own names where it has some. */
    static List<String> of(PayloadRows answers) {
        if (!answers.names().isEmpty()) {
            return answers.names();
        }
        return answers.columns() == 1
                ? List.of("prediction")
                : IntStream.range(0, answers.columns())
                        .mapToObj(c -> "prediction_" + c)
                        .toList();
    }
}
