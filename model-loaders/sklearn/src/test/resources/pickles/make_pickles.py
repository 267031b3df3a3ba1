"""Writes what real picklers make of known values: name, base64 of the file, and the value in the notation below.

    python make_pickles.py values arrays joblib models    newest NumPy, joblib and scikit-learn
    python make_pickles.py old                            NumPy 1.26 and joblib 1.1, before the padding of arrays

Notation: N none, T and F, i<decimal>, f<bits in hex>, s<UTF-8 in hex>, b<bytes in hex>, (tuple) [list] {key:value}
<set, sorted>, A<shape>[items in row-major order].
"""
import base64
import io
import pickle
import random
import struct
import sys

import joblib
import numpy as np


def notation(value):
    if value is None:
        return "N"
    if isinstance(value, (bool, np.bool_)):
        return "T" if value else "F"
    if isinstance(value, (int, np.integer)):
        return "i%d" % value
    if isinstance(value, (float, np.floating)):
        bits = struct.unpack(">Q", struct.pack(">d", value))[0]
        return "f%x" % (0x7FF8000000000000 if value != value else bits)
    if isinstance(value, str):
        return "s" + value.encode("utf-8").hex()
    if isinstance(value, (bytes, bytearray)):
        return "b" + bytes(value).hex()
    if isinstance(value, tuple):
        return "(" + ",".join(map(notation, value)) + ")"
    if isinstance(value, list):
        return "[" + ",".join(map(notation, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(notation(k) + ":" + notation(v) for k, v in value.items()) + "}"
    if isinstance(value, (set, frozenset)):
        return "<" + ",".join(sorted(map(notation, value))) + ">"
    if isinstance(value, np.ndarray):
        items = value.ravel(order="C").tolist()  # a list also where there are no dimensions
        return "A" + "x".join(map(str, value.shape)) + notation(items)
    raise TypeError(type(value))


def write(file, rows):
    with open(file, "w", newline="\n") as out:
        for name, data, value in rows:
            out.write("%s\t%s\t%s\n" % (name, base64.b64encode(data).decode(), value))


class Values:
    """Random nested values, from a seed."""

    TEXTS = ["", "a", "coef_", "Größe", "日本語", "🙂", "line\nfeed", "back\\slash \\u0041", "quote'\"", "\x00\x7f\xff", "x" * 300]
    INTEGERS = [0, 1, -1, 127, 128, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63 - 1, 2**63,
                -2**63, -2**63 - 1, 2**127, -2**200, 10**60]
    FLOATS = [0.0, -0.0, 1.5, -2.75e300, 5e-324, 0.1, float("inf"), float("-inf"), float("nan")]

    def __init__(self, seed):
        self.random = random.Random(seed)

    def scalar(self):
        pick = self.random.choice
        kind = self.random.randrange(6)
        if kind == 0:
            return pick([None, True, False])
        if kind == 1:
            return pick(self.INTEGERS)
        if kind == 2:
            return self.random.getrandbits(self.random.randrange(1, 120)) * pick([1, -1])
        if kind == 3:
            return pick(self.FLOATS + [self.random.gauss(0, 1)])
        if kind == 4:
            return pick(self.TEXTS)
        return bytes(self.random.randrange(256) for _ in range(pick([0, 1, 3, 300])))

    def key(self):
        kind = self.random.randrange(4)
        if kind == 0:
            return self.random.randrange(1000)
        if kind == 1:
            return (self.random.randrange(9), pick_text(self.random))
        return pick_text(self.random)

    def value(self, depth):
        if depth == 0 or self.random.random() < 0.3:
            return self.scalar()
        size = self.random.choice([0, 1, 2, 3, 4, 7])
        kind = self.random.randrange(7)
        if kind == 0:
            return [self.value(depth - 1) for _ in range(size)]
        if kind == 1:
            return tuple(self.value(depth - 1) for _ in range(size))
        if kind == 2:
            return {self.key(): self.value(depth - 1) for _ in range(size)}
        if kind == 3:
            return {self.key() for _ in range(size)}
        if kind == 4:
            return frozenset(self.key() for _ in range(size))
        if kind == 5:
            shared = self.value(depth - 1)
            return [shared, (shared, shared)]
        return bytearray(range(size))


def pick_text(source):
    return source.choice(["a", "b", "mean_", "日本", "feature names"]) + str(source.randrange(50))


def values():
    made = Values(20261120)
    for number in range(60):
        value = made.value(4)
        for protocol in range(6):
            yield "value %d protocol %d" % (number, protocol), pickle.dumps(value, protocol), notation(value)


def arrays():
    shapes = np.arange(24).reshape(2, 3, 4)
    known = {
        "float64": np.array([1.5, -0.0, np.nan, np.inf]),
        "float32": np.array([[0.1, 2], [3, 4]], "f4"),
        "float16": np.array([0.1, 65504, 6e-8, -np.inf], "f2"),
        "integers of every length": np.array([-1, 2, 100], "i1"),
        "int16": np.array([-300], "i2"),
        "int32": np.array([2**31 - 1], "i4"),
        "int64": np.array([-2**63, 2**63 - 1], "i8"),
        "uint8": np.array([255], "u1"),
        "uint16": np.array([65535], "u2"),
        "uint32": np.array([2**32 - 1], "u4"),
        "uint64": np.array([2**63 - 1], "u8"),
        "booleans": np.array([True, False]),
        "no dimensions": np.array(3.25),
        "no items": np.zeros((0, 3)),
        "no items in columns": np.zeros((3, 0), order="F"),
        "row-major": shapes.astype("f8"),
        "column-major": np.asfortranarray(shapes.astype("f8")),
        "column-major of two dimensions": np.asfortranarray(np.arange(6, dtype="i4").reshape(2, 3)),
        "axes in another order": shapes.transpose(1, 0, 2),
        "big-endian floats": np.array([1.5, 2.5], ">f8"),
        "big-endian integers": np.array([[1, 258]], ">i4"),
        "texts": np.array(["a", "Größe", "日本語", ""]),
        "big-endian texts": np.array(["ab", "c"], ">U2"),
        "objects": np.array(["a", None, 1, 2.5, ("t", 1)], object),
        "objects of two dimensions in columns": np.asfortranarray(np.array([["a", "b", "c"], [1, 2, 3]], object)),
        "a view of every second": np.arange(10)[::2],
        "float64 scalar": np.float64(0.1),
        "float32 scalar": np.float32(0.1),
        "int64 scalar": np.int64(-5),
        "uint64 scalar": np.uint64(2**64 - 1),
        "bool scalar": np.bool_(True),
        "text scalar": np.str_("né"),
        "empty text scalar": np.str_(""),
        "one array twice": [shapes[0], shapes[0]],
        "one array under two names": (lambda array: [array, array])(np.array([1.0, 2.0])),
        "one dtype for two arrays": [np.zeros(1, ">f4"), np.ones(2, ">f4")],
    }
    for name, value in known.items():
        for protocol in range(6):
            yield "%s, protocol %d" % (name, protocol), pickle.dumps(value, protocol), notation(value)


def structured():
    nodes = np.array([(1, 0.5, 255), (-2, 1.5, 0)], [("left", "<i8"), ("threshold", "<f8"), ("flag", "u1")])
    padded = np.zeros(2, np.dtype([("a", "u1"), ("b", "<f8")], align=True))
    padded["b"] = [1.25, -1.25]
    for protocol in range(6):
        fields = "|".join("%s=%s" % (name, notation(nodes[name])) for name in nodes.dtype.names)
        yield "packed, protocol %d" % protocol, pickle.dumps(nodes, protocol), fields
        fields = "|".join("%s=%s" % (name, notation(padded[name])) for name in padded.dtype.names)
        yield "aligned, protocol %d" % protocol, pickle.dumps(padded, protocol), fields


def joblib_value():
    return {
        "floats": np.arange(6.0).reshape(2, 3),
        "columns": np.asfortranarray(np.arange(6).reshape(2, 3)),
        "objects": np.array(["a", None, 3], object),
        "nothing": np.zeros((0, 2)),
        "single": np.array(7, "i4"),
        "texts": ["α", 1.5, (True, None)],
    }


def joblib_files():
    value = joblib_value()
    for label, compress in [("none", 0), ("zlib 1", ("zlib", 1)), ("zlib 3", ("zlib", 3)), ("zlib 6", ("zlib", 6)),
                            ("zlib 9", ("zlib", 9)), ("gzip", ("gzip", 3)), ("bz2", ("bz2", 3)), ("xz", ("xz", 3)),
                            ("lzma", ("lzma", 3)), ("lz4", ("lz4", 3))]:
        for protocol in (2, 3, 4, 5):
            if label == "lz4" and "lz4" not in sys.modules:
                continue
            buffer = io.BytesIO()
            joblib.dump(value, buffer, compress=compress, protocol=protocol)
            yield "%s, protocol %d" % (label, protocol), buffer.getvalue(), notation(value)


def models():
    from sklearn.linear_model import LinearRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler
    from sklearn.tree import DecisionTreeClassifier

    rows = np.array([[0.0, 1], [1, 0], [2, 2], [3, 1]])
    made = {
        "linear": LinearRegression().fit(rows, rows[:, 0]),
        "pipeline": make_pipeline(StandardScaler(), DecisionTreeClassifier(max_depth=2)).fit(rows, [0, 1, 1, 0]),
        "encoder": OneHotEncoder().fit(np.array([["a"], ["b"], [None]], object)),
    }
    for name, model in made.items():
        for protocol in (0, 2, 4, 5):
            yield "%s, pickle protocol %d" % (name, protocol), pickle.dumps(model, protocol), "-"
        for label, compress in (("none", 0), ("zlib", 3), ("gzip", ("gzip", 3)), ("bz2", ("bz2", 3)), ("xz", ("xz", 3))):
            buffer = io.BytesIO()
            joblib.dump(model, buffer, compress=compress)
            yield "%s, joblib %s" % (name, label), buffer.getvalue(), "-"


def pandas_columns():
    import pandas as pd

    for name, index in [("strings", pd.Index(["a", "größe", ""])), ("objects", pd.Index(["a", 1], dtype=object)),
                        ("integers", pd.Index([3, 1])), ("numpy strings", pd.array(["x", "y"], dtype="str")),
                        ("arrow strings", pd.array(["x", "yy"], dtype="string[pyarrow]")),
                        ("chunks", pd.concat([pd.Series(["x", "yy"]), pd.Series(["z"])]).array)]:
        for protocol in (2, 4, 5):
            yield "%s, protocol %d" % (name, protocol), pickle.dumps(index, protocol), notation(list(index))


if __name__ == "__main__":
    if "values" in sys.argv:
        write("values.tsv", values())
    if "arrays" in sys.argv:
        write("arrays.tsv", arrays())
        write("structured.tsv", structured())
        write("columns.tsv", pandas_columns())
    if "joblib" in sys.argv:
        import lz4.frame  # noqa: F401  joblib finds it by its import

        write("joblib.tsv", joblib_files())
    if "models" in sys.argv:
        write("models.tsv", models())
    if "old" in sys.argv:
        write("arrays-numpy1.tsv", arrays())
        write("joblib-1.1.tsv", joblib_files())
