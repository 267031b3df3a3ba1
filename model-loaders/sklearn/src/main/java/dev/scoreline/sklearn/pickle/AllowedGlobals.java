package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.PyValue.Global;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The closed table of the classes and functions that a model file may name. Nothing in it is ever run or looked up: the
 * table is a second wall behind reading files as data, and what tells a model from an attack in plain words.
 *
 * <p>Names outside of scikit-learn count with their module. Inside of scikit-learn modules moved between versions and names
 * did not, so there the name counts and the module must be one of scikit-learn's.
 *
 * <p>Immutable; thread-safe.
 */
public final class AllowedGlobals {

    private static final Pattern MODULE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private final Set<String> sklearnNames;

    private AllowedGlobals(Set<String> sklearnNames) {
        this.sklearnNames = Set.copyOf(sklearnNames);
    }

    /**
     * The table of this reader and these estimators of scikit-learn.
     *
     * @param estimators class names without modules: {@code Ridge}
     */
    public static AllowedGlobals of(Set<String> estimators) {
        Set<String> names = new HashSet<>(estimators);
        names.addAll(SklearnGlobals.PARTS);
        return new AllowedGlobals(names);
    }

    /** The number of names in the table; a family such as {@code Cy*} counts as one. */
    public int size() {
        return sklearnNames.size()
                + SklearnGlobals.FAMILIES.size()
                + LibraryGlobals.FAMILIES.size()
                + LibraryGlobals.NAMES.values().stream().mapToInt(Set::size).sum();
    }

    /**
     * The name as a value.
     *
     * @throws InferenceException {@code UNSUPPORTED_MODEL} if the name is not in the table
     */
    Global resolve(String module, String name) {
        if (!contains(module, name)) {
            throw InferenceException.unsupportedModel(refusal(module, name));
        }
        return new Global(module, name);
    }

    /** Whether a file may name it. */
    public boolean contains(String module, String name) {
        if (LibraryGlobals.NAMES.getOrDefault(module, Set.of()).contains(name)) {
            return true;
        }
        if (!MODULE.matcher(module).matches() || !MODULE.matcher(name).matches()) {
            return false;
        }
        if (isSklearn(module)) {
            return sklearnNames.contains(name) || matches(SklearnGlobals.FAMILIES, module, name);
        }
        return matches(LibraryGlobals.FAMILIES, module, name);
    }

    private static boolean isSklearn(String module) {
        return module.equals("sklearn") || module.startsWith("sklearn.");
    }

    private static boolean matches(Map<Pattern, Pattern> families, String module, String name) {
        return families.entrySet().stream()
                .anyMatch(family -> family.getKey().matcher(module).matches()
                        && family.getValue().matcher(name).matches());
    }

    private static String refusal(String module, String name) {
        String global = Excerpt.of(module + "." + name);
        if (name.endsWith("NDArrayWrapper")) {
            return "the file was written by joblib 0.9 or older, which kept " + global
                    + " in files beside it; load it in" + " Python and save it with a newer joblib";
        }
        if (isSklearn(module)) {
            return "the file holds " + global
                    + ", which is not among the parts of scikit-learn that Scoreline evaluates;"
                    + " export the model to ONNX instead";
        }
        if (module.equals("__main__")) {
            return "the file holds " + global + ", which is code of the script that made it and not in the file; use"
                    + " scikit-learn's own transformers or export the model to ONNX";
        }
        return "the file names " + global
                + ", which is not data of a model; Scoreline never runs code from a model file."
                + " If you trust the file, save the model again with scikit-learn's own classes only, or export it to ONNX";
    }
}
