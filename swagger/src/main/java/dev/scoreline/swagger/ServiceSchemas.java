package dev.scoreline.swagger;

import java.util.List;
import java.util.Map;

/** What a path that scores takes and answers, as schemas of a document. Immutable; thread-safe. */
public sealed interface ServiceSchemas permits DeclaredSchemas, ModelSchemas {

    /** Whether that version can describe it. */
    boolean fits(ApiVersion version);

    Map<String, Object> input(ApiVersion version);

    Map<String, Object> output(ApiVersion version);

    /** The media types beside JSON, for bodies that are bytes to a schema. */
    default List<String> binaryTypes() {
        return List.of();
    }
}
