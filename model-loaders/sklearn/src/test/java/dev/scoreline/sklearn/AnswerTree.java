package dev.scoreline.sklearn;

import dev.scoreline.model.Payload;
import dev.scoreline.model.Sequence;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** An answer as nested lists, as {@code tolist} gives it, to be compared with a recorded one. */
final class AnswerTree {

    private AnswerTree() {}

    static List<?> of(Payload answer) {
        if (answer instanceof Table table) {
            return rows(table);
        }
        if (answer instanceof Sequence sequence) {
            return sequence.items().stream().map(AnswerTree::of).toList();
        }
        return (List<?>) nested((Tensor) answer);
    }

    /** The answer to one row out of the answer to many, as an answer to that row alone. */
    static List<?> row(Payload answer, int row) {
        if (answer instanceof Sequence sequence) {
            return sequence.items().stream().map(item -> row(item, row)).toList();
        }
        return of(answer).subList(row, row + 1);
    }

    private static List<?> rows(Table table) {
        List<List<Object>> rows = new ArrayList<>();
        var columns = table.columns();
        for (int row = 0; row < table.rows(); row++) {
            List<Object> cells = new ArrayList<>();
            for (var column : columns) {
                cells.add(column.cell(row));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static Object nested(Tensor tensor) {
        IntFunction<Object> value;
        if (tensor instanceof Tensor.Doubles doubles) {
            value = i -> doubles.values()[i];
        } else if (tensor instanceof Tensor.Longs longs) {
            value = i -> longs.values()[i];
        } else if (tensor instanceof Tensor.Booleans booleans) {
            value = i -> booleans.values()[i];
        } else {
            String[] texts = ((Tensor.Texts) tensor).values();
            value = i -> texts[i];
        }
        return nested(tensor.shape(), 0, 0, value);
    }

    private static Object nested(int[] shape, int dimension, int index, IntFunction<Object> value) {
        if (dimension == shape.length) {
            return value.apply(index);
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < shape[dimension]; i++) {
            items.add(nested(shape, dimension + 1, index * shape[dimension] + i, value));
        }
        return items;
    }
}
