package dev.scoreline.entry;

import dev.scoreline.model.InferenceException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** A body that has to be UTF-8 text, with Python's words for the ways in which it is not. Stateless; thread-safe. */
final class TextBody {

    private TextBody() {}

    static String of(byte[] body) {
        ByteBuffer bytes = ByteBuffer.wrap(body);
        CharBuffer chars = CharBuffer.allocate(body.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(bytes, chars, true);
        if (result.isError()) {
            throw refusal(body, bytes.position(), result.length());
        }
        return chars.flip().toString();
    }

    private static InferenceException refusal(byte[] body, int at, int length) {
        int first = body[at] & 0xFF;
        boolean cannotStart = first < 0xC2 || first > 0xF4;
        int needed = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        boolean endsEarly = at + needed > body.length && at + length >= body.length;
        String why =
                cannotStart ? "invalid start byte" : endsEarly ? "unexpected end of data" : "invalid continuation byte";
        String what = length == 1
                ? String.format("byte 0x%02x in position %d", first, at)
                : "bytes in position " + at + "-" + (at + length - 1);
        return InferenceException.invalidInput(
                "Input cannot be decoded as UTF-8: 'utf-8' codec can't decode " + what + ": " + why);
    }
}
