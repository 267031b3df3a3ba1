package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Transformers side by side: each gets the whole table, and their answers stand next to each other, each times its weight.
 * Immutable; thread-safe.
 */
final class FeatureUnion implements Estimator {

    /** A transformer and the number that its answer is multiplied with, if any. */
    private record Part(Estimator transformer, Optional<Double> weight) {}

    private final List<Part> parts;
    private final Columns columns;

    private FeatureUnion(List<Part> parts) {
        this.parts = List.copyOf(parts);
        this.columns = Columns.shared(
                parts.stream().map(part -> part.transformer().columns()).toList());
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        factories.put("FeatureUnion", FeatureUnion::of);
    }

    private static FeatureUnion of(FittedState state, Estimators inner) {
        List<Part> parts = new ArrayList<>();
        for (PyValue pair : state.items("transformer_list")) {
            NamedPart named = NamedPart.of(state, "transformer_list", pair);
            transformer(named, inner)
                    .ifPresent(transformer -> parts.add(new Part(transformer, weight(state, named.name()))));
        }
        if (parts.stream()
                .anyMatch(
                        part -> part.weight().isPresent() && part.transformer().narrows())) {
            throw state.unsupported("it weighs 32-bit numbers; make its encoders without dtype=float32");
        }
        return new FeatureUnion(parts);
    }

    private static Optional<Estimator> transformer(NamedPart part, Estimators inner) {
        if (part.value() == None.NONE || isWord(part, "drop")) {
            return Optional.empty();
        }
        Estimator transformer = isWord(part, "passthrough") ? Identity.PASSTHROUGH : inner.create(part.value());
        if (!transformer.methods().containsKey(Method.TRANSFORM)) {
            throw InferenceException.unsupportedModel("the part '" + part.name() + "' of a FeatureUnion, "
                    + part.value().typeName() + ", does not transform");
        }
        return Optional.of(transformer);
    }

    private static boolean isWord(NamedPart part, String word) {
        return part.value() instanceof Text text && text.value().equals(word);
    }

    /** The number of {@code transformer_weights} for the part of this name, if there is one. */
    static Optional<Double> weight(FittedState state, String name) {
        Optional<PyValue> weights = state.find("transformer_weights");
        if (weights.isEmpty()) {
            return Optional.empty();
        }
        if (!(weights.get() instanceof Dict dict)) {
            throw state.wrong("transformer_weights", "a dict", weights.get());
        }
        PyValue weight = dict.entries().get(new Text(name));
        if (weight == null || weight == None.NONE) {
            return Optional.empty();
        }
        if (weight instanceof Real number) {
            return Optional.of(number.value());
        }
        if (weight instanceof Int number) {
            return Optional.of((double) number.value());
        }
        throw state.wrong("transformer_weights", "a dict of numbers", weight);
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Columns columns(Columns next) {
        List<Columns> wanted = new ArrayList<>();
        int left = 0;
        for (Part part : parts) {
            int width = width(part);
            boolean known = left >= 0 && width >= 0;
            wanted.add(part.transformer().columns(known ? next.slice(left, width) : Columns.unknown()));
            left = known ? left + width : -1;
        }
        return Columns.shared(wanted);
    }

    /** The number of columns that a part gives, or -1 where that varies. */
    private static int width(Part part) {
        ModelSignature.Method transform = part.transformer().methods().get(Method.TRANSFORM);
        return transform == null ? -1 : transform.shape().get(1);
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        int width = 0;
        DataType type = DataType.FLOAT64;
        for (Part part : parts) {
            ModelSignature.Method transform = part.transformer().methods().get(Method.TRANSFORM);
            int added = transform == null ? -1 : transform.shape().get(1);
            width = width < 0 || added < 0 ? -1 : width + added;
            if (transform != null && transform.type() != DataType.FLOAT64) {
                type = DataType.OBJECT;
            }
        }
        return Map.of(
                Method.TRANSFORM, new ModelSignature.Method(Method.TRANSFORM.pythonName(), type, List.of(-1, width)));
    }

    @Override
    public Payload evaluate(Method method, Table input) {
        List<Table> answers = new ArrayList<>(parts.size());
        for (Part part : parts) {
            part.transformer().columns().check(input);
            Table answer = part.transformer().transform(input);
            answers.add(part.weight().map(weight -> times(answer, weight)).orElse(answer));
        }
        return SideBySide.of(input.rows(), answers);
    }

    /** The table with every number multiplied. */
    static Table times(Table table, double weight) {
        double[] values = Inputs.numbers(table, "a transformer with a weight");
        double[] weighted = new double[table.rows() * table.width()];
        for (int i = 0; i < weighted.length; i++) {
            weighted[i] = values[i] * weight;
        }
        return Table.dense(weighted, table.rows(), table.width());
    }

    /** NumPy stacks 32-bit and 64-bit numbers as 64-bit ones. */
    @Override
    public boolean narrows() {
        return !parts.isEmpty()
                && parts.stream().allMatch(part -> part.transformer().narrows());
    }

    @Override
    public Outline outline() {
        return new Outline(
                "FeatureUnion",
                parts.stream().map(part -> part.transformer().outline()).toList());
    }
}
