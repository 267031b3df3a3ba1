package dev.scoreline.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.scoreline.model.Cancellation;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelDescription;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensors;
import dev.scoreline.onnx.proto.OnnxFile;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;

/**
 * An ONNX graph in a session of ONNX Runtime, which all threads share. Its answers are those of ONNX Runtime's own call, bit
 * for bit. A table goes into memory that is kept for the next one with as many rows; tensors are handed over as they are.
 *
 * <p>Thread-safe.
 */
final class OnnxModel implements Model {

    private final OrtSession session;
    private final ModelSignature signature;
    private final ModelDescription description;
    private final NumberTensors numbers;
    private final TensorInputs tensors;
    private final TableRuns tables;
    /** Many runs at once, none while the session is closed: native memory that is gone must not be read. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    private boolean isClosed;

    OnnxModel(OrtEnvironment environment, OrtSession session, OnnxFile file) throws OrtException {
        this.session = session;
        this.signature = OnnxSignature.of(session);
        this.description = OnnxDescription.of(file, session.getMetadata());
        this.numbers = new NumberTensors(
                environment, signature.tensors().stream().map(Input::type).collect(Collectors.toSet()));
        this.tensors = new TensorInputs(environment, numbers, signature);
        this.tables = new TableRuns(environment, numbers, session, signature);
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public Payload score(String method, Payload input) {
        return score(method, input, Cancellation.NEVER);
    }

    @Override
    public Payload score(String method, Payload input, Cancellation cancellation) {
        if (!method.equals(OnnxSignature.METHOD)) {
            throw signature.unknownMethod(method);
        }
        lock.readLock().lock();
        try {
            if (isClosed) {
                throw new InferenceException(ErrorCode.MODEL_FAILED, "the model has been closed");
            }
            return run(input, cancellation);
        } finally {
            lock.readLock().unlock();
        }
    }

    private Payload run(Payload input, Cancellation cancellation) {
        try (Run run = Run.of(cancellation)) {
            try {
                if (signature.columns().isPresent() && input instanceof Table table) {
                    return tables.score(table, run);
                }
                return scoreTensors(tensors.expected(input), run);
            } catch (OrtException e) {
                throw failure(e, run);
            }
        } catch (OrtException e) {
            throw new InferenceException(ErrorCode.MODEL_FAILED, "the run could not be begun", e);
        }
    }

    private Payload scoreTensors(Tensors input, Run run) throws OrtException {
        try (NativeTensors made = new NativeTensors()) {
            Map<String, OnnxTensor> inputs = tensors.convert(input, made);
            try (OrtSession.Result result = run.of(session, inputs)) {
                return Answers.of(result);
            }
        }
    }

    private static InferenceException failure(OrtException e, Run run) {
        if (run.wasEnded()) {
            return new InferenceException(
                    ErrorCode.DEADLINE_EXCEEDED, "the run was ended, as nobody waits for its answer any more", e);
        }
        return switch (e.getCode()) {
            case ORT_INVALID_ARGUMENT ->
                new InferenceException(
                        ErrorCode.INVALID_INPUT, "the model refuses the input: " + OrtMessages.plain(e), e);
            default -> new InferenceException(ErrorCode.MODEL_FAILED, "the model failed: " + OrtMessages.plain(e), e);
        };
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!isClosed) {
                isClosed = true;
                tables.close();
                numbers.close();
                session.close();
            }
        } catch (OrtException e) {
            throw new InferenceException(ErrorCode.MODEL_FAILED, "the model could not be closed", e);
        } finally {
            lock.writeLock().unlock();
        }
    }
}
