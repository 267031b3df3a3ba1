package dev.scoreline.sklearn.pickle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** A file that a real pickler wrote and the value that it pickled, in {@link Notation}; see the README beside the files. */
public record Pickled(String name, byte[] bytes, String notation) {

    /** All lines of a file in the folder {@code pickles}. */
    public static List<Pickled> in(String file) {
        InputStream resource = Objects.requireNonNull(Pickled.class.getResourceAsStream("/pickles/" + file), file);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return lines.lines().map(Pickled::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pickled of(String line) {
        String[] cells = line.split("\t", -1);
        return new Pickled(cells[0], Base64.getDecoder().decode(cells[1]), cells[2]);
    }

    @Override
    public String toString() {
        return name;
    }
}
