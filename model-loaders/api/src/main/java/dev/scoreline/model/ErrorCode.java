package dev.scoreline.model;

/** Every way in which loading or scoring can fail. {@code docs/errors.md} says what the caller should do about each. */
public enum ErrorCode {
    /** The request's data is not what the model's signature asks for. */
    INVALID_INPUT(Fault.CLIENT),
    /** The request carries no key or token, or none that is valid. */
    UNAUTHENTICATED(Fault.CLIENT),
    /** The key or token is valid but does not allow this model. */
    FORBIDDEN(Fault.CLIENT),
    /** No model or version of that name is loaded, or a name is needed because several are. */
    MODEL_NOT_FOUND(Fault.CLIENT),
    /** The API is not described in that version of the OpenAPI Specification. */
    DOCUMENT_NOT_FOUND(Fault.CLIENT),
    /** The body, a nesting or a count is over its limit. */
    INPUT_TOO_LARGE(Fault.CLIENT),
    /** A header, an id in one, or all headers together are longer than is taken. */
    HEADER_TOO_LONG(Fault.CLIENT),
    /** The request's line, with its path and its query, is longer than is taken. */
    URI_TOO_LONG(Fault.CLIENT),
    /** The body's media type is none that this model reads. */
    UNSUPPORTED_MEDIA_TYPE(Fault.CLIENT),

    /** The model directory holds no model, or not clearly one. */
    NO_MODEL(Fault.MODEL),
    /** The model's file is damaged, hostile or not of the format that it claims. */
    INVALID_MODEL(Fault.MODEL),
    /** The model's file is sound but holds something that cannot be evaluated exactly. */
    UNSUPPORTED_MODEL(Fault.MODEL),
    /** The model failed while scoring data that its signature accepts. */
    MODEL_FAILED(Fault.MODEL),
    /** The entry script cannot be found, compiled or started, or its methods do not have the form that they need. */
    INVALID_SCRIPT(Fault.MODEL),
    /** The entry script threw an exception. */
    SCRIPT_FAILED(Fault.MODEL),
    /** The entry script took longer than it may and was interrupted. */
    SCRIPT_TIMEOUT(Fault.MODEL),

    /** All places are taken: try again later. */
    OVERLOADED(Fault.CAPACITY),
    /** The request's deadline passed before its answer was ready. */
    DEADLINE_EXCEEDED(Fault.CAPACITY),
    /** The server is stopping and takes no new work. */
    SHUTTING_DOWN(Fault.CAPACITY),

    /** A mistake of ours. */
    INTERNAL(Fault.INTERNAL);

    /** Who has to act. */
    public enum Fault {
        CLIENT,
        MODEL,
        CAPACITY,
        INTERNAL
    }

    private final Fault fault;

    ErrorCode(Fault fault) {
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
