package dev.scoreline.sklearn.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What attacks look like: code to run, and bytes that ask for time or memory. A character of a text here is a byte of the
 * pickle.
 */
class HostilePickleTest {

    /** Far above what any of these takes; a hang is what it finds. */
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private static final PickleReader READER =
            new PickleReader(AllowedGlobals.of(Set.of("Ridge")), PickleLimits.standard());

    private static final String ARRAY = "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\u0000tC\u0001btR";

    private static byte[] bytes(String pickle) {
        return pickle.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String dtype(String name) {
        return "cnumpy\ndtype\n(U" + (char) name.length() + name + "K\u0000K\u0001tR";
    }

    private static String int32(long value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            text.append((char) (value >> (8 * i) & 0xff));
        }
        return text.toString();
    }

    private static String int64(long value) {
        return int32(value) + int32(value >> 32);
    }

    private static void refuses(String pickle, String reason) {
        refuses(bytes(pickle), reason);
    }

    private static void refuses(byte[] pickle, String reason) {
        Throwable thrown = assertTimeoutPreemptively(AT_MOST, () -> catchThrowable(() -> READER.read(pickle)));

        assertThat(thrown).isInstanceOf(InferenceException.class).hasMessageContaining(reason);
    }

    private static void accepts(byte[] pickle) {
        PyValue value = assertTimeoutPreemptively(AT_MOST, () -> READER.read(pickle));

        assertThat(value.typeName()).isNotEmpty();
    }

    /** The start, then a part many times, then the end. */
    private static byte[] repeated(String start, String part, int times, String end) {
        byte[] one = bytes(part);
        ByteArrayOutputStream all = new ByteArrayOutputStream(one.length * times + 64);
        all.writeBytes(bytes(start));
        for (int i = 0; i < times; i++) {
            all.writeBytes(one);
        }
        all.writeBytes(bytes(end));
        return all.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "os,system",
        "posix,system",
        "nt,system",
        "subprocess,Popen",
        "subprocess,check_output",
        "builtins,eval",
        "builtins,exec",
        "builtins,getattr",
        "builtins,__import__",
        "builtins,compile",
        "builtins,open",
        "__builtin__,eval",
        "__builtin__,getattr",
        "__builtin__,apply",
        "operator,attrgetter",
        "operator,methodcaller",
        "importlib,import_module",
        "runpy,run_path",
        "pip,main",
        "pickle,loads",
        "_pickle,loads",
        "marshal,loads",
        "types,CodeType",
        "types,FunctionType",
        "cloudpickle.cloudpickle,_make_function",
        "dill._dill,_create_function",
        "torch,load",
        "torch.serialization,load",
        "numpy,load",
        "numpy.f2py.crackfortran,getlincoef",
        "numpy.testing._private.utils,runstring",
        "joblib,load",
        "joblib.numpy_pickle,load",
        "pandas,read_pickle",
        "pandas.core.computation.eval,eval",
        "socket,socket",
        "webbrowser,open",
        "shutil,rmtree",
        "ctypes,CDLL",
        "asyncio,create_subprocess_shell",
        "multiprocessing.util,spawnv_passfds",
        "pty,spawn",
        "timeit,timeit",
        "sys,modules",
        "code,InteractiveInterpreter",
        "bdb,Bdb",
        "pdb,run",
        "cProfile,run",
        "trace,Trace",
        "doctest,debug_script",
        "logging.config,_resolve",
        "venv,create",
        "ensurepip,_run_pip",
        "idlelib.pyshell,ModifiedInterpreter",
        "lib2to3.pgen2.grammar,Grammar",
        "copyreg,add_extension",
        "functools,reduce",
        "itertools,starmap",
        "sklearn.externals.joblib.numpy_pickle,load",
        "sklearn,os",
        "sklearnx,Ridge",
        "xsklearn,Ridge",
        "scipy._lib,os",
        "__main__,Evil",
        "Os,system",
        "numpy.core.multiarray,fromfile",
        "numpy.core.multiarray._reconstruct,__globals__",
    })
    void refusesWhatIsNotDataByName(String module, String name) {
        String global = "c" + module + "\n" + name + "\n";
        String asText = "\u008c" + (char) module.length() + module + "\u008c" + (char) name.length() + name;

        refuses(global + "(U\u0002idtR.", module + "." + name);
        refuses(global + ".", module + "." + name);
        refuses("(" + global + "U\u0002ido.", module + "." + name);
        refuses("(U\u0002idi" + module + "\n" + name + "\n.", module + "." + name);
        refuses(asText + "\u0093.", module + "." + name);
        refuses(asText + "\u0093)\u0081.", module + "." + name);
    }

    @Test
    void saysThatCodeIsNeverRunAndWhatToDo() {
        InferenceException refusal =
                (InferenceException) catchThrowable(() -> READER.read(bytes("cos\nsystem\n(S'id'\ntR.")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
        assertThat(refusal)
                .hasMessage(
                        "the file names 'os.system', which is not data of a model; Scoreline never runs code from a model"
                                + " file. If you trust the file, save the model again with scikit-learn's own classes only, or"
                                + " export it to ONNX");
    }

    @Test
    void refusesNamesThatArePutTogetherOnTheStack() {
        refuses("U\u0002osq\u00000U\u0006systemq\u00010h\u0000h\u0001\u0093.", "'os.system'");
        refuses("U\u0002os2\u0093.", "'os.os'");
        refuses("X\u0008\0\0\0builtinsX\u0007\0\0\0getattr\u0093.", "'builtins.getattr'");
    }

    @Test
    void refusesNamesWithDotsAndControlCharacters() {
        refuses("cbuiltins\nobject.__subclasses__\n.", "builtins.object.__subclasses__");
        refuses("csklearn.linear_model\nRidge.fit\n.", "Ridge.fit");
        refuses("csklearn.\u0007x\nRidge\n.", "'sklearn.?x.Ridge'");
        refuses("c" + "a".repeat(5000) + "\nb\n.", "a...'");
        refuses("c\n\n.", "'.'");
        refuses("csklearn..x\nRidge\n.", "'sklearn..x.Ridge'");
    }

    @Test
    void refusesChainsThroughGetattr() {
        refuses("cbuiltins\ngetattr\n(cnumpy\nndarray\nU\u0007__class__tR.", "builtins.getattr");
        refuses("cfunctools\npartial\n(cbuiltins\neval\ntR.", "builtins.eval");
        refuses("cnumpy.core\n_ufunc_reconstruct\n(U\u0002osU\u0006systemtR.", "os.system");
        refuses("ccollections\ndefaultdict\n(cos\ngetpid\ntR.", "os.getpid");
    }

    @Test
    void neverAppliesTheResultOfACall() {
        refuses("cfunctools\npartial\n(cnumpy\nlog1p\ntR)R.", "expected the name of a class or function");
    }

    @Test
    void refusesAPickleInsideAJoblibArrayByTheSameTable() {
        String state = "}(U\u0005shape(K\u0001tU\u0005orderU\u0001CU\u0005dtype" + dtype("O8") + "u";
        String wrapper = "cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\u0081" + state + "b";

        refuses(wrapper + "cos\nsystem\n(U\u0002idtR..", "os.system");
        refuses(wrapper + "]..", "expected the pickle inside a joblib file to hold an array of objects but got list");
        refuses(wrapper.repeat(20), "more than 4 pickles inside each other");
    }

    @Test
    void refusesASecondPickleBehindTheFirst() {
        refuses("N.cos\nsystem\n(U\u0002idtR.", "bytes follow the end of the pickle");
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 31, (1L << 31) - 1, 1L << 62, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0xffff_ffffL})
    void refusesLengthsBeyondTheEndBeforeTakingMemory(long length) {
        for (String opcode : new String[] {"\u008d", "\u008e", "\u0096", "\u0095"}) {
            refuses(opcode + int64(length) + "abc.", "more bytes but the file has");
        }
        for (String opcode : new String[] {"X", "B", "T"}) {
            if ((int) length != 0) {
                refuses(opcode + int32(length) + "abc.", "more bytes but the file has");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {65, 1L << 31, (1L << 31) - 1, 0xffff_ffffL})
    void refusesHugeIntegers(long length) {
        refuses("\u008b" + int32(length) + "1".repeat(100) + ".", "bytes of an integer");
        refuses("L" + "1".repeat(81) + "L\n.", "more than 80 digits of an integer");
        refuses("I" + "1".repeat(1 << 20) + "\n.", "more than 80 digits of an integer");
        refuses("F" + "1".repeat(1 << 20) + "\n.", "expected a decimal number");
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 1L << 20, (1L << 31) - 1, 0xffff_ffffL})
    void refusesMemoNumbersThatLeaveAGap(long index) {
        refuses("Nr" + int32(index) + ".", "remembers a value as number " + index);
        refuses("Np" + index + "\n.", "remembers a value as number " + index);
        refuses("Nj" + int32(index) + ".", "recalls value number " + index);
    }

    @Test
    void refusesMoreRememberedValuesThanTheLimit() {
        refuses(repeated("N", "\u0094", 5_000_001, "."), "more than 5000000 remembered values");
    }

    @Test
    void refusesAFloodOfInstructions() {
        refuses(repeated("N", "N0", 25_000_001, "."), "more than 50000000 instructions");
    }

    @Test
    void refusesAStackThatOnlyGrows() {
        refuses(repeated("", "N", 1_000_001, "."), "more than 1000000 values on the stack");
        refuses(repeated("N", "2", 1_000_001, "."), "more than 1000000 values on the stack");
    }

    @Test
    void refusesOpenMarksWithoutEnd() {
        refuses(repeated("", "(", 1_001, "."), "more than 1000 open marks");
    }

    @Test
    void refusesMoreCollectionsThanTheLimit() {
        for (String part : new String[] {"]a", "}a", "\u008fa", "(la", "(da", "h\u0000)Ra"}) {
            refuses(
                    repeated("csklearn.linear_model\nRidge\nq\u00000]", part, 2_000_001, "."),
                    "more than 2000000 lists, dicts, sets and objects");
        }
    }

    @Test
    void refusesValuesThatTakeMoreMemoryThanTheLimit() {
        PickleLimits standard = PickleLimits.standard();
        PickleReader small = new PickleReader(
                AllowedGlobals.of(Set.of()),
                new PickleLimits(
                        standard.maxOpcodes(),
                        standard.maxStack(),
                        standard.maxCollections(),
                        standard.maxMemo(),
                        standard.maxMarks(),
                        standard.maxPickleDepth(),
                        standard.maxIntegerBytes(),
                        standard.maxIntegerDigits(),
                        standard.maxRank(),
                        standard.maxItemBytes(),
                        standard.maxKeyCharacters(),
                        1 << 20));

        for (String part : new String[] {"K\u0001a", "U\u0002aba", "N\u0085a", "]a"}) {
            assertThat(catchThrowable(() -> small.read(repeated("]", part, 100_000, "."))))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("more than 1048576 bytes of memory");
        }
    }

    @Test
    void refusesCallsThatCopyTheSameValueOverAndOver() {
        String list = "(" + "N".repeat(100_000) + "lq\u00000";
        refuses(repeated(list + "]", "c__builtin__\nlist\n(h\u0000tRa", 10_000, "."), "bytes of memory");
        String column = "C\u00ff" + "x".repeat(255) + "q\u0001";
        refuses(
                repeated(
                        "B" + int32(1 << 20) + "x".repeat(1 << 20) + "q\u00000" + column + "0" + dtype("u1")
                                + "q\u00020]",
                        "cnumpy.core.numeric\n_frombuffer\n(h\u0000h\u0002(M\u0000\u0004M\u0000\u0004tU\u0001FtRa",
                        10_000,
                        "."),
                "bytes of memory");
    }

    @Test
    void readsDeepNestingAsInertData() {
        accepts(repeated("", "]", 900_000, "a".repeat(899_999) + "."));
        accepts(repeated("N", "\u0085", 5_000_000, "."));
        accepts(repeated(")", "N\u0086", 1_000_000, "."));
    }

    @Test
    void readsBillionLaughsAsInertData() {
        accepts(repeated("U\u0003lol", "22\u0087", 100_000, "."));
        accepts(repeated("U\u0003lol", "q\u00000]h\u0000ah\u0000a", 100_000, "."));
    }

    @Test
    void refusesKeysThatHashingWouldWalk() {
        refuses("}]Ns.", "scalars or flat tuples of scalars but got list");
        refuses("}]q\u0000h\u0000aNs.", "but got list");
        refuses("}}Ns.", "but got dict");
        refuses("})\u0085Ns.", "but got tuple");
        refuses("\u008f(]\u0090.", "but got list");
        refuses("(])\u0091.", "but got list");
        refuses("c__builtin__\nset\n((]ltR.", "but got list");
        refuses("ccollections\nOrderedDict\n((]N\u0086ltR.", "but got list");
        refuses("}csklearn\nRidge\n)RNs.", "but got sklearn.Ridge");
        refuses(repeated("}N", "\u0085", 100_000, "Ns."), "but got tuple");
    }

    /** Texts of equal hash, as of "Aa" and "BB", would make a naive hash map walk all of them for each. */
    @Test
    void staysFastWhenKeysCollide() {
        StringBuilder pickle = new StringBuilder("}");
        for (int i = 0; i < 1 << 17; i++) {
            pickle.append("U\"");
            for (int bit = 0; bit < 17; bit++) {
                pickle.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            pickle.append("Ns");
        }
        accepts(bytes(pickle.append('.').toString()));
    }

    @Test
    void staysFastWhenTuplesAndIntegersCollideAsKeys() {
        StringBuilder tuples = new StringBuilder("}");
        StringBuilder integers = new StringBuilder("}");
        for (int i = 0; i < 1 << 17; i++) {
            tuples.append("U\"");
            for (int bit = 0; bit < 17; bit++) {
                tuples.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            tuples.append("\u0085Ns");
            integers.append("\u008a\u0008").append(int32(i)).append(int32(i)).append("Ns");
        }
        accepts(bytes(tuples.append('.').toString()));
        accepts(bytes(integers.append('.').toString()));
    }

    @Test
    void staysFastWhenKeysOfSeveralTypesCollide() {
        StringBuilder pickle = new StringBuilder("}");
        for (int i = 0; i < 1 << 17; i++) {
            StringBuilder text = new StringBuilder();
            for (int bit = 0; bit < 17; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            pickle.append("U\"").append(text).append("Ns");
            pickle.append("\u008a\u0008")
                    .append(int32(i ^ text.toString().hashCode()))
                    .append(int32(i))
                    .append("Ns");
        }
        accepts(bytes(pickle.append('.').toString()));
    }

    @Test
    void refusesLongKeysThatAreUsedOverAndOver() {
        String key = "B" + int32(1 << 20) + "x".repeat(1 << 20) + "q\u00000";
        refuses(repeated(key + "}", "h\u0000Ns", 10_000, "."), "characters in keys");
    }

    @ParameterizedTest
    @CsvSource({
        "65536 65536, has more items than can be held",
        "2147483647 2147483647, has more items than can be held",
        "2147483647 2147483647 0, has more items than can be held",
        "1000000, expected 8000000 bytes for an array",
        "2147483647, expected 17179869176 bytes for an array",
        "-1, expected lengths of at least 0 in a shape but got -1",
        "4294967296, expected an integer of 32 bits but got int",
    })
    void refusesShapesThatTheBytesDoNotFill(String lengths, String reason) {
        StringBuilder shape = new StringBuilder("(");
        for (String length : lengths.split(" ", -1)) {
            shape.append("L").append(length).append("L\n");
        }
        shape.append("t");

        refuses(ARRAY + "(K\u0001" + shape + dtype("f8") + "\u0089C\u0008abcdefghtb.", reason);
        refuses(ARRAY + "(K\u0001" + shape + dtype("f8") + "\u0088C\u0008abcdefghtb.", reason);
        refuses("cnumpy.core.numeric\n_frombuffer\n(C\u0008abcdefgh" + dtype("f8") + shape + "U\u0001CtR.", reason);
        refuses(
                "cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\u0081}(U\u0005shape" + shape
                        + "U\u0005orderU\u0001CU\u0005dtype" + dtype("f8") + "ubabcdefgh.",
                reason.contains("bytes for") ? "more bytes but the file has" : reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"V0", "S0", "f0", "f3", "i16", "b8", "V999999999", "U99999999", "x8", "f8,f8", "", "O-1"})
    void refusesTypesThatNumpyDoesNotHaveOrWithoutLength(String name) {
        refuses(dtype(name) + ".", "numpy.dtype: expected");
    }

    @Test
    void refusesStatesOfTypesThatContradictThem() {
        String state = "K\u0003U\u0001<NNN";
        refuses(dtype("f8") + "(" + state + "K\u0000K\u0000K\u0000tb.", "expected items of 8 bytes but got 0 bytes");
        refuses(dtype("f8") + "(K\u0009U\u0001<NNNNNNtb.", "expected version 3 or 4 but got 9");
        refuses(dtype("f8") + "(K\u0003U\u0001xNNNJ\u00ff\u00ff\u00ff\u00ffNNtb.", "expected a byte order");
        refuses(dtype("f8") + "(K\u0003tb.", "arguments but got only 1");
        refuses(dtype("f8") + "Nb.", "to be a tuple but got None");
        refuses(
                dtype("V8") + "(K\u0003U\u0001|N(U\u0001at(U\u0001a(" + dtype("f8")
                        + "K\u0001tdK\u0008K\u0001K\u0000tb.",
                "goes beyond the item of 8 bytes");
        refuses(
                dtype("V8") + "(K\u0003U\u0001|N(U\u0001at(U\u0001a(" + dtype("f8")
                        + "J\u00ff\u00ff\u00ff\u00fftdK\u0008K\u0001K\u0000tb.",
                "goes beyond the item of 8 bytes");
        refuses(
                dtype("V8") + "(K\u0003U\u0001|N(U\u0001at}K\u0008K\u0001K\u0000tb.",
                "expected a field for every name");
    }

    @Test
    void refusesArraysOfObjectsThatAreGivenAsBytes() {
        refuses(
                ARRAY + "(K\u0001(K\u0001t" + dtype("O8") + "\u0089C\u0008abcdefghtb.",
                "expected a list but got bytes");
        refuses(
                "cnumpy.core.numeric\n_frombuffer\n(C\u0008abcdefgh" + dtype("O8") + "(K\u0001tU\u0001CtR.",
                "expected an array of objects as a list");
        refuses(ARRAY + "(K\u0001(K\u0002t" + dtype("O8") + "\u0089]tb.", "expected 2 objects");
    }

    @Test
    void refusesArraysOfTooManyDimensions() {
        refuses(
                ARRAY + "(K\u0001(" + "K\u0001".repeat(33) + "t" + dtype("u1") + "\u0089C\u0001atb.",
                "more than 32 dimensions");
    }

    @Test
    void refusesOrdersOfAxesThatAreNone() {
        for (String axes :
                new String[] {"(K\u0000K\u0000t", "(K\u0000K\u0002t", "(K\u0000t", "(K\u0000K\u0001K\u0002t"}) {
            refuses(
                    "cnumpy.core.numeric\n_frombuffer\n(C\u0004abcd" + dtype("u1") + "(K\u0002K\u0002tU\u0001K" + axes
                            + "tR.",
                    "expected an order of 2 axes");
        }
    }

    @Test
    void keepsDatesInertAndRefusesToReadThem() {
        NdArray dates =
                (NdArray) READER.read(bytes(ARRAY + "(K\u0001(K\u0001t" + dtype("M8") + "\u0089C\u0008abcdefghtb."));

        assertThat(catchThrowable(dates::doubles))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("expected numbers");
        assertThat(catchThrowable(dates::longs))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("expected integers");
        assertThat(catchThrowable(dates::items)).isInstanceOf(InferenceException.class);
    }

    @Test
    void isNotMisledByAListThatGrowsAfterItBecameAnArray() {
        NdArray array = (NdArray) READER.read(
                bytes("]q\u0000Na0" + ARRAY + "(K\u0001(K\u0001t" + dtype("O8") + "\u0089h\u0000tbh\u0000Na0."));

        assertThat(array.items()).hasSize(1);
    }

    @Test
    void refusesArrowArraysWhoseOffsetsLeaveTheirText() {
        String type = "(cpyarrow.lib\ntype_for_alias\n(U\u0006stringtR";
        String buffers = "(Ncpyarrow.lib\npy_buffer\n(C\u0008" + int32(0) + int32(9)
                + "tRcpyarrow.lib\npy_buffer\n(C\u0002abtRl";

        refuses(
                "cpyarrow.lib\n_restore_array\n(" + type + "K\u0001K\u0000K\u0000" + buffers + "NNttR.",
                "one from 0 to 9");
        refuses(
                "cpyarrow.lib\n_restore_array\n(" + type + "K\u0002K\u0000K\u0000" + buffers + "NNttR.",
                "8 bytes of offsets");
        refuses(
                "cpyarrow.lib\n_restore_array\n(" + type + "J\u00ff\u00ff\u00ff\u007fK\u0000K\u0000" + buffers
                        + "NNttR.",
                "8 bytes of offsets");
    }

    @Test
    void refusesARealModelThatIsCutOffAtAnyByte() {
        PickleReader reader = new PickleReader(
                AllowedGlobals.of(Set.of(
                        "LinearRegression", "Pipeline", "StandardScaler", "DecisionTreeClassifier", "OneHotEncoder")),
                PickleLimits.standard());
        for (Pickled model : Pickled.in("models.tsv")) {
            if (model.name().contains("pickle") || model.name().endsWith("joblib none")) {
                reader.read(model.bytes());
                for (int length = 0; length < model.bytes().length; length++) {
                    byte[] start = java.util.Arrays.copyOf(model.bytes(), length);
                    assertThat(catchThrowable(() -> reader.read(start)))
                            .as("%s cut off at byte %d", model, length)
                            .isInstanceOf(InferenceException.class)
                            .hasMessageNotContaining("Exception");
                }
            }
        }
    }
}
