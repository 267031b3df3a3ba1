package dev.scoreline.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Method;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {

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

    @Test
    void isAValidDocumentForAModelOfPositions() {
        SwaggerParseResult result = parse(new ScorePath("/score", "diabetes", NUMBERS));

        assertThat(result.getMessages()).isEmpty();
        assertThat(result.getOpenAPI().getPaths()).containsOnlyKeys("/", "/score");
    }

    @Test
    void isAValidDocumentForNamedColumnsAndSeveralModels() {
        SwaggerParseResult result = parse(
                new ScorePath("/models/churn/score", "churn", NAMED),
                new ScorePath("/models/diabetes/score", "diabetes", NUMBERS));

        assertThat(result.getMessages()).isEmpty();
        assertThat(result.getOpenAPI().getPaths())
                .containsOnlyKeys("/", "/models/churn/score", "/models/diabetes/score");
    }

    @Test
    void statesTheWidthOfARow() {
        Schema<?> data =
                data(parse(new ScorePath("/score", "diabetes", NUMBERS)).getOpenAPI());

        assertThat(data.getItems().getMinItems()).isEqualTo(10);
        assertThat(data.getItems().getMaxItems()).isEqualTo(10);
    }

    @Test
    void namesTheColumnsAndThoseThatMayBeLeftOut() {
        Schema<?> data = data(parse(new ScorePath("/score", "churn", NAMED)).getOpenAPI());

        Schema<?> record = data.getOneOf().get(0).getItems();
        assertThat(record.getProperties()).containsOnlyKeys("age", "plan \"gold\"", "note");
        assertThat(record.getRequired()).containsExactly("age", "plan \"gold\"");
    }

    private static Schema<?> data(OpenAPI document) {
        Schema<?> body = document.getPaths()
                .get("/score")
                .getPost()
                .getRequestBody()
                .getContent()
                .get("application/json")
                .getSchema();
        return (Schema<?>) body.getProperties().get("data");
    }

    private static SwaggerParseResult parse(ScorePath... paths) {
        return new OpenAPIV3Parser().readContents(OpenApiDocument.of("Scoreline", "0.1.0", List.of(paths)));
    }
}
