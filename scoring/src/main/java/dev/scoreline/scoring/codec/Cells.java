package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.Table;
import java.io.IOException;

/** Takes the values of one request as they are read, and becomes its table. One thread. */
sealed interface Cells permits DenseCells, ColumnCells {

    /** Begins the next row, which is known to have this many columns; 0 if that is not known yet. */
    void begin(int row, int width);

    /**
     * Puts the parser's current value into the row.
     *
     * @throws Misfit if it is not of the column's type
     */
    void put(int column, JsonParser parser, JsonToken token) throws IOException, Misfit;

    /** Puts a missing value into the row. */
    void putMissing(int column);

    Table toTable(int rows, int width);
}
