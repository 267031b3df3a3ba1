package dev.scoreline.batch;

import java.util.Locale;

/** How a run ended. */
public enum Ending {
    /** Every item has its answer. */
    DONE,
    /** Every item was tried; some have no answer, and the error file says why. */
    DONE_WITH_ERRORS,
    /** Too many items failed; what there is can be continued. */
    THRESHOLD_PASSED,
    /** Every item failed. */
    NOTHING_SUCCEEDED,
    /** Somebody asked it to stop; what there is can be continued. */
    INTERRUPTED,
    /** The output could not be written; what there is can be continued. */
    OUTPUT_FAILED;

    /** Whether the output has its final name. */
    public boolean isPublished() {
        return switch (this) {
            case DONE, DONE_WITH_ERRORS -> true;
            case THRESHOLD_PASSED, NOTHING_SUCCEEDED, INTERRUPTED, OUTPUT_FAILED -> false;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
