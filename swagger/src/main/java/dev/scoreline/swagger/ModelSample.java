package dev.scoreline.swagger;

import static dev.scoreline.swagger.Node.object;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.schema.FrameColumn;
import dev.scoreline.model.schema.NumpyType;
import dev.scoreline.model.schema.Orient;
import dev.scoreline.model.schema.Parameter;
import dev.scoreline.model.schema.Sample;
import dev.scoreline.model.schema.SchemaFromSample;
import dev.scoreline.model.schema.ServiceSignature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Samples of a model's input and output, from the files beside it or made up from its signature. Stateless; thread-safe.
 */
public final class ModelSample {

    /** A made-up row with more values than this would not be read by anyone. */
    private static final int MAX_VALUES = 40;

    private ModelSample() {}

    /**
     * What Azure ML would call the model's signature: each key of the sample request is a parameter with a standard
     * sample. Without a sample, {@code data} is a data frame of records if the columns have names, else a NumPy array.
     *
     * @param sampleInput a request, as a JSON value; one that is no object counts as none
     * @param sampleOutput an answer, as a JSON value
     */
    public static ServiceSignature signature(
            ModelSignature model, Optional<Object> sampleInput, Optional<Object> sampleOutput) {
        List<Parameter> inputs = new ArrayList<>();
        if (sampleInput.orElse("") instanceof Map<?, ?> request) {
            request.forEach(
                    (name, value) -> inputs.add(Parameter.of(String.valueOf(name), SchemaFromSample.of(value))));
        } else {
            inputs.add(Parameter.of("data", data(model)));
        }
        Sample output = sampleOutput.map(SchemaFromSample::of).orElseGet(() -> answer(model.defaultMethod()));
        return new ServiceSignature(inputs, Optional.of(output), false);
    }

    private static Sample data(ModelSignature model) {
        if (model.named() || !model.isNumeric()) {
            List<FrameColumn> columns = new ArrayList<>();
            List<Object> row = new ArrayList<>();
            for (Feature feature : model.features()) {
                columns.add(new FrameColumn(feature.name(), columnType(feature.type())));
                row.add(zero(feature.type()));
            }
            return SchemaFromSample.pandas(columns, List.of(row), model.named() ? Orient.RECORDS : Orient.VALUES);
        }
        return SchemaFromSample.numpy(NumpyType.Plain.FLOAT64, List.of(zeros(model)));
    }

    private static Sample answer(Method method) {
        Object answer = zero(method.type());
        for (int i = method.shape().size() - 1; i >= 0; i--) {
            answer = Collections.nCopies(Math.max(1, method.shape().get(i)), answer);
        }
        return method.shape().isEmpty()
                ? SchemaFromSample.of(answer)
                : SchemaFromSample.numpy(numpyType(method.type()), answer);
    }

    /** A request of one row of zeros and words; empty for a model of more columns than anyone would read. */
    static Optional<Object> request(ModelSignature model) {
        if (model.features().size() > MAX_VALUES) {
            return Optional.empty();
        }
        if (!model.named()) {
            return Optional.of(object("data", List.of(zeros(model))));
        }
        Map<String, Object> record = new LinkedHashMap<>();
        for (Feature feature : model.features()) {
            if (feature.required()) {
                record.put(feature.name(), zero(feature.type()));
            }
        }
        return Optional.of(object("data", List.of(record)));
    }

    private static List<Object> zeros(ModelSignature model) {
        List<Object> row = new ArrayList<>();
        model.features().forEach(feature -> row.add(zero(feature.type())));
        return row;
    }

    private static Object zero(DataType type) {
        return switch (type.kind()) {
            case FLOATING -> 0.0;
            case INTEGER -> 0;
            case BOOLEAN -> false;
            case TEXT, ANY -> "text";
        };
    }

    private static FrameColumn.Type columnType(DataType type) {
        return switch (type.kind()) {
            case FLOATING -> FrameColumn.Type.NUMBER;
            case INTEGER -> FrameColumn.Type.INTEGER;
            case BOOLEAN -> FrameColumn.Type.BOOLEAN;
            case TEXT, ANY -> FrameColumn.Type.STRING;
        };
    }

    private static NumpyType numpyType(DataType type) {
        return switch (type) {
            case FLOAT64 -> NumpyType.Plain.FLOAT64;
            // NumPy itself has no bfloat16, and what is one is a float32 as well.
            case FLOAT32, BFLOAT16 -> NumpyType.Plain.FLOAT32;
            case FLOAT16 -> NumpyType.Plain.FLOAT16;
            case INT8 -> NumpyType.Plain.INT8;
            case INT16 -> NumpyType.Plain.INT16;
            case INT32 -> NumpyType.Plain.INT32;
            case INT64 -> NumpyType.Plain.INT64;
            case UINT8 -> NumpyType.Plain.UINT8;
            case UINT16 -> NumpyType.Plain.UINT16;
            case UINT32 -> NumpyType.Plain.UINT32;
            case UINT64 -> NumpyType.Plain.UINT64;
            case BOOL -> NumpyType.Plain.BOOL;
            case STRING -> NumpyType.Plain.STR;
            case OBJECT -> NumpyType.Plain.OBJECT;
        };
    }
}
