package dev.scoreline.server.command;

import dev.scoreline.entry.EntryCodePath;
import dev.scoreline.entry.EntryScript;
import dev.scoreline.model.ModelSource;
import dev.scoreline.scoring.Admission;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.Scoring;
import dev.scoreline.scoring.ScriptModels;
import dev.scoreline.scoring.TimedRuns;
import dev.scoreline.scoring.config.Compatibility;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Settings;
import dev.scoreline.server.handler.EntryScore;
import dev.scoreline.server.handler.ScriptPhases;
import dev.scoreline.server.metrics.WatchedScript;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The entry script with what answers its requests.
 *
 * @param name of the user's class
 * @param watched as the metrics see it
 */
public record EntryCode(String name, EntryScore handler, WatchedScript watched) {

    /** In the place of a model's version. */
    private static final String VERSION = "script";

    /**
     * Opens the script that the settings name, if they name one. Blocks as long as its {@code init} does.
     *
     * @throws dev.scoreline.model.InferenceException {@code INVALID_SCRIPT} if it cannot be served
     */
    public static Optional<EntryCode> open(Settings settings, Models models, Scoring scoring) {
        return settings.get(ServerSettings.ENTRY_SCRIPT).map(location -> open(location, settings, models, scoring));
    }

    private static EntryCode open(String location, Settings settings, Models models, Scoring scoring) {
        Compatibility compatibility = settings.get(ServerSettings.COMPATIBILITY);
        Optional<Path> directory = settings.get(ServerSettings.MODEL_DIR);
        Optional<Path> sources =
                settings.get(ServerSettings.SOURCE_DIRECTORY).map(settings.get(ServerSettings.APP_ROOT)::resolve);
        EntryCodePath code = new EntryCodePath(location, sources);
        EntryScript script = EntryScript.open(code, directory, new ScriptModels(models), conversion(compatibility));
        Admission admission = new Admission(
                script.name(),
                settings.get(ServerSettings.MAX_CONCURRENT_REQUESTS),
                settings.get(ServerSettings.MAX_WAITING_REQUESTS),
                scoring.capacity());
        TimedRuns runs = new TimedRuns(admission, scoring.workers(), settings.get(ServerSettings.SCORING_TIMEOUT));
        ModelSource source = new ModelSource(script.name(), VERSION, Path.of(location));
        ScriptPhases phases = new ScriptPhases(scoring.listener(), source);
        return new EntryCode(
                script.name(),
                new EntryScore(script, runs, phases, compatibility),
                new WatchedScript(source, admission));
    }

    private static EntryScript.Conversion conversion(Compatibility compatibility) {
        return switch (compatibility) {
            case DEFAULT -> EntryScript.Conversion.TOLD;
            case STRICT -> EntryScript.Conversion.FAILS;
        };
    }
}
