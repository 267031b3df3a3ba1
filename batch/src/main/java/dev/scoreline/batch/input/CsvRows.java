package dev.scoreline.batch.input;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.scoreline.model.DataType;
import dev.scoreline.scoring.codec.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file (RFC 4180, UTF-8, with or without a byte order mark; any line ends; empty lines do not count). A
 * number goes from the file's characters straight into the memory that the model reads. One thread.
 */
final class CsvRows implements RowSource {

    /** One record may not be longer than this, so that a quote that is never closed does not swallow the memory. */
    private static final int MAX_RECORD_CHARS = 16 * 1024 * 1024;

    private final String file;
    private final ModelColumns columns;
    private final boolean keepsExtra;
    private final CsvReader<Boolean> reader;
    private final CloseableIterator<Boolean> records;
    private final Receiver receiver = new Receiver();
    private Optional<FileColumns> header = Optional.empty();

    /** The first line where it turned out to be no header: its cells are the first row. */
    private Optional<List<String>> pending = Optional.empty();

    private long nextRow;

    /**
     * Opens the rows and reads the header.
     *
     * @param keepsExtra whether columns that the model does not read are kept
     * @throws dev.scoreline.model.InferenceException {@code INVALID_INPUT} if the columns are not the model's
     */
    CsvRows(InputStream in, String file, ModelColumns columns, CsvOptions options, boolean keepsExtra)
            throws IOException {
        this.file = file;
        this.columns = columns;
        this.keepsExtra = keepsExtra;
        InputStreamReader text = new InputStreamReader(
                withoutByteOrderMark(in),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .replaceWith(String.valueOf(CellText.MALFORMED)));
        this.reader = CsvReader.builder()
                .fieldSeparator(options.delimiter())
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(MAX_RECORD_CHARS)
                .build(receiver, text);
        this.records = reader.iterator();
        readHeader(options.header());
    }

    private static InputStream withoutByteOrderMark(InputStream in) throws IOException {
        PushbackInputStream out = new PushbackInputStream(in, 3);
        byte[] head = out.readNBytes(3);
        if (!(head.length == 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF)) {
            out.unread(head);
        }
        return out;
    }

    private void readHeader(CsvOptions.Header option) throws IOException {
        if (!advance()) {
            return;
        }
        List<String> cells = List.copyOf(receiver.texts);
        if (!cells.stream().allMatch(CsvRows::isUtf8)) {
            throw new IOException("its first line is not UTF-8");
        }
        boolean isHeader = switch (option) {
            case YES -> true;
            case NO -> false;
            case AUTO -> columns.isNamed() || !cells.stream().allMatch(CsvRows::isNumber);
        };
        header = Optional.of(
                isHeader && columns.isNamed()
                        ? FileColumns.byName(cells, columns)
                        : FileColumns.byPosition(cells.size(), columns));
        pending = isHeader ? Optional.empty() : Optional.of(cells);
        receiver.readsTexts = false;
    }

    private static boolean isUtf8(String cell) {
        return new CellText().at(cell.toCharArray(), 0, cell.length(), false).isUtf8();
    }

    private static boolean isNumber(String cell) {
        char[] chars = cell.toCharArray();
        CellText text = new CellText();
        if (text.at(chars, 0, chars.length, false).isMissingNumber()) {
            return true;
        }
        try {
            double ignored = text.at(chars, 0, chars.length, false).number();
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Has the receiver take the next record; whether there was one. */
    private boolean advance() throws IOException {
        try {
            return records.hasNext() && records.next();
        } catch (UncheckedIOException | CsvParseException e) {
            throw new IOException(reason(e), e);
        }
    }

    private static String reason(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return Optional.ofNullable(cause.getMessage()).orElse("it ends too early or is damaged");
            }
        }
        return String.valueOf(e.getMessage());
    }

    @Override
    public void skip(long rows) throws IOException {
        receiver.isSkipping = true;
        for (long i = 0; i < rows; i++) {
            if (pending.isPresent()) {
                pending = Optional.empty();
            } else if (!advance()) {
                throw new IOException("it has fewer rows than before");
            }
            nextRow++;
        }
        receiver.isSkipping = false;
    }

    @Override
    public RowBlock next(int maxRows) throws IOException {
        Block block = new Block(header.map(FileColumns::width).orElse(columns.size()), maxRows);
        receiver.block = Optional.of(block);
        while (block.taken < maxRows && nextRecord()) {
            block.end(receiver.faultOf(), nextRow);
            nextRow++;
        }
        receiver.block = Optional.empty();
        return block.build();
    }

    private boolean nextRecord() throws IOException {
        if (pending.isPresent()) {
            List<String> cells = pending.get();
            pending = Optional.empty();
            receiver.replay(cells);
            return true;
        }
        return advance();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** The rows of one mini-batch while they are read. */
    private final class Block {
        private final TableBuilder table;
        private final long[] numbers;
        private final List<@Nullable String[]> extra = new ArrayList<>();
        private final List<Failure> failures = new ArrayList<>();
        private long taken;

        Block(int width, int capacity) {
            this.table = new TableBuilder(columns, width, capacity);
            this.numbers = new long[capacity];
            for (int i = 0; keepsExtra && i < extraNames().size(); i++) {
                extra.add(new @Nullable String[capacity]);
            }
        }

        void end(Optional<String> fault, long row) {
            taken++;
            if (fault.isPresent()) {
                failures.add(Failure.ofRow(file, row, fault.get()));
                return;
            }
            numbers[table.rows()] = row;
            table.commit();
        }

        RowBlock build() {
            List<KeptCells> kept = new ArrayList<>();
            for (@Nullable String[] texts : extra) {
                kept.add(row -> texts[row]);
            }
            List<String> names = keepsExtra ? extraNames() : List.of();
            return new RowBlock(table.build(), numbers, new KeptColumns(names, kept), failures, taken);
        }

        private List<String> extraNames() {
            return header.map(FileColumns::extraNames).orElse(List.of());
        }
    }

    /** Takes the cells of a record as the reader finds them. */
    private final class Receiver extends AbstractBaseCsvCallbackHandler<Boolean> {

        private final CellText cell = new CellText();
        private final List<String> texts = new ArrayList<>();
        private boolean readsTexts = true;
        private boolean isSkipping;
        private Optional<Block> block = Optional.empty();
        private int count;
        private @Nullable String fault;

        @Override
        protected void handleBegin(long line) {
            count = 0;
            fault = null;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            count++;
            if (readsTexts) {
                texts.add(new String(buffer, offset, length));
            } else if (!isSkipping && fault == null) {
                take(index, cell.at(buffer, offset, length, quoted));
            }
        }

        @Override
        protected Boolean buildRecord() {
            return true;
        }

        void replay(List<String> cells) {
            handleBegin(1);
            for (int i = 0; i < cells.size(); i++) {
                handleField(i, cells.get(i).toCharArray(), 0, cells.get(i).length(), false);
            }
        }

        private void take(int index, CellText text) {
            FileColumns known = header.orElseThrow();
            Block current = block.orElseThrow();
            if (index >= known.targets().length) {
                return;
            }
            int target = known.targets()[index];
            if (target >= 0) {
                put(target, text, current.table);
            } else if (keepsExtra && !text.isUtf8()) {
                fault = notUtf8(header.orElseThrow().extraNames().get(-1 - target));
            } else if (keepsExtra) {
                current.extra.get(-1 - target)[current.table.rows()] = text.isEmpty() ? null : text.text();
            }
        }

        private void put(int column, CellText text, TableBuilder table) {
            if (columns.isNumber(column)) {
                putNumber(column, text, table);
            } else if (!text.isUtf8()) {
                fault = notUtf8(columns.name(column));
            } else if (columns.type(column) == DataType.STRING) {
                table.cell(column, text.isEmpty() ? null : text.text());
            } else {
                table.cell(column, text.value());
            }
        }

        private void putNumber(int column, CellText text, TableBuilder table) {
            try {
                table.number(column, text.number());
            } catch (NumberFormatException e) {
                if (text.isMissingNumber()) {
                    table.missing(column);
                } else if (!text.isUtf8()) {
                    fault = notUtf8(columns.name(column));
                } else {
                    fault = place() + "column " + Excerpt.quoted(columns.name(column)) + ": expected a number but got "
                            + text.told();
                }
            }
        }

        /** What is wrong with the record that was just taken; a whole one has its absent columns filled. */
        Optional<String> faultOf() {
            FileColumns known = header.orElseThrow();
            if (count != known.targets().length) {
                return Optional.of(
                        place() + "expected " + FileColumns.values(known.targets().length) + " but got " + count);
            }
            if (fault != null) {
                return Optional.of(fault);
            }
            for (int absent : known.absent()) {
                block.orElseThrow().table.missing(absent);
            }
            return Optional.empty();
        }

        private String notUtf8(String column) {
            return place() + "column " + Excerpt.quoted(column) + ": expected UTF-8 but the bytes are none";
        }

        private String place() {
            return "line " + Math.max(1, getStartingLineNumber()) + ": ";
        }
    }
}
