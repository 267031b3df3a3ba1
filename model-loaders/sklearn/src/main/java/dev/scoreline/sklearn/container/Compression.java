package dev.scoreline.sklearn.container;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** The compressions that joblib writes, by their first bytes. Immutable; thread-safe. */
@SuppressWarnings("ImmutableEnumChecker") // the openers hold no state and the magics stay inside
enum Compression {
    /** Its second byte tells the level: {@code joblib.dump(model, path, compress=3)}. */
    ZLIB("zlib", ZlibStream::new, bytes(0x78, 0x01), bytes(0x78, 0x5e), bytes(0x78, 0x9c), bytes(0x78, 0xda)),
    GZIP("gzip", Compression::gzip, bytes(0x1f, 0x8b)),
    BZIP2("bz2", in -> new BZip2CompressorInputStream(in, true), bytes('B', 'Z', 'h')),
    XZ("xz", in -> new XZInputStream(in, Compression.MAX_DICTIONARY_KIB), bytes(0xfd, '7', 'z', 'X', 'Z')),
    LZMA("lzma", in -> new LZMAInputStream(in, Compression.MAX_DICTIONARY_KIB), bytes(0x5d, 0x00)),
    LZ4("lz4", in -> new FramedLZ4CompressorInputStream(in, true), bytes(0x04, 0x22, 0x4d, 0x18));

    /** Memory for the dictionary of xz and lzma; level 9, the highest, takes 64 MiB and a little. */
    private static final int MAX_DICTIONARY_KIB = 80 << 10;

    /** Opens a stream of unpacked bytes. */
    private interface Opener {
        InputStream open(InputStream packed) throws IOException;
    }

    private final String label;
    private final Opener opener;
    private final byte[][] magics;

    Compression(String label, Opener opener, byte[]... magics) {
        this.label = label;
        this.opener = opener;
        this.magics = magics;
    }

    /** The compression that a file with these first bytes has, if any. */
    static Optional<Compression> of(byte[] head) {
        return Arrays.stream(values())
                .filter(compression -> Arrays.stream(compression.magics).anyMatch(magic -> startsWith(head, magic)))
                .findFirst();
    }

    String label() {
        return label;
    }

    InputStream open(InputStream packed) throws IOException {
        return opener.open(packed);
    }

    static boolean startsWith(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }

    private static InputStream gzip(InputStream in) throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .get();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
