package dev.scoreline.scoring.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.ModelSignature.Output;
import dev.scoreline.model.Named;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Tensor;
import dev.scoreline.model.Tensors;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorFormsTest {

    private static final Input IMAGE = new Input("image", DataType.FLOAT32, List.of(-1, 2, 2));
    private static final Input IDS = new Input("ids", DataType.INT64, List.of(-1));
    private static final Input WORDS = new Input("words", DataType.STRING, List.of(-1, 1));

    private static ScoreRequest decode(String body, Input... inputs) {
        return decode(JsonLimits.DEFAULT, body, inputs);
    }

    private static ScoreRequest decode(JsonLimits limits, String body, Input... inputs) {
        Method predict = Method.of(
                "predict",
                List.of(new Output("a", DataType.INT64, List.of(-1)), new Output("b", DataType.INT64, List.of(-1))));
        ModelSignature signature = new ModelSignature(Optional.empty(), List.of(inputs), List.of(predict));
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new JsonScoreDecoder(signature, limits).decode(bytes, 0, bytes.length);
    }

    private static Tensor tensor(ScoreRequest request, String name) {
        return Objects.requireNonNull(((Tensors) request.input()).byName().get(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'data':[[[0.1,2],[3,4]]]}",
                "{'input_data':[[[0.1,2],[3,4]]]}",
                "{'inputs':{'image':[[[0.1,2],[3,4]]]}}",
                "{'image':[[[0.1,2],[3,4]]]}",
                "{'params':{},'image':[[[0.1,2],[3,4]]],'method':'predict'}",
                "{'instances':[[[0.1,2],[3,4]]]}",
                "{'inputs':{'image':{'dims':[1,2,2],'dataType':1,'floatData':[0.1,2,3,4]}}}"
            })
    void readsTheOnlyInputInEachForm(String body) {
        Tensor.Packed image = (Tensor.Packed) tensor(decode(body, IMAGE), "image");

        assertThat(image.shape()).containsExactly(1, 2, 2);
        assertThat(image.number(0)).isEqualTo(0.1f);
        assertThat(image.number(3)).isEqualTo(4);
    }

    @Test
    void readsSeveralInputsByName() {
        ScoreRequest request = decode("{'inputs':{'ids':[9007199254740993],'words':[['a'],['']]}}", IDS, WORDS);

        assertThat(((Tensor.Longs) tensor(request, "ids")).values()).containsExactly(9007199254740993L);
        assertThat(((Tensor.Texts) tensor(request, "words")).values()).containsExactly("a", "");
        assertThat(request.rows()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'ids':[1,2],'words':[['a'],['b']]}",
                "{'words':[['a'],['b']],'params':{},'ids':[1,2]}",
                "{'data':{'ids':[1,2],'words':[['a'],['b']]}}",
            })
    void readsSeveralInputsByNameAtTheTopOfTheBody(String body) {
        ScoreRequest request = decode(body, IDS, WORDS);

        assertThat(((Tensor.Longs) tensor(request, "ids")).values()).containsExactly(1, 2);
        assertThat(((Tensor.Texts) tensor(request, "words")).values()).containsExactly("a", "b");
        assertThat(request.answer()).isEqualTo(AnswerForm.BARE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'ids':[1]} | the input 'words' is missing: expected 'ids', 'words'",
                "{'inputs':{'ids':[1]}} | /inputs: the input 'words' is missing: expected 'ids', 'words'",
                "{'ids':[1],'wrods':[['a']]} | /wrods: the model has no input of this name: expected {\"ids\": nested",
                "{'wrods':[['a']],'ids':[1]} | /wrods: the model has no input of this name",
                "{'ids':[1],'words':[['a']],'ids':[1]} | /ids: the input is given twice",
                "{'ids':[1],'words':[['a']],'data':[1]} | the body has both \"ids\" and \"data\"",
                "{'inputs':{'ids':[1],'words':[['a']]},'words':[['a']]} | the body has both \"inputs\" and \"words\"",
                "{'ids':[1],'words':{'dims':[1,1]}} | /words: expected nested lists but got an object",
                "{'ids':[1.5],'words':[['a']]} | /ids/0: input 'ids': expected a value of type INT64",
                "{'wrods':[['a']]} | the body has only 'wrods': expected {\"ids\": nested lists of INT64 [-1], \"words\"",
            })
    void refusesSeveralInputsThatAreNotTheModels(String body, String message) {
        assertThatThrownBy(() -> decode(body, IDS, WORDS)).hasMessageContaining(message);
    }

    @Test
    void takesAKeyThatSaysAFormForThatForm() {
        Input data = new Input("data", DataType.INT64, List.of(-1));
        Input method = new Input("method", DataType.INT64, List.of(-1));

        assertThat(tensor(decode("{'data':[1]}", data), "data").shape()).containsExactly(1);
        assertThat(tensor(decode("{'data':{'data':[1]}}", data), "data").shape())
                .containsExactly(1);
        assertThat(decode("{'data':[1],'ids':[2,3],'method':'predict'}", data, IDS))
                .satisfies(request -> assertThat(tensor(request, "ids").shape()).containsExactly(2))
                .satisfies(request -> assertThat(request.answer()).isEqualTo(AnswerForm.BARE));
        assertThat(decode("{'data':{'data':[1],'ids':[2]}}", data, IDS).rows()).isEqualTo(1);
        assertThat(decode("{'inputs':{'method':[1]}}", method).rows()).isEqualTo(1);
        assertThatThrownBy(() -> decode("{'method':[1]}", method)).hasMessageContaining("/method: expected one of");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'ids':[1,2,3],'words':[['a'],['b'],['c']]}",
                "{'inputs':{'ids':[1,2,3],'words':[['a'],['b'],['c']]}}",
                "{'inputs':{'ids':{'dims':[3],'dataType':7,'int64Data':[1,2,3]},'words':[['a'],['b'],['c']]}}",
                "{'inputs':{'words':[['a'],['b'],['c']],'ids':{'dims':[3],'dataType':2,'rawData':'AQID'}}}",
            })
    void boundsTheValuesOfAllInputsTogether(String body) {
        JsonLimits five = JsonLimits.DEFAULT.withMaxValues(5);

        assertThatThrownBy(() -> decode(five, body, IDS, WORDS))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_TOO_LARGE))
                .hasMessageContaining("the request holds more than 5 values");
        assertThat(decode(
                                JsonLimits.DEFAULT.withMaxValues(6),
                                body.replace(",'dataType':2,", ",'dataType':7,")
                                        .replace("'AQID'", "'AQAAAAAAAAACAAAAAAAAAAMAAAAAAAAA'"),
                                IDS,
                                WORDS)
                        .rows())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'data':[1],'outputFilter':['b']}",
                "{'output_filter':['b'],'inputs':{'ids':[1]}}",
                "{'instances':[1],'outputFilter':['b']}",
                "{'ids':[1],'outputFilter':['b']}",
            })
    void keepsTheOutputsThatAreAskedForBesideLists(String body) {
        assertThat(decode(body, IDS).outputs()).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'data':[1],'outputFilter':['c']} | /outputFilter: expected some of 'a', 'b' but got 'c'",
                "{'data':[1],'outputFilter':'a'} | /outputFilter: expected a list of outputs' names but got the text",
                "{'data':[1],'outputFilter':['a',1]} | /outputFilter/1: expected a list of outputs' names but got the number",
                "{'data':[1],'outputFilter':['a','b','a','b']} | /outputFilter: expected at most 3 names but got more",
            })
    void refusesAFilterThatNamesNoOutput(String body, String message) {
        assertThatThrownBy(() -> decode(body, IDS)).hasMessageContaining(message);
    }

    @Test
    void readsDimensionsOfLengthZero() {
        assertThat(tensor(decode("{'data':[]}", IMAGE), "image").shape()).containsExactly(0, 2, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'data':[[[1,2],[3]]]} | /data/0/1: expected a list of 2, as the first one on this level, but got 1",
                "{'data':[[1,2],[3,4]]} | /data/0/0: input 'image': expected lists nested 3 deep",
                "{'data':[[[1,2,3],[4,5,6]]]} | /data: input 'image': expected shape [-1, 2, 2] but got [1, 2, 3]",
                "{'data':[[[1,'x'],[3,4]]]} | /data/0/0/1: input 'image': expected a value of type FLOAT32 but got the text",
                "{'data':[[[1,[2]],[3,4]]]} | /data/0/0/1: input 'image': expected a value of type FLOAT32 but got a list",
                "{'inputs':{'picture':[1]}} | /inputs/picture: the model has no input of this name",
                "{'image':[[[1,2,3],[4,5,6]]]} | /image: input 'image': expected shape [-1, 2, 2] but got [1, 2, 3]",
                "{'image':{'dims':[1,2,2],'dataType':1}} | /image: expected nested lists but got an object: send tensors",
                "{'image':[],'image':[]} | /image: the input is given twice",
                "{'inputs':{'image':[],'image':[]}} | /inputs/image: the input is given twice",
                "{'inputs':{'image':{'dims':[2147483647,2147483647,0],'dataType':1}}} | /inputs/image/dims: the shape",
                "{'rows':[1]} | expected {\"image\": nested lists of FLOAT32 [-1, 2, 2]}, or {\"data\": …}"
            })
    void namesTheInputThePlaceAndWhatCame(String body, String message) {
        assertThatThrownBy(() -> decode(body, IMAGE)).hasMessageContaining(message);
    }

    @Test
    void refusesIntegersThatTheTypeDoesNotHold() {
        Input small = new Input("x", DataType.INT8, List.of(-1));

        assertThatThrownBy(() -> decode("{'data':[128]}", small))
                .hasMessageContaining("type INT8 but got the number 128");
        assertThatThrownBy(() -> decode("{'data':[1.5]}", small))
                .hasMessageContaining("type INT8 but got the number 1.5");
    }

    @Test
    void readsUnsignedIntegersInTheirWholeRange() {
        Input unsigned = new Input("x", DataType.UINT64, List.of(-1));
        String body = "{'data':[0,9007199254740993,18446744073709551615]}";

        Tensor.Packed read = (Tensor.Packed) tensor(decode(body, unsigned), "x");

        assertThat(Long.toUnsignedString(read.integer(1))).isEqualTo("9007199254740993");
        assertThat(Long.toUnsignedString(read.integer(2))).isEqualTo("18446744073709551615");
        for (String wrong : List.of("-1", "18446744073709551616", "1.0", "\"1\"")) {
            assertThatThrownBy(() -> decode("{'data':[" + wrong + "]}", unsigned))
                    .hasMessageContaining("/data/0: input 'x': expected a value of type UINT64");
        }
    }

    @Test
    void answersTheOutputsThatAreAskedForUnderTheirNames() {
        String body = "{'inputs':{'ids':{'dims':[1],'dataType':7,'int64Data':['1']}},'outputFilter':['b']}";
        ScoreRequest request = decode(body, IDS);
        Map<String, Payload> both = new LinkedHashMap<>();
        both.put("a", new Tensor.Longs(new int[] {1}, new long[] {1}));
        both.put("b", new Tensor.Longs(new int[] {1}, new long[] {2}));

        Named chosen = (Named) ChosenOutputs.of(request, List.of(), new Named(both));

        assertThat(chosen.byName().keySet()).containsExactly("b");
        assertThatThrownBy(() -> decode(body.replace("'b'", "'c'"), IDS))
                .hasMessageContaining("/outputFilter: expected some of 'a', 'b' but got 'c'");
    }

    @Test
    void readsOrRefusesBodiesWithMistakes() {
        Random random = new Random(20261126);
        String[] bodies = {
            "{'ids':[1,2,3],'words':[['a'],['b'],['c']],'outputFilter':['a','b'],'method':'predict','params':{}}",
            "{'inputs':{'ids':{'dims':['3'],'dataType':7,'int64Data':['1',2,-3]},'words':{'dims':[1,1],'dataType':8,"
                    + "'stringData':['YQ==']}},'output_filter':['b']}",
            "{'data':{'ids':[],'words':[]}}",
            "{'inputs':{'image':{'dims':[1,2,2],'dataType':1,'rawData':'AACAPwAAgD8AAIA/AACAPw=='}}}",
            "{'image':[[[0.1,NaN],[-Infinity,4e30]]]}",
            "{'instances':[[[1,2],[3,4]]],'signature_name':'predict'}"
        };
        for (int round = 0; round < 60_000; round++) {
            int which = random.nextInt(bodies.length);
            byte[] seed = bodies[which].replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            String body = new String(Mutation.of(seed, random), StandardCharsets.ISO_8859_1);
            try {
                decode(body, which < 3 ? new Input[] {IDS, WORDS} : new Input[] {IMAGE});
            } catch (InferenceException e) {
                assertThat(e.code()).isIn(ErrorCode.INVALID_INPUT, ErrorCode.INPUT_TOO_LARGE);
            }
        }
    }
}
