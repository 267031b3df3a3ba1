package dev.scoreline.entry;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.entry.EntryModels;
import dev.scoreline.model.entry.EntryRequest;
import dev.scoreline.model.entry.EntryResponse;
import dev.scoreline.model.entry.EntryStream;
import dev.scoreline.model.schema.ServiceSignature;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The user's entry code, ready to answer: its class is loaded, its types are read, its {@code init} has run. As safe for many
 * threads as the user's {@code run} is.
 */
public final class EntryScript implements AutoCloseable {

    /** Azure ML's words, which clients compare. */
    private static final String FAILED =
            "An unexpected error occurred in scoring script. Check the logs for more info.";

    /** What {@code run} wants to see of a request's body. */
    public enum Input {
        /** Its text, of whatever media type. */
        TEXT,
        /** Its JSON. */
        JSON,
        /** The bytes, with all else of the request. */
        RAW
    }

    /** Whose fault a value is that does not fit the types of {@code run}. */
    public enum Conversion {
        /** The client's, who is told the place: {@code INVALID_INPUT}. */
        TOLD,
        /** The script's, as in Azure ML's server: {@code SCRIPT_FAILED}. */
        FAILS
    }

    private final ScriptFile file;
    private final RunMethod run;
    private final Conversion conversion;

    private EntryScript(ScriptFile file, RunMethod run, Conversion conversion) {
        this.file = file;
        this.run = run;
        this.conversion = conversion;
    }

    /**
     * Loads a script and calls its {@code init}. Blocks as long as that does.
     *
     * @param modelDirectory for an {@code init} that takes a Path
     * @param models for an {@code init} that takes them
     * @throws InferenceException {@code INVALID_SCRIPT} if it is not there, does not compile, has no {@code run}, has types that
     *     no JSON fits, or fails in {@code init}
     */
    public static EntryScript open(
            EntryCodePath code, Optional<Path> modelDirectory, EntryModels models, Conversion conversion) {
        ScriptFile file = ScriptFile.open(code);
        ScriptClass script = new ScriptClass(file.type());
        try {
            RunMethod run = RunMethod.of(script);
            InitMethod.call(script, modelDirectory, models);
            return new EntryScript(file, run, conversion);
        } catch (LinkageError e) {
            throw ScriptRefusal.of(script, e);
        }
    }

    /** What the script takes and gives, drawn from the types of its {@code run}. */
    public ServiceSignature signature() {
        return run.signature();
    }

    /** The name of the user's class. */
    public String name() {
        return file.name();
    }

    public Input input() {
        return run.input() instanceof RunInput.Text
                ? Input.TEXT
                : run.input() instanceof RunInput.Raw ? Input.RAW : Input.JSON;
    }

    /**
     * Answers a request. For a script that takes text or JSON the request's body is that, also where it came by another way,
     * as the parameters of a GET do.
     *
     * @return the response, its JSON made of maps by text, lists, text, numbers, booleans, null, arrays of numbers and payloads
     * @throws InferenceException {@code INVALID_INPUT} for a body that is not what {@code run} takes, {@code SCRIPT_FAILED} for
     *     what {@code run} threw, {@code INTERNAL} for an answer that has no JSON
     */
    public EntryResponse run(EntryRequest request) {
        Object answer = called(request);
        if (answer instanceof EntryResponse response) {
            return response.body() instanceof EntryResponse.Body.Json json
                    ? withPlain(response, json.value())
                    : response;
        }
        return withPlain(EntryResponse.empty(200), answer == null ? Map.of() : answer);
    }

    private static EntryResponse withPlain(EntryResponse response, @Nullable Object value) {
        EntryResponse.Body plain = new EntryResponse.Body.Json(PlainValues.of(value));
        return new EntryResponse(response.status(), plain, response.headers(), response.runFunctionFailed());
    }

    private @Nullable Object called(EntryRequest request) {
        @Nullable Object[] arguments = arguments(request);
        try {
            return run.call(arguments);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /**
     * Lets a response of {@link #run} write its body, on this thread.
     *
     * @throws java.util.concurrent.CancellationException that of the chunks
     * @throws InferenceException as {@link #run}
     */
    public void write(EntryStream stream, EntryStream.Chunks chunks) {
        try {
            stream.writeTo(chunks);
        } catch (CancellationException e) {
            throw e;
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** A script may refuse its input in its own words, or hand on those of a model. */
    private InferenceException failure(Throwable thrown) {
        return conversion == Conversion.TOLD
                        && thrown instanceof InferenceException known
                        && known.code() == ErrorCode.INVALID_INPUT
                ? known
                : new InferenceException(ErrorCode.SCRIPT_FAILED, FAILED, thrown);
    }

    private @Nullable Object[] arguments(EntryRequest request) {
        try {
            return run.arguments(request);
        } catch (Misfit e) {
            throw switch (conversion) {
                case TOLD -> InferenceException.invalidInput(String.valueOf(e.getMessage()));
                case FAILS -> new InferenceException(ErrorCode.SCRIPT_FAILED, FAILED, e);
            };
        } catch (InferenceException e) {
            throw e;
        } catch (RuntimeException e) {
            // A record's own constructor.
            throw new InferenceException(ErrorCode.SCRIPT_FAILED, FAILED, e);
        }
    }

    /** Lets go of the script's jar; call it when no run is under way. */
    @Override
    public void close() {
        file.close();
    }
}
