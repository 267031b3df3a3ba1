package dev.scoreline.scoring.codec;

import java.io.IOException;
import java.util.Optional;

/** Reads all rows of a model from its one input, which stands by its name. One thread. */
final class OnlyInput implements InputsByName {

    private final FormInput object;
    private Optional<ReadRows> rows = Optional.empty();

    /** @param object the object that holds the input */
    OnlyInput(FormInput object) {
        this.object = object;
    }

    @Override
    public void read(String name) throws IOException {
        FormInput at = object.under(name);
        if (rows.isPresent()) {
            throw at.refusal("the input is given twice");
        }
        rows = Optional.of(RowReader.loose(at).read());
    }

    @Override
    public ReadRows rows() {
        return rows.orElseThrow(() -> new IllegalStateException("no input was read"));
    }
}
