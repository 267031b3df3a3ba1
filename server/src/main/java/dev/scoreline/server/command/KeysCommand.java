package dev.scoreline.server.command;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.server.auth.KeyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scoreline keys}: makes the file of keys that {@code AUTH_KEYS} names, and replaces one of them. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Makes a file with a primary and a secondary key for AUTH_MODE=key, or replaces one of them.",
            "",
            "The keys are 256 random bits each, and only you may read the file. A running server takes a replaced key",
            "without a restart, and the other key stays valid."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  scoreline keys keys.json                     makes the file",
            "  scoreline keys keys.json --show primary      prints the primary key and nothing else",
            "  scoreline keys keys.json --rotate primary    replaces the primary key",
            "",
            "Exit codes: 0 done, 2 bad usage, 3 the file was refused."
        })
final class KeysCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FILE", description = "The file of keys, in JSON.")
    private @Nullable Path file;

    @ArgGroup
    private @Nullable Action action;

    @Spec
    private @Nullable CommandSpec spec;

    /** What to do with a file that is there. */
    static final class Action {
        @Option(names = "--rotate", paramLabel = "KEY", description = "Replace a key: primary or secondary.")
        private KeyFile.@Nullable Slot rotate;

        @Option(names = "--show", paramLabel = "KEY", description = "Print a key: primary or secondary.")
        private KeyFile.@Nullable Slot show;
    }

    @Override
    public Integer call() {
        Path path = Objects.requireNonNull(file);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try {
            run(new KeyFile(path), path, out);
        } catch (IOException | IllegalArgumentException e) {
            throw new InferenceException(ErrorCode.INTERNAL, path + ": " + e.getMessage(), e);
        }
        out.flush();
        return 0;
    }

    private void run(KeyFile keys, Path path, PrintWriter out) throws IOException {
        if (action != null && action.rotate != null) {
            keys.rotate(action.rotate);
            tellRotated(path, action.rotate, out);
        } else if (action != null && action.show != null) {
            out.println(keys.show(action.show));
        } else {
            keys.create();
            tellCreated(path, out);
        }
    }

    private static void tellCreated(Path path, PrintWriter out) {
        out.println("Made " + path + " with a primary and a secondary key; only you may read it. Next:");
        out.println("  scoreline serve DIR --auth-mode key --auth-keys " + path);
        out.println("  curl -H \"Authorization: Bearer $(scoreline keys " + path + " --show primary)\" ...");
    }

    private static void tellRotated(Path path, KeyFile.Slot slot, PrintWriter out) {
        out.println("Replaced the " + slot + " key in " + path + "; the " + slot.other() + " key is as before. Next:");
        out.println("  A running server takes the new key within AUTH_RELOAD_SECONDS and then refuses the old one.");
        out.println("  Give the new key to the clients: scoreline keys " + path + " --show " + slot);
    }
}
