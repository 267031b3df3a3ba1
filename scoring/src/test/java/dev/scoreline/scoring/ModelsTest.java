package dev.scoreline.scoring;

import static dev.scoreline.model.ErrorCode.INVALID_MODEL;
import static dev.scoreline.model.ErrorCode.MODEL_NOT_FOUND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelLoader;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.model.ModelSource;
import dev.scoreline.testkit.FakeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

    @TempDir
    private Path directory;

    /** Takes everything but a file whose first byte is {@code !}. */
    private static final class FakeLoader implements ModelLoader {
        final List<FakeModel> loaded = new ArrayList<>();

        @Override
        public String format() {
            return "fake";
        }

        @Override
        public String fileNames() {
            return "*.fake";
        }

        @Override
        public boolean recognizes(ModelSource source) {
            return true;
        }

        @Override
        public Model load(ModelSource source) {
            if (source.head(1)[0] == '!') {
                throw InferenceException.invalidModel("expected a fake but got '!'");
            }
            loaded.add(FakeModel.summing(2));
            return loaded.get(loaded.size() - 1);
        }
    }

    private final FakeLoader loader = new FakeLoader();

    private ModelSource source(String name, String version, String content) throws IOException {
        Path file = directory.resolve(name + "-" + version + ".fake");
        Files.writeString(file, content);
        return new ModelSource(name, version, file);
    }

    private Models load(ModelSource... sources) {
        return Models.load(List.of(sources), Optional.empty(), ModelLoaders.of(List.of(loader)));
    }

    private static InferenceException notFound(Runnable search) {
        InferenceException failure = catchThrowableOfType(InferenceException.class, search::run);
        assertThat(failure.code()).isEqualTo(MODEL_NOT_FOUND);
        return failure;
    }

    @Test
    void findsTheNewestVersionByItsNumber() throws IOException {
        try (Models models = load(source("iris", "9", "a"), source("iris", "10", "b"), source("iris", "2", "c"))) {
            assertThat(models.find("iris").version()).isEqualTo("10");
            assertThat(models.only().version()).isEqualTo("10");
            assertThat(models.find("iris", "2").version()).isEqualTo("2");
            assertThat(models.all().stream().map(LoadedModel::version)).containsExactly("10", "9", "2");
        }
    }

    @Test
    void knowsTheFileOfAModel() throws IOException {
        try (Models models = load(source("iris", "1", "abc"))) {
            LoadedModel iris = models.only();

            assertThat(iris.sizeBytes()).isEqualTo(3);
            assertThat(iris.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
            assertThat(iris.loadTime()).isPositive();
        }
    }

    @Test
    void scoresWithADefaultPoolOfItsOwn() throws Exception {
        try (Models models = load(source("iris", "1", "abc"))) {
            byte[] body = "{\"data\":[[1,2]]}".getBytes(UTF_8);

            ScoreAnswer answer =
                    models.only().scorer().score(body, 0, body.length).get();

            assertThat(UTF_8.decode(answer.body()).toString()).isEqualTo("[3.0]");
        }
    }

    @Test
    void listsTheNamesWhenARequestHasToChoose() throws IOException {
        try (Models models = load(source("iris", "1", "a"), source("boston", "1", "a"))) {
            assertThat(notFound(models::only))
                    .hasMessage(
                            "several models are loaded, so that a request has to name one: post to /models/{name}/score"
                                    + " with one of the names 'boston', 'iris'");
            assertThat(notFound(() -> models.find("wine\n")))
                    .hasMessage("no model is named 'wine\\u000a'; loaded are 'boston', 'iris'");
            assertThat(notFound(() -> models.find("iris", "7")))
                    .hasMessage("model 'iris' has no version '7'; loaded are '1'");
        }
        try (Models none = load()) {
            assertThat(notFound(none::only)).hasMessage("no model is loaded");
        }
    }

    @Test
    void closesWhatItLoadedWhenOneModelFails() throws IOException {
        ModelSource good = source("a", "1", "ok");
        ModelSource bad = source("b", "3", "!");

        InferenceException failure = catchThrowableOfType(InferenceException.class, () -> load(good, bad));

        assertThat(failure.code()).isEqualTo(INVALID_MODEL);
        assertThat(failure).hasMessage("cannot load model 'b' version 3: expected a fake but got '!'");
        assertThat(loader.loaded).hasSize(1).allMatch(FakeModel::isClosed);
    }

    @Test
    void closesItsModels() throws IOException {
        load(source("a", "1", "ok"), source("b", "1", "ok")).close();

        assertThat(loader.loaded).hasSize(2).allMatch(FakeModel::isClosed);
    }
}
