package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The closed table of the estimators that can be evaluated, by class name: modules moved between versions, class names
 * did not. Also makes the estimators inside estimators.
 */
public final class Estimators {

    /** How deep estimators may stand in estimators. */
    private static final int MAX_DEPTH = 32;

    /** Makes an estimator of a fitted object; {@code inner} makes those inside it. */
    public interface Factory {
        Estimator create(FittedState state, Estimators inner);
    }

    private static final Map<String, Factory> FACTORIES = new HashMap<>();

    static {
        // Each family adds its classes here, one line a family.
        LinearRegressor.addTo(FACTORIES);
        LinearClassifier.addTo(FACTORIES);
        RidgeLabels.addTo(FACTORIES);
        MetaEstimator.addTo(FACTORIES);
        Pipeline.addTo(FACTORIES);
        FeatureUnion.addTo(FACTORIES);
        Identity.addTo(FACTORIES);
        ForestClassifier.addTo(FACTORIES);
        ForestRegressor.addTo(FACTORIES);
        GradientBoostingClassifier.addTo(FACTORIES);
        GradientBoostingRegressor.addTo(FACTORIES);
        Scaler.addTo(FACTORIES);
        Normalizer.addTo(FACTORIES);
        Binarizer.addTo(FACTORIES);
        KernelCenterer.addTo(FACTORIES);
        OneHotEncoder.addTo(FACTORIES);
        OrdinalEncoder.addTo(FACTORIES);
        SimpleImputer.addTo(FACTORIES);
        ColumnTransformer.addTo(FACTORIES);
    }

    private final SklearnVersion outerVersion;
    private final int depth;

    private Estimators(SklearnVersion outerVersion, int depth) {
        this.outerVersion = outerVersion;
        this.depth = depth;
    }

    /** For the outermost object of a file. */
    public static Estimators outermost() {
        return new Estimators(SklearnVersion.UNKNOWN, 0);
    }

    /** The class names that can be evaluated. */
    public static Set<String> classNames() {
        return Set.copyOf(FACTORIES.keySet());
    }

    /**
     * Makes the estimator of a pickled object.
     *
     * @throws InferenceException {@code UNSUPPORTED_MODEL} for a class outside the table, {@code INVALID_MODEL} for an
     *     object whose state is not what its class has
     */
    public Estimator create(PyValue value) {
        if (!(value instanceof PyObject object) || !object.type().topPackage().equals("sklearn")) {
            throw InferenceException.unsupportedModel(
                    "expected a fitted scikit-learn estimator but got " + value.typeName());
        }
        Factory factory = FACTORIES.get(object.type().name());
        if (factory == null) {
            throw InferenceException.unsupportedModel(object.typeName()
                    + " is not among the estimators that Scoreline evaluates; export the model to ONNX instead");
        }
        if (depth == MAX_DEPTH) {
            throw InferenceException.invalidModel("estimators stand in estimators more than " + MAX_DEPTH + " deep");
        }
        FittedState state = FittedState.of(object, outerVersion);
        return factory.create(state, new Estimators(state.version(), depth + 1));
    }
}
