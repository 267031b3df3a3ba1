package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import java.util.List;
import java.util.Map;

/**
 * An estimator that found, fitted or froze another one and answers with it: the searches, RANSACRegressor and
 * FrozenEstimator. Immutable; thread-safe.
 */
final class MetaEstimator implements Estimator {

    private static final List<String> SEARCHES =
            List.of("GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "HalvingRandomSearchCV");

    private final String className;
    private final Columns columns;
    private final Estimator inside;

    private MetaEstimator(String className, Columns columns, Estimator inside) {
        this.className = className;
        this.columns = columns;
        this.inside = inside;
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        for (String name : SEARCHES) {
            factories.put(name, MetaEstimator::search);
        }
        factories.put("RANSACRegressor", (state, inner) -> of(state, inner, "estimator_"));
        factories.put("FrozenEstimator", (state, inner) -> of(state, inner, "estimator"));
    }

    private static MetaEstimator search(FittedState state, Estimators inner) {
        if (state.find("best_estimator_").isEmpty()) {
            throw state.unsupported("there is no fitted best_estimator_ in the file;"
                    + " call fit with refit=True, or save a fitted estimator instead of the search");
        }
        return of(state, inner, "best_estimator_");
    }

    private static MetaEstimator of(FittedState state, Estimators inner, String attribute) {
        Estimator inside = inner.create(state.get(attribute));
        return new MetaEstimator(state.className(), named(inside.columns(), state.featureNames()), inside);
    }

    /** The estimator inside may have been fitted on an array that lost the names, as that of RANSACRegressor is. */
    private static Columns named(Columns columns, List<String> names) {
        return columns.names().isEmpty() && !names.isEmpty() && columns.width().isPresent()
                ? new Columns(columns.width(), names, columns.types(), columns.required())
                : columns;
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        return inside.methods();
    }

    @Override
    public Payload evaluate(Method method, Table input) {
        return inside.evaluate(method, input);
    }

    @Override
    public boolean keepsWidth() {
        return inside.keepsWidth();
    }

    @Override
    public boolean narrows() {
        return inside.narrows();
    }

    @Override
    public boolean widens() {
        return inside.widens();
    }

    @Override
    public Outline outline() {
        return new Outline(className, List.of(inside.outline()));
    }
}
