package dev.scoreline.server.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The Dockerfile of a build context. It is the project's own with another first stage, so that there is one to keep right. */
final class ContextDockerfile {

    private static final String RUNTIME_STAGE = "FROM eclipse-temurin:25-jdk AS runtime\n";

    private static final String SERVED = "COPY --from=build /context/models /models\n";

    private static final String TOLD = "# Written by scoreline package. Build it with: docker build -t NAME .\n";

    private ContextDockerfile() {}

    /** Makes the runtime and its cache anew from the jars in the context, trained with the model in it. */
    static String selfContained(Map<String, String> environment) {
        String own = resource("Dockerfile");
        String stages = own.substring(own.indexOf(RUNTIME_STAGE));
        return TOLD
                + "\n# In app the jars of the server, in image what the image is made with, in models the model.\n"
                + "FROM scratch AS build\nCOPY . /context\nCOPY models /context/train\n\n"
                + stages.replace(RUNTIME_STAGE, RUNTIME_STAGE + variables(environment))
                        .replace(SERVED, SERVED + variables(environment));
    }

    /** Puts the model into an image of the server that there is already. */
    static String from(String image, Map<String, String> environment) {
        return TOLD + "FROM " + image + "\n# Not in /models, where that image has its example.\nCOPY models /packaged\n"
                + "ENV AZUREML_MODEL_DIR=/packaged\n" + variables(environment);
    }

    private static String variables(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(variable -> "ENV " + variable.getKey() + "=" + quoted(variable.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + '"';
    }

    /** A file of the folder {@code image} or the Dockerfile, which the build puts beside this class. */
    static String resource(String name) {
        try (InputStream in = ContextDockerfile.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
