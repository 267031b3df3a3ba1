import dev.scoreline.model.InferenceException;
import dev.scoreline.model.entry.EntryRequest;
import java.nio.ByteBuffer;
import java.util.Map;

/** Binary input: reads the size of a PNG image from the body's bytes. */
class PngSize {
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;

    Map<String, Integer> run(EntryRequest request) {
        ByteBuffer image = ByteBuffer.wrap(request.body());
        if (image.remaining() < 24 || image.getLong() != SIGNATURE) {
            throw InferenceException.invalidInput("expected the bytes of a PNG image");
        }
        return Map.of("width", image.getInt(16), "height", image.getInt(20));
    }
}
