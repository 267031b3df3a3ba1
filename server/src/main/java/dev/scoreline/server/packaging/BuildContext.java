package dev.scoreline.server.packaging;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes a folder that a container builder makes an image of, with a model in it: {@code Dockerfile}, {@code models} and, where the
 * image is not to stand on another one of the server, {@code app} and {@code image}. What there is already is not touched, and a
 * failure leaves nothing behind.
 */
public final class BuildContext {

    private static final List<String> IMAGE_FILES =
            List.of("jvm.options", "CheckModules.java", "UpgradeClasses.java", "SplitNatives.java", "TrainCache.java");

    private final Path model;
    private final Map<String, String> environment;

    /**
     * @param model a model directory, or a model's file
     * @param environment settings that the image is to have, by the names of the environment variables
     */
    public BuildContext(Path model, Map<String, String> environment) {
        this.model = model.toAbsolutePath().normalize();
        this.environment = Map.copyOf(environment);
    }

    /** With all that the image needs besides public base images. */
    public void writeSelfContained(Path output, Installation installation) throws IOException {
        write(output, folder -> {
            Path libraries = Files.createDirectories(folder.resolve("app/lib"));
            Files.copy(installation.jar(), folder.resolve("app/scoreline.jar"));
            for (Path library : installation.libraries()) {
                Files.copy(library, libraries.resolve(library.getFileName()));
            }
            Path image = Files.createDirectories(folder.resolve("image"));
            for (String name : IMAGE_FILES) {
                Files.writeString(image.resolve(name), ContextDockerfile.resource("image/" + name));
            }
            Files.writeString(folder.resolve("Dockerfile"), ContextDockerfile.selfContained(environment));
        });
    }

    /** On an image of the server that there is. */
    public void writeFrom(Path output, String image) throws IOException {
        write(
                output,
                folder -> Files.writeString(folder.resolve("Dockerfile"), ContextDockerfile.from(image, environment)));
    }

    /** Where the model lies in the context: a version's folder keeps the name of its model. */
    public Path modelIn(Path output) {
        Path folder = Files.isDirectory(model) ? model : model.resolveSibling("");
        Path models = output.resolve("models");
        boolean isVersion =
                folder.getNameCount() > 1 && folder.getFileName().toString().matches("[0-9]+");
        Path copy = isVersion
                ? models.resolve(folder.subpath(folder.getNameCount() - 2, folder.getNameCount())
                        .toString())
                : models;
        return Files.isDirectory(model) ? copy : copy.resolve(model.getFileName());
    }

    private interface Filling {
        void fill(Path folder) throws IOException;
    }

    private void write(Path output, Filling filling) throws IOException {
        Path target = output.toAbsolutePath().normalize();
        check(target);
        Path parent = Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Path partial = Files.createDirectory(parent.resolve("." + target.getFileName() + "-" + UUID.randomUUID()));
        try {
            Path copy = modelIn(partial);
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            ModelCopy.copy(model, copy);
            filling.fill(partial);
            Files.deleteIfExists(target);
            Files.move(partial, target);
        } finally {
            delete(partial);
        }
    }

    private void check(Path target) throws IOException {
        if (target.startsWith(model)) {
            throw refused(target, "is in the model directory, which would then hold itself");
        }
        if (Files.exists(target) && !isEmptyFolder(target)) {
            throw refused(target, "is there already and is not overwritten");
        }
        if (target.getParent() == null) {
            throw refused(target, "is no folder of its own");
        }
    }

    private static InferenceException refused(Path target, String why) {
        return new InferenceException(ErrorCode.NO_MODEL, "--output: expected a new folder but " + target + " " + why);
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            return !entries.iterator().hasNext();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
