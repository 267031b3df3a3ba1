package dev.scoreline.entry;

import dev.scoreline.model.entry.EntryRequest;
import dev.scoreline.model.schema.ServiceSignature;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The script's {@code run}: its parameters are read once, here, and decide what a request has to bring. Immutable;
 * thread-safe.
 *
 * @param handle takes an array of all arguments
 * @param headersIndex which parameter takes the request's headers; -1 for none
 * @param signature for the API's description
 */
record RunMethod(
        MethodHandle handle, int parameterCount, RunInput input, int headersIndex, ServiceSignature signature) {

    static RunMethod of(ScriptClass script) {
        Method method = script.only("run");
        List<Parameter> all = Arrays.asList(method.getParameters());
        if (method.isVarArgs()) {
            throw ScriptRefusal.of("run() cannot take a variable number of arguments");
        }
        List<Parameter> data = new ArrayList<>();
        int headersIndex = -1;
        for (int i = 0; i < all.size(); i++) {
            if (!isHeaders(all.get(i).getParameterizedType())) {
                data.add(all.get(i));
            } else if (headersIndex >= 0) {
                throw ScriptRefusal.of("run() takes the request's headers, a Map<String, String>, twice");
            } else {
                headersIndex = i;
            }
        }
        if (data.isEmpty()) {
            throw ScriptRefusal.of(
                    headersIndex < 0
                            ? "run() needs to accept an argument for input data."
                            : "run() needs to accept an argument other than the request's headers.");
        }
        RunInput input = input(data);
        ServiceSignature signature = RunSignature.of(input, data, method);
        return new RunMethod(script.spread(method), all.size(), input, headersIndex, signature);
    }

    private static boolean isHeaders(Type type) {
        return type instanceof ParameterizedType map
                && map.getRawType() == Map.class
                && map.getActualTypeArguments()[0] == String.class
                && map.getActualTypeArguments()[1] == String.class;
    }

    private static RunInput input(List<Parameter> data) {
        TypeReaders readers = new TypeReaders();
        if (data.stream().anyMatch(parameter -> parameter.getType() == EntryRequest.class)) {
            if (data.size() > 1) {
                throw ScriptRefusal.of(
                        "run() takes an EntryRequest, which is all of the request, and something besides");
            }
            return new RunInput.Raw();
        }
        return data.size() == 1 ? single(data.get(0), readers) : named(data, readers);
    }

    private static RunInput single(Parameter parameter, TypeReaders readers) {
        Class<?> type = parameter.getType();
        if (type == String.class) {
            return new RunInput.Text();
        }
        ValueReader reader =
                readers.of(parameter.getParameterizedType(), "run(), parameter '" + parameter.getName() + "'");
        if (type == Map.class) {
            return new RunInput.Mapping(reader);
        }
        if (reader instanceof RecordReader record) {
            return new RunInput.Typed(record);
        }
        return type == Object.class ? new RunInput.Value(reader) : named(List.of(parameter), readers);
    }

    private static RunInput named(List<Parameter> data, TypeReaders readers) {
        List<Fields.Field> fields = new ArrayList<>();
        for (Parameter parameter : data) {
            if (!parameter.isNamePresent()) {
                throw ScriptRefusal.of("the names of run()'s parameters are not in the class file: compile it with"
                        + " javac -parameters, or let run() take a record");
            }
            Type type = parameter.getParameterizedType();
            ValueReader reader = readers.of(type, "run(), parameter '" + parameter.getName() + "'");
            fields.add(new Fields.Field(parameter.getName(), reader, TypeReaders.whenLeftOut(type)));
        }
        return new RunInput.Named(new Fields(fields));
    }

    /** What a request gives for all parameters. */
    @Nullable
    Object[] arguments(EntryRequest request) throws Misfit {
        @Nullable Object[] data = input.values(request);
        if (headersIndex < 0) {
            return data;
        }
        @Nullable Object[] arguments = new Object[parameterCount];
        for (int i = 0, next = 0; i < parameterCount; i++) {
            arguments[i] = i == headersIndex ? request.headers() : data[next++];
        }
        return arguments;
    }

    /** Calls the user's method; throws whatever that throws. */
    @Nullable
    Object call(@Nullable Object[] arguments) throws Throwable {
        return (Object) handle.invokeExact(arguments);
    }
}
