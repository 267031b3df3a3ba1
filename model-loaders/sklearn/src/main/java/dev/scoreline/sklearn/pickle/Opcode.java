package dev.scoreline.sklearn.pickle;

import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instructions of a pickle, by the names and bytes of CPython's {@code pickletools}. Immutable; thread-safe. */
@SuppressWarnings("ImmutableEnumChecker") // the actions hold no state
enum Opcode {
    // Before and after the value.
    PROTO(0x80, PickleMachine::checkProtocol),
    FRAME(0x95, machine -> machine.input().require(machine.input().int64())),
    STOP('.', PickleMachine::stop),

    // Scalars.
    NONE('N', machine -> machine.push(None.NONE)),
    NEWTRUE(0x88, machine -> machine.push(new Bool(true))),
    NEWFALSE(0x89, machine -> machine.push(new Bool(false))),
    INT('I', machine -> machine.create(Literals.shortInteger(machine.input().line(), machine.limits()))),
    BININT('J', machine -> machine.create(new Int(machine.input().int32()))),
    BININT1('K', machine -> machine.create(new Int(machine.input().unsignedByte()))),
    BININT2('M', machine -> machine.create(new Int(machine.input().unsignedShort()))),
    LONG('L', machine -> machine.create(Literals.longInteger(machine.input().line(), machine.limits()))),
    LONG1(0x8a, machine -> machine.createInteger(machine.input().unsignedByte())),
    LONG4(0x8b, machine -> machine.createInteger(machine.input().int32())),
    FLOAT('F', machine -> machine.create(Literals.real(machine.input().line()))),
    BINFLOAT('G', machine -> machine.create(new Real(machine.input().bigEndianDouble()))),

    // Text and bytes. The strings of Python 2 are text in Latin-1, which keeps every byte.
    STRING('S', machine -> machine.createText(Literals.quoted(machine.input().line()))),
    BINSTRING('T', machine -> machine.createLatin1(machine.input().int32())),
    SHORT_BINSTRING('U', machine -> machine.createLatin1(machine.input().unsignedByte())),
    UNICODE('V', machine -> machine.createText(Literals.unicode(machine.input().line()))),
    SHORT_BINUNICODE(0x8c, machine -> machine.createUtf8(machine.input().unsignedByte())),
    BINUNICODE('X', machine -> machine.createUtf8(machine.input().unsignedInt())),
    BINUNICODE8(0x8d, machine -> machine.createUtf8(machine.input().int64())),
    SHORT_BINBYTES('C', machine -> machine.createBytes(machine.input().unsignedByte())),
    BINBYTES('B', machine -> machine.createBytes(machine.input().unsignedInt())),
    BINBYTES8(0x8e, machine -> machine.createBytes(machine.input().int64())),
    BYTEARRAY8(0x96, machine -> machine.createBytes(machine.input().int64())),

    // Tuples.
    EMPTY_TUPLE(')', machine -> machine.push(PickleMachine.EMPTY_TUPLE)),
    TUPLE1(0x85, machine -> machine.createTuple(1)),
    TUPLE2(0x86, machine -> machine.createTuple(2)),
    TUPLE3(0x87, machine -> machine.createTuple(3)),
    TUPLE('t', PickleMachine::createTupleFromMark),

    // Lists, dicts and sets.
    EMPTY_LIST(']', machine -> machine.createList(List.of())),
    LIST('l', machine -> machine.createList(machine.popToMark())),
    APPEND('a', machine -> machine.append(List.of(machine.pop()))),
    APPENDS('e', machine -> machine.append(machine.popToMark())),
    EMPTY_DICT('}', machine -> machine.createDict(List.of())),
    DICT('d', machine -> machine.createDict(machine.popToMark())),
    SETITEM('s', PickleMachine::setItem),
    SETITEMS('u', machine -> machine.setItems(machine.popToMark())),
    EMPTY_SET(0x8f, machine -> machine.createSet(List.of())),
    ADDITEMS(0x90, machine -> machine.addItems(machine.popToMark())),
    FROZENSET(0x91, machine -> machine.createSet(machine.popToMark())),

    // The stack.
    MARK('(', PickleMachine::mark),
    POP('0', PickleMachine::discard),
    POP_MARK('1', PickleMachine::popToMark),
    DUP('2', PickleMachine::duplicate),

    // The memo.
    PUT('p', machine -> machine.remember(Literals.index(machine.input().line(), machine.limits()))),
    BINPUT('q', machine -> machine.remember(machine.input().unsignedByte())),
    LONG_BINPUT('r', machine -> machine.remember(machine.input().unsignedInt())),
    MEMOIZE(0x94, PickleMachine::remember),
    GET('g', machine -> machine.recall(Literals.index(machine.input().line(), machine.limits()))),
    BINGET('h', machine -> machine.recall(machine.input().unsignedByte())),
    LONG_BINGET('j', machine -> machine.recall(machine.input().unsignedInt())),

    // Names and what would be calls.
    GLOBAL(
            'c',
            machine ->
                    machine.createGlobal(machine.input().line(), machine.input().line())),
    STACK_GLOBAL(0x93, PickleMachine::createGlobalFromStack),
    REDUCE('R', PickleMachine::reduce),
    NEWOBJ(0x81, PickleMachine::reduce),
    NEWOBJ_EX(0x92, PickleMachine::reduceWithKeywords),
    INST('i', PickleMachine::createInstance),
    OBJ('o', PickleMachine::createObject),
    BUILD('b', PickleMachine::build),

    // Always refused: what these stand for is not in the file.
    PERSID('P', outside("a persistent id")),
    BINPERSID('Q', outside("a persistent id")),
    EXT1(0x82, outside("the extension registry")),
    EXT2(0x83, outside("the extension registry")),
    EXT4(0x84, outside("the extension registry")),
    NEXT_BUFFER(0x97, outside("a buffer")),
    READONLY_BUFFER(0x98, outside("a buffer"));

    /** What an instruction does; its bytes are read up to its own. */
    interface Action {
        void run(PickleMachine machine);
    }

    private static final @Nullable Opcode[] BY_CODE = new Opcode[256];

    static {
        for (Opcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
        }
    }

    private final int code;
    private final Action action;

    Opcode(int code, Action action) {
        this.code = code;
        this.action = action;
    }

    /** Reads one instruction and does it. */
    static void step(PickleMachine machine) {
        int code = machine.input().unsignedByte();
        Opcode opcode = BY_CODE[code];
        if (opcode == null) {
            throw machine.input().damaged(String.format("0x%02x is not a pickle instruction", code));
        }
        opcode.action.run(machine);
    }

    private static Action outside(String what) {
        return machine -> {
            throw machine.input()
                    .damaged("the pickle refers to " + what
                            + " outside of the file; save the model with pickle.dump or joblib.dump alone");
        };
    }
}
