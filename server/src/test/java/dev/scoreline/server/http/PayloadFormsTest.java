package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of a payload over real HTTP, with the example models. */
@ExtendWith(VertxExtension.class)
class PayloadFormsTest {

    private static final String ROWS = "[[1,2,3,4,5,6,7,8,9,10],[10,9,8,7,6,5,4,3,2,1]]";
    private static final String PEOPLE =
            "[[2,89.9,4,'basic','invoice'],[60,25.0,0,'premium','card'],[18,54.5,1,'student','transfer']]";

    /** A request of docs/payloads.md and the answer below it. */
    private static final Pattern EXAMPLE =
            Pattern.compile("```json (\\w+)\\n(.*?)```\\n```json\\n(.*?)\\n```", Pattern.DOTALL);

    /** The model of that page which takes several tensors. */
    private static final Path SEVERAL =
            Path.of("..", "model-loaders", "onnx", "src", "test", "resources", "golden", "several.onnx");

    private Map<String, RunningServer> servers = Map.of();

    @BeforeEach
    void start(Vertx vertx) {
        servers = Map.of(
                "diabetes", RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes")),
                "churn", RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("churn")));
    }

    @AfterEach
    void stop() {
        servers.values().forEach(RunningServer::close);
    }

    /** JSON is written with single quotes here. */
    private HttpResponse<Buffer> post(String model, String body) {
        return servers.get(model).post("/score", body.replace('\'', '"'));
    }

    private String answer(String model, String body) {
        HttpResponse<Buffer> answer = post(model, body);
        assertThat(answer.statusCode())
                .as("%s: %s", body, answer.bodyAsString())
                .isEqualTo(200);
        assertThat(answer.getHeader("content-type")).isEqualTo("application/json");
        return answer.bodyAsString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'data': {'columns': ['a','b','c','d','e','f','g','h','i','j'], 'data': ROWS}} | %s",
                "{'input_data': ROWS} | %s",
                "{'input_data': {'columns': [0,1,2,3,4,5,6,7,8,9], 'index': [0,1], 'data': ROWS}, 'params': {}} | %s",
                "{'input_data': {'data': ROWS, 'index': [0,1], 'columns': [0,1,2,3,4,5,6,7,8,9]}} | %s",
                "{'input_data': {'x': ROWS}} | %s",
                "{'input_data': ROWS, 'method': 'predict'} | %s",
                "{'instances': ROWS} | {\"predictions\":%s}",
                "{'signature_name': 'serving_default', 'instances': ROWS} | {\"predictions\":%s}",
                "{'inputs': ROWS} | {\"outputs\":%s}",
                "{'inputs': {'dense_input': ROWS}, 'signature_name': 'predict'} | {\"outputs\":%s}",
                "{'model': 'diabetes', 'data': ROWS} | %s",
            })
    void ofTheDiabetesModelGivesTheSameBits(String body, String wrapped) {
        String bare = answer("diabetes", "{'data':" + ROWS + "}");

        assertThat(answer("diabetes", body.replace("ROWS", ROWS))).isEqualTo(wrapped.formatted(bare));
    }

    @Test
    void ofTheDiabetesModelGivesTheSameBitsAsATensorOfOnnx() {
        String bare = answer("diabetes", "{'data':" + ROWS + "}");

        String typed = answer(
                "diabetes",
                "{'inputs':{'X':{'dims':['2','10'],'dataType':11,'doubleData':"
                        + ROWS.replace("],[", ",").replace("[[", "[").replace("]]", "]") + "}}}");
        String raw = answer(
                "diabetes", "{'inputs':{'X':{'dims':[2,10],'dataType':3,'rawData':'AQIDBAUGBwgJCgoJCAcGBQQDAgE='}}}");

        assertThat(typed)
                .isEqualTo("{\"outputs\":{\"predict\":{\"dims\":[\"2\"],\"dataType\":11,\"doubleData\":" + bare
                        + ",\"dataLocation\":\"DEFAULT\"}}}");
        ByteBuffer bytes = ByteBuffer.wrap(new JsonObject(raw)
                        .getJsonObject("outputs")
                        .getJsonObject("predict")
                        .getBinary("rawData"))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat("[" + bytes.getDouble() + "," + bytes.getDouble() + "]").isEqualTo(bare);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'input_data': PEOPLE}",
                "{'input_data': {'columns': ['tenure_months','monthly_charge','support_calls','plan','payment'], 'data': PEOPLE}}",
                "{'input_data': {'columns': ['customer','payment','plan','support_calls','monthly_charge','tenure_months'],"
                        + "'data': [[1,'invoice','basic',4,89.9,2],[2,'card','premium',0,25.0,60],[3,'transfer','student',1,54.5,18]]}}",
                "{'input_data': {'tenure_months':[[2],[60],[18]],'monthly_charge':[[89.9],[25.0],[54.5]],'support_calls':[[4],[0],[1]],"
                        + "'plan':[['basic'],['premium'],['student']],'payment':[['invoice'],['card'],['transfer']]}}",
                "{'data': {'customer':{'0':1,'1':2,'2':3},'tenure_months':{'0':2,'1':60,'2':18},'monthly_charge':{'0':89.9,'1':25.0,'2':54.5},"
                        + "'support_calls':{'0':4,'1':0,'2':1},'plan':{'2':'student','1':'premium','0':'basic'},"
                        + "'payment':{'0':'invoice','1':'card','2':'transfer'}}}",
                "{'data': {'payment':['invoice','card','transfer'],'tenure_months':[2,60,18],'monthly_charge':[89.9,25.0,54.5],"
                        + "'support_calls':[4,0,1],'plan':['basic','premium','student']}}",
                "{'data': {'7':{'customer':7,'tenure_months':2,'monthly_charge':89.9,'support_calls':4,'plan':'basic','payment':'invoice'},"
                        + "'3':{'tenure_months':60,'monthly_charge':25.0,'support_calls':0,'plan':'premium','payment':'card'},"
                        + "'5':{'tenure_months':18,'monthly_charge':54.5,'support_calls':1,'plan':'student','payment':'transfer'}}}",
                "{'data': {'schema':{'fields':[],'primaryKey':['id']},'data':["
                        + "{'id':0,'tenure_months':2,'monthly_charge':89.9,'support_calls':4,'plan':'basic','payment':'invoice'},"
                        + "{'id':1,'tenure_months':60,'monthly_charge':25.0,'support_calls':0,'plan':'premium','payment':'card'},"
                        + "{'id':2,'tenure_months':18,'monthly_charge':54.5,'support_calls':1,'plan':'student','payment':'transfer'}]}}",
                "{'instances': PEOPLE}",
                "{'inputs': PEOPLE}",
                "{'inputs': {'frame': PEOPLE}}",
                "{'inputs': {'payment':['invoice','card','transfer'],'tenure_months':[2,60,18],'monthly_charge':[89.9,25.0,54.5],"
                        + "'support_calls':[4,0,1],'plan':['basic','premium','student']}}",
            })
    void ofTheChurnModelGivesTheSameBits(String body) {
        String bare = answer("churn", "{'data':" + PEOPLE + ",'method':'predict_proba'}")
                .replace("{\"predict_proba\":", "")
                .replace("}", "");
        assertThat(bare).startsWith("[[").endsWith("]]");

        String given =
                answer("churn", body.replace("PEOPLE", PEOPLE).replaceFirst("\\{", "{'method':'predict_proba',"));

        String wrapped = body.startsWith("{'data'") ? "{\"predict_proba\":%s}" : "%s";
        wrapped = body.startsWith("{'instances'") ? "{\"predictions\":%s}" : wrapped;
        wrapped = body.startsWith("{'inputs'") ? "{\"outputs\":%s}" : wrapped;
        assertThat(given).isEqualTo(wrapped.formatted(bare));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'data':{'plan':['a'],'plan':['b']}} | /data: | given twice",
                "{'data':{'plan':{'r':7}}} | /data/plan/r: | text",
                "{'data':{'r':{'plan':7}}} | /data/r/plan: | text",
                "{'data':{'columns':['plan'],'data':[]}} | /data/columns: | missing",
                "{'input_data':{'x':[[1,2]]}} | /input_data/x/0: | expected 5 values but got 2",
                "{'input_data':7} | /input_data: | list of rows",
                "{'instances':[[1,2,'x','a','b']]} | /instances/0/2: | number",
                "{'instances':[],'signature_name':'fly'} | /signature_name: | predict_proba",
                "{'inputs':{'plan':{'dims':[1],'dataType':8,'stringData':['?']}}} | /inputs/plan/stringData/0: | base64",
                "{'inputs':{'plan':{'dims':[1],'dataType':11,'doubleData':[1]}}} | /inputs | missing",
                "{'iris':[[7.2,3.2,6.0,1.8]]} | the key \"data\" is missing, the body has only 'iris' | {\"instances\": […]}",
                "{'sepal_length':[7.2],'sepal_width':[3.2]} | the key \"data\" is missing | {\"input_data\": …}",
                "{'data':[],'inputs':[]} | the body has both | one of them",
            })
    void isARefusalThatSaysWhereAndWhat(String body, String where, String what) {
        HttpResponse<Buffer> answer = post("churn", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getString("message"))
                .startsWith(where.strip())
                .contains(what.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'data':{'columns':[0,1,2,3,4,5,6,7,8,9],'data':[[1,2,3,4,5,6,7,8,9,10],[1,2,3,NaN,5,6,7,8,9,10]]}} | /data/data/1/3",
                "{'instances':[[1,2,3,4,5,6,7,8,9,NaN]]} | /instances/0/9",
                "{'inputs':{'x':[[1,2,3,4,5,6,7,8,9,NaN]]}} | /inputs/x/0/9",
                "{'inputs':{'x':{'dims':[1,10],'dataType':11,'doubleData':[1,2,3,'NaN',5,6,7,8,9,10]}}} | /inputs/x/doubleData/3",
                "{'inputs':{'x':{'dims':[1,10],'dataType':1,'rawData':'AACAPwAAwH8AAIA/AACAPwAAgD8AAIA/AACAPwAAgD8AAIA/AACAPw=='}}}"
                        + " | /inputs/x/rawData: value 1",
            })
    void namesAValueThatTheModelItselfRefuses(String body, String pointer) {
        HttpResponse<Buffer> answer = post("diabetes", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getString("message")).startsWith(pointer + ": ");
    }

    @Test
    void ofInputsByNameFailsTheScriptUnderStrictCompatibility(Vertx vertx) {
        try (RunningServer strict = RunningServer.of(vertx, SEVERAL, Map.of("AZUREML_COMPATIBILITY", "strict"))) {
            assertThat(strict.post("/score", "{\"left\":[[1]],\"right\":[[2]]}").statusCode())
                    .isEqualTo(200);
            // Its 400 would tell the client of a 'data' that nobody wants.
            assertThat(strict.post("/score", "{\"left\":[[1]]}").statusCode()).isEqualTo(500);
            assertThat(strict.post("/score", "{\"lfet\":[[1]]}").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void isAsItsPageShows(Vertx vertx) {
        Matcher examples = EXAMPLE.matcher(RunningServer.read(Path.of("..", "docs", "payloads.md")));
        List<String> seen = new ArrayList<>();
        try (RunningServer several = RunningServer.of(vertx, SEVERAL)) {
            while (examples.find()) {
                String body = examples.group(2);
                RunningServer server = servers.getOrDefault(examples.group(1), several);

                assertThat(server.post("/score", body).bodyAsString()).as(body).isEqualTo(examples.group(3));
                seen.add(body);
            }
        }
        assertThat(seen).hasSize(23);
    }
}
