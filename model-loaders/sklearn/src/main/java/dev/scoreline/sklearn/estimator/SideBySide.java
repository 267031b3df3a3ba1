package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.Column;
import dev.scoreline.model.Table;
import java.util.ArrayList;
import java.util.List;

/** Tables of the same rows next to each other: {@code numpy.hstack}. */
final class SideBySide {

    private SideBySide() {}

    static Table of(int rows, List<Table> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return parts.stream().allMatch(Table::isDense) ? dense(rows, parts) : mixed(rows, parts);
    }

    private static Table dense(int rows, List<Table> parts) {
        int width = parts.stream().mapToInt(Table::width).sum();
        double[] values = new double[Math.multiplyExact(rows, width)];
        int left = 0;
        for (Table part : parts) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(part.values(), row * part.width(), values, row * width + left, part.width());
            }
            left += part.width();
        }
        return Table.dense(values, rows, width);
    }

    private static Table mixed(int rows, List<Table> parts) {
        List<Column> columns = new ArrayList<>();
        parts.forEach(part -> columns.addAll(part.columns()));
        return Table.of(rows, columns);
    }
}
