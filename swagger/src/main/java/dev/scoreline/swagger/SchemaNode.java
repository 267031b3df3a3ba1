package dev.scoreline.swagger;

import static dev.scoreline.swagger.Node.array;
import static dev.scoreline.swagger.Node.object;
import static dev.scoreline.swagger.Node.type;

import dev.scoreline.model.schema.FrameColumn;
import dev.scoreline.model.schema.NumpyType;
import dev.scoreline.model.schema.Sample;
import dev.scoreline.model.schema.Schema;
import dev.scoreline.model.schema.Schema.Fields;
import dev.scoreline.model.schema.Schema.Items;
import dev.scoreline.model.schema.Schema.NumpyArray;
import dev.scoreline.model.schema.Schema.PandasFrame;
import dev.scoreline.model.schema.Schema.Scalar;
import dev.scoreline.model.schema.Schema.Unknown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A schema as InferenceSchema 1.8 prints it. The same in every version of the specification. Stateless; thread-safe. */
final class SchemaNode {

    private SchemaNode() {}

    /** The schema without an example. */
    static Map<String, Object> of(Schema schema) {
        Map<String, Object> node = withoutFormat(schema);
        putFormat(schema, node);
        return node;
    }

    /** The schema with its example, which upstream puts before an array's or a frame's format. */
    static Map<String, Object> of(Sample sample) {
        Map<String, Object> node = withoutFormat(sample.schema());
        node.put("example", sample.example());
        putFormat(sample.schema(), node);
        return node;
    }

    private static void putFormat(Schema schema, Map<String, Object> node) {
        if (schema instanceof NumpyArray) {
            node.put("format", "numpy.ndarray");
        } else if (schema instanceof PandasFrame frame) {
            node.put("format", "pandas.DataFrame:" + frame.orient().word());
        }
    }

    private static Map<String, Object> withoutFormat(Schema schema) {
        if (schema instanceof Scalar scalar) {
            return scalar(scalar);
        }
        if (schema instanceof Items items) {
            return array(of(items.items()));
        }
        if (schema instanceof Fields fields) {
            return fields(fields);
        }
        if (schema instanceof NumpyArray numpy) {
            return numpy(numpy);
        }
        if (schema instanceof PandasFrame frame) {
            return frame(frame);
        }
        return schema == Unknown.OBJECT ? type("object") : object();
    }

    private static Map<String, Object> scalar(Scalar scalar) {
        return switch (scalar) {
            case INTEGER -> object("type", "integer", "format", "int64");
            case NUMBER -> object("type", "number", "format", "double");
            case BOOLEAN -> type("boolean");
            case STRING -> type("string");
            case BYTES -> object("type", "string", "format", "byte");
            case DATE -> object("type", "string", "format", "date");
            case DATE_TIME -> object("type", "string", "format", "date-time");
            case TIME -> object("type", "string", "format", "time");
        };
    }

    private static Map<String, Object> fields(Fields fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        fields.properties().forEach((name, schema) -> properties.put(name, of(schema)));
        return required(properties);
    }

    /** An object all of whose properties are required. */
    private static Map<String, Object> required(Map<String, Object> properties) {
        return object("type", "object", "required", List.copyOf(properties.keySet()), "properties", properties);
    }

    private static Map<String, Object> numpy(NumpyArray numpy) {
        Map<String, Object> node = element(numpy.type());
        for (int dimension = 0; dimension < numpy.shape().size(); dimension++) {
            node = array(node);
        }
        return node;
    }

    private static Map<String, Object> element(NumpyType type) {
        if (type instanceof NumpyType.Structured structured) {
            Map<String, Object> properties = new LinkedHashMap<>();
            structured.parts().forEach((name, part) -> properties.put(name, numpy(part)));
            return object("type", "object", "properties", properties);
        }
        return element((NumpyType.Plain) type);
    }

    private static Map<String, Object> element(NumpyType.Plain type) {
        return switch (type) {
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 ->
                object("type", "integer", "format", type.word());
            case BOOL -> type("boolean");
            case FLOAT16, FLOAT32 -> object("type", "number", "format", "float");
            case FLOAT64 -> object("type", "number", "format", "double");
            case STR -> type("string");
            case BYTES -> object("type", "string", "format", "binary");
            case DATETIME64 -> object("type", "string", "format", "date-time");
            case TIMEDELTA64 -> object("type", "string", "format", "timedelta");
            case OBJECT -> type("object");
        };
    }

    private static Map<String, Object> frame(PandasFrame frame) {
        return switch (frame.orient()) {
            case RECORDS -> array(frame.rows() == 0 ? type("object") : record(frame));
            case VALUES -> array(row(frame));
            case SPLIT -> split(frame);
            case INDEX -> byLabel(frame.rows(), record(frame));
            case COLUMNS -> byColumn(frame);
            case TABLE -> table(frame);
        };
    }

    private static Map<String, Object> record(PandasFrame frame) {
        Map<String, Object> properties = new LinkedHashMap<>();
        frame.columns().forEach(column -> properties.put(column.name(), cell(column.type())));
        return required(properties);
    }

    private static Map<String, Object> byLabel(int rows, Map<String, Object> each) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < rows; i++) {
            properties.put(Integer.toString(i), each);
        }
        return required(properties);
    }

    private static Map<String, Object> byColumn(PandasFrame frame) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (FrameColumn column : frame.columns()) {
            properties.put(column.name(), byLabel(frame.rows(), cell(column.type())));
        }
        return required(properties);
    }

    /** A row as a list: its items are of the last column's type, and dates in it are text. */
    private static Map<String, Object> row(PandasFrame frame) {
        if (frame.rows() == 0 || frame.columns().isEmpty()) {
            return type("object");
        }
        FrameColumn last = frame.columns().get(frame.columns().size() - 1);
        return array(
                switch (last.type()) {
                    case INTEGER, NUMBER, BOOLEAN, STRING -> cell(last.type());
                    case DATE_TIME, DURATION -> type("string");
                });
    }

    private static Map<String, Object> split(PandasFrame frame) {
        Map<String, Object> label = frame.rows() == 0 ? type("object") : scalar(Scalar.INTEGER);
        return required(object("columns", array(type("string")), "index", array(label), "data", array(row(frame))));
    }

    private static Map<String, Object> table(PandasFrame frame) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("index", scalar(Scalar.INTEGER));
        frame.columns().forEach(column -> record.put(column.name(), cell(column.type())));
        Map<String, Object> field = required(object("name", type("string"), "type", type("string")));
        Map<String, Object> schema = required(
                object("fields", array(field), "primaryKey", array(type("string")), "pandas_version", type("string")));
        return required(object("schema", schema, "data", array(frame.rows() == 0 ? type("object") : required(record))));
    }

    private static Map<String, Object> cell(FrameColumn.Type type) {
        return switch (type) {
            case INTEGER -> scalar(Scalar.INTEGER);
            case NUMBER -> scalar(Scalar.NUMBER);
            case BOOLEAN -> scalar(Scalar.BOOLEAN);
            case STRING -> scalar(Scalar.STRING);
            case DATE_TIME -> scalar(Scalar.DATE_TIME);
            case DURATION -> object("type", "string", "format", "timedelta");
        };
    }
}
