package dev.scoreline.batch.parquet;

import dev.scoreline.batch.output.TypedColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Hands rows to the library, a column after the other; any cell may be missing. One thread. */
final class WrittenRows extends WriteSupport<@Nullable Object[]> {

    private static final String LIST = "list";
    private static final String ELEMENT = "element";

    private final List<TypedColumn> columns;
    private @Nullable RecordConsumer out;

    WrittenRows(List<TypedColumn> columns) {
        this.columns = columns;
    }

    /** The library still demands it. */
    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
        return begun();
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return begun();
    }

    private WriteContext begun() {
        List<Type> fields = columns.stream().map(WrittenRows::field).toList();
        return new WriteContext(new MessageType("predictions", fields), Map.of());
    }

    private static Type field(TypedColumn column) {
        return column.isList()
                ? Types.optionalList()
                        .element(primitive(column.kind(), ELEMENT))
                        .named(column.name())
                : primitive(column.kind(), column.name());
    }

    private static PrimitiveType primitive(TypedColumn.Kind kind, String name) {
        return switch (kind) {
            case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
            case WHOLE -> Types.optional(PrimitiveTypeName.INT64).named(name);
            case TRUTH -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
            case TEXT ->
                Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name);
        };
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        this.out = consumer;
    }

    @Override
    public void write(@Nullable Object[] cells) {
        RecordConsumer consumer = Objects.requireNonNull(out);
        consumer.startMessage();
        for (int c = 0; c < cells.length; c++) {
            Object cell = cells[c];
            if (cell != null) {
                consumer.startField(columns.get(c).name(), c);
                if (columns.get(c).isList()) {
                    list((List<?>) cell, consumer);
                } else {
                    value(cell, consumer);
                }
                consumer.endField(columns.get(c).name(), c);
            }
        }
        consumer.endMessage();
    }

    /** {@code optional group (LIST) { repeated group list { optional … element } }}, as the format's specification has it. */
    private static void list(List<?> elements, RecordConsumer consumer) {
        consumer.startGroup();
        if (!elements.isEmpty()) {
            consumer.startField(LIST, 0);
            for (Object element : elements) {
                consumer.startGroup();
                if (element != null) {
                    consumer.startField(ELEMENT, 0);
                    value(element, consumer);
                    consumer.endField(ELEMENT, 0);
                }
                consumer.endGroup();
            }
            consumer.endField(LIST, 0);
        }
        consumer.endGroup();
    }

    private static void value(Object cell, RecordConsumer consumer) {
        if (cell instanceof Double number) {
            consumer.addDouble(number);
        } else if (cell instanceof Long whole) {
            consumer.addLong(whole);
        } else if (cell instanceof Boolean truth) {
            consumer.addBoolean(truth);
        } else {
            consumer.addBinary(Binary.fromConstantByteArray(((String) cell).getBytes(StandardCharsets.UTF_8)));
        }
    }
}
