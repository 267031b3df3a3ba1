package dev.scoreline.scoring.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * JSON rewritten as Python's {@code json.dumps} writes it: a space after each comma and colon, and ASCII only. For clients that
 * compare bytes. Stateless; thread-safe.
 */
public final class PythonJson {

    private PythonJson() {}

    /** Rewrites JSON that has no spaces outside its texts. */
    public static byte[] of(ByteBuffer json) {
        String text = StandardCharsets.UTF_8.decode(json.duplicate()).toString();
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + text.length() / 8);
        boolean isInText = false;
        boolean isEscaped = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            write(c, out);
            if (!isInText && (c == ',' || c == ':')) {
                out.write(' ');
            }
            if (c == '"' && !isEscaped) {
                isInText = !isInText;
            }
            isEscaped = c == '\\' && !isEscaped;
        }
        return out.toByteArray();
    }

    private static void write(char c, ByteArrayOutputStream out) {
        if (c < 0x80) {
            out.write(c);
        } else {
            out.writeBytes(String.format("\\u%04x", (int) c).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
