package dev.scoreline.testkit;

import dev.scoreline.model.DataType;
import dev.scoreline.model.Named;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Sequence;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shape and values of an answer as a list, so that two answers can be compared: arrays are compared by identity. */
public final class AnswerValues {

    private AnswerValues() {}

    /** The shape as text, then every value; numbers equal when their bits do, and NaN equals NaN. */
    public static List<@Nullable Object> of(Payload answer) {
        List<@Nullable Object> values = new ArrayList<>();
        collect(answer, values);
        return values;
    }

    private static void collect(Payload answer, List<@Nullable Object> values) {
        if (answer instanceof Sequence sequence) {
            sequence.items().forEach(item -> collect(item, values));
        } else if (answer instanceof Table table) {
            values.add("table " + table.rows() + " x " + table.width());
            for (var column : table.columns()) {
                for (int row = 0; row < table.rows(); row++) {
                    values.add(column.cell(row));
                }
            }
        } else if (answer instanceof Named named) {
            named.byName().forEach((name, part) -> {
                values.add(name);
                collect(part, values);
            });
        } else if (answer instanceof Tensor tensor) {
            values.add("tensor " + Arrays.toString(tensor.shape()));
            collectTensor(tensor, values);
        }
    }

    private static void collectTensor(Tensor tensor, List<@Nullable Object> values) {
        if (tensor instanceof Tensor.Doubles doubles) {
            Arrays.stream(doubles.values()).forEach(values::add);
        } else if (tensor instanceof Tensor.Longs longs) {
            Arrays.stream(longs.values()).forEach(values::add);
        } else if (tensor instanceof Tensor.Texts texts) {
            values.addAll(Arrays.asList(texts.values()));
        } else if (tensor instanceof Tensor.Booleans booleans) {
            for (boolean value : booleans.values()) {
                values.add(value);
            }
        } else if (tensor instanceof Tensor.Packed packed) {
            boolean isFloating = packed.type().kind() == DataType.Kind.FLOATING;
            for (int i = 0; i < Tensor.size(packed.shape()); i++) {
                values.add(isFloating ? (Object) packed.number(i) : packed.integer(i));
            }
        }
    }
}
