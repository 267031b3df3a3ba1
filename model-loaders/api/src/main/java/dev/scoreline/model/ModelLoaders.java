package dev.scoreline.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** The formats that can be opened. Immutable; thread-safe. */
public final class ModelLoaders {

    private final List<ModelLoader> loaders;

    private ModelLoaders(List<ModelLoader> loaders) {
        this.loaders = loaders;
    }

    /** Every loader on the class path. */
    public static ModelLoaders installed() {
        return of(ServiceLoader.load(ModelLoader.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** The same loaders, each with those of the options that it knows. */
    public ModelLoaders configured(Map<String, String> options) {
        return new ModelLoaders(
                loaders.stream().map(loader -> loader.configured(options)).toList());
    }

    /**
     * These loaders, in the order of their formats' names.
     *
     * @throws IllegalArgumentException if two have the same format
     */
    public static ModelLoaders of(List<ModelLoader> loaders) {
        Set<String> formats = new HashSet<>();
        for (ModelLoader loader : loaders) {
            if (!formats.add(loader.format())) {
                throw new IllegalArgumentException("two loaders are of the format '" + loader.format() + "'");
            }
        }
        List<ModelLoader> ordered = new ArrayList<>(loaders);
        ordered.sort(Comparator.comparing(ModelLoader::format));
        return new ModelLoaders(List.copyOf(ordered));
    }

    /** All loaders, in the order of their formats' names. */
    public List<ModelLoader> all() {
        return loaders;
    }

    /**
     * The one loader that opens a source: the one of the given format, otherwise the only one that recognises the source.
     *
     * @param format a format's name, which is then believed
     * @throws InferenceException {@code NO_MODEL} if the format is unknown, or no loader or several recognise the source
     */
    public ModelLoader loaderFor(ModelSource source, Optional<String> format) {
        if (format.isPresent()) {
            return loaderOf(format.get());
        }
        List<ModelLoader> recognizing = recognizing(source);
        if (recognizing.size() == 1) {
            return recognizing.get(0);
        }
        if (recognizing.isEmpty()) {
            throw new InferenceException(
                    ErrorCode.NO_MODEL,
                    "no loader recognises the file '" + source.path().getFileName() + "'; known are " + kinds()
                            + ". Set MODEL_FORMAT if it is one of them all the same");
        }
        throw new InferenceException(
                ErrorCode.NO_MODEL,
                "the file '" + source.path().getFileName() + "' looks like " + formats(recognizing)
                        + ": set MODEL_FORMAT to the one that it is");
    }

    /**
     * The loader of a format.
     *
     * @throws InferenceException {@code NO_MODEL} if there is none
     */
    public ModelLoader loaderOf(String format) {
        for (ModelLoader loader : loaders) {
            if (loader.format().equals(format)) {
                return loader;
            }
        }
        throw new InferenceException(
                ErrorCode.NO_MODEL,
                "MODEL_FORMAT is '" + format + "', but the known formats are " + formats(loaders)
                        + ": choose one of them, or leave it out to have the file looked at");
    }

    /** The loaders that say that a source looks like theirs. */
    public List<ModelLoader> recognizing(ModelSource source) {
        return loaders.stream().filter(loader -> loader.recognizes(source)).toList();
    }

    /** What can be opened, for a person: {@code sklearn (*.pkl, *.joblib)}. */
    public String kinds() {
        if (loaders.isEmpty()) {
            return "none, as no loader is installed";
        }
        return loaders.stream()
                .map(loader -> loader.format() + " (" + loader.fileNames() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String formats(List<ModelLoader> loaders) {
        return loaders.isEmpty()
                ? "none"
                : loaders.stream().map(ModelLoader::format).collect(Collectors.joining(", "));
    }
}
