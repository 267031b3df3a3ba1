package dev.scoreline.server.command;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelDirectory;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.model.ModelSource;
import dev.scoreline.server.packaging.BuildContext;
import dev.scoreline.server.packaging.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scoreline package}: a model and the server as a folder that a container builder takes. */
@Command(
        name = "package",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Writes a folder that docker build makes an image of, with the model in it.",
            "",
            "The model is loaded first, so that what cannot be served is not packaged. The folder holds the server too and needs",
            "nothing but public base images; with --from it holds the model only and stands on an image of the server."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  scoreline package examples/diabetes --output build/diabetes",
            "  docker build -t diabetes build/diabetes",
            "  docker run -p 6789:5001 diabetes",
            "",
            "Exit codes: 0 written, 2 bad usage, 3 the model or the folder was refused."
        })
final class PackageCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "MODEL_DIR", description = "The model directory, or a model's file.")
    private @Nullable Path directory;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "The folder to write; a new one.")
    private @Nullable Path output;

    @Option(names = "--from", paramLabel = "IMAGE", description = "An image of the server to stand on.")
    private @Nullable String image;

    @Option(names = "--model-file", paramLabel = "FILE", description = "The model's file, relative to the directory.")
    private @Nullable String modelFile;

    @Option(names = "--model-format", paramLabel = "FORMAT", description = "Its format, if the file does not show it.")
    private @Nullable String modelFormat;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Path model = Objects.requireNonNull(directory);
        Path folder = Objects.requireNonNull(output);
        List<ModelSource> sources = load(model);
        try {
            BuildContext context = new BuildContext(model, environment());
            if (image == null) {
                context.writeSelfContained(folder, Installation.running());
            } else {
                context.writeFrom(folder, image);
            }
            tell(sources, folder, context.modelIn(folder));
        } catch (IOException e) {
            throw new InferenceException(
                    ErrorCode.INTERNAL, "cannot write " + folder + " (" + e + "); choose another --output", e);
        }
        return 0;
    }

    private List<ModelSource> load(Path model) {
        ModelLoaders loaders = ModelLoaders.installed();
        Optional<String> format = Optional.ofNullable(modelFormat);
        List<ModelSource> sources = ModelDirectory.resolve(model, Optional.ofNullable(modelFile), format, loaders);
        for (ModelSource source : sources) {
            try (Model loaded = loaders.loaderFor(source, format).load(source)) {
                Objects.requireNonNull(loaded);
            }
        }
        return sources;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        if (modelFile != null) {
            environment.put("MODEL_FILE", modelFile);
        }
        if (modelFormat != null) {
            environment.put("MODEL_FORMAT", modelFormat);
        }
        return environment;
    }

    private void tell(List<ModelSource> sources, Path folder, Path model) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        String name = sources.get(0).name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        out.println("Wrote " + folder + " with");
        sources.forEach(source -> out.println("  " + source.name() + " version " + source.version() + ", sha256 "
                + source.sha256().substring(0, 12)));
        out.println("Next:");
        out.println("  docker build -t " + name + " " + folder);
        out.println("  docker run -p 6789:5001 " + name);
        Path sample = model.resolve("sample_input.json");
        if (Files.isRegularFile(sample)) {
            out.println("  curl localhost:6789/score -d @" + sample);
        }
        out.flush();
    }
}
