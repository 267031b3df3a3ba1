package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.InferenceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The stack of a pickle, with the marks that collections are gathered from. Nothing is popped from below the last mark. One thread. */
final class ValueStack {

    private final PickleLimits limits;
    private PyValue[] values = new PyValue[16];
    private int[] marks = new int[8];
    private int size;
    private int markCount;

    ValueStack(PickleLimits limits) {
        this.limits = limits;
    }

    void push(PyValue value) {
        if (size == limits.maxStack()) {
            throw Budget.exceeded("values on the stack", limits.maxStack());
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    PyValue pop() {
        PyValue value = peek();
        size--;
        return value;
    }

    PyValue peek() {
        if (size == floor()) {
            throw InferenceException.invalidModel("the pickle takes a value from an empty stack");
        }
        return values[size - 1];
    }

    void replaceTop(PyValue value) {
        values[size - 1] = value;
    }

    void mark() {
        if (markCount == limits.maxMarks()) {
            throw Budget.exceeded("open marks", limits.maxMarks());
        }
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, markCount * 2);
        }
        marks[markCount++] = size;
    }

    /** Takes the values above the last mark, and the mark. */
    List<PyValue> popToMark() {
        if (markCount == 0) {
            throw InferenceException.invalidModel("the pickle closes a collection that it did not open");
        }
        int from = marks[--markCount];
        List<PyValue> taken = new ArrayList<>(Arrays.asList(values).subList(from, size));
        size = from;
        return taken;
    }

    /** Takes the top away: a value, or a mark with nothing above it. */
    void discard() {
        if (markCount > 0 && size == floor()) {
            markCount--;
            return;
        }
        pop();
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether exactly one value and no mark is left. */
    boolean holdsOneValue() {
        return size == 1 && markCount == 0;
    }

    private int floor() {
        return markCount == 0 ? 0 : marks[markCount - 1];
    }
}
