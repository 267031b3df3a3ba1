package dev.scoreline.sklearn.container;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/** Unpacks zlib and, unlike its parent, refuses bytes behind the end of the packed ones. One thread. */
final class ZlibStream extends InflaterInputStream {

    ZlibStream(InputStream packed) {
        super(packed);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count < 0 && (inf.getRemaining() > 0 || in.available() > 0)) {
            throw new IOException("bytes follow the end of the zlib stream");
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        inf.end();
        super.close();
    }
}
