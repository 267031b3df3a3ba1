package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.Global;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import dev.scoreline.sklearn.pickle.PyValue.Sequence;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The column names that pandas leaves in a model, as plain lists: an Index is its data, an Arrow array of strings is a list
 * of text. The layout of the strings is Arrow's: offsets of 32 or 64 bits into one block of UTF-8. Immutable; thread-safe.
 */
final class PandasColumns {

    private static final int OBJECT_BYTES = 64;

    private PandasColumns() {}

    /** {@code _new_Index(class, {'data': array, 'name': ...})}; an index without data, such as a range, stays inert. */
    static PyValue ofIndex(Arguments arguments) {
        PyValue data = arguments.dict(1).entries().get(new Text("data"));
        if (data instanceof NdArray || data instanceof Sequence) {
            return data;
        }
        if (arguments.get(0) instanceof Global type) {
            return new PyObject(type, List.of(arguments.get(1)));
        }
        throw arguments.wrong(0, "a class");
    }

    /** The state of pandas' array of strings in Arrow's layout, which holds the Arrow array. */
    static PyValue ofArrowState(PyObject draft, PyValue state, Budget budget) {
        PyValue array = state instanceof Dict dict ? dict.entries().get(new Text("_pa_array")) : null;
        if (array instanceof Sequence) {
            return array;
        }
        throw InferenceException.invalidModel(
                "expected the state of " + draft.typeName() + " to hold an Arrow array of strings");
    }

    /** The state of pandas' array of strings over NumPy: a dtype, the array and more. */
    static PyValue ofBackedState(PyObject draft, PyValue state, Budget budget) {
        PyValue array = Arguments.ofState(draft.typeName(), state, budget).get(1);
        if (array instanceof NdArray) {
            return array;
        }
        throw InferenceException.invalidModel(
                "expected the state of " + draft.typeName() + " to hold an array but got " + array.typeName());
    }

    /** {@code chunked_array(arrays, type)}: the arrays one after the other. */
    static PyValue ofArrowChunks(Arguments arguments) {
        List<PyValue> all = new ArrayList<>();
        for (PyValue chunk : arguments.items(0)) {
            List<PyValue> items = new Arguments("a chunk", List.of(chunk), arguments.budget()).items(0);
            arguments.budget().take((long) items.size() * Long.BYTES);
            all.addAll(items);
        }
        return new Sequence(all);
    }

    /** {@code _restore_array((type, length, nulls, offset, [validity, offsets, text], ...))}. */
    static PyValue ofArrowArray(Arguments arguments) {
        Arguments state = Arguments.ofState("an Arrow array", arguments.get(0), arguments.budget());
        boolean isLarge = isLarge(state);
        int length = state.integer(1);
        int nulls = state.integer(2);
        int offset = state.integer(3);
        if (length < 0 || offset != 0 || nulls != 0) {
            throw state.wrong("an array of strings from its start without missing ones", "another array");
        }
        List<PyValue> buffers = state.items(4);
        if (buffers.size() != 3) {
            throw state.wrong("3 buffers", buffers.size() + " buffers");
        }
        return texts(length, isLarge, buffer(buffers.get(1), state), buffer(buffers.get(2), state), state);
    }

    private static boolean isLarge(Arguments state) {
        if (state.get(0) instanceof PyObject type) {
            String name = new Arguments("an Arrow type", type.arguments(), state.budget()).text(0);
            if (name.equals("large_string") || name.equals("string")) {
                return name.equals("large_string");
            }
        }
        throw state.wrong(0, "the Arrow type string or large_string");
    }

    /** The bytes of {@code py_buffer(bytes)}; an array without text has none. */
    private static byte[] buffer(PyValue value, Arguments state) {
        if (value == None.NONE) {
            return new byte[0];
        }
        if (value instanceof PyObject buffer && buffer.type().name().equals("py_buffer")) {
            return new Arguments("py_buffer", buffer.arguments(), state.budget()).bytes(0);
        }
        throw state.wrong("a buffer", value.typeName());
    }

    private static Sequence texts(int length, boolean isLarge, byte[] offsetBytes, byte[] text, Arguments state) {
        if (length > 0 && (length + 1L) * (isLarge ? Long.BYTES : Integer.BYTES) > offsetBytes.length) {
            throw state.wrong(length + " strings", offsetBytes.length + " bytes of offsets");
        }
        ByteBuffer offsets = ByteBuffer.wrap(offsetBytes).order(ByteOrder.LITTLE_ENDIAN);
        List<PyValue> texts = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            long start = offset(offsets, i, isLarge);
            long end = offset(offsets, i + 1, isLarge);
            if (start < 0 || end < start || end > text.length) {
                throw state.wrong("strings inside of " + text.length + " bytes", "one from " + start + " to " + end);
            }
            state.budget().take(OBJECT_BYTES + 2 * (end - start));
            texts.add(new Text(new String(text, (int) start, (int) (end - start), StandardCharsets.UTF_8)));
        }
        return new Sequence(texts);
    }

    private static long offset(ByteBuffer offsets, int index, boolean isLarge) {
        return isLarge ? offsets.getLong(index * Long.BYTES) : offsets.getInt(index * Integer.BYTES);
    }
}
