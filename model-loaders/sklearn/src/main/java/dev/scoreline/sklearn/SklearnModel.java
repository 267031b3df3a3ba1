package dev.scoreline.sklearn;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelDescription;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.estimator.Columns;
import dev.scoreline.sklearn.estimator.Estimator;
import dev.scoreline.sklearn.estimator.Method;
import dev.scoreline.sklearn.estimator.SklearnVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A fitted scikit-learn estimator as a model. Its methods bear scikit-learn's names and answer what scikit-learn answers to
 * a NumPy array or a data frame of 64-bit numbers, but for three things that a request makes different:
 *
 * <ul>
 *   <li>columns given by name may stand in any order;
 *   <li>a table without rows has an answer without rows, where scikit-learn asks for at least one;
 *   <li>a cell that is none counts as NaN where the model has no use for None, because JSON cannot say NaN.
 * </ul>
 *
 * <p>Thread-safe.
 */
final class SklearnModel implements Model {

    private final ModelSignature signature;
    private final ModelDescription description;
    private final Columns columns;
    private final Map<Method, ModelSignature.Method> methods;
    private volatile Optional<Estimator> estimator;

    SklearnModel(Estimator estimator, SklearnVersion version) {
        this.estimator = Optional.of(estimator);
        this.columns = estimator.columns();
        this.methods = estimator.methods();
        this.signature = signature(columns, methods);
        this.description = new ModelDescription(
                "sklearn",
                version.equals(SklearnVersion.UNKNOWN) ? Optional.empty() : Optional.of(version.text()),
                estimator.outline());
    }

    private static ModelSignature signature(Columns columns, Map<Method, ModelSignature.Method> methods) {
        List<ModelSignature.Method> inOrder = Arrays.stream(Method.values())
                .filter(methods::containsKey)
                .map(methods::get)
                .toList();
        boolean named = !columns.names().isEmpty();
        return new ModelSignature(named ? named(columns) : positions(columns), named, extraColumns(columns), inOrder);
    }

    private static List<Feature> named(Columns columns) {
        List<Feature> features = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        columns.names().stream().filter(name -> !seen.add(name)).findFirst().ifPresent(name -> {
            throw InferenceException.unsupportedModel("the model was fitted on two columns named '" + name
                    + "'; give every column a name of its own and fit it again");
        });
        for (int i = 0; i < columns.names().size(); i++) {
            features.add(new Feature(columns.names().get(i), columns.types().get(i), columns.isRequired(i)));
        }
        return features;
    }

    private static List<Feature> positions(Columns columns) {
        List<Feature> features = new ArrayList<>();
        List<DataType> types = columns.types();
        for (int i = 0; i < types.size(); i++) {
            features.add(new Feature(Integer.toString(i), types.get(i)));
        }
        return features;
    }

    /** Only a ColumnTransformer says which columns it requires, and it alone leaves out those that it does not know. */
    private static ExtraColumns extraColumns(Columns columns) {
        if (columns.width().isEmpty()) {
            return ExtraColumns.KEPT;
        }
        return columns.required().isEmpty() ? ExtraColumns.REFUSED : ExtraColumns.IGNORED;
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public Payload score(String method, Payload input) {
        Estimator open = estimator.orElseThrow(
                () -> new InferenceException(ErrorCode.MODEL_FAILED, "the model has been closed"));
        Method asked = method(method);
        Table table = Table.expected(input);
        columns.check(table);
        try {
            return open.evaluate(asked, table);
        } catch (InferenceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InferenceException(
                    ErrorCode.MODEL_FAILED, "the model failed in " + method + " on " + table.rows() + " rows", e);
        }
    }

    private Method method(String name) {
        for (Method method : methods.keySet()) {
            if (method.pythonName().equals(name)) {
                return method;
            }
        }
        throw signature.unknownMethod(name);
    }

    @Override
    public void close() {
        estimator = Optional.empty();
    }
}
