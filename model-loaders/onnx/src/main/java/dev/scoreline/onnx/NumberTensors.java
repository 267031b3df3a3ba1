package dev.scoreline.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.scoreline.model.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Makes tensors of numbers that lie side by side. ONNX Runtime's Java library has no way to fill one of unsigned integers of 16 bits
 * and more, but hands on what a model gave out: so a graph of one {@code Cast} makes those of signed integers that are wide enough;
 * of 64 bits from the same bits, which C++ converts modulo 2^64.
 *
 * <p>Thread-safe until it is closed.
 */
final class NumberTensors implements AutoCloseable {

    private static final String SIGNED = "signed";

    private final OrtEnvironment environment;
    private final Map<DataType, OrtSession> casts = new EnumMap<>(DataType.class);

    /** @param types those of a model's inputs; sessions are opened for those that need one */
    NumberTensors(OrtEnvironment environment, Set<DataType> types) throws OrtException {
        this.environment = environment;
        try (OrtSession.SessionOptions options = OnnxOptions.DEFAULT.create()) {
            for (DataType type : types) {
                if (isUnsigned(type)) {
                    casts.put(type, environment.createSession(graph(type), options));
                }
            }
        } catch (OrtException e) {
            close();
            throw e;
        }
    }

    private static boolean isUnsigned(DataType type) {
        return type.isNumeric() && ElementTypes.ofInput(type).isEmpty();
    }

    private static byte[] graph(DataType type) {
        String name = type.name().toLowerCase(Locale.ROOT) + ".onnx";
        try (InputStream in = Objects.requireNonNull(NumberTensors.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + name + " cannot be read", e);
        }
    }

    /**
     * A tensor, which the caller closes. It lies in the memory of the values where that can be filled anew, which is where
     * {@link ElementTypes#ofInput} knows the type.
     *
     * @param values outside the heap, in the machine's order
     */
    OnnxTensor of(DataType type, ByteBuffer values, long[] shape) throws OrtException {
        Optional<OnnxJavaType> javaType = ElementTypes.ofInput(type);
        return javaType.isPresent()
                ? OnnxTensor.createTensor(environment, values, shape, javaType.get())
                : cast(type, values, shape);
    }

    private OnnxTensor cast(DataType type, ByteBuffer values, long[] shape) throws OrtException {
        OrtSession cast = Objects.requireNonNull(casts.get(type), type.name());
        OnnxJavaType wide = type == DataType.UINT16 ? OnnxJavaType.INT32 : OnnxJavaType.INT64;
        try (OnnxTensor signed = OnnxTensor.createTensor(environment, widened(type, values), shape, wide)) {
            // Not closed: the tensor in it lives on.
            OrtSession.Result result = cast.run(Map.of(SIGNED, signed));
            return (OnnxTensor) result.get(0);
        }
    }

    private static ByteBuffer widened(DataType type, ByteBuffer values) {
        int count = values.limit() / type.bytes();
        int step = type == DataType.UINT16 ? Integer.BYTES : Long.BYTES;
        ByteBuffer wide =
                ByteBuffer.allocateDirect(Math.multiplyExact(count, step)).order(ByteOrder.nativeOrder());
        for (int i = 0; i < count; i++) {
            switch (type) {
                case UINT16 -> wide.putInt(4 * i, Short.toUnsignedInt(values.getShort(2 * i)));
                case UINT32 -> wide.putLong(8 * i, Integer.toUnsignedLong(values.getInt(4 * i)));
                default -> wide.putLong(8 * i, values.getLong(8 * i));
            }
        }
        return wide;
    }

    @Override
    public void close() {
        try {
            for (OrtSession cast : casts.values()) {
                cast.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("a session cannot be closed", e);
        }
    }
}
