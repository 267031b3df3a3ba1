package dev.scoreline.batch.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a row group, none of which makes the library reserve more memory than it has rows or bytes for. One thread.
 *
 * @param pages as the library read them
 */
record CheckedPages(PageReadStore pages) implements PageReadStore {

    @Override
    public PageReader getPageReader(ColumnDescriptor column) {
        return new Checked(pages.getPageReader(column), column, pages.getRowCount());
    }

    @Override
    public long getRowCount() {
        return pages.getRowCount();
    }

    /** The pages of one flat column, a value a row. */
    private static final class Checked implements PageReader {

        private final PageReader pages;
        private final ColumnDescriptor column;
        private long rowsLeft;

        Checked(PageReader pages, ColumnDescriptor column, long rows) {
            this.pages = pages;
            this.column = column;
            this.rowsLeft = rows;
        }

        @Override
        public @Nullable DictionaryPage readDictionaryPage() {
            DictionaryPage page = pages.readDictionaryPage();
            if (page != null && page.getDictionarySize() > page.getBytes().size() / leastBytes()) {
                throw new IllegalArgumentException("a dictionary of "
                        + page.getBytes().size() + " bytes says that it has " + page.getDictionarySize() + " values");
            }
            return page;
        }

        /** A text has its length before it, and numbers are no shorter. */
        private int leastBytes() {
            PrimitiveType type = column.getPrimitiveType();
            return type.getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY
                    ? Math.max(1, type.getTypeLength())
                    : Integer.BYTES;
        }

        @Override
        public long getTotalValueCount() {
            return pages.getTotalValueCount();
        }

        @Override
        public @Nullable DataPage readPage() {
            DataPage page = pages.readPage();
            if (page == null) {
                return null;
            }
            if (page.getValueCount() < 0 || page.getValueCount() > rowsLeft) {
                throw new IllegalArgumentException(
                        "a page says that it has " + page.getValueCount() + " values where " + rowsLeft + " are left");
            }
            rowsLeft -= page.getValueCount();
            DeltaPages.check(page, column.getMaxDefinitionLevel() > 0);
            return page;
        }
    }
}
