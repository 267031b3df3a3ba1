package dev.scoreline.entry;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.entry.EntryModels;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The script's {@code init}, which may be left out. Stateless; thread-safe. */
final class InitMethod {

    private InitMethod() {}

    /** Calls it, if there is one. Blocks as long as it does. */
    static void call(ScriptClass script, Optional<Path> modelDirectory, EntryModels models) {
        script.optional("init").ifPresent(init -> initialize(script, init, modelDirectory, models));
    }

    private static void initialize(ScriptClass script, Method init, Optional<Path> modelDirectory, EntryModels models) {
        Object[] arguments = Arrays.stream(init.getParameterTypes())
                .map(type -> initArgument(type, modelDirectory, models))
                .toArray();
        try {
            Object ignored = script.spread(init).invokeExact(arguments);
        } catch (InferenceException e) {
            throw ScriptRefusal.of("init() of " + script.name() + " failed: " + e.getMessage(), e);
        } catch (Throwable e) {
            throw ScriptRefusal.of("init() of " + script.name() + " failed: " + e + place(e, script.name()), e);
        }
    }

    private static Object initArgument(Class<?> type, Optional<Path> modelDirectory, EntryModels models) {
        if (type == Path.class) {
            return modelDirectory.orElseThrow(() -> ScriptRefusal.of(
                    "init() takes the model directory, but none is given: set AZUREML_MODEL_DIR or say --model-dir"));
        }
        if (type == EntryModels.class) {
            return models;
        }
        throw ScriptRefusal.of("init() takes a " + type.getSimpleName()
                + "; it may take the model directory (java.nio.file.Path) and the models (EntryModels)");
    }

    /** Where in the user's code it happened: {@code  (Score.java:7)}. */
    private static String place(Throwable failure, String className) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().equals(className))
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }
}
