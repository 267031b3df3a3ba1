package dev.scoreline.batch.input;

/** What becomes of columns of the inputs that the model does not read. */
public enum Extras {
    LEFT_OUT,
    /** They go along, and all files have to have the same ones: a line of the output has no names for its cells. */
    KEPT_IF_SAME,
    /** They go along, and each file may have its own. */
    KEPT;

    boolean areKept() {
        return this != LEFT_OUT;
    }
}
