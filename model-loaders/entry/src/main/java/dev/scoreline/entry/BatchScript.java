package dev.scoreline.entry;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Payload;
import dev.scoreline.model.entry.EntryModels;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user's entry code for files, as Azure ML's batch deployments have it: {@code init()} once, then {@code run(miniBatch)}
 * with the paths of some files, which gives a list with an element for each file that it made something of. As safe for many
 * threads as the user's {@code run} is.
 */
public final class BatchScript implements AutoCloseable {

    private final ScriptFile file;
    private final Paths paths;
    private final MethodHandle run;

    private BatchScript(ScriptFile file, Paths paths, MethodHandle run) {
        this.file = file;
        this.paths = paths;
        this.run = run;
    }

    /** How {@code run} takes the paths. */
    private enum Paths {
        PATH_LIST,
        TEXT_LIST,
        PATH_ARRAY,
        TEXT_ARRAY;

        static Paths of(Method run) {
            Type[] types = run.getGenericParameterTypes();
            if (types.length == 1 && types[0] == Path[].class) {
                return PATH_ARRAY;
            }
            if (types.length == 1 && types[0] == String[].class) {
                return TEXT_ARRAY;
            }
            if (types.length == 1
                    && types[0] instanceof ParameterizedType list
                    && (list.getRawType() == List.class || list.getRawType() == Iterable.class)) {
                Type item = list.getActualTypeArguments()[0];
                if (item == Path.class || item == String.class) {
                    return item == Path.class ? PATH_LIST : TEXT_LIST;
                }
            }
            throw ScriptRefusal.of(
                    "run() does not take a mini-batch: for batch scoring it takes the files' paths, as in"
                            + " List<Object> run(List<Path> miniBatch); List<String>, Path[] and String[] do too");
        }

        Object argument(List<Path> files) {
            return switch (this) {
                case PATH_LIST -> List.copyOf(files);
                case TEXT_LIST -> files.stream().map(Path::toString).toList();
                case PATH_ARRAY -> files.toArray(Path[]::new);
                case TEXT_ARRAY -> files.stream().map(Path::toString).toArray(String[]::new);
            };
        }
    }

    /**
     * Loads a script and calls its {@code init}. Blocks as long as that does.
     *
     * @param location a {@code .java} file, a {@code .jar}, or the name of a class on the class path
     * @param modelDirectory for an {@code init} that takes a Path
     * @param models for an {@code init} that takes them
     * @throws InferenceException {@code INVALID_SCRIPT} as for {@link EntryScript#open}, or if {@code run} does not take paths
     */
    public static BatchScript open(String location, Optional<Path> modelDirectory, EntryModels models) {
        ScriptFile file = ScriptFile.open(EntryCodePath.of(location));
        ScriptClass script = new ScriptClass(file.type());
        try {
            Method run = script.only("run");
            Paths paths = Paths.of(run);
            InitMethod.call(script, modelDirectory, models);
            return new BatchScript(file, paths, script.spread(run));
        } catch (LinkageError e) {
            throw ScriptRefusal.of(script, e);
        }
    }

    /** The name of the user's class. */
    public String name() {
        return file.name();
    }

    /**
     * Scores some files. Blocks as long as the user's {@code run} does; an interrupt reaches it.
     *
     * @return what it made, made of text, numbers, booleans, null, maps by text, lists, arrays of numbers and payloads; a list's
     *     elements, an array's elements, or a payload as the only element
     * @throws InferenceException {@code SCRIPT_FAILED} for what {@code run} threw, or if it gave no list
     */
    public List<@Nullable Object> run(List<Path> files) {
        Object result;
        try {
            result = (Object) run.invokeExact(new Object[] {paths.argument(files)});
        } catch (Throwable e) {
            throw new InferenceException(ErrorCode.SCRIPT_FAILED, "run() failed: " + e, e);
        }
        return elements(result);
    }

    private static List<@Nullable Object> elements(@Nullable Object result) {
        List<@Nullable Object> elements = new ArrayList<>();
        if (result instanceof Payload) {
            elements.add(result);
        } else if (result instanceof Iterable<?> items) {
            items.forEach(item -> elements.add(PlainValues.of(item)));
        } else if (result != null && result.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(result); i++) {
                elements.add(PlainValues.of(Array.get(result, i)));
            }
        } else {
            throw new InferenceException(
                    ErrorCode.SCRIPT_FAILED,
                    "run() gave "
                            + (result == null
                                    ? "nothing"
                                    : "a " + result.getClass().getSimpleName())
                            + ": expected a list with an element for each file");
        }
        return elements;
    }

    /** Lets go of the script's jar; call it when no run is under way. */
    @Override
    public void close() {
        file.close();
    }
}
