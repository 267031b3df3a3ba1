package dev.scoreline.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.ModelSignature.Output;
import dev.scoreline.model.schema.Schema.NumpyArray;
import dev.scoreline.model.schema.Schema.PandasFrame;
import dev.scoreline.model.schema.ServiceSignature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelSchemasTest {

    private static final ModelSignature NUMBERS = new ModelSignature(
            ModelSignature.positions(10, DataType.FLOAT64),
            false,
            ExtraColumns.REFUSED,
            List.of(new Method("predict", DataType.FLOAT64, List.of(-1))));

    private static final ModelSignature NAMED = new ModelSignature(
            List.of(
                    new Feature("age", DataType.FLOAT64),
                    new Feature("plan \"gold\"", DataType.STRING),
                    new Feature("note", DataType.OBJECT, false)),
            true,
            ExtraColumns.IGNORED,
            List.of(
                    new Method("predict", DataType.STRING, List.of(-1)),
                    new Method("predict_proba", DataType.FLOAT64, List.of(-1, 2))));

    private static final ModelSignature TENSORS = new ModelSignature(
            Optional.empty(),
            List.of(
                    new Input("image", DataType.FLOAT32, List.of(-1, 2)),
                    new Input("names", DataType.STRING, List.of(3))),
            List.of(Method.of(
                    "predict",
                    List.of(
                            new Output("mean", DataType.FLOAT32, List.of()),
                            new Output("classes", DataType.INT64, List.of(-1))))));

    private static ModelSignature tensor(List<Integer> shape) {
        return new ModelSignature(
                Optional.empty(),
                List.of(new Input("x", DataType.INT32, shape)),
                List.of(Method.of("predict", List.of(new Output("y", DataType.FLOAT32, List.of(-1, 2))))));
    }

    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void describesSeveralModelsInOneValidDocument(ApiVersion version) {
        JsonNode document = Parsed.valid(
                version,
                ApiText.of(
                        version,
                        ServiceInfo.DEFAULT,
                        List.of(
                                new ServicePath("/models/churn/score", schemas(NAMED)),
                                new ServicePath("/models/diabetes/score", schemas(NUMBERS)))));

        assertThat(document.at("/paths").has("/models/churn/score")).isTrue();
        assertThat(document.at("/paths").has("/models/diabetes/score")).isTrue();
        assertThat(document.findValuesAsText("operationId"))
                .containsExactly("ServiceHealthCheck", "RunMLService", "RunMLService_2", "GetSwaggerSpec");
    }

    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void statesTheWidthOfARow(ApiVersion version) {
        JsonNode input = input(version, schemas(NUMBERS));

        assertThat(input.at("/properties/data/items/minItems").intValue()).isEqualTo(10);
        assertThat(input.at("/properties/data/items/maxItems").intValue()).isEqualTo(10);
        assertThat(input.at("/properties").has("method")).isFalse();
        assertThat(input.at("/required")).hasToString("[\"data\"]");
        assertThat(input.at("/example/data/0")).hasSize(10);
    }

    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void takesRecordsWhereColumnsHaveNames(ApiVersion version) {
        JsonNode data = input(version, schemas(NAMED)).at("/properties/data");

        assertThat(data.at("/items/required")).hasToString("[\"age\",\"plan \\\"gold\\\"\"]");
        assertThat(data.at("/items/properties").has("note")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void answersOneMethodWithItsTypeAndSeveralWithAny(ApiVersion version) {
        JsonNode one = Parsed.valid(version, schemas(NUMBERS)).findValue("ServiceOutput");
        JsonNode several = Parsed.valid(version, schemas(NAMED)).findValue("ServiceOutput");

        assertThat(one.at("/type").textValue()).isEqualTo("array");
        assertThat(one.at("/items/format").textValue()).isEqualTo("double");
        assertThat(several.has("type")).isFalse();
        assertThat(several.get("description").textValue()).endsWith("the method is predict");
        assertThat(input(version, schemas(NAMED)).at("/properties/method/enum"))
                .hasToString("[\"predict\",\"predict_proba\"]");
    }

    /** What is referred to, generators take for a class, and an answer of any type is none. */
    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void refersToAnAnswerOfATypeAndSpellsOutOneOfAny(ApiVersion version) {
        String place = version == ApiVersion.V2
                ? "/paths/~1score/post/responses/200/schema"
                : "/paths/~1score/post/responses/200/content/application~1json/schema";

        assertThat(Parsed.valid(version, schemas(NUMBERS)).at(place + "/$ref").textValue())
                .endsWith("/ServiceOutput");
        assertThat(Parsed.valid(version, schemas(NAMED)).at(place).has("$ref")).isFalse();
    }

    /** Of lists beside objects, common generators of clients make code that does not compile. */
    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void usesNoAlternatives(ApiVersion version) {
        JsonNode document = Parsed.valid(version, schemas(NAMED));

        for (String word : List.of("oneOf", "anyOf", "allOf")) {
            assertThat(document.findValue(word)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void listsProtobufBesideJsonWhereTheModelTakesTensors(ApiVersion version) {
        JsonNode post = Parsed.valid(version, schemas(TENSORS)).at("/paths/~1score/post");

        if (version == ApiVersion.V2) {
            assertThat(post.at("/consumes/1").textValue()).isEqualTo("application/x-protobuf");
            assertThat(post.get("produces")).isEqualTo(post.get("consumes")).hasSize(4);
        } else {
            assertThat(post.at("/requestBody/content").fieldNames())
                    .toIterable()
                    .containsExactly(
                            "application/json",
                            "application/x-protobuf",
                            "application/vnd.google.protobuf",
                            "application/octet-stream");
            assertThat(post.at("/responses/200/content")).hasSize(4);
        }
        assertThat(Parsed.valid(version, schemas(NUMBERS)).toString()).doesNotContain("protobuf");
    }

    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void takesSeveralTensorsByNameAndAnswersEveryOutput(ApiVersion version) {
        JsonNode data = input(version, schemas(TENSORS)).at("/properties/data");
        JsonNode output = Parsed.valid(version, schemas(TENSORS)).findValue("ServiceOutput");

        assertThat(data.get("required")).hasToString("[\"image\",\"names\"]");
        assertThat(data.at("/properties/image"))
                .hasToString("{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":{\"type\":\"number\","
                        + "\"format\":\"float\"},\"minItems\":2,\"maxItems\":2}}");
        assertThat(data.at("/properties/names/items/type").textValue()).isEqualTo("string");
        assertThat(input(version, schemas(TENSORS)).get("example"))
                .hasToString("{\"data\":{\"image\":[[0.0,0.0]],\"names\":[\"text\",\"text\",\"text\"]}}");
        assertThat(output.get("required")).hasToString("[\"mean\",\"classes\"]");
        assertThat(output.at("/properties/mean/type").textValue()).isEqualTo("number");
        assertThat(output.at("/properties/classes/items/format").textValue()).isEqualTo("int64");
    }

    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void takesTheOnlyTensorAsItIs(ApiVersion version) {
        ModelSignature one = tensor(List.of(1, 3));

        assertThat(input(version, schemas(one)).get("example")).hasToString("{\"data\":[[0,0,0]]}");
        assertThat(input(version, schemas(one))
                        .at("/properties/data/items/maxItems")
                        .intValue())
                .isEqualTo(3);
        assertThat(input(version, new DeclaredSchemas(ModelSample.signature(one, Optional.empty(), Optional.empty())))
                        .get("example"))
                .hasToString("{\"data\":[[0,0,0]]}");
    }

    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void drawsAzuresSignatureOfTensors(ApiVersion version) {
        ServiceSignature declared = ModelSample.signature(TENSORS, Optional.empty(), Optional.empty());
        JsonNode schemas = Parsed.schemas(Parsed.valid(version, new DeclaredSchemas(declared)));

        assertThat(schemas.at("/ServiceInput/properties/data/properties/image/type")
                        .textValue())
                .isEqualTo("array");
        assertThat(schemas.at("/ServiceOutput/properties/mean/type").textValue())
                .isEqualTo("number");
    }

    /** A hostile or a merely large shape shall not make a large document. */
    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void showsNoExampleOfATensorTooLargeToRead(ApiVersion version) {
        ModelSignature huge = tensor(List.of(Integer.MAX_VALUE, Integer.MAX_VALUE));
        ServiceSignature declared = ModelSample.signature(huge, Optional.empty(), Optional.empty());

        assertThat(input(version, schemas(huge)).has("example")).isFalse();
        assertThat(input(version, new DeclaredSchemas(declared)).get("example")).hasToString("{\"data\":[[0]]}");
    }

    @Test
    void saysThatAValueMayBeMissingInTheWordsOfEachVersion() {
        String age = "/properties/data/items/properties/age";

        assertThat(input(ApiVersion.V3, schemas(NAMED)).at(age + "/nullable").booleanValue())
                .isTrue();
        assertThat(input(ApiVersion.V3_1, schemas(NAMED)).at(age + "/type")).hasToString("[\"number\",\"null\"]");
        assertThat(input(ApiVersion.V2, schemas(NAMED)).findValue("nullable")).isNull();
    }

    /** Python's generated clients look for a class Optional[float] where an item of an answer may be missing. */
    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void saysThatNoValueOfAnAnswerIsMissing(ApiVersion version) {
        JsonNode items = Parsed.valid(version, schemas(NUMBERS))
                .findValue("ServiceOutput")
                .get("items");

        assertThat(items).hasToString("{\"type\":\"number\",\"format\":\"double\"}");
    }

    @ParameterizedTest
    @EnumSource(ApiVersion.class)
    void showsTheSamplesBesideTheModel(ApiVersion version) {
        ModelSchemas schemas =
                new ModelSchemas(NUMBERS, Optional.of(Map.of("data", List.of(List.of(1)))), Optional.of(List.of(2.5)));

        JsonNode document = Parsed.valid(version, schemas);

        assertThat(document.findValue("ServiceInput").get("example")).hasToString("{\"data\":[[1]]}");
        assertThat(document.findValue("ServiceOutput").get("example")).hasToString("[2.5]");
    }

    @Test
    void drawsAzuresSignatureFromTheSamples() {
        ServiceSignature signature = ModelSample.signature(
                NUMBERS, Optional.of(Map.of("data", List.of(List.of(1, 2)))), Optional.of(List.of(2.5)));

        JsonNode schemas = Parsed.schemas(Parsed.valid(ApiVersion.V2, new DeclaredSchemas(signature)));

        assertThat(schemas.get("ServiceInput"))
                .hasToString("{\"type\":\"object\",\"properties\":{\"data\":{\"type\":\"array\",\"items\":"
                        + "{\"type\":\"array\",\"items\":{\"type\":\"integer\",\"format\":\"int64\"}}}},"
                        + "\"example\":{\"data\":[[1,2]]}}");
        assertThat(schemas.get("ServiceOutput"))
                .hasToString(
                        "{\"type\":\"array\",\"items\":{\"type\":\"number\",\"format\":\"double\"},\"example\":[2.5]}");
    }

    @Test
    void drawsAzuresSignatureFromTheModelWhereThereAreNoSamples() {
        ServiceSignature numbers = ModelSample.signature(NUMBERS, Optional.empty(), Optional.empty());
        ServiceSignature named = ModelSample.signature(NAMED, Optional.empty(), Optional.empty());

        assertThat(numbers.inputs().get(0).schema()).isInstanceOf(NumpyArray.class);
        assertThat(named.inputs().get(0).schema()).isInstanceOf(PandasFrame.class);
        for (ApiVersion version : ApiVersion.values()) {
            assertThat(input(version, new DeclaredSchemas(numbers)).has("example"))
                    .isTrue();
            assertThat(input(version, new DeclaredSchemas(named)).has("example"))
                    .isTrue();
        }
    }

    private static ModelSchemas schemas(ModelSignature signature) {
        return new ModelSchemas(signature, Optional.empty(), Optional.empty());
    }

    private static JsonNode input(ApiVersion version, ServiceSchemas schemas) {
        return Parsed.valid(version, schemas).findValue("ServiceInput");
    }
}
