package dev.scoreline.sklearn.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.PyValue.Global;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each instruction, by hand-written bytes: a character of a text here is a byte of the pickle. */
class OpcodeTest {

    private static final PickleReader READER =
            new PickleReader(AllowedGlobals.of(Set.of("Ridge")), PickleLimits.standard());

    private static PyValue read(String pickle) {
        return READER.read(pickle.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static PyObject object(String pickle) {
        return (PyObject) read(pickle);
    }

    @Test
    void readsScalars() {
        assertThat(Notation.of(read("N."))).isEqualTo("N");
        assertThat(Notation.of(read("\u0088."))).isEqualTo("T");
        assertThat(Notation.of(read("\u0089."))).isEqualTo("F");
        assertThat(Notation.of(read("I00\n."))).isEqualTo("F");
        assertThat(Notation.of(read("I01\n."))).isEqualTo("T");
        assertThat(Notation.of(read("I-12\n."))).isEqualTo("i-12");
        assertThat(Notation.of(read("L9223372036854775808L\n."))).isEqualTo("i9223372036854775808");
        assertThat(Notation.of(read("J\u00fe\u00ff\u00ff\u00ff."))).isEqualTo("i-2");
        assertThat(Notation.of(read("K\u00ff."))).isEqualTo("i255");
        assertThat(Notation.of(read("M\u0001\u0002."))).isEqualTo("i513");
        assertThat(Notation.of(read("\u008a\u0000."))).isEqualTo("i0");
        assertThat(Notation.of(read("\u008a\u0002\u0000\u0080."))).isEqualTo("i-32768");
        assertThat(Notation.of(read("\u008b\u0002\u0000\u0000\u0000\u00ff\u0000.")))
                .isEqualTo("i255");
        assertThat(Notation.of(read("F-1.5e3\n."))).isEqualTo(Notation.of(new PyValue.Real(-1500)));
        assertThat(Notation.of(read("Fnan\n."))).isEqualTo(Notation.of(new PyValue.Real(Double.NaN)));
        assertThat(Notation.of(read("F-inf\n."))).isEqualTo(Notation.of(new PyValue.Real(Double.NEGATIVE_INFINITY)));
        assertThat(Notation.of(read("G?\u00f0\u0000\u0000\u0000\u0000\u0000\u0000.")))
                .isEqualTo("f3ff0000000000000");
    }

    @Test
    void readsTextAndBytes() {
        String euro = "s" + "e282ac";
        assertThat(Notation.of(read("S'a\\x41\\101\\n\\'\\q'\n."))).isEqualTo("s6141410a275c71");
        assertThat(Notation.of(read("S\"it's\"\n."))).isEqualTo("s69742773");
        assertThat(Notation.of(read("T\u0001\u0000\u0000\u0000\u00e9."))).isEqualTo("sc3a9");
        assertThat(Notation.of(read("U\u0001\u00e9."))).isEqualTo("sc3a9");
        assertThat(Notation.of(read("V\\u20ac\n."))).isEqualTo(euro);
        assertThat(Notation.of(read("V\\U0001f642\\\n."))).isEqualTo("sf09f99825c");
        assertThat(Notation.of(read("X\u0003\u0000\u0000\u0000\u00e2\u0082\u00ac.")))
                .isEqualTo(euro);
        assertThat(Notation.of(read("\u008c\u0003\u00e2\u0082\u00ac."))).isEqualTo(euro);
        assertThat(Notation.of(read("\u008d\u0003\0\0\0\0\0\0\0\u00e2\u0082\u00ac.")))
                .isEqualTo(euro);
        assertThat(Notation.of(read("C\u0002\u0000\u00ff."))).isEqualTo("b00ff");
        assertThat(Notation.of(read("B\u0001\u0000\u0000\u0000\u0007."))).isEqualTo("b07");
        assertThat(Notation.of(read("\u008e\u0001\0\0\0\0\0\0\0\u0007."))).isEqualTo("b07");
        assertThat(Notation.of(read("\u0096\u0001\0\0\0\0\0\0\0\u0007."))).isEqualTo("b07");
    }

    @Test
    void readsCollections() {
        assertThat(Notation.of(read(")."))).isEqualTo("()");
        assertThat(Notation.of(read("N\u0085."))).isEqualTo("(N)");
        assertThat(Notation.of(read("K\u0001K\u0002\u0086."))).isEqualTo("(i1,i2)");
        assertThat(Notation.of(read("K\u0001K\u0002K\u0003\u0087."))).isEqualTo("(i1,i2,i3)");
        assertThat(Notation.of(read("(K\u0001K\u0002K\u0003K\u0004t."))).isEqualTo("(i1,i2,i3,i4)");
        assertThat(Notation.of(read("(K\u0001K\u0002l."))).isEqualTo("[i1,i2]");
        assertThat(Notation.of(read("]K\u0001a(K\u0002K\u0003e."))).isEqualTo("[i1,i2,i3]");
        assertThat(Notation.of(read("(K\u0001Nd."))).isEqualTo("{i1:N}");
        assertThat(Notation.of(read("}K\u0001Ns(K\u0002NK\u0001\u0088u."))).isEqualTo("{i1:T,i2:N}");
        assertThat(Notation.of(read("\u008f(K\u0001K\u0002\u0090."))).isEqualTo("<i1,i2>");
        assertThat(Notation.of(read("(K\u0001K\u0002\u0091."))).isEqualTo("<i1,i2>");
    }

    @Test
    void movesTheStackAndTheMemo() {
        assertThat(Notation.of(read("K\u0001N0."))).isEqualTo("i1");
        assertThat(Notation.of(read("K\u0001(0."))).isEqualTo("i1");
        assertThat(Notation.of(read("K\u0001(NN1."))).isEqualTo("i1");
        assertThat(Notation.of(read("K\u00012\u0086."))).isEqualTo("(i1,i1)");
        assertThat(Notation.of(read("K\u0007p0\ng0\n\u0086."))).isEqualTo("(i7,i7)");
        assertThat(Notation.of(read("K\u0007q\u0000h\u0000\u0086."))).isEqualTo("(i7,i7)");
        assertThat(Notation.of(read("K\u0007r\0\0\0\0j\0\0\0\0\u0086."))).isEqualTo("(i7,i7)");
        assertThat(Notation.of(read("K\u0007\u0094h\u0000\u0086."))).isEqualTo("(i7,i7)");
        assertThat(Notation.of(read("\u0080\u0005\u0095\u0002\0\0\0\0\0\0\0N.")))
                .isEqualTo("N");
    }

    @Test
    void keepsNamesWithoutLookingThemUp() {
        Global expected = new Global("sklearn.linear_model._ridge", "Ridge");

        assertThat(read("csklearn.linear_model._ridge\nRidge\n.")).isEqualTo(expected);
        assertThat(read("\u008c\u001bsklearn.linear_model._ridge\u008c\u0005Ridge\u0093."))
                .isEqualTo(expected);
        assertThat(expected.topPackage()).isEqualTo("sklearn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "csklearn.linear_model\nRidge\nK\u0007\u0085R}b.",
                "csklearn.linear_model\nRidge\nK\u0007\u0085\u0081}b.",
                "csklearn.linear_model\nRidge\nK\u0007\u0085}\u0092}b.",
                "(K\u0007isklearn.linear_model\nRidge\n}b.",
                "(csklearn.linear_model\nRidge\nK\u0007o}b."
            })
    void makesAnInertObjectOfEveryKindOfCall(String pickle) {
        PyObject made = object(pickle);

        assertThat(made.type()).isEqualTo(new Global("sklearn.linear_model", "Ridge"));
        assertThat(made.arguments()).containsExactly(new Int(7));
        assertThat(made.state()).isInstanceOf(PyValue.Dict.class);
    }

    @Test
    void keepsKeywordArgumentsAsTheLastArgument() {
        PyObject made = object("csklearn.linear_model\nRidge\n)}U\u0005alphaK\u0001s\u0092.");

        assertThat(made.arguments()).hasSize(1);
        assertThat(Notation.of(made.arguments().get(0))).isEqualTo("{s616c706861:i1}");
    }

    @Test
    void takesTheObjectOfProtocol0ForAnObjectOfItsClass() {
        PyObject made = object("ccopy_reg\n_reconstructor\n(csklearn.linear_model\nRidge\nc__builtin__\nobject\nNtR.");

        assertThat(made.type().name()).isEqualTo("Ridge");
        assertThat(made.arguments()).isEmpty();
    }

    @Test
    void readsBunchesAsDicts() {
        assertThat(Notation.of(read("csklearn.utils._bunch\nBunch\n)\u0081U\u0001aK\u0001s.")))
                .isEqualTo("{s61:i1}");
        assertThat(
                        Notation.of(
                                read(
                                        "ccopy_reg\n_reconstructor\n(csklearn.utils\nBunch\nc__builtin__\ndict\n(U\u0001aK\u0001dtR}b.")))
                .isEqualTo("{s61:i1}");
    }

    @Test
    void readsUfuncsOfNumpy1ByTheirNames() {
        assertThat(read("cnumpy.core\n_ufunc_reconstruct\n(U\u0005numpyU\u0005log1ptR."))
                .isEqualTo(new Global("numpy", "log1p"));
    }

    @Test
    void keepsWhatHasNoPlainValueAsAnObject() {
        assertThat(object("c__builtin__\ncomplex\n(F1\nF2\ntR.").typeName()).isEqualTo("__builtin__.complex");
        assertThat(object("c__builtin__\nslice\n(K\u0000K\u0002NtR.").arguments())
                .hasSize(3);
        assertThat(object("cnumpy.random._pickle\n__randomstate_ctor\n)R}b.").state())
                .isInstanceOf(PyValue.Dict.class);
        assertThat(object("cfunctools\npartial\n(cnumpy\nlog1p\ntR.").arguments())
                .isEqualTo(List.of(new Global("numpy", "log1p")));
    }

    @Test
    void readsASelfContainingListAsInertData() {
        PyValue.Sequence list = (PyValue.Sequence) read("]q\u0000h\u0000a.");

        assertThat(list.items().get(0)).isSameAs(list);
    }

    @Test
    void tellsWhichValuesAreEqual() {
        assertThat(read("U\u0001a.")).isEqualTo(new Text("a")).hasSameHashCodeAs(new Text("a"));
        assertThat(read("C\u0001a.")).isEqualTo(new PyValue.Bytes(new byte[] {'a'}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pid\n.",
                "NQ.",
                "\u0082\u0001.",
                "\u0083\u0001\u0000.",
                "\u0084\u0001\0\0\0.",
                "\u0097.",
                "N\u0098."
            })
    void refusesWhatIsNotInTheFile(String pickle) {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> read(pickle))
                .withMessageContaining("outside of the file")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("", "expected 1 more bytes but the file has 0"),
                Arguments.of("N", "expected 1 more bytes but the file has 0"),
                Arguments.of(".", "expected one value at the end of the pickle but the stack holds none"),
                Arguments.of("NN.", "expected one value at the end"),
                Arguments.of("N(.", "expected one value at the end"),
                Arguments.of("(.", "expected one value at the end"),
                Arguments.of("NN0..", "1 bytes follow the end"),
                Arguments.of("N.N.", "2 bytes follow the end"),
                Arguments.of("!.", "0x21 is not a pickle instruction"),
                Arguments.of("e.", "closes a collection that it did not open"),
                Arguments.of("N(e.", "expected a list to append to but got None"),
                Arguments.of("]Ns.", "empty stack"),
                Arguments.of("}(Nu.", "the last key of a dict has no value"),
                Arguments.of("N(K\u0001u.", "expected a dict to put an entry into but got None"),
                Arguments.of("](0a.", "empty stack"),
                Arguments.of("N(a.", "empty stack"),
                Arguments.of("h0.", "recalls value number 48"),
                Arguments.of("Np1\ng0\n.", "recalls value number 0"),
                Arguments.of("Np5\n.", "remembers a value as number 5"),
                Arguments.of("Np-1\n.", "remembers a value as number -1"),
                Arguments.of("NNR.", "expected a tuple of arguments but got None"),
                Arguments.of("N)R.", "expected the name of a class or function to apply but got None"),
                Arguments.of("NNb.", "expected an object to give a state to but got None"),
                Arguments.of("(o.", "expected a class after the mark"),
                Arguments.of("NN\u0093.", "expected a module and a name as text but got None"),
                Arguments.of("S'a\n.", "expected a text in quotes"),
                Arguments.of("S'\\xg0'\n.", "expected an escape of 2 hexadecimal digits"),
                Arguments.of("V\\u12\n.", "expected an escape of 4 hexadecimal digits"),
                Arguments.of("V\\Uffffffff\n.", "expected an escape of 8 hexadecimal digits"),
                Arguments.of("I1_000\n.", "expected a decimal integer in the pickle but got '1_000'"),
                Arguments.of("I0x10\n.", "expected a decimal integer"),
                Arguments.of("F0x1p3\n.", "expected a decimal number"),
                Arguments.of("F1d\n.", "expected a decimal number"),
                Arguments.of("I1", "expected a line feed"),
                Arguments.of("U\u0002a", "expected 2 more bytes but the file has 1"),
                Arguments.of("\u008c\u0001\u00ff.", "text is not UTF-8"),
                Arguments.of("\u0080\u0006N.", "expected a pickle protocol up to 5 but got 6"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesWhatIsNotAPickle(String pickle, String reason) {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> read(pickle))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL));
    }
}
