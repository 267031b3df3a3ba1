package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a JSON body into a table: {@code {"data": [[…], …]}} or {@code {"data": [{…}, …], "method": "predict_proba"}}, or
 * another of the {@linkplain PayloadForms forms}; or the inputs by their names, {@code {"left": [[…]], "right": [[…]]}}. Made once for a model, whose signature types the columns; a body is read in
 * one pass straight into the memory that the model reads, without a tree and without an object for a number. Other keys are
 * skipped; of a repeated key the last one counts, as in Python. The bare words {@code NaN}, {@code Infinity} and {@code
 * -Infinity} are numbers, since Python writes them.
 *
 * <p>Immutable; thread-safe.
 */
public final class JsonScoreDecoder {

    private static final int MAX_KEYS_TOLD = 10;
    private static final int MAX_REASON_CHARS = 200;
    private static final String OBJECT_WANTED = "expected a JSON object like {\"data\": [[…]]}";

    /** What MLflow takes beside the rows, for models that have parameters. */
    private static final String PARAMS = "params";

    /** TensorFlow's name for the signature that is meant when none is named. */
    private static final String DEFAULT_SIGNATURE = "serving_default";

    private final InputColumns columns;
    private final PayloadForms forms;
    private final Choices choices;
    private final JsonLimits limits;
    private final JsonFactory factory;

    public JsonScoreDecoder(ModelSignature signature, JsonLimits limits) {
        this.columns = new InputColumns(signature);
        this.forms = new PayloadForms(columns, signature, limits);
        this.choices = new Choices(signature);
        this.limits = limits;
        this.factory = JsonFactory.builder()
                // Three times as fast as the JDK's parser on numbers of 17 digits.
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                // Keys are the client's: they must not fill the JVM's table of interned strings.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxStringLength(limits.maxTextChars())
                        .maxNameLength(limits.maxNameChars())
                        .maxNumberLength(limits.maxNumberChars())
                        .build())
                .errorReportConfiguration(ErrorReportConfiguration.builder()
                        .maxErrorTokenLength(60)
                        .build())
                .build();
    }

    /**
     * Reads one body.
     *
     * @param body UTF-8, with or without a byte order mark; UTF-16 and UTF-32 are recognised
     * @throws InferenceException {@code INVALID_INPUT} if it is not JSON or not of the model's form, {@code INPUT_TOO_LARGE}
     *     if it is over a limit; the message begins with the place
     */
    public ScoreRequest decode(byte[] body, int offset, int length) {
        BodyText text = BodyText.of(body, offset, length);
        JsonSource source = new JsonSource(factory, text);
        try (JsonParser parser = source.parser()) {
            return new Reading(source, parser).read();
        } catch (StreamConstraintsException e) {
            throw overLimit(e);
        } catch (JsonProcessingException e) {
            throw notJson(e, text);
        } catch (IOException e) {
            throw new InferenceException(ErrorCode.INVALID_INPUT, "the body cannot be read as JSON", e);
        }
    }

    /**
     * Gives a value that the model refused its place as the request wrote it: {@code /data/3/2} in a row that is a list, {@code
     * /data/3/age} in a record. A failure that is about no single value is returned as it is.
     */
    public InferenceException locate(InferenceException e, ScoreRequest request) {
        if (e.cell().isEmpty()) {
            return e;
        }
        InferenceException.Cell cell = e.cell().get();
        String pointer = request.places().of(cell.row(), cell.column());
        return new InferenceException(e.code(), pointer + ": " + e.getMessage(), e);
    }

    private InferenceException overLimit(StreamConstraintsException e) {
        String message = e.getOriginalMessage();
        String told;
        if (message.contains("getMaxNestingDepth")) {
            told = "lists and objects are nested deeper than " + limits.maxDepth() + " levels";
        } else if (message.contains("getMaxStringLength")) {
            told = "a text is longer than " + limits.maxTextChars() + " characters";
        } else if (message.contains("getMaxNameLength")) {
            told = "a key is longer than " + limits.maxNameChars() + " characters";
        } else if (message.contains("getMaxNumberLength")) {
            told = "a number has more than " + limits.maxNumberChars() + " characters";
        } else {
            told = "the body has too many different keys";
        }
        return new InferenceException(ErrorCode.INPUT_TOO_LARGE, told + ", which is the limit", e);
    }

    private static InferenceException notJson(JsonProcessingException e, BodyText text) {
        JsonLocation location = e.getLocation();
        String place = location == null || location.getByteOffset() < 0
                ? ""
                : " at " + text.place((int) Math.min(Integer.MAX_VALUE, location.getByteOffset()));
        String reason = e instanceof JsonEOFException ? "it ends too early" : reason(e.getOriginalMessage());
        return new InferenceException(ErrorCode.INVALID_INPUT, "the body is not JSON" + place + ": " + reason, e);
    }

    /** Jackson's reason without what only a Java programmer understands. */
    private static String reason(String message) {
        String plain = message.replaceAll(" \\(for \\w+ starting at \\[Source:[^\\]]*\\]\\)", "")
                .replaceAll(" \\(code \\d+\\)", "")
                .replaceAll(", code \\d+\\)", ")")
                .replace(" (or 'NaN'/'+INF'/'-INF')", "")
                .replace(" (JSON String, Number, Array, Object or token 'null', 'true' or 'false')", "")
                .replaceAll(": maybe a \\(non-standard\\) comment\\?.*", ": JSON has no comments")
                .replaceAll(": enable `.*", "")
                .replace("was expecting", "expected")
                .replace("expected a valid value", "expected a value");
        return Excerpt.of(plain.endsWith("expected") ? plain + " a value" : plain, MAX_REASON_CHARS);
    }

    /** One body on its way. One thread. */
    private final class Reading {

        private final JsonSource source;
        private final JsonParser parser;
        private final Set<String> otherKeys = new LinkedHashSet<>();
        private Optional<String> method = Optional.empty();
        private Optional<String> signatureName = Optional.empty();
        private List<String> outputFilter = List.of();
        private Optional<ReadRows> rows = Optional.empty();
        private Optional<InputsByName> inputs = Optional.empty();
        /** The key that the rows, or the first of the inputs, stand under. */
        private String form = "";

        Reading(JsonSource source, JsonParser parser) {
            this.source = source;
            this.parser = parser;
        }

        ScoreRequest read() throws IOException {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw InferenceException.invalidInput(OBJECT_WANTED + " but the body is empty");
            }
            if (first != JsonToken.START_OBJECT) {
                throw InferenceException.invalidInput(
                        OBJECT_WANTED + " but the body is " + JsonValues.describe(parser, first));
            }
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                parser.nextToken();
                readValue(key);
            }
            if (parser.nextToken() != null) {
                throw InferenceException.invalidInput(
                        "the body goes on after its JSON object: send one object a request");
            }
            return request(inputs.isPresent() ? rowsOf(inputs.get()) : rows.orElseThrow(this::noRows));
        }

        private void readValue(String key) throws IOException {
            if (forms.isInput(key, parser.currentToken())) {
                readInput(key);
                return;
            }
            Optional<PayloadForms.Form> said = forms.form(key);
            if (said.isPresent()) {
                readRows(key, said.get());
                return;
            }
            switch (key) {
                case "method" -> method = readMethod();
                case "signature_name" -> signatureName = readText();
                case "outputFilter", "output_filter" -> outputFilter = readNames(key);
                default -> skip(key);
            }
        }

        private void readRows(String key, PayloadForms.Form said) throws IOException {
            if (inputs.isPresent() || (rows.isPresent() && !form.equals(key))) {
                throw both(key);
            }
            form = key;
            rows = Optional.of(said.reader().read(new FormInput(source, parser, columns, said.place())));
        }

        private void readInput(String name) throws IOException {
            if (rows.isPresent()) {
                throw both(name);
            }
            if (inputs.isEmpty()) {
                form = name;
                inputs = Optional.of(forms.byName(body()));
            }
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                throw body().refusedKey(
                                name,
                                "expected nested lists but got an object: send tensors with \"dims\" as"
                                        + " {\"inputs\": {…}}");
            }
            inputs.get().read(name);
        }

        private FormInput body() {
            return new FormInput(source, parser, columns, new BodyPlace("", limits, 0));
        }

        private InferenceException both(String key) {
            return InferenceException.invalidInput("the body has both \"" + Excerpt.of(form) + "\" and \""
                    + Excerpt.of(key) + "\": send the rows in one of them");
        }

        /** The inputs at the body's top, where a key that is none of them is likely a misspelt one. */
        private ReadRows rowsOf(InputsByName read) {
            for (String key : otherKeys) {
                if (!key.equals(PARAMS)) {
                    throw InferenceException.invalidInput("/" + Places.segment(key)
                            + ": the model has no input of this name: expected " + forms.told());
                }
            }
            return read.rows();
        }

        private void skip(String key) throws IOException {
            if (otherKeys.size() < MAX_KEYS_TOLD) {
                otherKeys.add(key);
            }
            parser.skipChildren();
        }

        private Optional<String> readMethod() throws IOException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_NULL) {
                return Optional.empty();
            }
            String asked = token == JsonToken.VALUE_STRING ? parser.getText() : "";
            return Optional.of(choices.method("/method", asked, JsonValues.describe(parser, token)));
        }

        /** A text that one form has a use for; whether it must be one is decided when the form is known. */
        private Optional<String> readText() throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return Optional.of(parser.getText());
            }
            parser.skipChildren();
            return Optional.empty();
        }

        private List<String> readNames(String key) throws IOException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_NULL) {
                return List.of();
            }
            if (token != JsonToken.START_ARRAY) {
                throw noNames(key, token);
            }
            List<String> names = new ArrayList<>();
            for (token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token != JsonToken.VALUE_STRING) {
                    throw noNames(key + "/" + names.size(), token);
                }
                if (names.size() == choices.size()) {
                    throw InferenceException.invalidInput(
                            "/" + key + ": expected at most " + names.size() + " names but got more");
                }
                names.add(parser.getText());
            }
            return names;
        }

        private InferenceException noNames(String place, JsonToken token) throws IOException {
            return InferenceException.invalidInput(
                    "/" + place + ": expected a list of outputs' names but got " + JsonValues.describe(parser, token));
        }

        private ScoreRequest request(ReadRows read) {
            Optional<String> asked = method;
            AnswerForm answer = read.answer();
            switch (answer) {
                case BARE -> {
                    boolean isData = inputs.isEmpty() && form.equals("data");
                    answer = isData && method.isPresent() ? AnswerForm.BY_METHOD : AnswerForm.BARE;
                }
                case PREDICTIONS, OUTPUTS -> asked = method.or(this::methodOfSignature);
                case BY_METHOD, TENSORS, RAW_TENSORS -> {}
            }
            return choices.request(asked, read, answer, outputFilter);
        }

        private Optional<String> methodOfSignature() {
            return signatureName
                    .filter(name -> !name.isEmpty() && !name.equals(DEFAULT_SIGNATURE))
                    .map(name -> choices.method("/signature_name", name, Excerpt.quoted(name)));
        }

        private InferenceException noRows() {
            String came = otherKeys.isEmpty() ? "no other key" : "only " + Excerpt.list(otherKeys);
            return InferenceException.invalidInput(
                    "the key \"data\" is missing, the body has " + came + ": expected " + forms.told());
        }
    }
}
