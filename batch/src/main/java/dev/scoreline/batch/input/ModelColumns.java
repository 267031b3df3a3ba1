package dev.scoreline.batch.input;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A signature's input as the readers of files need it. Immutable; thread-safe. */
public final class ModelColumns {

    private final List<Feature> features;
    private final boolean named;
    private final boolean open;
    private final Map<String, Integer> positions = new HashMap<>();

    public ModelColumns(ModelSignature signature) {
        this.features = signature.features();
        this.named = signature.named();
        this.open = signature.extraColumns() == ExtraColumns.KEPT;
        for (int i = 0; i < features.size(); i++) {
            positions.put(features.get(i).name(), i);
        }
    }

    /** The number of columns that the model knows. */
    public int size() {
        return features.size();
    }

    public boolean isNamed() {
        return named;
    }

    /** Whether rows may be wider than {@link #size()}; the further columns are numbers. */
    public boolean isOpen() {
        return open;
    }

    /** The position of a name, or -1. */
    public int position(String name) {
        return positions.getOrDefault(name, -1);
    }

    public boolean isRequired(int column) {
        return features.get(column).required();
    }

    public String name(int column) {
        return column < features.size() ? features.get(column).name() : Integer.toString(column);
    }

    public List<String> names() {
        return features.stream().map(Feature::name).toList();
    }

    public DataType type(int column) {
        return column < features.size() ? features.get(column).type() : DataType.FLOAT64;
    }

    /** Whether a column takes nothing but numbers. */
    public boolean isNumber(int column) {
        return type(column).isNumeric();
    }

    /** Whether so many columns are all numbers. */
    public boolean isDense(int width) {
        for (int c = 0; c < width; c++) {
            if (!isNumber(c)) {
                return false;
            }
        }
        return true;
    }
}
