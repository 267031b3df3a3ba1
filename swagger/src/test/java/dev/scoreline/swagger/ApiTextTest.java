package dev.scoreline.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scoreline.model.schema.NumpyType;
import dev.scoreline.model.schema.Parameter;
import dev.scoreline.model.schema.SchemaFromSample;
import dev.scoreline.model.schema.ServiceSignature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wire shape of Azure ML's documents, and that each is valid to the reference parsers. */
class ApiTextTest {

    private static final DeclaredSchemas WORKED_EXAMPLE = new DeclaredSchemas(new ServiceSignature(
            List.of(Parameter.of(
                    "data", SchemaFromSample.numpy(NumpyType.Plain.INT64, List.of(10, 9, 8, 7, 6, 5, 4, 3, 2, 1)))),
            Optional.of(SchemaFromSample.numpy(NumpyType.Plain.FLOAT64, List.of(3726.995))),
            false));

    @Test
    void describesTheWorkedExampleInEveryVersion() throws IOException {
        ObjectNode version31 = (ObjectNode) resource("worked-example-3.0.json");
        version31.put("openapi", "3.1.0");

        assertThat(Parsed.valid(ApiVersion.V2, WORKED_EXAMPLE)).isEqualTo(resource("worked-example-2.0.json"));
        assertThat(Parsed.valid(ApiVersion.V3, WORKED_EXAMPLE)).isEqualTo(resource("worked-example-3.0.json"));
        assertThat(Parsed.valid(ApiVersion.V3_1, WORKED_EXAMPLE)).isEqualTo(version31);
    }

    private static JsonNode resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ApiTextTest.class.getResourceAsStream(name))) {
            return Parsed.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void keepsTheOrderOfUpstreamsKeys() {
        JsonNode version2 = Parsed.valid(ApiVersion.V2, WORKED_EXAMPLE);
        JsonNode version3 = Parsed.valid(ApiVersion.V3, WORKED_EXAMPLE);

        assertThat(keys(version2))
                .isEqualTo("[swagger, info, schemes, consumes, produces, securityDefinitions, paths, definitions]");
        assertThat(keys(version2.get("definitions"))).isEqualTo("[ServiceInput, ServiceOutput, ErrorResponse]");
        assertThat(keys(version2.at("/definitions/ServiceOutput"))).isEqualTo("[type, items, example, format]");
        assertThat(keys(version3)).isEqualTo("[openapi, info, security, paths, components]");
        assertThat(keys(version3.get("components"))).isEqualTo("[schemas, securitySchemes]");
    }

    private static String keys(JsonNode object) {
        StringBuilder keys = new StringBuilder("[");
        object.fieldNames()
                .forEachRemaining(
                        name -> keys.append(keys.length() == 1 ? "" : ", ").append(name));
        return keys.append(']').toString();
    }

    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void namesTheServiceAndPutsThePrefixBeforeEveryPath(ApiVersion version) {
        ServiceInfo info = new ServiceInfo("churn", "7", "/test/");

        JsonNode document =
                Parsed.valid(version, ApiText.of(version, info, List.of(new ServicePath("/score", WORKED_EXAMPLE))));

        assertThat(keys(document.get("paths"))).isEqualTo("[/test/, /test/score, /test/swagger.json]");
        assertThat(document.at("/info/title").textValue()).isEqualTo("churn");
        assertThat(document.at("/info/description").textValue())
                .isEqualTo("API specification for the Azure Machine Learning service churn");
        assertThat(document.at("/info/version").textValue()).isEqualTo("7");
    }

    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void saysNothingOfAServiceThatNothingDescribes(ApiVersion version) {
        JsonNode schemas = Parsed.schemas(Parsed.valid(version, new DeclaredSchemas(ServiceSignature.UNDESCRIBED)));

        assertThat(schemas.get("ServiceInput")).hasToString("{\"type\":\"object\",\"example\":{}}");
        assertThat(schemas.get("ServiceOutput")).hasToString("{\"type\":\"object\",\"example\":{}}");
    }

    @Test
    void saysThatTheInputIsAnObjectWhenOnlyTheOutputIsDeclared() {
        ServiceSignature signature = new ServiceSignature(List.of(), Optional.of(SchemaFromSample.of("yes")), false);

        JsonNode schemas = Parsed.schemas(Parsed.valid(ApiVersion.V2, new DeclaredSchemas(signature)));

        assertThat(schemas.get("ServiceInput")).hasToString("{\"type\":\"object\"}");
        assertThat(schemas.get("ServiceOutput")).hasToString("{\"type\":\"string\",\"example\":\"yes\"}");
    }

    @Test
    void leavesAParameterWithoutASchemaOpen() {
        ServiceSignature signature = new ServiceSignature(
                List.of(Parameter.of("num", SchemaFromSample.of(1)), Parameter.untyped("color", Optional.of("red"))),
                Optional.empty(),
                false);

        JsonNode input = Parsed.schemas(Parsed.valid(ApiVersion.V2, new DeclaredSchemas(signature)))
                .get("ServiceInput");

        assertThat(input).isEqualTo(Parsed.tree("""
                                {"type": "object",
                                 "properties": {"num": {"type": "integer", "format": "int64"}, "color": {}},
                                 "example": {"num": 1, "color": ""}}"""));
    }

    @Test
    void theParsersDoSayWhatIsWrong() {
        assertThat(Parsed.messages(ApiVersion.V2, "{\"swagger\":\"2.0\",\"paths\":{}}"))
                .isNotEmpty();
        assertThat(Parsed.messages(ApiVersion.V3, "{\"openapi\":\"3.0.3\",\"paths\":{}}"))
                .isNotEmpty();
        assertThat(Parsed.messages(ApiVersion.V3_1, "{\"openapi\":\"3.1.0\",\"paths\":{}}"))
                .isNotEmpty();
    }
}
