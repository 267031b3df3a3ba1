package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.scoreline.model.DataType;
import dev.scoreline.model.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads one tensor as protobuf's JSON mapping writes an ONNX {@code TensorProto}: {@code {"dims": ["2", "10"], "dataType": 11,
 * "rawData": "…"}} or with a list, as {@code "doubleData"}, in place of the bytes. Names may be in camelCase or snake_case, integers
 * numbers or texts, fields in any order; unknown ones are skipped. Raw values are base64 of little-endian bytes.
 *
 * <p>One thread.
 */
final class OnnxTensorReader {

    private static final int MAX_DIMENSIONS = 8;
    private static final Base64Variant BASE64 =
            Base64Variants.MIME_NO_LINEFEEDS.withReadPadding(Base64Variant.PaddingReadBehaviour.PADDING_ALLOWED);

    private final FormInput input;
    private final JsonParser parser;
    private final String name;
    private Optional<OnnxType> type = Optional.empty();
    private List<Integer> dims = List.of();
    private String field = "";
    private byte[] raw = new byte[0];
    private double[] doubles = new double[0];
    private long[] longs = new long[0];
    private List<String> texts = List.of();
    private int count;

    /** @param input stands at the tensor's object */
    OnnxTensorReader(String name, FormInput input) {
        this.name = name;
        this.input = input;
        this.parser = input.parser();
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
        return tensor();
    }

    private void readField(String key) throws IOException {
        switch (key) {
            case "dims" -> dims = readDims();
            case "dataType", "data_type" -> type = Optional.of(readType());
            case "rawData", "raw_data" -> readRaw();
            case "floatData", "float_data" -> readDoubles("floatData");
            case "doubleData", "double_data" -> readDoubles("doubleData");
            case "int32Data", "int32_data" -> readLongs("int32Data");
            case "int64Data", "int64_data" -> readLongs("int64Data");
            case "uint64Data", "uint64_data" -> readLongs("uint64Data");
            case "stringData", "string_data" -> readTexts();
            default -> parser.skipChildren();
        }
    }

    private List<Integer> readDims() throws IOException {
        FormInput list = beginList("dims");
        List<Integer> read = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (read.size() == MAX_DIMENSIONS) {
                throw list.refusal("expected at most " + MAX_DIMENSIONS + " dimensions but got more");
            }
            FormInput at = list.under(Integer.toString(read.size()));
            long length = integer(at);
            if (length < 0 || length > Integer.MAX_VALUE) {
                throw at.refusal("expected a length from 0 to " + Integer.MAX_VALUE + " but got " + length);
            }
            read.add((int) length);
        }
        return read;
    }

    private OnnxType readType() throws IOException {
        FormInput at = input.under("dataType");
        long number = integer(at);
        return OnnxType.of(number)
                .orElseThrow(() -> at.refusal("expected the number of a type that is read, one of "
                        + Arrays.stream(OnnxType.values()).map(OnnxType::number).toList() + ", but got " + number));
    }

    private void readRaw() throws IOException {
        begin(OnnxTensor.RAW);
        FormInput at = input.under(OnnxTensor.RAW);
        if (at.token() != JsonToken.VALUE_STRING) {
            throw at.refusal("expected a text of base64 but got " + JsonValues.describe(parser, at.token()));
        }
        try {
            raw = parser.getBinaryValue(BASE64);
        } catch (JsonEOFException e) {
            throw e;
        } catch (JsonParseException e) {
            throw at.refusal("the text is not base64");
        }
    }

    private void readDoubles(String key) throws IOException {
        begin(key);
        FormInput list = beginList(key);
        doubles = new double[8];
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.checkRoom(0, count + 1);
            doubles = count < doubles.length ? doubles : Arrays.copyOf(doubles, 2 * count);
            doubles[count] = number(token, list);
            count++;
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
                Integer.toString(count), "expected a number but got " + JsonValues.describe(parser, token));
    }

    private void readLongs(String key) throws IOException {
        begin(key);
        FormInput list = beginList(key);
        longs = new long[8];
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.checkRoom(0, count + 1);
            longs = count < longs.length ? longs : Arrays.copyOf(longs, 2 * count);
            longs[count] =
                    token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                            ? parser.getLongValue()
                            : integer(list.under(Integer.toString(count)));
            count++;
        }
    }

    private void readTexts() throws IOException {
        begin("stringData");
        FormInput list = beginList("stringData");
        texts = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.checkRoom(0, count + 1);
            FormInput at = list.under(Integer.toString(count));
            if (token != JsonToken.VALUE_STRING) {
                throw at.refusal("expected a text of base64 but got " + JsonValues.describe(parser, token));
            }
            try {
                texts.add(new String(BASE64.decode(parser.getText()), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw at.refusal("the text is not base64");
            }
            count++;
        }
    }

    private void begin(String key) {
        if (!field.isEmpty()) {
            throw input.refusal("the values are given twice, as \"" + field + "\" and as \"" + key + "\"");
        }
        field = key;
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
        JsonToken token = at.token();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING) {
            try {
                return Long.parseLong(parser.getText());
            } catch (NumberFormatException e) {
                throw at.refusal("expected an integer of 64 bits but got " + JsonValues.describe(parser, token));
            }
        }
        throw at.refusal("expected an integer but got " + JsonValues.describe(parser, token));
    }

    private OnnxTensor tensor() {
        OnnxType found = type.orElseThrow(() -> input.refusal("the key \"dataType\" is missing"));
        if (field.equals(OnnxTensor.RAW)) {
            takeRaw(found);
        } else if (!field.isEmpty() && !field.equals(found.field())) {
            throw input.refusal("values of dataType " + found.number() + " are given as \"" + found.field()
                    + "\" or as \"rawData\" but came as \"" + field + "\"");
        }
        checkCount();
        int[] shape = dims.stream().mapToInt(Integer::intValue).toArray();
        return new OnnxTensor(name, tensor(found, shape), field);
    }

    private void takeRaw(OnnxType found) {
        if (found == OnnxType.STRING) {
            throw input.refusedKey(OnnxTensor.RAW, "texts cannot be raw: give them as \"stringData\"");
        }
        if (raw.length % found.bytes() != 0) {
            throw input.refusedKey(
                    OnnxTensor.RAW,
                    raw.length + " bytes are no whole number of values of " + found.bytes() + " bytes each");
        }
        count = raw.length / found.bytes();
        input.checkRoom(0, count);
        ByteBuffer bytes = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        if (found.isFloating()) {
            doubles = new double[count];
            Arrays.setAll(doubles, i -> found == OnnxType.DOUBLE ? bytes.getDouble() : bytes.getFloat());
        } else {
            longs = new long[count];
            Arrays.setAll(longs, i -> rawLong(found, bytes));
        }
    }

    private static long rawLong(OnnxType type, ByteBuffer bytes) {
        return switch (type) {
            case UINT8, BOOL -> bytes.get() & 0xFF;
            case INT8 -> bytes.get();
            case UINT16, FLOAT16, BFLOAT16 -> bytes.getShort() & 0xFFFF;
            case INT16 -> bytes.getShort();
            case INT32 -> bytes.getInt();
            case UINT32 -> bytes.getInt() & 0xFFFF_FFFFL;
            case INT64, UINT64 -> bytes.getLong();
            case FLOAT, DOUBLE, STRING -> throw new IllegalArgumentException(type + " is no integer");
        };
    }

    /** Dimensions times each other must be the number of values; even beside a 0 the product may not overflow. */
    private void checkCount() {
        long size = 1;
        boolean isEmpty = false;
        for (int length : dims) {
            isEmpty |= length == 0;
            size *= Math.max(1, length);
            if (size > Integer.MAX_VALUE) {
                throw input.refusedKey("dims", "the shape " + dims + " is of more values than a tensor can hold");
            }
        }
        if ((isEmpty ? 0 : size) != count) {
            throw input.refusedKey(
                    "dims", "the shape " + dims + " does not hold the " + InputColumns.values(count) + " that came");
        }
    }

    private Tensor tensor(OnnxType found, int[] shape) {
        if (found == OnnxType.STRING) {
            return new Tensor.Texts(shape, texts.toArray(String[]::new));
        }
        if (found == OnnxType.DOUBLE) {
            return new Tensor.Doubles(shape, Arrays.copyOf(doubles, count));
        }
        if (found == OnnxType.FLOAT) {
            Tensor.Packed floats = Tensor.Packed.zeros(DataType.FLOAT32, shape);
            for (int i = 0; i < count; i++) {
                floats.put(i, doubles[i]);
            }
            return floats;
        }
        for (int i = 0; i < count; i++) {
            if (!found.holds(longs[i])) {
                throw input.refusal(
                        "value " + i + " is " + longs[i] + ", which dataType " + found.number() + " does not hold");
            }
        }
        if (found == OnnxType.BOOL) {
            boolean[] booleans = new boolean[count];
            for (int i = 0; i < count; i++) {
                booleans[i] = longs[i] != 0;
            }
            return new Tensor.Booleans(shape, booleans);
        }
        if (found == OnnxType.INT64) {
            return new Tensor.Longs(shape, Arrays.copyOf(longs, count));
        }
        Tensor.Packed packed = Tensor.Packed.zeros(found.type(), shape);
        for (int i = 0; i < count; i++) {
            packed.put(i, longs[i]);
        }
        return packed;
    }
}
