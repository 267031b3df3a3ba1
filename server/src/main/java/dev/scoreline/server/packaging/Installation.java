package dev.scoreline.server.packaging;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The server as it lies on disk.
 *
 * @param jar its own jar
 * @param libraries the jars that the first one's manifest names, in that order
 */
public record Installation(Path jar, List<Path> libraries) {

    public Installation {
        libraries = List.copyOf(libraries);
    }

    /**
     * The installation that runs this code.
     *
     * @throws InferenceException {@code INTERNAL} if it does not run from a jar
     */
    public static Installation running() {
        try {
            CodeSource source = Installation.class.getProtectionDomain().getCodeSource();
            return at(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new InferenceException(ErrorCode.INTERNAL, notAJar("an address that is no path"), e);
        }
    }

    /** As {@link #running}, for a given jar. */
    public static Installation at(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new InferenceException(ErrorCode.INTERNAL, notAJar(jar.toString()));
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            String classPath = Optional.ofNullable(file.getManifest())
                    .map(Manifest::getMainAttributes)
                    .map(attributes -> attributes.getValue(Attributes.Name.CLASS_PATH))
                    .orElse("");
            List<Path> libraries = Arrays.stream(classPath.split(" "))
                    .filter(name -> !name.isEmpty())
                    .map(jar::resolveSibling)
                    .toList();
            return new Installation(jar, libraries);
        } catch (IOException e) {
            throw new InferenceException(ErrorCode.INTERNAL, notAJar(jar.toString()), e);
        }
    }

    private static String notAJar(String found) {
        return "expected to run from scoreline.jar, to pack it beside the model, but run from " + found
                + ": start it by ./scoreline, or give --from IMAGE";
    }
}
