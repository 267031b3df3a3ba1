package dev.scoreline.server.command;

import dev.scoreline.model.InferenceException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command {@code scoreline} and its subcommands. */
@Command(
        name = "scoreline",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        description = "Serves machine-learning models: POST /score, without Python.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  scoreline serve examples/diabetes       serves the model in a folder on port 5001",
            "  AZUREML_MODEL_DIR=/models scoreline serve --port 8080",
            "  scoreline batch --help                  scores files: CSV, JSON Lines, Parquet, NumPy",
            "  scoreline inspect model.pkl             says what is in a file, or why it is refused",
            "  scoreline package DIR --output OUT      writes a folder for docker build, with the model in it",
            "  scoreline health                        asks a running server whether it is ready",
            "  scoreline keys keys.json                makes the keys for AUTH_MODE=key",
            "  scoreline token --help                  makes tokens for AUTH_MODE=jwt",
            "",
            "scoreline COMMAND --help says more about a command."
        })
public final class Commands implements Runnable {

    /** Exit code for a command line or a setting that cannot be understood. */
    static final int BAD_USAGE = 2;

    /** Exit code for a server that cannot start or a file that is refused. */
    static final int REFUSED = 3;

    /** In the order in which {@code --help} lists them. */
    private static final Map<String, Supplier<Object>> ALL = all();

    private Commands() {}

    private static Map<String, Supplier<Object>> all() {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("serve", ServeCommand::create);
        all.put("batch", BatchCommand::create);
        all.put("inspect", InspectCommand::new);
        all.put("package", PackageCommand::new);
        all.put("health", HealthCommand::new);
        all.put("keys", KeysCommand::new);
        all.put("token", TokenCommand::new);
        return all;
    }

    /**
     * The command as far as a command line needs it: with the one subcommand that stands first in it, or with all. Making all of
     * them would lengthen every start.
     */
    public static CommandLine create(String... arguments) {
        CommandLine root = new CommandLine(new Commands());
        Map<String, Supplier<Object>> needed = arguments.length > 0 && ALL.containsKey(arguments[0])
                ? Map.of(arguments[0], ALL.get(arguments[0]))
                : ALL;
        needed.forEach((name, command) -> root.addSubcommand(name, command.get()));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setExecutionExceptionHandler(Commands::tell);
        return root;
    }

    @Override
    public void run() {
        create().usage(System.out);
    }

    /** A refusal is a sentence for a person; anything else is a mistake of ours and keeps its trace. */
    private static int tell(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof InferenceException refusal) {
            PrintWriter err = command.getErr();
            err.println("scoreline: " + refusal.getMessage());
            err.flush();
            return REFUSED;
        }
        throw failure;
    }
}
