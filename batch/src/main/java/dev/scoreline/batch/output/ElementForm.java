package dev.scoreline.batch.output;

import dev.scoreline.scoring.codec.JsonBytes;
import dev.scoreline.scoring.codec.JsonValueEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what entry code gave for a mini-batch of files, an element a line. Where there is an element for each file, the i-th is
 * the i-th file's; otherwise nobody knows, and the element stands without a file's name. Stateless; thread-safe.
 */
public enum ElementForm {
    /** As Azure ML appends it: a list's values with blanks between, anything else as text; no file's name of its own. */
    LINES {
        @Override
        public byte[] header() {
            return new byte[0];
        }

        @Override
        void write(String file, @Nullable Object element, JsonBytes out) {
            cells(element, ' ', out);
        }
    },
    /** {@code file,result} with a header; a list's values are further cells. */
    TABLE {
        @Override
        public byte[] header() {
            return "file,result\n".getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        void write(String file, @Nullable Object element, JsonBytes out) {
            if (!file.isEmpty()) {
                CsvCells.text(file, ',', out);
            }
            out.ascii(',');
            cells(element, ',', out);
        }
    },
    /** {@code {"file":"a.png","result":…}}. */
    JSON_LINES {
        @Override
        public byte[] header() {
            return new byte[0];
        }

        @Override
        void write(String file, @Nullable Object element, JsonBytes out) {
            out.ascii('{');
            if (!file.isEmpty()) {
                out.word("\"file\":");
                out.text(file);
                out.ascii(',');
            }
            out.word("\"result\":");
            out.raw(json(element));
            out.ascii('}');
        }
    },
    /** What a form of the columns {@code file} and {@code result} is made of in the end. */
    TYPED_LINES {
        @Override
        public byte[] header() {
            JsonBytes out = new JsonBytes(64);
            TypedLines.columns(List.of("file", "result"), out);
            return out.toByteArray();
        }

        @Override
        void write(String file, @Nullable Object element, JsonBytes out) {
            out.ascii('[');
            if (file.isEmpty()) {
                out.word("null");
            } else {
                out.text(file);
            }
            out.ascii(',');
            out.raw(json(element));
            out.ascii(']');
        }
    };

    /** The form of a format. */
    public static ElementForm of(OutputFormat format) {
        return switch (format) {
            case AZURE_SCRIPT -> LINES;
            case CSV, AZURE_MLFLOW -> TABLE;
            case JSONL -> JSON_LINES;
            case PARQUET -> TYPED_LINES;
        };
    }

    /** What stands once before all lines. */
    public abstract byte[] header();

    abstract void write(String file, @Nullable Object element, JsonBytes out);

    /**
     * Writes all elements.
     *
     * @param files the mini-batch's
     */
    public void write(List<String> files, List<@Nullable Object> elements, JsonBytes out) {
        boolean isKeyed = files.size() == elements.size();
        for (int i = 0; i < elements.size(); i++) {
            write(isKeyed ? files.get(i) : "", elements.get(i), out);
            out.ascii('\n');
        }
    }

    private static void cells(@Nullable Object element, char delimiter, JsonBytes out) {
        if (!(element instanceof Iterable<?> || element instanceof Map<?, ?>)) {
            line(element, delimiter, out);
            return;
        }
        Iterable<?> values = element instanceof Map<?, ?> map ? map.values() : (Iterable<?>) element;
        boolean isFirst = true;
        for (Object value : values) {
            if (!isFirst) {
                out.ascii(delimiter);
            }
            isFirst = false;
            if (value instanceof String text) {
                CsvCells.text(text, delimiter, out);
            } else {
                line(value, delimiter, out);
            }
        }
    }

    /** A text that is a whole line is written as it is, as Azure ML does it: {@code name.png: 7}. */
    private static void line(@Nullable Object value, char delimiter, JsonBytes out) {
        if (!(value instanceof String text)) {
            out.raw(json(value));
        } else if (delimiter == ' ') {
            out.raw(text.replace('\n', ' ').replace('\r', ' ').getBytes(StandardCharsets.UTF_8));
        } else {
            CsvCells.text(text, delimiter, out);
        }
    }

    private static byte[] json(@Nullable Object value) {
        ByteBuffer buffer = JsonValueEncoder.encode(value);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
