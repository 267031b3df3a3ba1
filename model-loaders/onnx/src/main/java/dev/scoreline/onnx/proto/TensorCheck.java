package dev.scoreline.onnx.proto;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.wire.WireReader;

/** Checks that the tensors of an ONNX file hold as many values as their shapes say: TensorProto, SparseTensorProto. One thread. */
final class TensorCheck {

    private static final int STRING = 8;

    private final ExternalData externalData;
    private boolean sawExternalData;

    TensorCheck(ExternalData externalData) {
        this.externalData = externalData;
    }

    boolean sawExternalData() {
        return sawExternalData;
    }

    void checkSparse(WireReader sparse) {
        for (int field = sparse.next(); field != 0; field = sparse.next()) {
            if (field == 1 || field == 2) {
                check(sparse.message());
            }
        }
    }

    void check(WireReader tensor) {
        Fields fields = new Fields();
        for (int field = tensor.next(); field != 0; field = tensor.next()) {
            fields.take(field, tensor);
        }
        if (fields.isExternal) {
            sawExternalData = true;
            long length = bytes(fields);
            if (fields.length >= 0 && fields.length != length) {
                throw fields.wrong("needs " + length + " bytes", fields.length + " bytes of external data");
            }
            externalData.check(fields.location, fields.offset, length);
        } else if (fields.raw >= 0) {
            long length = bytes(fields);
            if (fields.raw != length) {
                throw fields.wrong("needs " + length + " bytes", fields.raw + " bytes");
            }
        } else if (fields.values != listed(fields)) {
            throw fields.wrong("needs " + listed(fields) + " numbers", fields.values + " numbers");
        }
    }

    /** How many numbers a list of the values has: two for a complex value, and one for the values of less than a byte in it. */
    private static long listed(Fields fields) {
        return switch ((int) Math.min(fields.type, 100)) {
            case 14, 15 -> 2 * fields.size;
            case 21, 22, 23 -> (fields.size + 1) / 2;
            case 25, 26 -> (fields.size + 3) / 4;
            default -> fields.size;
        };
    }

    /** The length of the values in bytes; types of half a byte share bytes. */
    private static long bytes(Fields fields) {
        int bits = bits(fields.type);
        if (bits == 0) {
            throw OnnxFile.damaged("the tensor '" + fields.name + "' of type " + fields.type + " cannot be raw bytes");
        }
        return (Math.multiplyExact(fields.size, (long) bits) + 7) / 8;
    }

    /** The bits of a value of each type, by {@code TensorProto.DataType}; 0 for a type that has no fixed length or is unknown. */
    private static int bits(long type) {
        return switch ((int) Math.min(type, 100)) {
            case 1, 6, 12 -> 32;
            case 2, 3, 9, 17, 18, 19, 20, 24 -> 8;
            case 4, 5, 10, 16 -> 16;
            case 7, 11, 13, 14 -> 64;
            case 15 -> 128;
            case 21, 22, 23 -> 4;
            case 25, 26 -> 2;
            default -> 0;
        };
    }

    /** What one tensor says of itself. */
    private static final class Fields {

        /** More values than any file can hold, and few enough that bytes can be counted. */
        private static final long MAX_SIZE = 1L << 48;

        private long type;
        private long size = 1;
        private long values;
        private long raw = -1;
        private String name = "";
        private boolean isExternal;
        private String location = "";
        private long offset;
        private long length = -1;

        void take(int field, WireReader tensor) {
            switch (field) {
                case 1 -> takeDims(tensor);
                case 2 -> type = tensor.number();
                case 4 -> values += fixed(tensor, 4);
                case 5, 7, 11 -> values += varints(tensor);
                case 6 -> values++;
                case 8 -> name = tensor.text();
                case 9 -> raw = tensor.length();
                case 10 -> values += fixed(tensor, 8);
                case 13 -> takeEntry(tensor.message());
                case 14 -> isExternal = tensor.number() == 1;
                default -> {}
            }
            if (type == STRING && raw >= 0) {
                throw OnnxFile.damaged("the tensor '" + name + "' holds text as raw bytes");
            }
        }

        private void takeDims(WireReader tensor) {
            if (!tensor.isBytes()) {
                takeDim(tensor.number());
                return;
            }
            for (WireReader packed = tensor.message(); packed.hasMore(); ) {
                takeDim(packed.packedNumber());
            }
        }

        private void takeDim(long dim) {
            if (dim < 0 || (dim > 0 && size > MAX_SIZE / dim)) {
                throw OnnxFile.damaged(
                        "the tensor '" + name + "' has a dimension of " + dim + ", which no file can hold");
            }
            size *= dim;
        }

        private static long fixed(WireReader tensor, int bytes) {
            return tensor.isBytes() ? tensor.length() / bytes : 1;
        }

        private static long varints(WireReader tensor) {
            if (!tensor.isBytes()) {
                return 1;
            }
            long count = 0;
            for (WireReader packed = tensor.message(); packed.hasMore(); count++) {
                packed.packedNumber();
            }
            return count;
        }

        private void takeEntry(WireReader entry) {
            String key = "";
            String value = "";
            for (int field = entry.next(); field != 0; field = entry.next()) {
                switch (field) {
                    case 1 -> key = entry.text();
                    case 2 -> value = entry.text();
                    default -> {}
                }
            }
            switch (key) {
                case "location" -> location = value;
                case "offset" -> offset = whole(value);
                case "length" -> length = whole(value);
                default -> {}
            }
        }

        private long whole(String text) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw OnnxFile.damaged("the tensor '" + name + "' has external data at a place that is no number");
            }
        }

        InferenceException wrong(String needed, String came) {
            return OnnxFile.damaged("the tensor '" + name + "' " + needed + " by its shape but has " + came);
        }
    }
}
