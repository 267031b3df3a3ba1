package dev.scoreline.batch.parquet;

import dev.scoreline.batch.input.FileColumns;
import dev.scoreline.batch.input.ModelColumns;
import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.codec.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The columns of a file that are read, and where they go. Immutable.
 *
 * @param schema those columns only
 * @param targets for each the model's column; {@code -1 - i} for the i-th that only the output wants
 * @param match how the file's columns meet the model's
 * @param extraNames the names of the columns that only the output wants
 */
record ReadColumns(
        MessageType schema, List<FlatColumn> kinds, int[] targets, FileColumns match, List<String> extraNames) {

    /** The index of a data frame, which pandas writes beside its columns; it is no input. */
    private static final Pattern PANDAS_INDEX = Pattern.compile("__index_level_\\d+__");

    /**
     * By name for a model that names its columns, otherwise by position.
     *
     * @throws InferenceException {@code INVALID_INPUT} if the model's columns are not there or cannot be read
     */
    static ReadColumns of(MessageType file, ModelColumns columns, boolean keepsExtra) {
        List<Type> fields = file.getFields().stream()
                .filter(field -> columns.isNamed()
                        || !PANDAS_INDEX.matcher(field.getName()).matches())
                .toList();
        FileColumns match = columns.isNamed()
                ? FileColumns.byName(fields.stream().map(Type::getName).toList(), columns)
                : FileColumns.byPosition(fields.size(), columns);
        List<Type> read = new ArrayList<>();
        List<FlatColumn> kinds = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            int target = match.targets()[i];
            if (target >= 0 || keepsExtra) {
                FlatColumn kind = FlatColumn.of(fields.get(i));
                check(fields.get(i).getName(), kind.kind(), target, columns);
                read.add(fields.get(i));
                kinds.add(kind);
                targets.add(target);
            }
        }
        return new ReadColumns(
                new MessageType(file.getName(), read),
                kinds,
                targets.stream().mapToInt(Integer::intValue).toArray(),
                match,
                keepsExtra ? match.extraNames() : List.of());
    }

    private static void check(String name, FlatColumn.Kind kind, int target, ModelColumns columns) {
        if (target < 0 || kind == FlatColumn.Kind.NOTHING) {
            return;
        }
        boolean fits = switch (columns.type(target)) {
            case STRING -> kind == FlatColumn.Kind.TEXT;
            case OBJECT -> kind != FlatColumn.Kind.MOMENT;
            default -> kind.isNumber();
        };
        if (!fits) {
            throw InferenceException.invalidInput("the column " + Excerpt.quoted(name) + " holds " + kind
                    + " but the model takes " + taken(columns.type(target)) + " there");
        }
    }

    private static String taken(DataType type) {
        return switch (type) {
            case STRING -> "text";
            case OBJECT -> "text or numbers";
            default -> "numbers";
        };
    }

    /** The name of the i-th column that is read. */
    String name(int index) {
        return schema.getFieldName(index);
    }
}
