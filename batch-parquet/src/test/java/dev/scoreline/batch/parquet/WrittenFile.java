package dev.scoreline.batch.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** A finished file, read by the library's own record reader, lists and all. */
final class WrittenFile {

    private WrittenFile() {}

    static MessageType schema(Path file) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            return reader.getFileMetaData().getSchema();
        }
    }

    static List<Map<String, Object>> rows(Path file) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ParquetFileReader reader = open(file)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long r = 0; r < pages.getRowCount(); r++) {
                    rows.add(row(records.read(), schema));
                }
            }
        }
        return rows;
    }

    private static ParquetFileReader open(Path file) throws IOException {
        return ParquetFileReader.open(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .withCodecFactory(new PageCodecs(1 << 28))
                        .usePageChecksumVerification(true)
                        .build());
    }

    private static Map<String, Object> row(Group group, GroupType type) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (Type field : type.getFields()) {
            row.put(field.getName(), cell(group, field));
        }
        return row;
    }

    private static @Nullable Object cell(Group group, Type field) {
        if (group.getFieldRepetitionCount(field.getName()) == 0) {
            return null;
        }
        if (field.isPrimitive()) {
            return switch (field.asPrimitiveType().getPrimitiveTypeName()) {
                case DOUBLE -> group.getDouble(field.getName(), 0);
                case INT64 -> group.getLong(field.getName(), 0);
                case BOOLEAN -> group.getBoolean(field.getName(), 0);
                default -> group.getString(field.getName(), 0);
            };
        }
        Group list = group.getGroup(field.getName(), 0);
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
            GroupType repeated = field.asGroupType().getType(0).asGroupType();
            elements.add(cell(list.getGroup(0, i), repeated.getType(0)));
        }
        return elements;
    }
}
