package dev.scoreline.server.command;

import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.config.Settings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person reads first: what was loaded, where it listens, and three things to try. */
final class StartupLog {

    private static final Logger LOG = LoggerFactory.getLogger("scoreline");

    private StartupLog() {}

    static void tell(Models models, Settings settings, int port, long startNanos) {
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
        LoadedModel first = models.all().get(0);
        LOG.info("  curl localhost:{}{} -d {}", port, scorePath(models.all()), SampleRequest.of(first));
        LOG.info("  curl localhost:{}/models", port);
        LOG.info("  curl localhost:{}/swagger.json", port);
    }

    static void tellHealth(int port) {
        LOG.info("Probes may ask port {} too", port);
    }

    private static String scorePath(List<LoadedModel> all) {
        boolean isOnly = all.stream().map(LoadedModel::name).distinct().count() == 1;
        return isOnly ? "/score" : "/models/" + all.get(0).name() + "/score";
    }
}
