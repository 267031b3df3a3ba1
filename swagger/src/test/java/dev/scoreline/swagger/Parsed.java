package dev.scoreline.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.parser.SwaggerParser;
import io.swagger.parser.util.SwaggerDeserializationResult;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Optional;

/** A document as the reference parsers of the OpenAPI project read it. */
final class Parsed {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Parsed() {}

    /** The document of one path, of which the parser had nothing to say. */
    static JsonNode valid(ApiVersion version, ServiceSchemas schemas) {
        return valid(version, ApiText.of(version, ServiceInfo.DEFAULT, List.of(new ServicePath("/score", schemas))));
    }

    static JsonNode valid(ApiVersion version, Optional<String> document) {
        String text = document.orElseThrow(() -> new AssertionError("there is no version " + version));
        assertThat(messages(version, text)).as(text).isEmpty();
        return tree(text);
    }

    static List<String> messages(ApiVersion version, String text) {
        if (version == ApiVersion.V2) {
            SwaggerDeserializationResult result = new SwaggerParser().readWithInfo(text);
            assertThat(result.getSwagger()).as(text).isNotNull();
            return result.getMessages();
        }
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(text);
        assertThat(result.getOpenAPI()).as(text).isNotNull();
        return result.getMessages();
    }

    /** The schemas of a document, by name. */
    static JsonNode schemas(JsonNode document) {
        JsonNode version2 = document.get("definitions");
        return version2 == null ? document.at("/components/schemas") : version2;
    }

    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
