package dev.scoreline.model;

import static dev.scoreline.model.ErrorCode.NO_MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelLoadersTest {

    private static final ModelLoader SKLEARN = new EndingLoader("sklearn", ".pkl");
    private static final ModelLoader ONNX = new EndingLoader("onnx", ".onnx");
    private static final ModelLoader OTHER_PICKLES = new EndingLoader("pickles", ".pkl");

    private static ModelSource source(String file) {
        return new ModelSource("model", "1", Path.of(file));
    }

    private static String failure(ModelLoaders loaders, String file, Optional<String> format) {
        InferenceException failure =
                catchThrowableOfType(InferenceException.class, () -> loaders.loaderFor(source(file), format));
        assertThat(failure.code()).isEqualTo(NO_MODEL);
        return failure.getMessage();
    }

    @Test
    void takesTheOnlyLoaderThatRecognisesTheFile() {
        ModelLoaders loaders = ModelLoaders.of(List.of(SKLEARN, ONNX));

        assertThat(loaders.loaderFor(source("a.PKL"), Optional.empty())).isSameAs(SKLEARN);
    }

    @Test
    void believesAnExplicitFormat() {
        ModelLoaders loaders = ModelLoaders.of(List.of(SKLEARN, ONNX));

        assertThat(loaders.loaderFor(source("a.pkl"), Optional.of("onnx"))).isSameAs(ONNX);
    }

    @Test
    void listsTheFormatsWhenOneIsUnknown() {
        assertThat(failure(ModelLoaders.of(List.of(SKLEARN, ONNX)), "a.pkl", Optional.of("sklaern")))
                .isEqualTo(
                        "MODEL_FORMAT is 'sklaern', but the known formats are onnx, sklearn: choose one of them, or leave"
                                + " it out to have the file looked at");
    }

    @Test
    void listsTheFormatsWhenNoneOrSeveralRecogniseTheFile() {
        assertThat(failure(ModelLoaders.of(List.of(SKLEARN, ONNX)), "/secret/place/a.txt", Optional.empty()))
                .isEqualTo(
                        "no loader recognises the file 'a.txt'; known are onnx (*.onnx), sklearn (*.pkl). Set MODEL_FORMAT"
                                + " if it is one of them all the same");
        assertThat(failure(ModelLoaders.of(List.of(SKLEARN, OTHER_PICKLES)), "a.pkl", Optional.empty()))
                .isEqualTo("the file 'a.pkl' looks like pickles, sklearn: set MODEL_FORMAT to the one that it is");
        assertThat(failure(ModelLoaders.of(List.of()), "a.pkl", Optional.empty()))
                .contains("none, as no loader is installed");
    }

    @Test
    void refusesTwoLoadersOfOneFormat() {
        assertThatThrownBy(() -> ModelLoaders.of(List.of(ONNX, new EndingLoader("onnx", ".ort"))))
                .hasMessage("two loaders are of the format 'onnx'");
    }

    @Test
    void findsInstalledLoadersThroughTheServiceLoader() {
        // This module has none of its own; those of the formats are tested where they are.
        assertThat(ModelLoaders.installed().all()).isEmpty();
    }
}
