package dev.scoreline.model;

import java.util.List;
import java.util.Optional;

/**
 * What a person wants to know of a loaded model besides its signature.
 *
 * @param format the loader's name for the format
 * @param libraryVersion the version of the library that wrote the file, as the file itself says
 * @param outline the model's parts
 */
public record ModelDescription(String format, Optional<String> libraryVersion, Outline outline) {

    /** A part of a model and its parts: a pipeline and its steps. */
    public record Outline(String label, List<Outline> parts) {
        public Outline {
            parts = List.copyOf(parts);
        }

        public static Outline leaf(String label) {
            return new Outline(label, List.of());
        }
    }
}
