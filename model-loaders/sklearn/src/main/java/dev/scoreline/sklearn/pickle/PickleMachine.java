package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.PyValue.Bytes;
import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.Global;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import dev.scoreline.sklearn.pickle.PyValue.PySet;
import dev.scoreline.sklearn.pickle.PyValue.Sequence;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import dev.scoreline.sklearn.pickle.PyValue.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * One pickle while it is read: its stack, its memo and what each {@link Opcode} does to them. It is a loop, never a
 * recursion, so that nesting in the file costs no stack of ours; only joblib's pickles inside pickles start a new machine,
 * and their depth is limited. One thread.
 */
final class PickleMachine {

    static final Tuple EMPTY_TUPLE = new Tuple(List.of());

    private static final int NEWEST_PROTOCOL = 5;

    /** An estimate of what a value's objects take besides the value's own length. */
    private static final int OBJECT_BYTES = 40;

    private static final int DICT_BYTES = 80;
    private static final int ENTRY_BYTES = 64;
    private static final int REFERENCE_BYTES = 8;
    private static final int CHARACTER_BYTES = 2;

    private final PickleInput input;
    private final AllowedGlobals globals;
    private final Budget budget;
    private final int depth;
    private final ValueStack stack;
    private final Memo memo;
    private final Constructors constructors;
    private boolean isStopped;

    PickleMachine(PickleInput input, AllowedGlobals globals, Budget budget, int depth) {
        if (depth > budget.limits().maxPickleDepth()) {
            throw Budget.exceeded("pickles inside each other", budget.limits().maxPickleDepth());
        }
        this.input = input;
        this.globals = globals;
        this.budget = budget;
        this.depth = depth;
        this.stack = new ValueStack(budget.limits());
        this.memo = new Memo(budget.limits());
        this.constructors = new Constructors(globals, budget);
    }

    /** Reads up to the STOP of this pickle and leaves the input behind it. */
    PyValue run() {
        while (!isStopped) {
            budget.countOpcode();
            Opcode.step(this);
        }
        if (!stack.holdsOneValue()) {
            throw input.damaged("expected one value at the end of the pickle but the stack holds "
                    + (stack.isEmpty() ? "none" : "more"));
        }
        return stack.pop();
    }

    PickleInput input() {
        return input;
    }

    PickleLimits limits() {
        return budget.limits();
    }

    void checkProtocol() {
        int protocol = input.unsignedByte();
        if (protocol > NEWEST_PROTOCOL) {
            throw input.damaged("expected a pickle protocol up to " + NEWEST_PROTOCOL + " but got " + protocol
                    + "; save the model with pickle.dump(model, file, protocol=" + NEWEST_PROTOCOL + ")");
        }
    }

    void stop() {
        isStopped = true;
    }

    void push(PyValue value) {
        stack.push(value);
    }

    PyValue pop() {
        return stack.pop();
    }

    void mark() {
        stack.mark();
    }

    void discard() {
        stack.discard();
    }

    List<PyValue> popToMark() {
        return stack.popToMark();
    }

    void duplicate() {
        stack.push(stack.peek());
    }

    /** Pushes a value that is new in memory. */
    void create(PyValue value) {
        budget.take(OBJECT_BYTES);
        stack.push(value);
    }

    void createInteger(int length) {
        if (length < 0 || length > limits().maxIntegerBytes()) {
            throw Budget.exceeded("bytes of an integer", limits().maxIntegerBytes());
        }
        create(Literals.integer(input.bytes(length)));
    }

    void createText(String text) {
        budget.take((long) text.length() * CHARACTER_BYTES);
        create(new Text(text));
    }

    void createLatin1(int length) {
        input.require(length);
        createText(input.latin1(length));
    }

    void createUtf8(long length) {
        input.require(length);
        budget.take(length * CHARACTER_BYTES);
        create(new Text(input.utf8(length)));
    }

    void createBytes(long length) {
        input.require(length);
        budget.take(length);
        create(new Bytes(input.bytes(length)));
    }

    void createTuple(int size) {
        List<PyValue> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(stack.pop());
        }
        Collections.reverse(items);
        budget.take((long) size * REFERENCE_BYTES);
        create(new Tuple(List.copyOf(items)));
    }

    void createTupleFromMark() {
        List<PyValue> items = stack.popToMark();
        budget.take((long) items.size() * REFERENCE_BYTES);
        create(new Tuple(Collections.unmodifiableList(items)));
    }

    void createList(List<PyValue> items) {
        budget.countCollection();
        create(new Sequence(new ArrayList<>()));
        append(items);
    }

    void append(List<PyValue> items) {
        if (!(stack.peek() instanceof Sequence list)) {
            throw unexpected("a list to append to", stack.peek());
        }
        budget.take((long) items.size() * REFERENCE_BYTES);
        list.items().addAll(items);
    }

    void createDict(List<PyValue> keysAndValues) {
        budget.countCollection();
        budget.take(DICT_BYTES);
        create(new Dict(new LinkedHashMap<>()));
        setItems(keysAndValues);
    }

    void setItem() {
        PyValue value = stack.pop();
        setItems(List.of(stack.pop(), value));
    }

    void setItems(List<PyValue> keysAndValues) {
        if (!(stack.peek() instanceof Dict dict)) {
            throw unexpected("a dict to put an entry into", stack.peek());
        }
        if (keysAndValues.size() % 2 != 0) {
            throw input.damaged("the last key of a dict has no value");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            budget.take(ENTRY_BYTES);
            budget.takeKey(keysAndValues.get(i));
            dict.entries().put(keysAndValues.get(i), keysAndValues.get(i + 1));
        }
    }

    void createSet(List<PyValue> items) {
        budget.countCollection();
        create(new PySet(new ArrayList<>()));
        addItems(items);
    }

    void addItems(List<PyValue> items) {
        if (!(stack.peek() instanceof PySet set)) {
            throw unexpected("a set to add to", stack.peek());
        }
        for (PyValue item : items) {
            budget.take(REFERENCE_BYTES);
            budget.takeKey(item);
            set.items().add(item);
        }
    }

    void remember(long index) {
        budget.take(REFERENCE_BYTES);
        memo.put(index, stack.peek());
    }

    void remember() {
        budget.take(REFERENCE_BYTES);
        memo.add(stack.peek());
    }

    void recall(long index) {
        stack.push(memo.get(index));
    }

    void createGlobal(String module, String name) {
        create(globals.resolve(module, name));
    }

    void createGlobalFromStack() {
        PyValue name = stack.pop();
        PyValue module = stack.pop();
        if (!(module instanceof Text moduleText) || !(name instanceof Text nameText)) {
            throw unexpected("a module and a name as text", module instanceof Text ? name : module);
        }
        createGlobal(moduleText.value(), nameText.value());
    }

    /** REDUCE and NEWOBJ: a class or function and the tuple of its arguments. */
    void reduce() {
        PyValue arguments = stack.pop();
        if (!(arguments instanceof Tuple tuple)) {
            throw unexpected("a tuple of arguments", arguments);
        }
        construct(stack.pop(), tuple.items());
    }

    /** NEWOBJ_EX: as NEWOBJ, with a dict of keyword arguments, which becomes the last argument unless it is empty. */
    void reduceWithKeywords() {
        PyValue keywords = stack.pop();
        PyValue arguments = stack.pop();
        if (!(keywords instanceof Dict dict) || !(arguments instanceof Tuple tuple)) {
            throw unexpected("a tuple of arguments and a dict of keyword arguments", keywords);
        }
        List<PyValue> all = new ArrayList<>(tuple.items());
        budget.take((long) all.size() * REFERENCE_BYTES);
        if (!dict.entries().isEmpty()) {
            all.add(dict);
        }
        construct(stack.pop(), Collections.unmodifiableList(all));
    }

    /** INST: a name in the instruction, the arguments back to the mark. */
    void createInstance() {
        Global type = globals.resolve(input.line(), input.line());
        construct(type, stack.popToMark());
    }

    /** OBJ: the class behind the mark and its arguments after it. */
    void createObject() {
        List<PyValue> taken = stack.popToMark();
        if (taken.isEmpty()) {
            throw input.damaged("expected a class after the mark but got nothing");
        }
        construct(taken.get(0), Collections.unmodifiableList(taken.subList(1, taken.size())));
    }

    private void construct(PyValue callable, List<PyValue> arguments) {
        if (!(callable instanceof Global type)) {
            throw unexpected("the name of a class or function to apply", callable);
        }
        create(constructors.construct(type, arguments));
    }

    /** BUILD: gives the value on the stack its state. */
    void build() {
        PyValue state = stack.pop();
        PyValue target = stack.peek();
        if (target instanceof PyObject wrapper && JoblibArray.isWrapper(wrapper)) {
            finish(target, JoblibArray.of(state, budget).read(input, this::readNested, budget));
        } else if (Constructors.isDraft(target)) {
            finish(target, constructors.complete(target, state));
        } else if (target instanceof PyObject object) {
            object.setState(state);
        } else if (target instanceof Dict) {
            // A class that extends dict may have attributes too; what counts are the entries.
            return;
        } else {
            throw unexpected("an object to give a state to", target);
        }
    }

    private void finish(PyValue draft, PyValue finished) {
        memo.replace(draft, finished);
        stack.replaceTop(finished);
    }

    private PyValue readNested() {
        return new PickleMachine(input, globals, budget, depth + 1).run();
    }

    private InferenceException unexpected(String expected, PyValue got) {
        return input.damaged("expected " + expected + " but got " + got.typeName());
    }
}
