package dev.scoreline.swagger;

import static dev.scoreline.swagger.Node.object;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.ModelSignature.Output;
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

    /** A request that is made up with more values than this would not be read by anyone. */
    public static final int MAX_SHOWN = 1_000;

    private ModelSample() {}

    /**
     * What Azure ML would call the model's signature: each key of the sample request is a parameter with a standard
     * sample. Without a sample, {@code data} is a data frame of records if the columns have names, an object of arrays if the
     * model takes several tensors, else a NumPy array.
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
        if (model.columns().isEmpty()) {
            return tensors(model.tensors());
        }
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

    private static Sample tensors(List<Input> inputs) {
        if (inputs.size() == 1) {
            return array(inputs.get(0).type(), inputs.get(0).shape());
        }
        Map<String, Sample> byName = new LinkedHashMap<>();
        inputs.forEach(input -> byName.put(input.name(), array(input.type(), input.shape())));
        return SchemaFromSample.of(byName);
    }

    /** An array too large to be shown is one of a single value. */
    private static Sample array(DataType type, List<Integer> shape) {
        Object filled = filled(type, size(shape) > MAX_SHOWN ? Collections.nCopies(shape.size(), 1) : shape);
        return shape.isEmpty() || type == DataType.OBJECT
                ? SchemaFromSample.of(filled)
                : SchemaFromSample.numpy(numpyType(type), filled);
    }

    private static Sample answer(Method method) {
        if (method.outputs().size() > 1) {
            Map<String, Sample> byName = new LinkedHashMap<>();
            for (Output output : method.outputs()) {
                byName.put(output.name(), array(output.type(), output.shape()));
            }
            return SchemaFromSample.of(byName);
        }
        return array(method.type(), method.shape());
    }

    /**
     * A request that the server takes, of zeros and words: one row, or for a model that takes tensors only those, of length 1
     * where any length is taken.
     *
     * @return a JSON value; empty if it would hold more than {@code maxValues} values
     */
    public static Optional<Object> request(ModelSignature model, long maxValues) {
        if (values(model) > maxValues) {
            return Optional.empty();
        }
        if (model.columns().isEmpty()) {
            return Optional.of(object("data", filled(model.tensors())));
        }
        return Optional.of(object("data", List.of(model.named() ? record(model) : zeros(model))));
    }

    private static double values(ModelSignature model) {
        return model.columns().isPresent()
                ? model.features().size()
                : model.tensors().stream()
                        .mapToDouble(tensor -> size(tensor.shape()))
                        .sum();
    }

    /** How many values an array holds whose varying lengths are 1; a double does not overflow. */
    private static double size(List<Integer> shape) {
        return shape.stream().mapToDouble(Math::abs).reduce(1, (a, b) -> a * b);
    }

    private static Map<String, Object> record(ModelSignature model) {
        Map<String, Object> record = new LinkedHashMap<>();
        for (Feature feature : model.features()) {
            if (feature.required()) {
                record.put(feature.name(), zero(feature.type()));
            }
        }
        return record;
    }

    private static List<Object> zeros(ModelSignature model) {
        if (model.extraColumns() == ExtraColumns.KEPT && model.features().isEmpty()) {
            return List.of(0.0);
        }
        List<Object> row = new ArrayList<>();
        model.features().forEach(feature -> row.add(zero(feature.type())));
        return row;
    }

    /** One tensor as it is, several by name. */
    private static Object filled(List<Input> inputs) {
        if (inputs.size() == 1) {
            return filled(inputs.get(0).type(), inputs.get(0).shape());
        }
        Map<String, Object> byName = new LinkedHashMap<>();
        inputs.forEach(input -> byName.put(input.name(), filled(input.type(), input.shape())));
        return byName;
    }

    private static Object filled(DataType type, List<Integer> shape) {
        Object value = zero(type);
        for (int i = shape.size() - 1; i >= 0; i--) {
            value = Collections.nCopies(Math.abs(shape.get(i)), value);
        }
        return value;
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
