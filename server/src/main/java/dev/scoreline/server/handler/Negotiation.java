package dev.scoreline.server.handler;

import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.codec.BodyFormat;
import dev.scoreline.scoring.codec.BodyFormats;
import dev.scoreline.scoring.codec.Excerpt;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the headers of a request say of its format and its answer's, where one of them may be protobuf. The media types are those of
 * ONNX Runtime Server, and {@code application/protobuf}, which IANA has since registered. As there, a protobuf request that does not
 * say what it accepts is answered with {@code application/octet-stream}; one in JSON is answered in JSON then, as everywhere else.
 *
 * @param type the request's media type without parameters, in lower case
 * @param accept the header {@code Accept}; empty if there is none
 */
record Negotiation(String type, String accept) {

    static final String OCTET_STREAM = "application/octet-stream";

    private static final String JSON = "application/json";

    /** In the order in which they are taken where the client likes several alike. */
    private static final List<String> PROTOBUF =
            List.of("application/x-protobuf", "application/vnd.google.protobuf", "application/protobuf", OCTET_STREAM);

    /** The types of a body that is protobuf and nothing else; a body of bytes that says no more may be JSON. */
    private static final Set<String> SURELY_PROTOBUF = Set.copyOf(PROTOBUF.subList(0, 3));

    /** The first bytes of a request in protobuf, the tags of its fields 2 and 3, with which no JSON begins. */
    private static final byte INPUTS_TAG = 0x12;

    private static final byte OUTPUT_FILTER_TAG = 0x1A;

    /**
     * How a request is written and its answer is to be.
     *
     * @param contentType the answer's media type
     */
    record Exchange(BodyFormats formats, CharSequence contentType) {
        static final Exchange OF_JSON = new Exchange(BodyFormats.JSON, HttpHeaders.createOptimized(JSON));
    }

    /** Whether a body of this type can be nothing but protobuf. */
    static boolean isProtobuf(String type) {
        return SURELY_PROTOBUF.contains(type);
    }

    /** What there is to say; empty for a request that is JSON both ways. */
    static Optional<Negotiation> of(String type, String accept) {
        String lower = accept.toLowerCase(Locale.ROOT);
        boolean isPlain = !isProtobuf(type)
                && !type.equals(OCTET_STREAM)
                && !lower.contains("protobuf")
                && !lower.contains(OCTET_STREAM);
        return isPlain ? Optional.empty() : Optional.of(new Negotiation(type, lower));
    }

    /** How the body is written: its type says it, or for bytes that may be anything the first one. */
    BodyFormat format(RequestBody.Collected body) {
        if (!type.equals(OCTET_STREAM)) {
            return isProtobuf(type) ? BodyFormat.PROTOBUF : BodyFormat.JSON;
        }
        byte first = body.length() == 0 ? 0 : body.bytes()[0];
        return first == INPUTS_TAG || first == OUTPUT_FILTER_TAG ? BodyFormat.PROTOBUF : BodyFormat.JSON;
    }

    /**
     * The exchange of a request that is written so.
     *
     * @throws InferenceException {@code INVALID_INPUT} if a protobuf request accepts nothing that there is; one in JSON is
     *     answered in JSON then
     */
    Exchange exchange(BodyFormat request) {
        String usual = request == BodyFormat.JSON ? JSON : OCTET_STREAM;
        String best = usual;
        double liking = accept.isBlank() ? 1 : liking(usual);
        for (String candidate : PROTOBUF) {
            double other = liking(candidate);
            if (other > liking) {
                best = candidate;
                liking = other;
            }
        }
        if (liking(JSON) > liking) {
            best = JSON;
            liking = liking(JSON);
        }
        if (liking <= 0 && request == BodyFormat.PROTOBUF) {
            throw InferenceException.invalidInput("expected an Accept of application/json or one of " + PROTOBUF
                    + " but got '" + Excerpt.of(accept) + "'");
        }
        return best.equals(JSON)
                ? new Exchange(new BodyFormats(request, BodyFormat.JSON), Exchange.OF_JSON.contentType())
                : new Exchange(new BodyFormats(request, BodyFormat.PROTOBUF), best);
    }

    /** How much the client likes a type, from 0 on: its quality, and a bit more for a type that is named and not implied. */
    private double liking(String candidate) {
        double liking = 0;
        for (String range : accept.split(",", -1)) {
            String[] parts = range.split(";", -1);
            double exactness = exactness(parts[0].strip(), candidate);
            double quality = quality(parts);
            liking = exactness > 0 && quality > 0 ? Math.max(liking, quality + exactness) : liking;
        }
        return liking;
    }

    /** Small beside any difference in quality, which has three decimals (RFC 9110, section 12.4.2); 0 if the range does not match. */
    private static double exactness(String range, String candidate) {
        if (range.equals(candidate)) {
            return 0.0003;
        }
        return range.equals("application/*") ? 0.0002 : range.equals("*/*") ? 0.0001 : 0;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.matches("q=[01](\\.[0-9]{0,3})?")) {
                return Math.min(1, Double.parseDouble(parameter.substring(2)));
            }
        }
        return 1;
    }
}
