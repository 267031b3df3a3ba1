package dev.scoreline.onnx.proto;

import dev.scoreline.model.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds the files beside a model that hold its weights, and refuses every other file. Immutable; thread-safe. */
record ExternalData(Path model) {

    /**
     * Checks that a part of a file is there.
     *
     * @param location relative to the model's folder
     * @param offset where the part begins
     * @param length its length in bytes
     */
    void check(String location, long offset, long length) {
        Path file = resolve(location);
        try {
            Path folder = folder().toRealPath();
            if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(folder)) {
                throw refusal(location, "there is no such file in the model's folder: put it there");
            }
            long size = Files.size(file);
            if (offset < 0 || length < 0 || offset > size - length) {
                throw refusal(
                        location,
                        "the model asks for " + length + " bytes from byte " + offset + " on, but the file has "
                                + size);
            }
        } catch (IOException e) {
            throw refusal(location, "the file cannot be read");
        }
    }

    private Path folder() {
        Path parent = model.toAbsolutePath().getParent();
        return parent == null ? model.toAbsolutePath() : parent;
    }

    private Path resolve(String location) {
        Path folder = folder().normalize();
        try {
            Path file = folder.resolve(location).normalize();
            if (!location.isEmpty() && !Path.of(location).isAbsolute() && file.startsWith(folder)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw refusal(location, "that is no file name");
        }
        throw refusal(location, "only files in the model's own folder are read");
    }

    private static InferenceException refusal(String location, String why) {
        String told = location.length() > 100 ? location.substring(0, 100) + "…" : location;
        return InferenceException.invalidModel("external data at '" + told + "': " + why);
    }
}
