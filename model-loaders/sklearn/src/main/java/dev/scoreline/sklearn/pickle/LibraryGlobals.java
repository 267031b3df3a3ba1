package dev.scoreline.sklearn.pickle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names outside of scikit-learn that its models carry, each with its module. What could reach further than data, such as
 * getattr, eval or operator.attrgetter, is left out although nothing here is ever called. Immutable; thread-safe.
 */
final class LibraryGlobals {

    /** Functions that models apply to numbers by name; numpy's ufuncs. */
    private static final String UFUNCS = """
            abs absolute add arccos arccosh arcsin arcsinh arctan arctan2 arctanh cbrt ceil cos cosh deg2rad degrees
            divide exp exp2 expm1 fabs floor floor_divide fmax fmin hypot isfinite isinf isnan log log10 log1p log2
            logaddexp logical_not maximum minimum mod multiply negative positive power rad2deg radians reciprocal
            remainder rint sign sin sinh sqrt square subtract tan tanh true_divide trunc
            """;

    private static final String TYPES = """
            ndarray dtype bool bool_ int8 int16 int32 int64 intp uint8 uint16 uint32 uint64 float16 float32 float64
            longdouble complex64 complex128 object_ str_ bytes_ unicode_ string_ void datetime64 timedelta64 ufunc
            generic number integer signedinteger unsignedinteger inexact floating complexfloating flexible character
            """;

    private static final String ARRAY_MAKERS = " _reconstruct scalar _frombuffer _ufunc_reconstruct ";

    /** Names by module. */
    static final Map<String, Set<String>> NAMES = table(List.of(
            "builtins set frozenset bytearray bytes complex slice list tuple dict int float str bool object range"
                    + " DeprecationWarning FutureWarning",
            "exceptions DeprecationWarning FutureWarning",
            "__builtin__ set frozenset bytearray bytes complex slice list tuple dict int long float str unicode bool"
                    + " object xrange",
            "_codecs encode",
            "collections OrderedDict defaultdict",
            "copyreg _reconstructor",
            "copy_reg _reconstructor",
            "functools partial",
            "numpy " + TYPES + UFUNCS + " matrix memmap recarray nan_to_num",
            "numpy.core" + ARRAY_MAKERS,
            "numpy._core" + ARRAY_MAKERS,
            "numpy.core.multiarray" + ARRAY_MAKERS,
            "numpy._core.multiarray" + ARRAY_MAKERS,
            "numpy.core.numeric" + ARRAY_MAKERS,
            "numpy._core.numeric" + ARRAY_MAKERS,
            "numpy.core._multiarray_umath" + ARRAY_MAKERS + UFUNCS,
            "numpy._core._multiarray_umath" + ARRAY_MAKERS + UFUNCS,
            "numpy.core.umath " + UFUNCS,
            "numpy.core.memmap memmap",
            "numpy._core.memmap memmap",
            "numpy.matrixlib.defmatrix matrix",
            "numpy.ma MaskedArray",
            "numpy.ma.core _mareconstruct MaskedArray MaskedConstant",
            "numpy.random __RandomState_ctor",
            "numpy.random.mtrand RandomState __RandomState_ctor",
            "numpy.random._pickle __randomstate_ctor __bit_generator_ctor __generator_ctor",
            "numpy.random._generator Generator",
            "numpy.random._mt19937 MT19937",
            "numpy.random._pcg64 PCG64 PCG64DXSM",
            "numpy.random._philox Philox",
            "numpy.random._sfc64 SFC64",
            "numpy.random.bit_generator SeedSequence __pyx_unpickle_SeedSequence",
            "numpy.random._bit_generator SeedSequence __pyx_unpickle_SeedSequence",
            "scipy.special expit logit",
            "scipy.special._ufuncs expit logit",
            "scipy.sparse csr_matrix csc_matrix coo_matrix dia_matrix csr_array csc_array coo_array dia_array",
            "scipy.sparse.csr csr_matrix",
            "scipy.sparse._csr csr_matrix csr_array",
            "scipy.sparse.csc csc_matrix",
            "scipy.sparse._csc csc_matrix csc_array",
            "scipy.sparse.coo coo_matrix",
            "scipy.sparse._coo coo_matrix coo_array",
            "scipy.sparse.dia dia_matrix",
            "scipy.sparse._dia dia_matrix dia_array",
            "scipy.interpolate.interpolate interp1d",
            "scipy.interpolate._interpolate interp1d",
            "scipy.interpolate._bsplines BSpline",
            "scipy.stats._distn_infrastructure rv_frozen rv_continuous_frozen rv_discrete_frozen",
            "joblib.numpy_pickle NumpyArrayWrapper",
            "sklearn.externals.joblib.numpy_pickle NumpyArrayWrapper",
            "pandas Index RangeIndex StringDtype NA",
            "pandas._libs.missing NA",
            "pandas.core.indexes.base Index _new_Index",
            "pandas.core.indexes.range RangeIndex",
            "pandas.core.indexes.numeric Int64Index Float64Index UInt64Index",
            "pandas.indexes.base Index _new_Index",
            "pandas.arrays ArrowStringArray StringArray",
            "pandas._libs.arrays __pyx_unpickle_NDArrayBacked",
            "pandas.core.arrays.string_ StringDtype StringArray",
            "pandas.core.arrays.string_arrow ArrowStringArray ArrowStringArrayNumpySemantics",
            "pyarrow.lib _restore_array type_for_alias py_buffer chunked_array",
            "xgboost.core Booster",
            "xgboost.sklearn XGBModel XGBClassifier XGBRegressor XGBRanker XGBRFClassifier XGBRFRegressor",
            "xgboost.compat XGBoostLabelEncoder",
            "lightgbm.basic Booster",
            "lightgbm.sklearn LGBMModel LGBMClassifier LGBMRegressor LGBMRanker",
            "lightgbm.compat _LGBMLabelEncoder"));

    /** Names that are too many to list: a module's pattern and the pattern of its names. */
    static final Map<Pattern, Pattern> FAMILIES = Map.of(
            // Losses in Cython, under the name that their extension module has of itself.
            Pattern.compile("_loss"), Pattern.compile("(__pyx_unpickle_)?Cy[A-Za-z]+"),
            // The distributions of a randomized search.
            Pattern.compile("scipy\\.stats\\._(continuous|discrete)_distns"), Pattern.compile("[a-z0-9_]+_gen"));

    private LibraryGlobals() {}

    private static Map<String, Set<String>> table(List<String> modulesAndNames) {
        Map<String, Set<String>> table = new HashMap<>();
        for (String moduleAndNames : modulesAndNames) {
            List<String> words = List.of(moduleAndNames.strip().split("\\s+"));
            table.put(words.get(0), Set.copyOf(new HashSet<>(words.subList(1, words.size()))));
        }
        return Map.copyOf(table);
    }
}
