package dev.scoreline.entry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object as a record through its canonical constructor. What the constructor refuses with an
 * IllegalArgumentException is the client's fault: a record may check its own values. Thread-safe once its components are read.
 */
final class RecordReader implements ValueReader {

    private final Class<?> type;
    private final MethodHandle constructor;
    private Fields fields = new Fields(List.of());

    RecordReader(Class<?> type) {
        this.type = type;
        this.constructor = constructor(type);
    }

    private static MethodHandle constructor(Class<?> type) {
        Class<?>[] components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            MethodHandle canonical = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .unreflectConstructor(type.getDeclaredConstructor(components));
            return canonical
                    .asFixedArity()
                    .asType(canonical.type().changeReturnType(Object.class))
                    .asSpreader(Object[].class, components.length);
        } catch (ReflectiveOperationException e) {
            throw ScriptRefusal.of("the record " + type.getName() + " cannot be made: " + e, e);
        }
    }

    void readComponents(TypeReaders readers) {
        List<Fields.Field> read = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String place = "the record " + type.getSimpleName() + ", component '" + component.getName() + "'";
            read.add(new Fields.Field(
                    component.getName(),
                    readers.of(component.getGenericType(), place),
                    TypeReaders.whenLeftOut(component.getGenericType())));
        }
        fields = new Fields(read);
    }

    Fields fields() {
        return fields;
    }

    @Override
    public Object read(JsonParser parser) throws IOException, Misfit {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw Misfit.of(parser, "an object with the keys " + String.join(", ", fields.names()));
        }
        Fields.Values values = fields.read(parser);
        if (values.missing().isPresent()) {
            throw Misfit.at(parser, "the key '" + values.missing().get() + "' is missing");
        }
        try {
            return make(values.values());
        } catch (IllegalArgumentException e) {
            throw Misfit.at(parser, String.valueOf(e.getMessage()));
        }
    }

    /** A record of these values. */
    Object make(@Nullable Object[] values) {
        try {
            return constructor.invoke(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the record " + type.getName() + " cannot be made", e);
        }
    }
}
