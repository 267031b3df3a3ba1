package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Transformers in a row and an estimator at the end. Its columns are those of the first step that knows them, and its
 * methods those of the last step. Immutable; thread-safe.
 */
final class Pipeline implements Estimator {

    private final List<Estimator> transformers;
    private final Estimator last;
    private final Columns columns;

    private Pipeline(List<Estimator> transformers, Estimator last) {
        this.transformers = List.copyOf(transformers);
        this.last = last;
        this.columns = columnsBefore(last.columns());
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        factories.put("Pipeline", Pipeline::of);
    }

    private static Pipeline of(FittedState state, Estimators inner) {
        List<PyValue> steps = state.items("steps");
        if (steps.isEmpty()) {
            throw InferenceException.invalidModel("a Pipeline has no steps");
        }
        List<Estimator> transformers = new ArrayList<>();
        for (PyValue step : steps.subList(0, steps.size() - 1)) {
            transformer(NamedPart.of(state, "steps", step), inner).ifPresent(transformers::add);
        }
        NamedPart named = NamedPart.of(state, "steps", steps.get(steps.size() - 1));
        Estimator last = isPassthrough(named) ? Identity.PASSTHROUGH : inner.create(named.value());
        refuseNarrowing(state, transformers, last);
        return new Pipeline(transformers, last);
    }

    /** Everything here computes in 64 bits, so no step may be given 32 bits by the one before. */
    private static void refuseNarrowing(FittedState state, List<Estimator> transformers, Estimator last) {
        for (int i = 0; i < transformers.size(); i++) {
            Estimator next = i + 1 < transformers.size() ? transformers.get(i + 1) : last;
            if (transformers.get(i).narrows() && !next.widens()) {
                throw state.unsupported(transformers.get(i).outline().label() + " gives "
                        + next.outline().label()
                        + " 32-bit numbers to compute with; make its encoders without dtype=float32");
            }
        }
    }

    private static Optional<Estimator> transformer(NamedPart step, Estimators inner) {
        if (isPassthrough(step)) {
            return Optional.empty();
        }
        Estimator transformer = inner.create(step.value());
        if (!transformer.methods().containsKey(Method.TRANSFORM)) {
            throw InferenceException.unsupportedModel("the step '" + step.name()
                    + "' of a Pipeline is not its last but " + step.value().typeName() + " does not transform");
        }
        return Optional.of(transformer);
    }

    /** None is the older word for 'passthrough'. */
    private static boolean isPassthrough(NamedPart step) {
        return step.value() == None.NONE
                || (step.value() instanceof Text text && text.value().equals("passthrough"));
    }

    /** What the first step must be given, when the last one must be given these columns. */
    private Columns columnsBefore(Columns ofLast) {
        Columns next = ofLast;
        for (int i = transformers.size() - 1; i >= 0; i--) {
            Estimator transformer = transformers.get(i);
            if (transformer.columns().width().isPresent() || !transformer.keepsWidth()) {
                next = transformer.columns(next);
            }
        }
        return next;
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Columns columns(Columns next) {
        boolean handsOn = last.columns().width().isEmpty() && last.keepsWidth();
        return columnsBefore(handsOn ? next : last.columns(next));
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        return last.methods();
    }

    @Override
    public Payload evaluate(Method method, Table input) {
        Table table = input;
        boolean sameColumns = true;
        for (Estimator transformer : transformers) {
            table = (Table) evaluate(transformer, Method.TRANSFORM, table, sameColumns);
            sameColumns &= transformer.keepsWidth();
        }
        return evaluate(last, method, table, sameColumns);
    }

    /** A cell that a later step refuses is named only while its column is still one of the pipeline's own. */
    private static Payload evaluate(Estimator step, Method method, Table table, boolean sameColumns) {
        step.columns().check(table);
        try {
            return step.evaluate(method, table);
        } catch (InferenceException refusal) {
            if (sameColumns || refusal.cell().isEmpty()) {
                throw refusal;
            }
            throw new InferenceException(
                    refusal.code(), "in row " + refusal.cell().get().row() + ": " + refusal.getMessage(), refusal);
        }
    }

    @Override
    public boolean keepsWidth() {
        return last.keepsWidth() && transformers.stream().allMatch(Estimator::keepsWidth);
    }

    @Override
    public boolean narrows() {
        return last.narrows();
    }

    @Override
    public boolean widens() {
        return transformers.isEmpty() ? last.widens() : transformers.get(0).widens();
    }

    @Override
    public Outline outline() {
        List<Outline> parts = new ArrayList<>();
        transformers.forEach(transformer -> parts.add(transformer.outline()));
        parts.add(last.outline());
        return new Outline("Pipeline", parts);
    }
}
