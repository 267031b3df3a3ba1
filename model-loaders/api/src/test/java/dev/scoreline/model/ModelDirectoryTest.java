package dev.scoreline.model;

import static dev.scoreline.model.ErrorCode.NO_MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {

    private static final ModelLoaders LOADERS =
            ModelLoaders.of(List.of(new EndingLoader("sklearn", ".pkl"), new EndingLoader("onnx", ".onnx")));

    @TempDir
    private Path temporary;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temporary.resolve("models"));
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "abc");
        }
    }

    /** Each model as {@code name:version:path}, the path relative to the root. */
    private static List<String> resolve(Path at, Optional<String> file, Optional<String> format) {
        return ModelDirectory.resolve(at, file, format, LOADERS).stream()
                .map(source -> source.name() + ":" + source.version() + ":"
                        + at.relativize(source.path()).toString().replace('\\', '/'))
                .toList();
    }

    private List<String> resolve() {
        return resolve(root, Optional.empty(), Optional.empty());
    }

    private String failure(Optional<String> file, Optional<String> format) {
        InferenceException failure = catchThrowableOfType(
                InferenceException.class, () -> ModelDirectory.resolve(root, file, format, LOADERS));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(NO_MODEL);
        assertThat(failure.getMessage()).doesNotContain(temporary.toString());
        return failure.getMessage();
    }

    private String failure() {
        return failure(Optional.empty(), Optional.empty());
    }

    // One model

    @Test
    void takesAFileForTheModel() throws IOException {
        files("iris.v2.pkl");

        assertThat(resolve(root.resolve("iris.v2.pkl"), Optional.empty(), Optional.empty()))
                .containsExactly("iris.v2:1:");
    }

    @Test
    void findsTheOnlyFileThatALoaderRecognises() throws IOException {
        files("sklearn_regression_model.pkl", "README", "notes.txt", "sample_input.json", "conda.yaml", ".hidden.pkl");

        assertThat(resolve()).containsExactly("sklearn_regression_model:1:sklearn_regression_model.pkl");
    }

    @Test
    void takesNameAndVersionFromAzuresFolders() throws IOException {
        files("iris/12/model.pkl", "wine/7/folder/model.pkl");

        assertThat(resolve(root.resolve("iris/12"), Optional.empty(), Optional.empty()))
                .containsExactly("iris:12:model.pkl");
        assertThat(resolve(root.resolve("wine/7"), Optional.empty(), Optional.empty()))
                .containsExactly("wine:7:folder/model.pkl");
        assertThat(resolve(root.resolve("iris/12/model.pkl"), Optional.empty(), Optional.empty()))
                .containsExactly("iris:12:");
    }

    @Test
    void goesDownWhereThereIsOneFolderOnly() throws IOException {
        files("a/b/c/iris.pkl", "a/README.md");

        assertThat(resolve()).containsExactly("iris:1:a/b/c/iris.pkl");
    }

    @Test
    void doesNotGoDownForEver() throws IOException {
        files("1a/2a/3a/4a/5a/6a/7a/iris.pkl");

        assertThat(failure())
                .startsWith("no single model found in '" + root.getFileName()
                        + "'; it holds 1a/2a/3a/4a/5a/6a/7a/iris.pkl (3 bytes)");
    }

    @Test
    void followsTheLinksOfAKubernetesVolume() throws IOException {
        files("..2026_11_20/iris.pkl");
        Files.createSymbolicLink(root.resolve("..data"), Path.of("..2026_11_20"));
        Files.createSymbolicLink(root.resolve("iris.pkl"), Path.of("..data/iris.pkl"));

        assertThat(resolve()).containsExactly("iris:1:iris.pkl");
    }

    @Test
    void survivesALinkInACircle() throws IOException {
        Files.createSymbolicLink(Files.createDirectory(root.resolve("a")).resolve("b"), Path.of("../a"));

        assertThat(failure()).startsWith("no single model found in ").contains("it holds no file");
    }

    // Versions of one model, and several models

    @Test
    void takesFoldersNamedWithDigitsForVersions() throws IOException {
        files("9/a.pkl", "10/a.pkl", "100000000000000000000000/a.pkl", "2/sub/a.onnx");

        assertThat(resolve())
                .containsExactly(
                        "models:2:2/sub/a.onnx",
                        "models:9:9/a.pkl",
                        "models:10:10/a.pkl",
                        "models:100000000000000000000000:100000000000000000000000/a.pkl");
    }

    @Test
    void findsSeveralModelsWithTheirVersions() throws IOException {
        files("wine/1/model.pkl", "iris/10/iris.pkl", "iris/9/folder/iris.pkl", "README.md");

        assertThat(resolve())
                .containsExactly(
                        "iris:9:iris/9/folder/iris.pkl", "iris:10:iris/10/iris.pkl", "wine:1:wine/1/model.pkl");
    }

    @Test
    void findsTheVersionsOfASingleNamedModel() throws IOException {
        files("iris/1/a.pkl", "iris/2/a.pkl");

        assertThat(resolve()).containsExactly("iris:1:iris/1/a.pkl", "iris:2:iris/2/a.pkl");
    }

    // Choosing

    @Test
    void takesTheFileThatIsChosen() throws IOException {
        files("a.pkl", "sub/b.bin");

        assertThat(resolve(root, Optional.of("a.pkl"), Optional.empty())).containsExactly("a:1:a.pkl");
        assertThat(resolve(root, Optional.of("sub/../sub/b.bin"), Optional.of("sklearn")))
                .containsExactly("b:1:sub/b.bin");
    }

    @Test
    void looksOnlyForTheFormatThatIsChosen() throws IOException {
        files("a.pkl", "a.onnx");

        assertThat(resolve(root, Optional.empty(), Optional.of("onnx"))).containsExactly("a:1:a.onnx");
    }

    @Test
    void refusesAFileOutsideOfTheDirectory() throws IOException {
        Files.writeString(temporary.resolve("outside.pkl"), "abc");

        for (String file : List.of("../outside.pkl", "sub/../../outside.pkl", ".", "/etc/passwd")) {
            assertThat(failure(Optional.of(file), Optional.empty()))
                    .isEqualTo(
                            "MODEL_FILE is '" + file + "', which is not in the model directory: give it relative to the"
                                    + " directory, without '..'");
        }
    }

    @Test
    void tellsWhatIsThereWhenTheChosenFileIsNot() throws IOException {
        files("a.pkl");

        assertThat(failure(Optional.of("b.pkl"), Optional.empty()))
                .isEqualTo("MODEL_FILE is 'b.pkl', but there is no such file; it holds a.pkl (3 bytes)");
    }

    @Test
    void listsTheFormatsWhenTheChosenOneIsUnknown() throws IOException {
        files("a.pkl");

        assertThat(failure(Optional.empty(), Optional.of("tensorflow")))
                .contains("the known formats are onnx, sklearn");
    }

    // What is not clear

    @Test
    void refusesToGuessBetweenTwoFiles() throws IOException {
        files("b.pkl", "a.onnx", "c.txt");

        assertThat(failure())
                .isEqualTo("more than one file in '" + root.getFileName()
                        + "' could be the model: a.onnx (3 bytes), b.pkl (3 bytes). Set MODEL_FILE"
                        + " to the model's file, relative to the model directory, and MODEL_FORMAT to its format if the"
                        + " file does not show it; several models are laid out as NAME/VERSION/file");
    }

    @Test
    void refusesTwoFilesInOneVersion() throws IOException {
        files("1/a.pkl", "1/b.pkl");

        assertThat(failure()).startsWith("more than one file in '1' could be the model: 1/a.pkl (3 bytes), 1/b.pkl");
    }

    @Test
    void tellsWhatIsThereAndWhatLoadersTake() throws IOException {
        files("model.h5", "sub/weights.bin");

        assertThat(failure())
                .startsWith("no single model found in '" + root.getFileName()
                        + "'; it holds model.h5 (3 bytes), sub/weights.bin (3 bytes). The formats are onnx (*.onnx),"
                        + " sklearn (*.pkl). Set MODEL_FILE");
    }

    @Test
    void listsNotMoreThanTwentyFiles() throws IOException {
        for (int i = 0; i < 30; i++) {
            files("file" + i + ".txt");
        }

        assertThat(failure().split(" bytes\\)", -1)).hasSize(21);
        assertThat(failure()).contains(" and more");
    }

    @Test
    void refusesADirectoryThatIsEmptyOrMissing() {
        assertThat(failure()).startsWith("no single model found in '" + root.getFileName() + "'; it holds no file.");
        root = root.resolve("nowhere");
        assertThat(failure())
                .isEqualTo("the model directory does not exist: set AZUREML_MODEL_DIR to a directory or a file");
    }

    @Test
    void refusesFoldersThatAreNeitherModelsNorVersions() throws IOException {
        files("iris/1/a.pkl", "docs/page.html");

        assertThat(failure())
                .startsWith("no single model found in '" + root.getFileName()
                        + "'; it holds docs/page.html (3 bytes), iris/1/a.pkl (3 bytes)");
    }
}
