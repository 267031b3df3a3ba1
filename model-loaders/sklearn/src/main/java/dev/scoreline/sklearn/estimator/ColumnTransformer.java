package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import dev.scoreline.sklearn.pickle.PyValue.Sequence;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import dev.scoreline.sklearn.pickle.PyValue.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Transformers that each read some of the columns; what they give stands next to each other.
 *
 * <p>A column has the type that its reader wants; one with readers that want different types may hold anything, and each
 * reader takes it as it can. A column that is only passed through is what the estimator behind wants it to be, and may hold
 * anything where there is none behind: the file does not say what it was. A column that nobody reads may be left out; it
 * always says of each column whether it is required, which tells its reader that columns it does not know do no harm. Immutable; thread-safe.
 */
final class ColumnTransformer implements Estimator {

    /** The transformers that take an array of one dimension, which a single column given by name or position becomes. */
    private static final Set<String> ONE_DIMENSIONAL =
            Set.of("CountVectorizer", "TfidfVectorizer", "HashingVectorizer", "DictVectorizer", "FeatureHasher");

    /** A transformer, the columns that it reads, and the number that its answer is multiplied with, if any. */
    private record Part(Estimator transformer, int[] indexes, Optional<Double> weight) {

        /** A part that hands its columns on has no wish of its own. */
        boolean isPassthrough() {
            return transformer instanceof Identity;
        }

        /** The number of columns that it gives, or -1 where that varies. */
        int width() {
            if (isPassthrough()) {
                return indexes.length;
            }
            ModelSignature.Method transform = transformer.methods().get(Method.TRANSFORM);
            return transform == null ? -1 : transform.shape().get(1);
        }
    }

    private final FrameColumns frame;
    private final List<Part> parts;
    private final Columns columns;

    private ColumnTransformer(FrameColumns frame, List<Part> parts) {
        this.frame = frame;
        this.parts = List.copyOf(parts);
        this.columns = columns(Optional.empty());
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        factories.put("ColumnTransformer", ColumnTransformer::of);
    }

    /** An entry of {@code transformers_}. */
    private record Entry(String name, PyValue transformer, PyValue columns) {

        static Entry of(FittedState state, PyValue value) {
            List<PyValue> items = value instanceof Tuple tuple
                    ? tuple.items()
                    : value instanceof Sequence list ? list.items() : List.of();
            if (items.size() == 3 && items.get(0) instanceof Text name) {
                return new Entry(name.value(), items.get(1), items.get(2));
            }
            throw state.wrong("transformers_", "a list of names, transformers and columns", value);
        }

        boolean isWord(String word) {
            return transformer instanceof Text text && text.value().equals(word);
        }
    }

    private static ColumnTransformer of(FittedState state, Estimators inner) {
        List<Entry> entries = state.items("transformers_").stream()
                .map(value -> Entry.of(state, value))
                .toList();
        FrameColumns frame = FrameColumns.of(state, selectors(entries));
        List<Part> parts = new ArrayList<>();
        for (Entry entry : entries) {
            part(state, entry, frame, inner).ifPresent(parts::add);
        }
        return new ColumnTransformer(frame, parts);
    }

    /** Dropped columns count for the width of a matrix, but a remainder by position says nothing where the rest has names. */
    private static List<ColumnSelector> selectors(List<Entry> entries) {
        List<ColumnSelector> all = entries.stream()
                .map(entry -> ColumnSelector.of(entry.columns()))
                .toList();
        boolean named =
                all.stream().anyMatch(selector -> !selector.mentionedNames().isEmpty());
        List<ColumnSelector> counting = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!named || !entries.get(i).isWord("drop")) {
                counting.add(all.get(i));
            }
        }
        return counting;
    }

    private static Optional<Part> part(FittedState state, Entry entry, FrameColumns frame, Estimators inner) {
        if (entry.isWord("drop")) {
            return Optional.empty();
        }
        int[] indexes = ColumnSelector.of(entry.columns()).indexes(frame.width(), frame.names()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        if (indexes.length == 0) {
            // scikit-learn never fitted this one.
            return Optional.empty();
        }
        checkDimensions(state, entry);
        Estimator transformer = entry.isWord("passthrough") ? Identity.PASSTHROUGH : inner.create(entry.transformer());
        check(entry, transformer, indexes.length);
        return Optional.of(new Part(transformer, indexes, FeatureUnion.weight(state, entry.name())));
    }

    private static void checkDimensions(FittedState state, Entry entry) {
        boolean one = ColumnSelector.isScalar(entry.columns());
        if (one != isOneDimensional(entry.transformer())) {
            throw state.unsupported("the transformer '" + entry.name() + "', "
                    + entry.transformer().typeName() + ", takes "
                    + (one
                            ? "a table but is given a single column; name it in a list"
                            : "a single column but is given a list"));
        }
    }

    /** Whether the transformer, or the first step of a pipeline of them, takes an array of one dimension. */
    private static boolean isOneDimensional(PyValue transformer) {
        PyValue first = transformer;
        // A pipeline in a pipeline is made of a few levels; one that contains itself ends here and is refused when it
        // is made.
        for (int depth = 0; depth < 32 && first instanceof PyObject object; depth++) {
            String list = switch (object.type().name()) {
                case "Pipeline" -> "steps";
                case "FeatureUnion" -> "transformer_list";
                default -> "";
            };
            if (list.isEmpty()) {
                return ONE_DIMENSIONAL.contains(object.type().name());
            }
            FittedState state = FittedState.of(object, SklearnVersion.UNKNOWN);
            List<PyValue> items = state.items(list);
            if (items.isEmpty()) {
                return false;
            }
            first = NamedPart.of(state, list, items.get(0)).value();
        }
        return false;
    }

    private static void check(Entry entry, Estimator transformer, int given) {
        if (!transformer.methods().containsKey(Method.TRANSFORM)) {
            throw InferenceException.unsupportedModel("the part '" + entry.name() + "' of a ColumnTransformer, "
                    + entry.transformer().typeName() + ", does not transform");
        }
        OptionalInt width = transformer.columns().width();
        if (width.isPresent() && width.getAsInt() != given) {
            throw InferenceException.invalidModel("the part '" + entry.name() + "' of a ColumnTransformer is given "
                    + given + " columns but was fitted on " + width.getAsInt());
        }
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Columns columns(Columns next) {
        return columns(Optional.of(next));
    }

    /** The columns in front of an estimator, or of none. */
    private Columns columns(Optional<Columns> next) {
        List<Set<DataType>> wanted = new ArrayList<>();
        for (int i = 0; i < frame.width(); i++) {
            wanted.add(new HashSet<>());
        }
        List<Boolean> read = new ArrayList<>(Collections.nCopies(frame.width(), false));
        int left = 0;
        for (Part part : parts) {
            List<DataType> types = types(part, behind(part, next, left));
            for (int i = 0; i < part.indexes().length; i++) {
                read.set(part.indexes()[i], true);
                if (!types.isEmpty()) {
                    wanted.get(part.indexes()[i]).add(types.get(i));
                }
            }
            left = left < 0 || part.width() < 0 ? -1 : left + part.width();
        }
        DataType otherwise = next.isPresent() ? DataType.FLOAT64 : DataType.OBJECT;
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < frame.width(); i++) {
            types.add(read.get(i) ? type(wanted.get(i), otherwise) : DataType.OBJECT);
        }
        return new Columns(OptionalInt.of(frame.width()), frame.names(), types, read);
    }

    /** Those of the columns behind that are a part's answer. */
    private static Optional<Columns> behind(Part part, Optional<Columns> next, int left) {
        boolean known = left >= 0 && part.width() >= 0;
        return next.map(columns -> known ? columns.slice(left, part.width()) : Columns.unknown());
    }

    /** What a part wants its columns to be; nothing if it hands them on to an estimator of which nothing is known. */
    private static List<DataType> types(Part part, Optional<Columns> behind) {
        if (part.isPassthrough()) {
            return behind.map(Columns::types).orElse(List.of());
        }
        Columns known = behind.map(part.transformer()::columns).orElseGet(part.transformer()::columns);
        return known.width().isPresent() ? known.types() : Collections.nCopies(part.indexes().length, DataType.FLOAT64);
    }

    private static DataType type(Set<DataType> wanted, DataType otherwise) {
        return switch (wanted.size()) {
            case 0 -> otherwise;
            case 1 -> wanted.iterator().next();
            default -> DataType.OBJECT;
        };
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        int width = 0;
        boolean numbers = true;
        for (Part part : parts) {
            width = width < 0 || part.width() < 0 ? -1 : width + part.width();
            numbers &= givesNumbers(part);
        }
        return TransformMethod.of(numbers ? DataType.FLOAT64 : DataType.OBJECT, width);
    }

    private boolean givesNumbers(Part part) {
        if (part.isPassthrough()) {
            return Arrays.stream(part.indexes())
                    .allMatch(index -> columns.types().get(index) == DataType.FLOAT64);
        }
        ModelSignature.Method transform = part.transformer().methods().get(Method.TRANSFORM);
        return transform == null || transform.type() == DataType.FLOAT64;
    }

    /** @throws InferenceException {@code INVALID_INPUT}, with the cell in this table, for what a part refuses */
    @Override
    public Payload evaluate(Method method, Table input) {
        List<Table> answers = new ArrayList<>(parts.size());
        for (Part part : parts) {
            answers.add(answer(part, input));
        }
        return SideBySide.of(input.rows(), answers);
    }

    private static Table answer(Part part, Table input) {
        try {
            Table answer = part.transformer().transform(input.select(part.indexes()));
            return part.weight()
                    .map(weight -> FeatureUnion.times(answer, weight))
                    .orElse(answer);
        } catch (InferenceException refusal) {
            throw inThisTable(refusal, part.indexes());
        }
    }

    private static InferenceException inThisTable(InferenceException refusal, int[] indexes) {
        if (refusal.cell().isEmpty() || refusal.cell().get().column() >= indexes.length) {
            return refusal;
        }
        InferenceException.Cell cell = refusal.cell().get();
        return InferenceException.refusedCell(cell.row(), indexes[cell.column()], String.valueOf(refusal.getMessage()));
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
                "ColumnTransformer",
                parts.stream().map(part -> part.transformer().outline()).toList());
    }
}
