package dev.scoreline.sklearn.pickle;

import static java.util.Map.entry;

import dev.scoreline.sklearn.pickle.PyValue.Global;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import java.util.List;
import java.util.Map;

/**
 * The closed set of Python callables whose result is a plain value and is therefore made here: NumPy's arrays, types and
 * scalars, Python's collections and bytes, and the column lists of pandas. Everything else stays an inert {@link PyObject}.
 *
 * <p>Some values are complete only when BUILD has given them their state. Until then they are drafts: a dtype in native
 * order, or the inert object of the call.
 *
 * <p>One thread.
 */
final class Constructors {

    /** Makes a value of the arguments of a call. */
    private interface Constructor {
        PyValue construct(Arguments arguments);
    }

    /** Makes a value of the state that a draft is given. */
    private interface Completion {
        PyValue complete(PyObject draft, PyValue state, Budget budget);
    }

    private static final Map<String, Constructor> CONSTRUCTORS = Map.ofEntries(
            entry("_codecs.encode", PythonBytes::encode),
            entry("builtins.bytes", PythonBytes::of),
            entry("builtins.bytearray", PythonBytes::of),
            entry("builtins.list", PythonCollections::list),
            entry("builtins.tuple", PythonCollections::tuple),
            entry("builtins.dict", PythonCollections::dict),
            entry("builtins.set", PythonCollections::set),
            entry("builtins.frozenset", PythonCollections::set),
            entry("collections.OrderedDict", PythonCollections::dict),
            entry("collections.defaultdict", PythonCollections::defaultDict),
            entry("copyreg._reconstructor", PythonCollections::reconstructed),
            entry("sklearn.utils.Bunch", PythonCollections::dict),
            entry("sklearn.utils._bunch.Bunch", PythonCollections::dict),
            entry("sklearn.utils.deprecation.DeprecationDict", PythonCollections::dict),
            entry("numpy.dtype", NumpyTypes::of),
            entry("numpy.core.multiarray.scalar", NumpyScalars::of),
            entry("numpy.core.numeric._frombuffer", NumpyArrays::ofBuffer),
            entry("pandas.core.indexes.base._new_Index", PandasColumns::ofIndex),
            entry("pyarrow.lib._restore_array", PandasColumns::ofArrowArray),
            entry("pyarrow.lib.chunked_array", PandasColumns::ofArrowChunks));

    private static final Map<String, Completion> COMPLETIONS = Map.ofEntries(
            entry("numpy.core.multiarray._reconstruct", NumpyArrays::ofState),
            entry("pandas.arrays.ArrowStringArray", PandasColumns::ofArrowState),
            entry("pandas.core.arrays.string_arrow.ArrowStringArray", PandasColumns::ofArrowState),
            entry("pandas._libs.arrays.__pyx_unpickle_NDArrayBacked", PandasColumns::ofBackedState));

    /** A ufunc by the name of its module and its own: how NumPy 1 pickles {@code numpy.log1p}. */
    private static final String UFUNC = "numpy.core._ufunc_reconstruct";

    private final AllowedGlobals globals;
    private final Budget budget;

    Constructors(AllowedGlobals globals, Budget budget) {
        this.globals = globals;
        this.budget = budget;
    }

    /** The value of a call, or an inert object where the result is no plain value. */
    PyValue construct(Global type, List<PyValue> arguments) {
        String name = canonicalName(type);
        Arguments typed = new Arguments(type.typeName(), arguments, budget);
        if (name.equals(UFUNC)) {
            return globals.resolve(typed.text(0), typed.text(1));
        }
        Constructor constructor = CONSTRUCTORS.get(name);
        if (constructor != null) {
            return constructor.construct(typed);
        }
        budget.countCollection();
        return new PyObject(type, arguments);
    }

    /** Whether the value is complete only with the state that BUILD gives it. */
    static boolean isDraft(PyValue value) {
        return value instanceof DType
                || (value instanceof PyObject object
                        && (COMPLETIONS.containsKey(canonicalName(object.type())) || JoblibArray.isWrapper(object)));
    }

    /** The value that a draft and its state make. */
    PyValue complete(PyValue draft, PyValue state) {
        if (draft instanceof DType dtype) {
            return NumpyTypes.complete(dtype, state, budget);
        }
        if (draft instanceof PyObject object) {
            Completion completion = COMPLETIONS.get(canonicalName(object.type()));
            if (completion != null) {
                return completion.complete(object, state, budget);
            }
        }
        throw new IllegalArgumentException(draft.typeName() + " is not a draft");
    }

    /**
     * One name for the several that a callable has had. Python 3 renamed builtins and copyreg; NumPy 2 renamed numpy.core;
     * pickles written with dill name the extension module behind numpy.core.multiarray.
     */
    private static String canonicalName(Global type) {
        String module = type.module()
                .replace("numpy._core", "numpy.core")
                .replace("numpy.core._multiarray_umath", "numpy.core.multiarray");
        return switch (module) {
            case "__builtin__" -> "builtins." + type.name();
            case "copy_reg" -> "copyreg." + type.name();
            default -> module + "." + type.name();
        };
    }
}
