# -*- coding: utf-8 -*-
"""What the picklers of Python 2.7 make: python2.7 make_python2.py. The notation is that of make_pickles.py; a str is text."""
import base64
import collections
import cPickle
import pickle
import struct


def notation(value):
    if value is None:
        return "N"
    if isinstance(value, bool):
        return "T" if value else "F"
    if isinstance(value, (int, long)):
        return "i%d" % value
    if isinstance(value, float):
        return "f%x" % struct.unpack(">Q", struct.pack(">d", value))[0]
    if isinstance(value, bytearray):
        return "b" + bytes(value).encode("hex")
    if isinstance(value, str):
        return "s" + value.decode("latin1").encode("utf-8").encode("hex")
    if isinstance(value, unicode):
        return "s" + value.encode("utf-8").encode("hex")
    if isinstance(value, tuple):
        return "(" + ",".join(map(notation, value)) + ")"
    if isinstance(value, list):
        return "[" + ",".join(map(notation, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(notation(k) + ":" + notation(v) for k, v in value.items()) + "}"
    if isinstance(value, (set, frozenset)):
        return "<" + ",".join(sorted(map(notation, value))) + ">"
    raise TypeError(type(value))


ordered = collections.OrderedDict([("z", 1), ("a", 2)])
ORDERED_VALUE = [
    None, True, False, 0, 255, -70000, 2 ** 40, 12345678901234567890L, -5L, 0.1, -1e300, "plain", "it's", 'say "hi"',
    "\x00\x80\xff\n\t\\", u"Größe", u"日本語 \\u0041 \n", u"\U0001F642", (), (1,), (1, 2), (1, 2, 3, 4), [], [[1], [2]],
    {"one": 1}, {}, set([1]), frozenset(["x"]), bytearray(b"\x01\xfe"), ordered, ["same", "same"],
]

with open("values-python2.tsv", "wb") as out:
    for module in (pickle, cPickle):
        for protocol in (0, 1, 2):
            data = module.dumps(ORDERED_VALUE, protocol)
            out.write("%s protocol %d\t%s\t%s\n" % (module.__name__, protocol, base64.b64encode(data),
                                                     notation(ORDERED_VALUE)))
