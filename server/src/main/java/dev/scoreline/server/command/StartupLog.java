package dev.scoreline.server.command;

import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.config.AuthMode;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Settings;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person reads first: what was loaded, where it listens, and three things to try. */
final class StartupLog {

    private static final Logger LOG = LoggerFactory.getLogger("scoreline");

    private StartupLog() {}

    static void tell(Models models, Optional<EntryCode> entry, Settings settings, int port, long startNanos) {
        for (LoadedModel model : models.all()) {
            LOG.info(
                    "Loaded {} version {}: {}, {} features, {} bytes, sha256 {}, in {} ms",
                    model.name(),
                    model.version(),
                    ModelText.kind(model.model()),
                    model.model().signature().features().size(),
                    model.sizeBytes(),
                    model.sha256().substring(0, 12),
                    model.loadTime().toMillis());
        }
        settings.warnings().forEach(LOG::warn);
        settings.describe().forEach(LOG::debug);
        LOG.info("Scoreline {} listens on port {} after {} ms. Try:", Version.text(), port, startNanos / 1_000_000);
        AuthMode mode = settings.get(ServerSettings.AUTH_MODE);
        entry.ifPresentOrElse(
                script -> LOG.info(
                        "  curl localhost:{}/score -d ...{}   (answered by the entry script {})",
                        port,
                        header(mode),
                        script.name()),
                () -> tellSample(models.all(), port, mode));
        LOG.info("  curl localhost:{}/models{}", port, header(mode));
        LOG.info("  curl localhost:{}/swagger.json{}", port, header(mode));
    }

    private static String header(AuthMode mode) {
        return switch (mode) {
            case NONE -> "";
            case KEY -> " -H \"Authorization: Bearer $KEY\"";
            case JWT -> " -H \"Authorization: Bearer $TOKEN\"";
        };
    }

    static void tellNoModels(String why) {
        LOG.info("The entry script is served without models: {}", why);
    }

    static void tellHealth(int port) {
        LOG.info("Probes may ask port {} too", port);
    }

    static void tellMetrics(int port) {
        LOG.info("Metrics are on port {}, for everybody who reaches it", port);
    }

    private static void tellSample(List<LoadedModel> all, int port, AuthMode mode) {
        LOG.info("  curl localhost:{}{} -d {}{}", port, scorePath(all), SampleRequest.of(all.get(0)), header(mode));
    }

    private static String scorePath(List<LoadedModel> all) {
        boolean isOnly = all.stream().map(LoadedModel::name).distinct().count() == 1;
        return isOnly ? "/score" : "/models/" + all.get(0).name() + "/score";
    }
}
