package dev.scoreline.server.command;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelDirectory;
import dev.scoreline.model.ModelLoader;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.model.ModelSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scoreline inspect}: what is in a model's file, or why it is refused. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Says what a model's file holds, what it takes and gives, or why it is refused.",
            "Nothing in the file is ever run."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  scoreline inspect examples/diabetes",
            "  scoreline inspect downloads/model.pkl",
            "",
            "Exit codes: 0 the model can be served, 2 bad usage, 3 it is refused."
        })
final class InspectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR|FILE", description = "A model directory or a model's file.")
    private @Nullable Path path;

    @Option(names = "--model-file", description = "The file to look at, relative to the directory.")
    private @Nullable String modelFile;

    @Option(names = "--model-format", description = "The format, where the file does not show it.")
    private @Nullable String modelFormat;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        ModelLoaders loaders = ModelLoaders.installed();
        Optional<String> format = Optional.ofNullable(modelFormat);
        List<ModelSource> sources =
                ModelDirectory.resolve(Objects.requireNonNull(path), Optional.ofNullable(modelFile), format, loaders);
        boolean isRefused = false;
        for (ModelSource source : sources) {
            isRefused |= !inspect(source, loaders.loaderFor(source, format), out);
        }
        out.flush();
        return isRefused ? Commands.REFUSED : 0;
    }

    private static boolean inspect(ModelSource source, ModelLoader loader, PrintWriter out) {
        out.println(source.name() + " version " + source.version());
        out.println("  file       " + source.path());
        out.println("  size       " + source.sizeBytes() + " bytes");
        out.println("  sha256     " + source.sha256());
        out.println("  format     " + loader.format());
        try (Model model = loader.load(source)) {
            describe(model, out);
            return true;
        } catch (InferenceException refusal) {
            out.println("  refused    " + refusal.getMessage());
            return false;
        }
    }

    private static void describe(Model model, PrintWriter out) {
        out.println(
                "  written by version " + model.description().libraryVersion().orElse("unknown"));
        section("estimator", ModelText.outline(model.description().outline()), out);
        section("features", ModelText.features(model.signature()), out);
        section("inputs", ModelText.inputs(model.signature()), out);
        section("methods", ModelText.methods(model.signature()), out);
    }

    private static void section(String title, List<String> lines, PrintWriter out) {
        String head = String.format("  %-10s ", title);
        for (String line : lines) {
            out.println(head + line);
            head = " ".repeat(head.length());
        }
    }
}
