package dev.scoreline.scoring.codec;

import static dev.scoreline.model.ErrorCode.INPUT_TOO_LARGE;
import static dev.scoreline.model.ErrorCode.INVALID_INPUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.Columns;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.model.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each form of a body is read as, and how each is refused. */
class PayloadFormsTest {

    private static final List<Method> METHODS = List.of(
            new Method("predict", DataType.INT64, List.of(-1)),
            new Method("predict_proba", DataType.FLOAT64, List.of(-1, 2)));

    private static final Feature AGE = new Feature("age", DataType.FLOAT64);
    private static final Feature CITY = new Feature("city", DataType.STRING);
    private static final Feature TAG = new Feature("tag", DataType.OBJECT, false);

    private static final JsonScoreDecoder PERSON = decoder(true, ExtraColumns.REFUSED, AGE, CITY, TAG);
    private static final JsonScoreDecoder LENIENT = decoder(true, ExtraColumns.IGNORED, AGE, CITY, TAG);
    private static final JsonScoreDecoder PAIR =
            decoder(true, ExtraColumns.REFUSED, new Feature("a", DataType.FLOAT64), new Feature("b", DataType.FLOAT64));
    private static final JsonScoreDecoder NUMBERED =
            decoder(true, ExtraColumns.REFUSED, new Feature("0", DataType.FLOAT64), new Feature("1", DataType.FLOAT64));
    private static final JsonScoreDecoder UNNAMED = decoder(
            false,
            ExtraColumns.REFUSED,
            ModelSignature.positions(2, DataType.FLOAT64).toArray(Feature[]::new));
    private static final JsonScoreDecoder OPEN = decoder(false, ExtraColumns.KEPT);
    private static final JsonScoreDecoder SINGLE =
            decoder(false, ExtraColumns.REFUSED, new Feature("0", DataType.FLOAT64));

    private static JsonScoreDecoder decoder(boolean named, ExtraColumns extra, Feature... features) {
        return new JsonScoreDecoder(
                new ModelSignature(List.of(features), named, extra, METHODS),
                JsonLimits.DEFAULT.withMaxTextChars(2000));
    }

    /** JSON is written with single quotes here. */
    private static ScoreRequest decode(JsonScoreDecoder decoder, String body) {
        byte[] bytes = ("##" + body.replace('\'', '"') + "#").getBytes(UTF_8);
        return decoder.decode(bytes, 2, bytes.length - 3);
    }

    private static double[] numbers(JsonScoreDecoder decoder, String body) {
        Table table = decode(decoder, body).table();
        return Arrays.copyOf(table.values(), table.rows() * table.width());
    }

    private static InferenceException refusal(JsonScoreDecoder decoder, String body) {
        InferenceException refusal = catchThrowableOfType(InferenceException.class, () -> decode(decoder, body));
        assertThat(refusal).as("a refusal of %s", body).isNotNull();
        return refusal;
    }

    private static void refuses(JsonScoreDecoder decoder, String body, String beginning) {
        InferenceException refusal = refusal(decoder, body);
        assertThat(refusal).hasMessageStartingWith(beginning.replace('\'', '"'));
        assertThat(refusal.code()).isEqualTo(INVALID_INPUT);
    }

    private static void isThePersons(JsonScoreDecoder decoder, String body) {
        Table table = decode(decoder, body).table();

        assertThat(table.rows()).as(body).isEqualTo(2);
        assertThat(((Column.Numbers) table.column(0)).values()).containsExactly(1, Double.NaN);
        assertThat(((Column.Texts) table.column(1)).values()).containsExactly("Oslo", null);
        assertThat(((Column.Cells) table.column(2)).values()).containsExactly(true, "x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'age':1,'city':'Oslo','tag':true},{'tag':'x','age':null,'city':null}]",
                "[[1,'Oslo',true],[null,null,'x']]",
                "{'columns':['age','city','tag'],'index':[0,1],'data':[[1,'Oslo',true],[NaN,null,'x']]}",
                "{'columns':['tag','age','city'],'data':[[true,1,'Oslo'],['x',null,null]]}",
                "{'data':[[true,1,'Oslo'],['x',null,null]],'index':['p','q'],'columns':['tag','age','city']}",
                "{'index':null,'data':[[true,1,'Oslo'],['x',null,null]],'columns':['tag','age','city']}",
                "{'age':[1,null],'city':['Oslo',null],'tag':[true,'x']}",
                "{'tag':[true,'x'],'city':['Oslo',null],'age':[1,null]}",
                "{'age':{'0':1,'1':null},'city':{'0':'Oslo','1':null},'tag':{'0':true,'1':'x'}}",
                "{'tag':{'b':true,'a':'x'},'city':{'a':null,'b':'Oslo'},'age':{'b':1,'a':null}}",
                "{'0':{'age':1,'city':'Oslo','tag':true},'1':{'tag':'x','age':null,'city':null}}",
                "{'schema':{'fields':[{'name':'id'},{'name':'age'}],'primaryKey':['id'],'pandas_version':'1.4.0'},"
                        + "'data':[{'id':7,'age':1,'city':'Oslo','tag':true},{'id':8,'tag':'x','age':null,'city':null}]}",
                "{'data':[{'index':0,'age':1,'city':'Oslo','tag':true},{'index':1,'tag':'x','age':null,'city':null}],"
                        + "'schema':{'fields':[]}}",
            })
    void readsEveryFormOfADataFrame(String frame) {
        for (JsonScoreDecoder decoder : List.of(PERSON, LENIENT)) {
            isThePersons(decoder, "{'data':" + frame + "}");
            isThePersons(decoder, "{'input_data': " + frame + ",'params':{'x':1}}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'instances':[{'age':1,'city':'Oslo','tag':true},{'tag':'x','age':null,'city':null}]}",
                "{'instances':[{'age':[1],'city':['Oslo'],'tag':[true]},{'tag':'x','age':[null],'city':null}]}",
                "{'instances':[[1,'Oslo',true],[null,null,'x']]}",
                "{'signature_name':'serving_default','inputs':{'age':[1,null],'city':['Oslo',null],'tag':[true,'x']}}",
                "{'inputs':{'tag':[[true],['x']],'age':[[1],[null]],'city':[['Oslo'],[null]]}}",
                "{'input_data':{'age':[[1],[null]],'city':[['Oslo'],[null]],'tag':[[true],['x']]}}",
                "{'inputs':[[1,'Oslo',true],[null,null,'x']]}",
                "{'inputs':{'frame':[[1,'Oslo',true],[null,null,'x']]}}",
                "{'input_data':{'frame':[[1,'Oslo',true],[null,null,'x']]}}",
            })
    void readsEveryFormOfTensors(String body) {
        isThePersons(PERSON, body);
        isThePersons(LENIENT, body);
    }

    @Test
    void keepsTheOrderInWhichRowLabelsFirstAppear() {
        assertThat(numbers(PAIR, "{'data':{'a':{'9':1,'2':2,'10':3},'b':{'10':30,'9':10,'2':20}}}"))
                .containsExactly(1, 10, 2, 20, 3, 30);
        assertThat(numbers(PAIR, "{'data':{'9':{'a':1,'b':10},'2':{'b':20,'a':2}}}"))
                .containsExactly(1, 10, 2, 20);
    }

    @Test
    void countsWhatAnOptionalColumnLeavesOutAsMissing() {
        JsonScoreDecoder decoder = decoder(
                true,
                ExtraColumns.REFUSED,
                new Feature("a", DataType.FLOAT64),
                new Feature("b", DataType.FLOAT64, false));
        double nan = Double.NaN;

        assertThat(numbers(decoder, "{'data':{'a':[1,2]}}")).containsExactly(1, nan, 2, nan);
        assertThat(numbers(decoder, "{'data':{'a':{'x':1,'y':2},'b':{'y':3}}}")).containsExactly(1, nan, 2, 3);
        assertThat(numbers(decoder, "{'data':{'x':{'a':1},'y':{'a':2,'b':3}}}")).containsExactly(1, nan, 2, 3);
        assertThat(numbers(decoder, "{'data':{'columns':['a'],'data':[[1],[2]]}}"))
                .containsExactly(1, nan, 2, nan);
    }

    @Test
    void leavesOutColumnsThatTheModelIgnores() {
        assertThat(decode(LENIENT, "{'data':{'id':{'0':5},'age':{'0':1},'city':{'0':'a'}}}")
                        .table()
                        .rows())
                .isEqualTo(1);
        assertThat(decode(LENIENT, "{'data':{'id':[5,6],'age':[1],'city':['a']}}")
                        .table()
                        .rows())
                .isEqualTo(1);
        assertThat(decode(LENIENT, "{'data':{'r':{'id':5,'age':1,'city':'a'}}}")
                        .table()
                        .rows())
                .isEqualTo(1);
        assertThat(decode(LENIENT, "{'data':{'columns':['id','city','age'],'data':[[[{}],'a',1]]}}")
                        .table()
                        .column(1)
                        .cell(0))
                .isEqualTo("a");
    }

    @Test
    void takesNamesOfColumnsByNumberOnlyWhereTheModelKnowsNone() {
        assertThat(numbers(UNNAMED, "{'input_data':{'columns':['bmi','age'],'data':[[1,2]]}}"))
                .containsExactly(1, 2);
        assertThat(numbers(UNNAMED, "{'input_data':{'columns':[0,1],'data':[[1,2]]}}"))
                .containsExactly(1, 2);
        assertThat(decode(OPEN, "{'data':{'columns':['x','y','z'],'data':[[1,2,3]]}}")
                        .table()
                        .width())
                .isEqualTo(3);
        refuses(
                UNNAMED,
                "{'input_data':{'columns':['a'],'data':[[1]]}}",
                "/input_data/columns: expected 2 names of columns but got 1");
        refuses(
                OPEN,
                "{'data':{'columns':['x'],'data':[[1,2]]}}",
                "/data/data/0: expected 1 value, as there are names of columns, but got 2");
    }

    @Test
    void readsRowsOfOneColumnAsTensorFlowWritesThem() {
        assertThat(numbers(SINGLE, "{'instances':[1.0,2.0,5.0]}")).containsExactly(1, 2, 5);
        assertThat(numbers(SINGLE, "{'inputs':[1,2]}")).containsExactly(1, 2);
        assertThat(decode(SINGLE, "{'instances':[1,2]}").places().of(1, 0)).isEqualTo("/instances/1");
        refuses(SINGLE, "{'instances':[1,[2]]}", "/instances/1: expected a single value, as the first row is one");
        refuses(SINGLE, "{'instances':['x']}", "/instances/0: expected a number but got the text 'x'");
        refuses(SINGLE, "{'data':[1]}", "/data/0: expected a row but got the number 1");
        refuses(UNNAMED, "{'instances':[1]}", "/instances/0: expected a row but got the number 1");
    }

    // How the answer is to be written

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'data':[[1,2]]} | BARE | ",
                "{'data':[[1,2]],'method':'predict'} | BY_METHOD | predict",
                "{'data':{'columns':[0,1],'data':[[1,2]]},'method':'predict'} | BY_METHOD | predict",
                "{'input_data':[[1,2]]} | BARE | ",
                "{'input_data':[[1,2]],'method':'predict_proba'} | BARE | predict_proba",
                "{'instances':[[1,2]]} | PREDICTIONS | ",
                "{'instances':[[1,2]],'signature_name':''} | PREDICTIONS | ",
                "{'instances':[[1,2]],'signature_name':'predict_proba'} | PREDICTIONS | predict_proba",
                "{'method':'predict_proba','instances':[[1,2]]} | PREDICTIONS | predict_proba",
                "{'inputs':[[1,2]]} | OUTPUTS | ",
                "{'inputs':{'x':[[1,2]]},'signature_name':'serving_default'} | OUTPUTS | ",
                "{'inputs':{'X':{'dims':[1,2],'dataType':11,'doubleData':[1,2]}}} | TENSORS | ",
                "{'inputs':{'X':{'dims':[0,2],'dataType':11,'rawData':''}},'outputFilter':[]} | RAW_TENSORS | ",
                "{'output_filter':['predict_proba'],'inputs':{'X':{'dims':[1,2],'dataType':6,'int32Data':[1,2]}}}"
                        + " | TENSORS | predict_proba",
                "{'data':[[1,2]],'outputFilter':null,'signature_name':['fly']} | BARE | ",
                "{'data':[[1,2]],'outputFilter':['predict_proba']} | BARE | predict_proba",
                "{'data':[[1,2]],'method':'predict','outputFilter':['predict_proba']} | BY_METHOD | predict",
                "{'instances':[[1,2]],'outputFilter':['predict_proba']} | PREDICTIONS | predict_proba",
            })
    void choosesTheAnswerWithTheForm(String body, AnswerForm answer, String method) {
        ScoreRequest request = decode(UNNAMED, body);

        assertThat(request.answer()).isEqualTo(answer);
        assertThat(request.method().orElse(null)).isEqualTo(method);
    }

    private static JsonScoreDecoder onnx(Columns columns, String... inputs) {
        return new JsonScoreDecoder(
                new ModelSignature(
                        Optional.of(columns),
                        Stream.of(inputs)
                                .map(name -> new Input(name, DataType.FLOAT32, List.of(-1, 1)))
                                .toList(),
                        METHODS),
                JsonLimits.DEFAULT);
    }

    @Test
    void readsTheRowsUnderTheNameOfTheModelsOnlyInput() {
        JsonScoreDecoder rows = onnx(
                new Columns(ModelSignature.positions(2, DataType.FLOAT64), false, ExtraColumns.REFUSED), "float_input");

        assertThat(numbers(rows, "{'params':{},'float_input':[[1,2],[3,4]]}")).containsExactly(1, 2, 3, 4);
        assertThat(decode(rows, "{'float_input':[[1,2]]}").answer()).isEqualTo(AnswerForm.BARE);
        refuses(rows, "{'float_input':[[1,'x']]}", "/float_input/0/1: expected a number but got");
        refuses(rows, "{'float_input':[],'float_input':[]}", "/float_input: the input is given twice");
        refuses(rows, "{'float_input':[],'data':[]}", "the body has both 'float_input' and 'data'");
        refuses(rows, "{'float_input':{'dims':[1,2]}}", "/float_input: expected nested lists but got an object");
        refuses(rows, "{'float_inptu':[[1,2]]}", "the key 'data' is missing, the body has only");
        refuses(rows, "{'float_input':[[1,2]],'more':1}", "/more: the model has no input of this name");
    }

    @Test
    void leavesTensorsThatAreJustTheModelsInputsAsTheyAre() {
        JsonScoreDecoder ids = new JsonScoreDecoder(
                new ModelSignature(
                        Optional.of(
                                new Columns(ModelSignature.positions(1, DataType.INT64), false, ExtraColumns.REFUSED)),
                        List.of(new Input("ids", DataType.INT64, List.of(-1, 1))),
                        METHODS),
                JsonLimits.DEFAULT);
        String tensor = "{'inputs':{'ids':{'dims':[1,1],'dataType':7,'int64Data':['9007199254740993']}}}";

        Tensors exact = (Tensors) decode(ids, tensor).input();

        assertThat(((Tensor.Longs) exact.byName().get("ids")).values()).containsExactly(9007199254740993L);
        assertThat(decode(ids, tensor).answer()).isEqualTo(AnswerForm.TENSORS);
        assertThat(decode(ids, tensor.replace("'ids'", "'x'")).input()).isInstanceOf(Table.class);
        assertThat(decode(ids, tensor.replace("[1,1]", "[1]")).input()).isInstanceOf(Table.class);
        assertThat(decode(ids, tensor.replace("':7,'int64Data':['9007199254740993']", "':6,'int32Data':[7]"))
                        .input())
                .isInstanceOf(Table.class);
    }

    @Test
    void readsTensorsOfUnequalRowsAsColumnsAndRefusesThem() {
        refuses(
                onnxColumns("a", "b"),
                "{'inputs':{'a':{'dims':[2,1],'dataType':1,'floatData':[1,2]},"
                        + "'b':{'dims':[1,1],'dataType':1,'floatData':[1]}}}",
                "/inputs/b/dims: expected [2] or [2, 1]");
        refuses(
                onnxColumns("a", "b"),
                "{'inputs':{'b':{'dataType':1,'floatData':[1]},'a':{'dims':[1,1],'dataType':1,'floatData':[1]}}}",
                "/inputs/b/dims: expected [rows] or [rows, 1]");
    }

    private static JsonScoreDecoder onnxColumns(String... names) {
        List<Feature> features = Stream.of(names)
                .map(name -> new Feature(name, DataType.FLOAT32))
                .toList();
        return onnx(new Columns(features, true, ExtraColumns.REFUSED), names);
    }

    @Test
    void readsColumnsUnderTheNamesOfTheModelsInputs() {
        JsonScoreDecoder pair = onnxColumns("a", "b");

        Table table = decode(pair, "{'b':[[2],[4]],'a':[1,3]}").table();

        assertThat(((Column.Numbers) table.column(0)).values()).containsExactly(1, 3);
        assertThat(((Column.Numbers) table.column(1)).values()).containsExactly(2, 4);
        assertThat(refusal(pair, "{'a':[1]}")).hasMessage("the column 'b' is missing");
        assertThat(refusal(pair, "{'a':[1],'a':[1]}")).hasMessage("the column 'a' is given twice");
        refuses(pair, "{'a':[1],'b':[1,2]}", "/b: expected 1 value, as for column");
        refuses(pair, "{'a':[1],'c':[1],'b':[1]}", "/c: the model has no input of this name");
        assertThat(decode(onnxColumns("data", "b"), "{'data':[[1,2]]}").table().rows())
                .isEqualTo(1);
    }

    @Test
    void refusesWhatIsAskedButNotThere() {
        refuses(
                UNNAMED,
                "{'instances':[[1,2]],'signature_name':'fly'}",
                "/signature_name: expected one of ".replace('"', '\''));
        refuses(
                UNNAMED,
                onnx("'dims':[1,2],'dataType':11,'doubleData':[1,2]") + ",'outputFilter':['fly']}",
                "/outputFilter/0: ");
        refuses(
                UNNAMED,
                onnx("'dims':[1,2],'dataType':11,'doubleData':[1,2]") + ",'outputFilter':['predict','predict_proba']}",
                "/outputFilter: ");
        refuses(
                UNNAMED,
                "{'data':[[1,2]],'inputs':[[1,2]]}",
                "the body has both 'data' and 'inputs': send the rows in one");
    }

    // What is refused, and how it is told

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'data':{}} | /data: expected a list of rows but got an object that names none of the model's columns",
                "{'data':{'x':{'y':1}}} | /data: expected a list of rows but got an object that names none",
                "{'data':{'x':1}} | /data: expected a list of rows but got an object that names none",
                "{'data':{'x':[[1]]}} | /data: expected a list of rows but got an object that names none",
                "{'data':{'a':[1,2],'b':[3]}} | /data/b: expected 2 values, as for column 'a', but got 1",
                "{'data':{'a':[1,2],'b':7}} | /data/b: expected a list of values but got the number 7",
                "{'data':{'a':[1,2]}} | /data: the column 'b' is missing",
                "{'data':{'a':[1],'c':[3]}} | /data: the model has no column 'c'",
                "{'data':{'a':[1],'a':[3]}} | /data: the column 'a' is given twice",
                "{'data':{'a':[1,'x'],'b':[1,2]}} | /data/a/1: expected a number for column 'a' but got the text ~x~",
                "{'data':{'a':[[1,2]],'b':[1]}} | /data/a/0: expected one value but got a list of several",
                "{'data':{'a':{'r':1},'b':{'s':1}}} | /data/a: the row 's', which another column has, is missing",
                "{'data':{'a':{'r':1},'b':[1]}} | /data/b: expected an object of values by row but got a list",
                "{'data':{'a':{'r':1,'r':1},'b':{'r':1}}} | /data/a/r: this row is given twice",
                "{'data':{'a':{'r/1':'x'}}} | /data/a/r~11: expected a number for column 'a' but got the text ~x~",
                "{'data':{'r':{'a':1,'b':'x'}}} | /data/r/b: expected a number for column 'b' but got the text ~x~",
                "{'data':{'r':{'a':1}}} | /data/r: the column 'b' is missing",
                "{'data':{'r':{'a':1,'b':2},'s':[1,2]}} | /data/s: expected an object, as the first row is one, but got a list",
                "{'data':{'r':{'a':1,'b':2},'r':{'a':1,'b':2}}} | /data/r: this row is given twice",
                "{'data':{'columns':['a','b']}} | /data: the key ~data~ is missing",
                "{'data':{'data':[[1,2]]}} | /data: the key ~columns~ is missing",
                "{'data':{'columns':['a','b'],'data':[[1,2]],'foo':1}} | /data: the key 'foo' is none of a data frame's",
                "{'data':{'columns':['a','b'],'data':[[1,2]],'index':[1,2]}} | /data/index: expected a label for each of the 1 rows but got 2",
                "{'data':{'columns':['a','b'],'data':[[1,2]],'index':7}} | /data/index: expected a list but got the number 7",
                "{'data':{'columns':['a','c'],'data':[[1,2]]}} | /data/columns: the model has no column 'c'",
                "{'data':{'columns':['a','a'],'data':[[1,2]]}} | /data/columns: the column 'a' is given twice",
                "{'data':{'columns':['a'],'data':[[1]]}} | /data/columns: the column 'b' is missing",
                "{'data':{'columns':'a','data':[[1]]}} | /data/columns: expected a list of names but got the text ~a~",
                "{'data':{'columns':['a',[]],'data':[[1]]}} | /data/columns/1: expected the name of a column but got a list",
                "{'data':{'columns':['b','a'],'data':[[1,2],[1,'x']]}} | /data/data/1/1: expected a number for column 'a'",
                "{'data':{'columns':['b','a'],'data':[[1,2],[1]]}} | /data/data/1: expected 2 values, as there are names of columns, but got 1",
                "{'data':{'data':[[1,'x']],'columns':['b','a']}} | /data/data/0/1: expected a number for column 'a'",
                "{'data':{'schema':1,'data':[]}} | /data/schema: expected an object but got the number 1",
                "{'data':{'schema':{'primaryKey':[{}]},'data':[]}} | /data/schema/primaryKey/0: expected the name of a column",
                "{'input_data':{'x':[[1,2]],'y':[[1,2]]}} | /input_data/y: expected no other tensor beside the one of all rows",
                "{'input_data':{'x':[[1,'z']]}} | /input_data/x/0/1: expected a number for column 'b'",
                "{'input_data':[1,2]} | /input_data/0: expected a row but got the number 1: input_data is a list of rows",
                "{'inputs':{}} | /inputs: expected a list, or an object of lists or of tensors",
                "{'inputs':{'a':1}} | /inputs: expected a list, or an object of lists or of tensors",
                "{'inputs':7} | /inputs: expected a list of rows but got the number 7",
                "{'instances':{'a':[1]}} | /instances: expected a list of rows but got an object",
                "{'instances':[{'a':[1,2],'b':1}]} | /instances/0/a: expected a list of one value but got more",
                "{'instances':[{'a':[],'b':1}]} | /instances/0/a: expected a number for column 'a'",
                "{'data':{'a':{'r':1 | the body is not JSON at line 1, column",
                "{'data':{'a':{'r':01}}} | the body is not JSON at line 1, column",
            })
    void namesThePlaceOfAMistake(String body, String beginning) {
        InferenceException refusal = refusal(PAIR, body);

        assertThat(refusal).hasMessageStartingWith(beginning.replace('~', '"').replace("r\"11", "r~11"));
        assertThat(refusal.code()).isEqualTo(INVALID_INPUT);
    }

    @Test
    void refusesAnObjectThatCanBeReadBothWays() {
        refuses(
                NUMBERED,
                "{'data':{'0':{'0':1,'1':2},'1':{'0':3,'1':4}}}",
                "/data: the object can be read by column and by row");
        assertThat(numbers(NUMBERED, "{'data':{'0':{'x':1,'y':2},'1':{'x':3,'y':4}}}"))
                .containsExactly(1, 3, 2, 4);
        assertThat(numbers(NUMBERED, "{'data':{'x':{'0':1,'1':2}}}")).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'iris':[[1,2]]}", "{'data':{'0':{'x':1}}}"})
    void listsTheFormsThatTheModelTakes(String body) {
        assertThat(refusal(PAIR, body))
                .hasMessageContaining("{\"data\": [[…]]} with rows of 2 values in the order 'a', 'b'")
                .hasMessageContaining("{\"data\": {\"columns\": […], \"data\": [[…]]}}")
                .hasMessageContaining("{\"column\": […]}, {\"column\": {\"row\": …}}, {\"row\": {\"column\": …}}")
                .hasMessageContaining("{\"input_data\": …}")
                .hasMessageContaining("{\"instances\": […]}, {\"inputs\": …}");
        assertThat(refusal(UNNAMED, body))
                .hasMessageContaining("{\"data\": {\"columns\": […], \"data\": [[…]]}}")
                .hasMessageNotContaining("{\"row\":");
    }

    @Test
    void ignoresOtherKeysBesideAForm() {
        assertThat(numbers(PAIR, "{'model':'diabetes','data':{'a':{'0':1},'b':{'0':2}}}"))
                .containsExactly(1, 2);
    }

    // ONNX

    private static String onnx(String fields) {
        return "{'inputs':{'X':{" + fields + "}}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'dims':[2,2],'dataType':11,'doubleData':[1,2,3,4]",
                "'dims':['2','2'],'data_type':'11','double_data':[1,2,3,4],'name':'X','dataLocation':'DEFAULT','docString':null",
                "'doubleData':[1,2,3,4],'dataType':11,'dims':[2,'2']",
                "'dims':[2,2],'dataType':1,'floatData':[1,2,3,4]",
                "'dims':[2,2],'dataType':2,'int32Data':[1,2,3,4]",
                "'dims':[2,2],'dataType':6,'int32Data':['1',2,3,'4']",
                "'dims':[2,2],'dataType':7,'int64Data':['1','2','3','4']",
                "'dims':[2,2],'dataType':13,'uint64Data':['1','2','3','4']",
                "'dims':[2,2],'dataType':11,'rawData':'AAAAAAAA8D8AAAAAAAAAQAAAAAAAAAhAAAAAAAAAEEA='",
                "'dims':[2,2],'dataType':11,'raw_data':'AAAAAAAA8D8AAAAAAAAAQAAAAAAAAAhAAAAAAAAAEEA'",
                "'dims':[2,2],'dataType':1,'rawData':'AACAPwAAAEAAAEBAAACAQA=='",
                "'dims':[2,2],'dataType':3,'rawData':'AQIDBA=='",
                "'dims':[2,2],'dataType':4,'rawData':'AQACAAMABAA='",
                "'dims':[2,2],'dataType':12,'rawData':'AQAAAAIAAAADAAAABAAAAA=='",
                "'dims':[2,2],'dataType':7,'rawData':'AQAAAAAAAAACAAAAAAAAAAMAAAAAAAAABAAAAAAAAAA='",
            })
    void readsATensorOfEveryType(String fields) {
        assertThat(numbers(UNNAMED, onnx(fields) + "}")).containsExactly(1, 2, 3, 4);
        assertThat(numbers(PAIR, onnx(fields) + "}")).containsExactly(1, 2, 3, 4);
    }

    @Test
    void readsSignsWordsAndBooleansOfTensors() {
        assertThat(numbers(SINGLE, onnx("'dims':[3,1],'dataType':11,'doubleData':['NaN','-Infinity',-0.5]") + "}"))
                .containsExactly(Double.NaN, Double.NEGATIVE_INFINITY, -0.5);
        assertThat(numbers(SINGLE, onnx("'dims':[2],'dataType':9,'int32Data':[1,0]") + "}"))
                .containsExactly(1, 0);
        assertThat(numbers(SINGLE, onnx("'dims':[1],'dataType':2,'rawData':'/w=='") + "}"))
                .containsExactly(255);
        assertThat(numbers(SINGLE, onnx("'dims':[1],'dataType':3,'rawData':'/w=='") + "}"))
                .containsExactly(-1);
        assertThat(numbers(SINGLE, onnx("'dims':[1],'dataType':1,'floatData':[0.1]") + "}"))
                .containsExactly(0.1f);
    }

    @Test
    void readsATensorForEachColumn() {
        Table table = decode(
                        PERSON,
                        "{'inputs':{'tag':{'dims':[2,1],'dataType':9,'int32Data':[1,0]},"
                                + "'age':{'dims':[2,1],'dataType':7,'int64Data':['1','2']},"
                                + "'city':{'dims':[2],'dataType':8,'stringData':['T3Nsbw==','w6k=']}}}")
                .table();

        assertThat(((Column.Numbers) table.column(0)).values()).containsExactly(1, 2);
        assertThat(((Column.Texts) table.column(1)).values()).containsExactly("Oslo", "é");
        assertThat(((Column.Cells) table.column(2)).values()).containsExactly(true, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "'dims':[1,2] | /inputs/X: the key ~dataType~ is missing",
                "'dims':[1,2],'dataType':14 | /inputs/X/dataType: expected the number of a type that is read",
                "'dims':[1,2],'dataType':'double' | /inputs/X/dataType: expected an integer of 64 bits but got the text ~double~",
                "'dims':[1,2],'dataType':11,'floatData':[1,2] | /inputs/X: values of dataType 11 are given as ~doubleData~",
                "'dims':[1,2],'dataType':11,'doubleData':[1] | /inputs/X/dims: the shape [1, 2] does not hold the 1 value",
                "'dims':[1,2],'dataType':11,'doubleData':[1,2],'rawData':'' | /inputs/X: the values are given twice",
                "'dims':[1,2],'dataType':11,'doubleData':[1,'x'] | /inputs/X/doubleData/1: expected a number but got the text",
                "'dims':[1,2],'dataType':11,'doubleData':[1,1e999] | /inputs/X/doubleData/1: expected a number but got",
                "'dims':[1,2],'dataType':11,'doubleData':1 | /inputs/X/doubleData: expected a list but got the number 1",
                "'dims':[1,2],'dataType':7,'int64Data':[1,'9223372036854775808'] | /inputs/X/int64Data/1: expected an integer",
                "'dims':[1,2],'dataType':7,'int64Data':[1,1.5] | /inputs/X/int64Data/1: expected an integer",
                "'dims':[1,2],'dataType':2,'int32Data':[1,256] | /inputs/X: value 1 is 256, which dataType 2 does not hold",
                "'dims':[1,2],'dataType':11,'rawData':'AAAA' | /inputs/X/rawData: 3 bytes are no whole number of values of 8 bytes",
                "'dims':[1,2],'dataType':11,'rawData':'?' | /inputs/X/rawData: the text is not base64",
                "'dims':[1,2],'dataType':11,'rawData':7 | /inputs/X/rawData: expected a text of base64",
                "'dims':[1,2],'dataType':8,'rawData':'' | /inputs/X/rawData: texts cannot be raw",
                "'dims':[1,2],'dataType':8,'stringData':['YQ==','YQ=='] | /inputs/X: expected a number for column 'a' but got a tensor of texts",
                "'dims':[1,2],'dataType':8,'stringData':['?','YQ=='] | /inputs/X/stringData/0: the text is not base64",
                "'dims':[-1,2],'dataType':11 | /inputs/X/dims/0: expected a length from 0",
                "'dims':[1,1,1,1,1,1,1,1,1],'dataType':11 | /inputs/X/dims: expected at most 8 dimensions",
                "'dims':[65536,65536,65536,65536],'dataType':11 | /inputs/X/dims: the shape [65536, 65536, 65536, 65536] is of more",
                "'dims':[1,3],'dataType':11,'doubleData':[1,2,3] | /inputs/X/dims: expected [rows, 2] but got [1, 3]",
                "'dims':[],'dataType':11,'doubleData':[1] | /inputs/X/dims: expected [rows, 2] but got []",
            })
    void namesThePlaceOfAMistakeInATensor(String fields, String beginning) {
        InferenceException refusal = refusal(PAIR, onnx(fields) + "}");

        assertThat(refusal).hasMessageStartingWith(beginning.replace('~', '"'));
        assertThat(refusal.code()).isEqualTo(INVALID_INPUT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "'a':{'dims':[1],'dataType':11,'doubleData':[1]} | /inputs: the column 'b' is missing",
                "'a':{'dims':[1],'dataType':11,'doubleData':[1]},'c':{'dims':[1],'dataType':11,'doubleData':[1]} | /inputs: the model has no column 'c'",
                "'a':{'dims':[1],'dataType':11,'doubleData':[1]},'b':{'dims':[2],'dataType':11,'doubleData':[1,2]} | /inputs/b/dims: expected [1]",
                "'a':{'dims':[1,2],'dataType':11,'doubleData':[1,2]} | /inputs/a/dims: expected [rows] or [rows, 1] but got [1, 2]",
                "'a':{'dims':[0],'dataType':11},'a':{'dims':[0],'dataType':11} | /inputs/a: the tensor is given twice",
                "'a':{'dims':[0],'dataType':11},'b':7 | /inputs/b: expected a tensor",
            })
    void namesThePlaceOfAMistakeInTensorsOfColumns(String tensors, String beginning) {
        assertThat(refusal(PAIR, "{'inputs':{" + tensors + "}}")).hasMessageStartingWith(beginning);
    }

    // Limits

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data':{'a':[1,2,3],'b':[1,2,3]}}",
                "{'data':{'a':{'x':1,'y':2,'z':3},'b':{}}}",
                "{'data':{'x':{'a':1,'b':2},'y':{'a':1,'b':2},'z':{'a':1,'b':2}}}",
                "{'data':{'columns':['b','a'],'data':[[1,2],[1,2],[1,2]]}}",
                "{'data':{'data':[[1,2],[1,2],[1,2]],'columns':['b','a']}}",
                "{'data':{'schema':{},'data':[{'a':1,'b':2},{'a':1,'b':2},{'a':1,'b':2}]}}",
                "{'instances':[[1,2],[1,2],[1,2]]}",
                "{'inputs':{'X':{'dims':[3,2],'dataType':11,'doubleData':[1,2,3,4,5,6]}}}",
                "{'inputs':{'X':{'dims':[3,2],'dataType':3,'rawData':'AQIDBAUG'}}}",
                "{'inputs':{'a':{'dims':[3],'dataType':2,'int32Data':[1,2,3]},'b':{'dims':[3],'dataType':2,'int32Data':[1,2,3]}}}",
            })
    void refusesMoreRowsOrValuesThanTheLimitInEveryForm(String body) {
        ModelSignature signature = new ModelSignature(
                List.of(new Feature("a", DataType.FLOAT64), new Feature("b", DataType.FLOAT64)),
                true,
                ExtraColumns.REFUSED,
                METHODS);
        List<JsonLimits> limits =
                List.of(new JsonLimits(32, 2, 100, 2000, 100, 100), JsonLimits.DEFAULT.withMaxValues(5));
        for (JsonLimits limit : limits) {
            InferenceException refusal = refusal(new JsonScoreDecoder(signature, limit), body);

            assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(INPUT_TOO_LARGE);
            assertThat(refusal).hasMessageContaining("which is the limit");
        }
        assertThat(decode(PAIR, body.replace("'b':{}", "'b':{'x':1,'y':2,'z':3}"))
                        .table()
                        .rows())
                .isEqualTo(3);
    }

    @Test
    void refusesTooDeepANestingInEveryForm() {
        for (String beginning : List.of(
                "{'data':{'age':[1],'x':",
                "{'data':{'x':{'z':",
                "{'data':{'data':",
                "{'data':{'schema':{'x':",
                "{'input_data':{'index':[",
                "{'inputs':{'X':{'y':",
                "{'instances':[{'q':")) {
            InferenceException refusal = refusal(LENIENT, beginning + "[".repeat(5000));

            assertThat(refusal.code())
                    .as(beginning + " " + refusal.getMessage())
                    .isEqualTo(INPUT_TOO_LARGE);
        }
    }
}
