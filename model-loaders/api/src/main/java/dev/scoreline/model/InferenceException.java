package dev.scoreline.model;

import java.util.Objects;
import java.util.Optional;

/**
 * The one exception that leaves a module. Its message says what was expected, what came and where, and is fit for the
 * caller's eyes: it holds no path of this machine and no secret.
 */
public final class InferenceException extends RuntimeException {

    private final ErrorCode code;
    private final Optional<Cell> cell;

    /** The place of a value in the request's table, both counted from 0. */
    public record Cell(int row, int column) {}

    public InferenceException(ErrorCode code, String message) {
        super(message);
        this.code = code;
        this.cell = Optional.empty();
    }

    public InferenceException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.cell = Optional.empty();
    }

    private InferenceException(String message, Cell cell) {
        super(message);
        this.code = ErrorCode.INVALID_INPUT;
        this.cell = Optional.of(cell);
    }

    /** A value that the model refuses; the door that read the request knows how to name the place. */
    public static InferenceException refusedCell(int row, int column, String message) {
        return new InferenceException(message, new Cell(row, column));
    }

    public static InferenceException invalidInput(String message) {
        return new InferenceException(ErrorCode.INVALID_INPUT, message);
    }

    public static InferenceException invalidModel(String message) {
        return new InferenceException(ErrorCode.INVALID_MODEL, message);
    }

    public static InferenceException unsupportedModel(String message) {
        return new InferenceException(ErrorCode.UNSUPPORTED_MODEL, message);
    }

    /** What was expected, what came, where, and what to do. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public ErrorCode code() {
        return code;
    }

    /** The refused value's place in the table, when the failure is about one value. */
    public Optional<Cell> cell() {
        return cell;
    }
}
