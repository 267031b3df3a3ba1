package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.ToLongFunction;

/**
 * Reads one tensor as protobuf's JSON mapping writes an ONNX {@code TensorProto}: {@code {"dims": ["2", "10"], "dataType": 11,
 * "rawData": "…"}} or with a list, as {@code "doubleData"}, in place of the bytes. Names may be in camelCase or snake_case, integers
 * numbers or texts, fields in any order; unknown ones are skipped. Raw values are base64 of little-endian bytes.
 *
 * <p>One thread.
 */
final class OnnxTensorReader {

    private static final Base64Variant BASE64 =
            Base64Variants.MIME_NO_LINEFEEDS.withReadPadding(Base64Variant.PaddingReadBehaviour.PADDING_ALLOWED);

    private final FormInput input;
    private final JsonParser parser;
    private final String name;
    private final TensorFields fields;

    /** @param input stands at the tensor's object */
    OnnxTensorReader(String name, FormInput input) {
        this.name = name;
        this.input = input;
        this.parser = input.parser();
        this.fields = new TensorFields(input.place());
    }

    OnnxTensor read() throws IOException {
        if (input.token() != JsonToken.START_OBJECT) {
            throw input.refusal("expected a tensor, an object with \"dims\" and \"dataType\", but got "
                    + JsonValues.describe(parser, input.token()));
        }
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token != JsonToken.VALUE_NULL) {
                readField(key);
            }
        }
        return fields.tensor(name);
    }

    private void readField(String key) throws IOException {
        switch (key) {
            case "dims" -> readDims();
            case "dataType", "data_type" -> fields.setType(integer(input.under("dataType")));
            case "rawData", "raw_data" -> readRaw();
            case "floatData", "float_data" -> readDoubles("floatData");
            case "doubleData", "double_data" -> readDoubles("doubleData");
            case "int32Data", "int32_data" -> readLongs("int32Data");
            case "int64Data", "int64_data" -> readLongs("int64Data");
            case "uint64Data", "uint64_data" -> readLongs(TensorFields.UNSIGNED);
            case "stringData", "string_data" -> readTexts();
            default -> parser.skipChildren();
        }
    }

    private void readDims() throws IOException {
        FormInput list = beginList("dims");
        fields.clearDims();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            fields.addDim(integer(list.under(Integer.toString(fields.dims()))));
        }
    }

    private void readRaw() throws IOException {
        fields.begin(OnnxTensor.RAW);
        FormInput at = input.under(OnnxTensor.RAW);
        if (at.token() != JsonToken.VALUE_STRING) {
            throw at.refusal("expected a text of base64 but got " + JsonValues.describe(parser, at.token()));
        }
        try {
            fields.setRaw(ByteBuffer.wrap(parser.getBinaryValue(BASE64)));
        } catch (JsonEOFException e) {
            throw e;
        } catch (JsonParseException e) {
            throw at.refusal("the text is not base64");
        }
    }

    private void readDoubles(String key) throws IOException {
        fields.begin(key);
        FormInput list = beginList(key);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            fields.add(number(token, list));
        }
    }

    /** Numbers, and the three words in quotes, as protobuf writes them. */
    private double number(JsonToken token, FormInput list) throws IOException {
        if (token == JsonToken.VALUE_STRING && JsonValues.isWord(parser.getText())) {
            return Double.parseDouble(parser.getText());
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            double value = parser.getDoubleValue();
            if (Double.isFinite(value) || JsonValues.isWord(parser.getText())) {
                return value;
            }
        }
        throw list.refusedKey(
                Integer.toString(fields.count()), "expected a number but got " + JsonValues.describe(parser, token));
    }

    private void readLongs(String key) throws IOException {
        fields.begin(key);
        FormInput list = beginList(key);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            fields.add(integer(key, token, list));
        }
    }

    private long integer(String key, JsonToken token, FormInput list) throws IOException {
        boolean isLong =
                token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        boolean isUnsigned = key.equals(TensorFields.UNSIGNED);
        if (isLong && (!isUnsigned || parser.getLongValue() >= 0)) {
            return parser.getLongValue();
        }
        FormInput at = list.under(Integer.toString(fields.count()));
        return isUnsigned ? unsigned(at) : integer(at);
    }

    private void readTexts() throws IOException {
        fields.begin("stringData");
        FormInput list = beginList("stringData");
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            fields.add(base64(token, list));
        }
    }

    private ByteBuffer base64(JsonToken token, FormInput list) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            try {
                return ByteBuffer.wrap(BASE64.decode(parser.getText()));
            } catch (IllegalArgumentException e) {
                throw list.refusedKey(Integer.toString(fields.count()), "the text is not base64");
            }
        }
        throw list.refusedKey(
                Integer.toString(fields.count()),
                "expected a text of base64 but got " + JsonValues.describe(parser, token));
    }

    private FormInput beginList(String key) throws IOException {
        FormInput list = input.under(key);
        if (list.token() != JsonToken.START_ARRAY) {
            throw list.refusal("expected a list but got " + JsonValues.describe(parser, list.token()));
        }
        return list;
    }

    /** An integer as a number or as a text. */
    private long integer(FormInput at) throws IOException {
        return parsed(at, Long::parseLong, "an integer");
    }

    /** An integer of 64 bits without a sign, as a number or as a text. */
    private long unsigned(FormInput at) throws IOException {
        return parsed(at, Long::parseUnsignedLong, "an integer without a sign");
    }

    private long parsed(FormInput at, ToLongFunction<String> parse, String wanted) throws IOException {
        JsonToken token = at.token();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING) {
            try {
                return parse.applyAsLong(parser.getText());
            } catch (NumberFormatException e) {
                throw at.refusal("expected " + wanted + " of 64 bits but got " + JsonValues.describe(parser, token));
            }
        }
        throw at.refusal("expected " + wanted + " but got " + JsonValues.describe(parser, token));
    }
}
