package dev.scoreline.model;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the models in a directory that is laid out as Azure ML lays out {@code AZUREML_MODEL_DIR}: one model, as a file
 * somewhere in it, or several, as {@code name/version/file}. What a directory does not say clearly is not guessed: the
 * failure lists what was found and how to choose.
 *
 * <p>Hidden files are passed over, which also hides the {@code ..data} folders of Kubernetes volumes; symbolic links are
 * followed, since the entries of such volumes are links. Stateless; thread-safe.
 */
public final class ModelDirectory {

    /** How many folders, one in the other, are gone down to find a model. */
    private static final int MAX_DEPTH = 5;

    private static final int MAX_TOLD = 20;

    private static final int MAX_LISTED_FOLDERS = 200;

    /** A directory with more entries than this is some other directory. */
    private static final int MAX_ENTRIES = 10_000;

    private final Path root;
    private final Optional<String> format;
    private final ModelLoaders loaders;

    private ModelDirectory(Path root, Optional<String> format, ModelLoaders loaders) {
        this.root = root;
        this.format = format;
        this.loaders = loaders;
    }

    /**
     * The models that lie at {@code root}, by name and then by version as a number.
     *
     * <p>A single model is called after its file, without the ending, and has version 1; in a folder that is named with
     * digits it has that version and the name of the folder above. Folders that are all named with digits are the versions
     * of one model, named after the folder that they are in. Folders that hold nothing but such version folders are several
     * models.
     *
     * @param root a directory, or a model's file
     * @param modelFile the file, relative to {@code root}; empty to look for it
     * @param format the format's name; empty to have every loader look
     * @throws InferenceException {@code NO_MODEL} if there is no model, or more than one file that could be it
     */
    public static List<ModelSource> resolve(
            Path root, Optional<String> modelFile, Optional<String> format, ModelLoaders loaders) {
        // A format that nobody knows is the plainer mistake, so it is told first.
        format.ifPresent(loaders::loaderOf);
        Path absolute = root.toAbsolutePath().normalize();
        ModelDirectory directory = new ModelDirectory(absolute, format, loaders);
        if (modelFile.isPresent()) {
            return List.of(directory.chosen(modelFile.get()));
        }
        if (Files.isRegularFile(absolute)) {
            return List.of(directory.single(absolute));
        }
        if (!Files.isDirectory(absolute)) {
            throw noModel("the model directory does not exist: set AZUREML_MODEL_DIR to a directory or a file");
        }
        List<ModelSource> found = new ArrayList<>(directory.search(absolute, 0));
        found.sort(
                Comparator.comparing(ModelSource::name).thenComparing(ModelSource::version, ModelSource.VERSION_ORDER));
        return List.copyOf(found);
    }

    private ModelSource chosen(String modelFile) {
        Path file;
        try {
            file = root.resolve(modelFile).normalize();
        } catch (InvalidPathException e) {
            throw new InferenceException(ErrorCode.NO_MODEL, "MODEL_FILE is no file name: " + e.getReason(), e);
        }
        if (!file.startsWith(root) || file.equals(root)) {
            throw noModel("MODEL_FILE is '" + modelFile
                    + "', which is not in the model directory: give it relative to the directory, without '..'");
        }
        if (!Files.isRegularFile(file)) {
            throw noModel("MODEL_FILE is '" + modelFile + "', but there is no such file; " + found(root));
        }
        return single(file);
    }

    private List<ModelSource> search(Path folder, int depth) {
        List<Path> candidates = candidates(folder);
        if (candidates.size() == 1) {
            return List.of(single(candidates.get(0)));
        }
        if (candidates.size() > 1) {
            throw severalIn(folder, candidates);
        }
        List<Path> folders = folders(folder);
        if (!folders.isEmpty() && folders.stream().allMatch(ModelDirectory::isVersion)) {
            return versions(folder.getFileName().toString(), folders);
        }
        if (folders.size() == 1 && depth < MAX_DEPTH) {
            return search(folders.get(0), depth + 1);
        }
        if (!folders.isEmpty() && folders.stream().allMatch(this::holdsOnlyVersions)) {
            return folders.stream()
                    .flatMap(model -> versions(model.getFileName().toString(), folders(model)).stream())
                    .toList();
        }
        throw noneIn(root);
    }

    private boolean holdsOnlyVersions(Path folder) {
        List<Path> versions = folders(folder);
        return !versions.isEmpty()
                && versions.stream().allMatch(ModelDirectory::isVersion)
                && candidates(folder).isEmpty();
    }

    private List<ModelSource> versions(String name, List<Path> folders) {
        return folders.stream()
                .map(folder -> new ModelSource(name, folder.getFileName().toString(), onlyFile(folder)))
                .toList();
    }

    /** The one model file of a version's folder, or of the one folder in it: so Azure ML mounts a registered folder. */
    private Path onlyFile(Path version) {
        Path folder = version;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            List<Path> candidates = candidates(folder);
            if (candidates.size() == 1) {
                return candidates.get(0);
            }
            if (candidates.size() > 1) {
                throw severalIn(folder, candidates);
            }
            List<Path> folders = folders(folder);
            if (folders.size() != 1) {
                break;
            }
            folder = folders.get(0);
        }
        throw noneIn(version);
    }

    /** A model of its own: in version folder {@code 3} of {@code iris} it is that, otherwise it is called after its file. */
    private ModelSource single(Path file) {
        for (Optional<Path> folder : List.of(Optional.ofNullable(file.getParent()), Optional.of(root))) {
            Optional<Path> name = folder.filter(ModelDirectory::isVersion)
                    .map(Path::getParent)
                    .map(Path::getFileName);
            if (name.isPresent()) {
                return new ModelSource(
                        name.get().toString(), folder.get().getFileName().toString(), file);
            }
        }
        return new ModelSource(stem(file), "1", file);
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static boolean isVersion(Path folder) {
        Path name = folder.getFileName();
        return name != null && name.toString().matches("[0-9]+");
    }

    private List<Path> candidates(Path folder) {
        return entries(folder).stream()
                .filter(Files::isRegularFile)
                .filter(this::isRecognized)
                .toList();
    }

    private boolean isRecognized(Path file) {
        ModelSource source = single(file);
        return format.isPresent()
                ? loaders.loaderOf(format.get()).recognizes(source)
                : !loaders.recognizing(source).isEmpty();
    }

    private List<Path> folders(Path folder) {
        return entries(folder).stream().filter(Files::isDirectory).toList();
    }

    /** What is in a folder and not hidden, by name. */
    private List<Path> entries(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                if (!entry.getFileName().toString().startsWith(".")) {
                    entries.add(entry);
                }
                if (entries.size() > MAX_ENTRIES) {
                    throw noModel("the folder '" + relative(folder) + "' holds more than " + MAX_ENTRIES
                            + " entries, which no model directory does: check AZUREML_MODEL_DIR, or set MODEL_FILE");
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new InferenceException(
                    ErrorCode.NO_MODEL,
                    "the folder '" + relative(folder) + "' cannot be read: check its permissions",
                    e);
        }
        entries.sort(Comparator.comparing(entry -> entry.getFileName().toString()));
        return entries;
    }

    private InferenceException severalIn(Path folder, List<Path> candidates) {
        return noModel("more than one file in '" + relative(folder) + "' could be the model: " + told(candidates) + ". "
                + howToChoose());
    }

    private InferenceException noneIn(Path folder) {
        return noModel("no single model found in '" + relative(folder) + "'; " + found(folder) + ". The formats are "
                + loaders.kinds() + ". " + howToChoose());
    }

    private static String howToChoose() {
        return "Set MODEL_FILE to the model's file, relative to the model directory, and MODEL_FORMAT to its format if the"
                + " file does not show it; several models are laid out as NAME/VERSION/file";
    }

    /** What files there are, the nearest first. Looks into a bounded number of folders, since links may go in circles. */
    private String found(Path start) {
        List<Path> files = new ArrayList<>();
        List<Path> folders = new ArrayList<>(List.of(start));
        for (int i = 0; i < folders.size() && i < MAX_LISTED_FOLDERS && files.size() <= MAX_TOLD; i++) {
            for (Path entry : entries(folders.get(i))) {
                if (Files.isRegularFile(entry)) {
                    files.add(entry);
                } else if (Files.isDirectory(entry)) {
                    folders.add(entry);
                }
            }
        }
        return files.isEmpty() ? "it holds no file" : "it holds " + told(files);
    }

    private String told(List<Path> files) {
        List<String> told = files.stream()
                .limit(MAX_TOLD)
                .map(file -> relative(file) + " (" + size(file) + ")")
                .toList();
        return String.join(", ", told) + (files.size() > MAX_TOLD ? " and more" : "");
    }

    private static String size(Path file) {
        try {
            return Files.size(file) + " bytes";
        } catch (IOException e) {
            return "size unknown";
        }
    }

    /** The path as seen from the model directory, which itself goes by its name: where it lies is nobody's business. */
    private String relative(Path path) {
        if (path.equals(root)) {
            return String.valueOf(Optional.ofNullable(root.getFileName()).orElse(root));
        }
        return root.relativize(path).toString().replace('\\', '/');
    }

    private static InferenceException noModel(String message) {
        return new InferenceException(ErrorCode.NO_MODEL, message);
    }
}
