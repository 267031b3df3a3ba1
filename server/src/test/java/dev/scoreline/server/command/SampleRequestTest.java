package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.model.ModelDirectory;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.Scoring;
import dev.scoreline.scoring.ScoringLimits;
import dev.scoreline.scoring.WarmUp;
import dev.scoreline.scoring.WorkerPool;
import dev.scoreline.server.metrics.ServerMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleRequestTest {

    private static final Path GOLDEN = Path.of("..", "model-loaders", "onnx", "src", "test", "resources", "golden");

    /** Models of tensors only are warmed up as models of rows are. */
    @ParameterizedTest
    @ValueSource(strings = {"several", "loop", "identity_string", "identity_float16", "torch", "logistic"})
    void isTakenByTheModelThatItIsMadeUpFor(String name) {
        ModelLoaders loaders = ModelLoaders.installed();
        try (ServerMetrics metrics = new ServerMetrics("test");
                WorkerPool workers = new WorkerPool(1, 1);
                Models models = Models.load(
                        ModelDirectory.resolve(
                                GOLDEN.resolve(name + ".onnx"), Optional.empty(), Optional.empty(), loaders),
                        Optional.empty(),
                        loaders,
                        new Scoring(ScoringLimits.DEFAULT, workers, metrics.listener()))) {
            LoadedModel model = models.only();

            byte[] body = SampleRequest.madeUp(model).orElseThrow();

            assertThat(WarmUp.run(model.scorer(), body, Duration.ZERO)).isEqualTo(1);
            assertThat(SampleRequest.of(model)).startsWith("'{\"data\":");
        }
    }
}
