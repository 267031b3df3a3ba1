package dev.scoreline.sklearn.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.sklearn.pickle.PyValue.Sequence;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Python pickles comes back equal, from every protocol. */
class PythonValuesTest {

    private static final PickleReader READER = new PickleReader(AllowedGlobals.of(Set.of()), PickleLimits.standard());

    static Stream<Pickled> values() {
        return Stream.of("values.tsv", "values-python2.tsv", "arrays.tsv", "arrays-numpy1.tsv")
                .flatMap(file -> Pickled.in(file).stream());
    }

    static Stream<Pickled> columns() {
        return Pickled.in("columns.tsv").stream();
    }

    static Stream<Pickled> structured() {
        return Pickled.in("structured.tsv").stream();
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsWhatPythonPickled(Pickled pickled) {
        assertThat(Notation.of(READER.read(pickled.bytes()))).isEqualTo(pickled.notation());
    }

    @ParameterizedTest
    @MethodSource("structured")
    void readsTheFieldsOfAStructuredArray(Pickled pickled) {
        NdArray array = (NdArray) READER.read(pickled.bytes());

        String fields = array.dtype().fields().stream()
                .map(field -> field.name() + "=" + Notation.of(array.field(field.name())))
                .collect(Collectors.joining("|"));

        assertThat(fields).isEqualTo(pickled.notation());
    }

    @ParameterizedTest
    @MethodSource("columns")
    void readsTheColumnNamesOfPandasAsAList(Pickled pickled) {
        PyValue names = READER.read(pickled.bytes());

        List<PyValue> items = names instanceof NdArray array ? array.items() : ((Sequence) names).items();

        assertThat(Notation.of(new Sequence(items))).isEqualTo(pickled.notation());
    }
}
