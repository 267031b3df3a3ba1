package dev.scoreline.batch.input;

import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes cells row by row into the memory that the model reads. A row counts once it is {@linkplain #commit() whole}. One thread. */
public final class TableBuilder {

    private final ModelColumns columns;
    private final int width;
    private final int capacity;
    private final double[] dense;
    private final List<@Nullable Object[]> mixed = new ArrayList<>();
    private int rows;

    /**
     * For so many columns and at most so many rows.
     *
     * @param width the columns that the model knows, and further ones where it is open
     */
    public TableBuilder(ModelColumns columns, int width, int capacity) {
        this.columns = columns;
        this.width = width;
        this.capacity = capacity;
        boolean isDense = columns.isDense(width);
        this.dense = isDense ? new double[Math.multiplyExact(width, capacity)] : new double[0];
        for (int c = 0; c < width && !isDense; c++) {
            mixed.add(new @Nullable Object[capacity]);
        }
    }

    public int rows() {
        return rows;
    }

    public boolean isFull() {
        return rows == capacity;
    }

    public void number(int column, double value) {
        if (mixed.isEmpty()) {
            dense[rows * width + column] = value;
        } else {
            mixed.get(column)[rows] = value;
        }
    }

    /** A text, a number, a truth or none, as the column's type takes it. */
    public void cell(int column, @Nullable Object value) {
        mixed.get(column)[rows] = value;
    }

    /** A value that is not there: NaN among numbers, none elsewhere. */
    public void missing(int column) {
        if (columns.isNumber(column)) {
            number(column, Double.NaN);
        } else {
            cell(column, null);
        }
    }

    public void commit() {
        rows++;
    }

    public Table build() {
        if (mixed.isEmpty()) {
            return Table.dense(dense, rows, width);
        }
        List<Column> built = new ArrayList<>(width);
        for (int c = 0; c < width; c++) {
            built.add(column(c, Arrays.copyOf(mixed.get(c), rows)));
        }
        return Table.of(rows, built);
    }

    private Column column(int column, @Nullable Object[] cells) {
        if (columns.isNumber(column)) {
            return new Column.Numbers(
                    Arrays.stream(cells).mapToDouble(cell -> (double) cell).toArray());
        }
        return columns.type(column) == DataType.STRING
                ? new Column.Texts(Arrays.copyOf(cells, cells.length, String[].class))
                : new Column.Cells(cells);
    }
}
