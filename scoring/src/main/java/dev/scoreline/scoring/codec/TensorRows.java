package dev.scoreline.scoring.codec;

import dev.scoreline.model.Column;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.model.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the columns of a model of the {@code inputs} of an ONNX Runtime Server request, tensors by name: one tensor of
 * [rows, columns], or one of [rows] or [rows, 1] for each column by its name, as converters to ONNX declare the inputs. Tensors that
 * are just what the model's own inputs are stay tensors: a table holds no integers of 64 bits. One thread.
 */
final class TensorRows implements OnnxInputs {

    private final BodyPlace input;
    private final InputColumns columns;
    private final List<Input> inputs;
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    private long values;

    /**
     * Of a model that takes tables.
     *
     * @param input where the inputs stand
     * @param inputs the tensors that the model takes too; none if it does not
     */
    TensorRows(BodyPlace input, InputColumns columns, List<Input> inputs) {
        this.input = input;
        this.columns = columns;
        this.inputs = inputs;
    }

    @Override
    public long values() {
        return values;
    }

    @Override
    public void add(OnnxTensor tensor) {
        if (!tensors.isEmpty() && columns.isNamed() && !columns.has(tensor.name()) && !columns.ignoresUnknown()) {
            throw columns.unknown(tensor.name(), input);
        }
        if (tensors.put(tensor.name(), tensor) != null) {
            throw input.refusedKey(tensor.name(), "the tensor is given twice");
        }
        values += Tensor.size(tensor.tensor().shape());
    }

    @Override
    public ReadRows rows() {
        if (tensors.isEmpty()) {
            throw input.refusal("expected a tensor of all rows, or one for each column, but got none");
        }
        boolean isRaw = tensors.values().stream().allMatch(OnnxTensor::isRaw);
        AnswerForm answer = isRaw ? AnswerForm.RAW_TENSORS : AnswerForm.TENSORS;
        OnnxTensor first = tensors.values().iterator().next();
        boolean byColumn = tensors.size() > 1 || columns.has(first.name());
        ReadRows rows = areModels() ? asTheyAre() : byColumn ? ofColumns() : ofRows(first);
        return rows.answeredAs(answer);
    }

    private boolean areModels() {
        if (inputs.isEmpty() || inputs.size() != tensors.size()) {
            return false;
        }
        int rows = -1;
        for (Input known : inputs) {
            OnnxTensor given = tensors.get(known.name());
            if (given == null
                    || given.tensor().type() != known.type()
                    || !known.accepts(given.tensor().shape())) {
                return false;
            }
            int length = given.tensor().shape()[0];
            if (rows >= 0 && rows != length) {
                return false;
            }
            rows = length;
        }
        return true;
    }

    private ReadRows asTheyAre() {
        Map<String, Tensor> given = new LinkedHashMap<>();
        for (OnnxTensor tensor : tensors.values()) {
            checkRows(tensor.tensor().shape()[0], tensor.tensor().shape()[1]);
            given.put(tensor.name(), tensor.tensor());
        }
        return new ReadRows(new Tensors(given), (row, column) -> input.pointer(), AnswerForm.TENSORS);
    }

    private ReadRows ofRows(OnnxTensor tensor) {
        int[] shape = tensor.tensor().shape();
        int width = shape.length == 2 ? shape[1] : shape.length == 1 ? 1 : -1;
        boolean fits = columns.isOpen() ? width >= columns.size() : width == columns.size();
        if (!fits) {
            throw wrongShape(tensor, "[rows, " + columns.size() + (columns.isOpen() ? " or more]" : "]"));
        }
        checkRows(shape[0], width);
        BodyPlace at = input.under(tensor.name());
        Places places = (row, column) -> tensor.place(at.pointer(), row * width + column);
        if (columns.isDense() && !(tensor.tensor() instanceof Tensor.Texts)) {
            return new ReadRows(Table.dense(numbers(tensor.tensor()), shape[0], width), places);
        }
        List<Column> read = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            read.add(column(tensor, c, shape[0], c, width));
        }
        return new ReadRows(Table.of(shape[0], read), places);
    }

    private ReadRows ofColumns() {
        if (!columns.isNamed()) {
            throw input.refusal("expected one tensor of [rows, " + columns.size()
                    + "], since the model does not know its columns by name, but got " + tensors.size());
        }
        List<Column> read = new ArrayList<>();
        int rows = rows(tensors.values().iterator().next());
        checkRows(rows, columns.size());
        for (OnnxTensor tensor : tensors.values()) {
            if (!columns.has(tensor.name()) && !columns.ignoresUnknown()) {
                throw columns.unknown(tensor.name(), input);
            }
            if (rows(tensor) != rows) {
                throw wrongShape(tensor, "[" + rows + "] or [" + rows + ", 1], as the first tensor has,");
            }
        }
        for (int c = 0; c < columns.size(); c++) {
            read.add(columnByName(tensors.get(columns.name(c)), c, rows));
        }
        return new ReadRows(Table.of(rows, read), places());
    }

    private Places places() {
        return (row, column) -> {
            BodyPlace at = input.under(columns.name(column));
            OnnxTensor tensor = tensors.get(columns.name(column));
            return tensor == null ? at.pointer() + "/" + row : tensor.place(at.pointer(), row);
        };
    }

    private Column columnByName(@Nullable OnnxTensor tensor, int index, int rows) {
        if (tensor != null) {
            return column(tensor, index, rows, 0, 1);
        }
        if (columns.isRequired(index)) {
            throw input.refusal("the column " + Excerpt.quoted(columns.name(index)) + " is missing");
        }
        return columns.missingColumn(index, rows);
    }

    private int rows(OnnxTensor tensor) {
        int[] shape = tensor.tensor().shape();
        if (shape.length == 1 || (shape.length == 2 && shape[1] == 1)) {
            return shape[0];
        }
        throw wrongShape(tensor, "[rows] or [rows, 1]");
    }

    /** A tensor without rows can still be of very many columns. */
    private void checkRows(int rows, int width) {
        input.checkRoom(Math.max(rows, 1) - 1, width);
    }

    private InferenceException wrongShape(OnnxTensor tensor, String wanted) {
        List<Integer> shape = new ArrayList<>();
        for (int length : tensor.tensor().shape()) {
            shape.add(length);
        }
        return input.under(tensor.name()).refusedKey("dims", "expected " + wanted + " but got " + shape);
    }

    /** The values of one column of a tensor: every {@code step}-th from {@code start} on. */
    private Column column(OnnxTensor named, int index, int rows, int start, int step) {
        Tensor tensor = named.tensor();
        boolean isText = tensor instanceof Tensor.Texts;
        if (isText ? !columns.takesTexts(index) : !columns.takesNumbers(index)) {
            throw input.refusedKey(
                    named.name(),
                    "expected " + columns.wanted(index) + " but got a tensor of " + (isText ? "texts" : "numbers"));
        }
        if (columns.isNumber(index)) {
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = number(tensor, start + row * step);
            }
            return new Column.Numbers(values);
        }
        @Nullable Object[] cells = new Object[rows];
        for (int row = 0; row < rows; row++) {
            cells[row] = cell(tensor, start + row * step);
        }
        return columns.column(index, cells);
    }

    private static double[] numbers(Tensor tensor) {
        if (tensor instanceof Tensor.Doubles doubles) {
            return doubles.values();
        }
        double[] numbers = new double[Tensor.size(tensor.shape())];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(tensor, i);
        }
        return numbers;
    }

    private static double number(Tensor tensor, int at) {
        if (tensor instanceof Tensor.Doubles doubles) {
            return doubles.values()[at];
        }
        if (tensor instanceof Tensor.Longs longs) {
            return longs.values()[at];
        }
        if (tensor instanceof Tensor.Packed packed) {
            return packed.number(at);
        }
        return ((Tensor.Booleans) tensor).values()[at] ? 1 : 0;
    }

    private static Object cell(Tensor tensor, int at) {
        if (tensor instanceof Tensor.Texts texts) {
            return texts.values()[at];
        }
        if (tensor instanceof Tensor.Booleans booleans) {
            return booleans.values()[at];
        }
        return number(tensor, at);
    }
}
