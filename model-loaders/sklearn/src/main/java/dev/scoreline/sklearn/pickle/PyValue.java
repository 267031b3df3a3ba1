package dev.scoreline.sklearn.pickle;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a pickle, as inert data. A file may hold lists that contain themselves and nestings of any depth, so nothing
 * may walk a value generically: ask for what you expect, where you expect it. NumPy scalars arrive as the plain scalar of the same value.
 *
 * <p>What can be a key of a dict is comparable, so that a hash map stays fast when a hostile file makes its keys collide,
 * and keys of different types are salted differently, since those cannot be compared with each other.
 */
public sealed interface PyValue
        permits PyValue.None,
                PyValue.Bool,
                PyValue.Int,
                PyValue.BigInt,
                PyValue.Real,
                PyValue.Text,
                PyValue.Bytes,
                PyValue.Tuple,
                PyValue.Sequence,
                PyValue.Dict,
                PyValue.PySet,
                PyValue.Global,
                PyValue.PyObject,
                DType,
                NdArray {

    /** A word for messages: {@code int}, {@code dict}, {@code sklearn.linear_model.Ridge}. */
    String typeName();

    /** Python's {@code None}. */
    enum None implements PyValue {
        NONE;

        @Override
        public String typeName() {
            return "None";
        }
    }

    record Bool(boolean value) implements PyValue {
        @Override
        public String typeName() {
            return "bool";
        }
    }

    /** An integer that fits into 64 bits. */
    record Int(long value) implements PyValue, Comparable<Int> {
        @Override
        public int hashCode() {
            return Keys.Salt.INT.of(Long.hashCode(value));
        }

        @Override
        public int compareTo(Int other) {
            return Long.compare(value, other.value);
        }

        @Override
        public String typeName() {
            return "int";
        }
    }

    /** An integer that does not fit into 64 bits. */
    record BigInt(BigInteger value) implements PyValue, Comparable<BigInt> {
        @Override
        public int hashCode() {
            return Keys.Salt.BIG_INT.of(value.hashCode());
        }

        @Override
        public int compareTo(BigInt other) {
            return value.compareTo(other.value);
        }

        @Override
        public String typeName() {
            return "int";
        }
    }

    /** A 64-bit floating point number: Python's {@code float}. */
    record Real(double value) implements PyValue, Comparable<Real> {
        @Override
        public int hashCode() {
            return Keys.Salt.REAL.of(Double.hashCode(value));
        }

        @Override
        public int compareTo(Real other) {
            return Double.compare(value, other.value);
        }

        @Override
        public String typeName() {
            return "float";
        }
    }

    record Text(String value) implements PyValue, Comparable<Text> {
        @Override
        public int hashCode() {
            return Keys.Salt.TEXT.of(value.hashCode());
        }

        @Override
        public int compareTo(Text other) {
            return value.compareTo(other.value);
        }

        @Override
        public String typeName() {
            return "str";
        }
    }

    /** Python's {@code bytes} or {@code bytearray}, equal by content. */
    record Bytes(byte[] value) implements PyValue, Comparable<Bytes> {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Keys.Salt.BYTES.of(Arrays.hashCode(value));
        }

        @Override
        public int compareTo(Bytes other) {
            return Arrays.compare(value, other.value);
        }

        @Override
        public String typeName() {
            return "bytes";
        }
    }

    /**
     * A tuple; its list is not modified after reading. Only tuples of scalars may be compared, hashed or printed: others
     * may hold any depth.
     */
    record Tuple(List<PyValue> items) implements PyValue, Comparable<Tuple> {
        @Override
        public int hashCode() {
            return Keys.Salt.TUPLE.of(items.hashCode());
        }

        @Override
        public int compareTo(Tuple other) {
            return Keys.compare(items, other.items);
        }

        @Override
        public String typeName() {
            return "tuple";
        }
    }

    /** A list, compared by identity because it may contain itself. */
    final class Sequence implements PyValue {
        private final List<PyValue> items;

        public Sequence(List<PyValue> items) {
            this.items = items;
        }

        public List<PyValue> items() {
            return items;
        }

        @Override
        public String typeName() {
            return "list";
        }
    }

    /** A dict in insertion order, with scalars or flat tuples of scalars as keys; compared by identity. */
    final class Dict implements PyValue {
        private final Map<PyValue, PyValue> entries;

        public Dict(Map<PyValue, PyValue> entries) {
            this.entries = entries;
        }

        public Map<PyValue, PyValue> entries() {
            return entries;
        }

        @Override
        public String typeName() {
            return "dict";
        }
    }

    /** A set or frozenset of scalars or flat tuples of scalars, in the file's order; compared by identity. */
    final class PySet implements PyValue {
        private final List<PyValue> items;

        public PySet(List<PyValue> items) {
            this.items = items;
        }

        public List<PyValue> items() {
            return items;
        }

        @Override
        public String typeName() {
            return "set";
        }
    }

    /** A class or function by its name, never resolved. */
    record Global(String module, String name) implements PyValue, Comparable<Global> {
        @Override
        public int hashCode() {
            return Keys.Salt.GLOBAL.of(31 * module.hashCode() + name.hashCode());
        }

        @Override
        public int compareTo(Global other) {
            return typeName().compareTo(other.typeName());
        }

        @Override
        public String typeName() {
            return module + "." + name;
        }

        /** The package at the top: {@code sklearn} of {@code sklearn.linear_model._ridge}. */
        public String topPackage() {
            int dot = module.indexOf('.');
            return dot < 0 ? module : module.substring(0, dot);
        }
    }

    /** An object that the pickle would have made by a call: the callable's name, its arguments and its state. */
    final class PyObject implements PyValue {
        private final Global type;
        private final List<PyValue> arguments;
        private PyValue state = None.NONE;

        public PyObject(Global type, List<PyValue> arguments) {
            this.type = type;
            this.arguments = arguments;
        }

        public Global type() {
            return type;
        }

        public List<PyValue> arguments() {
            return arguments;
        }

        /** What {@code __setstate__} would have been given, usually a {@link Dict}; none if there was no such call. */
        public PyValue state() {
            return state;
        }

        void setState(PyValue state) {
            this.state = state;
        }

        @Override
        public String typeName() {
            return type.typeName();
        }
    }
}
