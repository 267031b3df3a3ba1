package dev.scoreline.testkit;

import dev.scoreline.model.DataType;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelDescription;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A model that answers with a function of the table; by default the sum of each row of numbers. */
public final class FakeModel implements Model {

    private final ModelSignature signature;
    private final Function<Table, Payload> answer;
    private volatile boolean closed;

    private FakeModel(ModelSignature signature, Function<Table, Payload> answer) {
        this.signature = signature;
        this.answer = answer;
    }

    /** Takes rows of this many numbers, known by position, and sums each. */
    public static FakeModel summing(int width) {
        return of(ModelSignature.positions(width, DataType.FLOAT64), false, FakeModel::sums);
    }

    /** Takes these columns, by name or position. */
    public static FakeModel of(List<Feature> features, boolean named, Function<Table, Payload> answer) {
        return of(features, named, ExtraColumns.REFUSED, answer);
    }

    public static FakeModel of(
            List<Feature> features, boolean named, ExtraColumns extraColumns, Function<Table, Payload> answer) {
        List<ModelSignature.Method> methods = List.of(
                new ModelSignature.Method("predict", DataType.FLOAT64, List.of(-1)),
                new ModelSignature.Method("predict_proba", DataType.FLOAT64, List.of(-1, 2)));
        return new FakeModel(new ModelSignature(features, named, extraColumns, methods), answer);
    }

    private static Payload sums(Table table) {
        double[] sums = new double[table.rows()];
        for (int r = 0; r < table.rows(); r++) {
            for (int c = 0; c < table.width(); c++) {
                sums[r] += table.values()[r * table.width() + c];
            }
        }
        return new Tensor.Doubles(new int[] {sums.length}, sums);
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public ModelDescription description() {
        return new ModelDescription("fake", Optional.of("1.0"), Outline.leaf("FakeModel"));
    }

    @Override
    public Payload score(String method, Payload input) {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
        return answer.apply(Table.expected(input));
    }

    @Override
    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }
}
