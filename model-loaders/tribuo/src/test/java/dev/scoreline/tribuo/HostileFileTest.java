package dev.scoreline.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.classification.mnb.protos.MultinomialNaiveBayesProto;
import org.tribuo.classification.sgd.protos.ClassificationLinearSGDProto;
import org.tribuo.common.tree.Node;
import org.tribuo.math.protos.DenseTensorProto;
import org.tribuo.math.protos.LinearParametersProto;
import org.tribuo.math.protos.SparseTensorProto;
import org.tribuo.protos.ProtoSerializable;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.TransformedModelProto;

/** What a file can try, and that nothing comes of it but a refusal. */
class HostileFileTest {

    private static final AtomicBoolean SPRUNG = new AtomicBoolean();

    private static final int MUTATIONS = 10;

    @TempDir
    private Path folder;

    /** A class that tells when it is initialised, as a gadget would run. */
    static final class Trap {
        static {
            SPRUNG.set(true);
        }

        private Trap() {}
    }

    private InferenceException refusal(Message model) throws IOException {
        return refusal(model.toByteArray());
    }

    private InferenceException refusal(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("m.tribuo"), bytes);
        return catchThrowableOfType(
                InferenceException.class, () -> GoldenFiles.open(file).close());
    }

    private static ModelProto golden(String name) throws InvalidProtocolBufferException {
        return ModelProto.parseFrom(GoldenFiles.bytes(name));
    }

    private static ClassificationLinearSGDProto linear() throws InvalidProtocolBufferException {
        return golden("label_logistic").getSerializedData().unpack(ClassificationLinearSGDProto.class);
    }

    private static ModelProto with(Message data) throws InvalidProtocolBufferException {
        return golden("label_logistic").toBuilder()
                .setSerializedData(Any.pack(data))
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "org.tribuo.classification.liblinear.LibLinearClassificationModel, Java-serialised",
        "org.tribuo.regression.liblinear.LibLinearRegressionModel, Java-serialised",
        "org.tribuo.anomaly.liblinear.LibLinearAnomalyModel, Java-serialised",
        "org.tribuo.common.xgboost.XGBoostModel, save the booster itself",
        "org.tribuo.interop.tensorflow.TensorFlowNativeModel, export the network to ONNX",
        "org.tribuo.interop.onnx.ONNXExternalModel, serve the .onnx file itself",
        "org.tribuo.interop.oci.OCIModel, serve the model that answers there",
        "org.tribuo.classification.sgd.crf.CRFModel, sequences",
        "org.tribuo.sequence.IndependentSequenceModel, sequences",
        "org.tribuo.classification.baseline.DummyClassifierModel, without looking at the row",
        "com.example.MyModel, none of the classes",
        "java.lang.Runtime, none of the classes"
    })
    void aClassOutsideTheTableIsRefusedByNameWithTheWayOut(String className, String reason) throws IOException {
        InferenceException refusal = refusal(
                golden("label_logistic").toBuilder().setClassName(className).build());

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
        assertThat(refusal).hasMessageContaining(className).hasMessageContaining(reason);
    }

    @Test
    void noClassThatAFileNamesIsEvenInitialised() throws IOException {
        String trap = Trap.class.getName();
        ClassificationLinearSGDProto model = linear();

        refusal(golden("label_logistic").toBuilder().setClassName(trap).build());
        refusal(with(model.toBuilder()
                .setNormalizer(model.getNormalizer().toBuilder().setClassName(trap))
                .build()));
        refusal(with(model.toBuilder()
                .setMetadata(model.getMetadata().toBuilder()
                        .setFeatureDomain(model.getMetadata().getFeatureDomain().toBuilder()
                                .setClassName(trap)))
                .build()));

        assertThat(SPRUNG).isFalse();
    }

    /** Tribuo would look up the classes that a provenance names, too. */
    @Test
    void aClassInTheProvenanceIsNotLookedUpAndHarmsNothing() throws IOException {
        ClassificationLinearSGDProto model = linear();
        RootProvenanceProto.Builder provenance = model.getMetadata().getProvenance().toBuilder();
        provenance.getOmpBuilderList().forEach(object -> object.setProvenanceClassName(Trap.class.getName()));
        provenance.getSmpBuilderList().forEach(simple -> simple.setProvenanceClassName(Trap.class.getName()));

        InferenceException refusal = refusal(with(model.toBuilder()
                .setMetadata(model.getMetadata().toBuilder().setProvenance(provenance))
                .build()));

        assertThat(refusal).isNull();
        assertThat(SPRUNG).isFalse();
    }

    @Test
    void aNewerVersionOfAClassIsRefused() throws IOException {
        InferenceException refusal =
                refusal(golden("label_logistic").toBuilder().setVersion(1).build());

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
        assertThat(refusal).hasMessageContaining("version 1").hasMessageContaining("Tribuo 4.3");
    }

    @Test
    void aNameOfControlCharactersIsShownWithoutThem() throws IOException {
        InferenceException refusal = refusal(golden("label_logistic").toBuilder()
                .setClassName("evil\n\u001b[2J" + "x".repeat(5000))
                .build());

        assertThat(refusal.getMessage()).contains("evil??[2Jxxx").hasSizeLessThan(400);
    }

    private static ModelProto weights(DenseTensorProto weights) throws InvalidProtocolBufferException {
        ClassificationLinearSGDProto model = linear();
        LinearParametersProto parameters = model.getParams().getSerializedData().unpack(LinearParametersProto.class);
        return with(model.toBuilder()
                .setParams(model.getParams().toBuilder()
                        .setSerializedData(Any.pack(parameters.toBuilder()
                                .setWeightMatrix(
                                        parameters.getWeightMatrix().toBuilder().setSerializedData(Any.pack(weights)))
                                .build())))
                .build());
    }

    /** In 32 bits 65536 times 65536 is 0, which is what the file holds: Tribuo would allocate 34 GB. */
    @Test
    void aShapeWhoseProductOverflowsIsRefusedBeforeItIsAllocated() throws IOException {
        InferenceException refusal = refusal(weights(DenseTensorProto.newBuilder()
                .addDimensions(65536)
                .addDimensions(65536)
                .build()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_MODEL);
        assertThat(refusal).hasMessageContaining("[65536, 65536]").hasMessageContaining("0 values");
    }

    @Test
    void weightsThatDoNotFitTheFeaturesAreRefusedAtLoad() throws IOException {
        InferenceException refusal = refusal(weights(DenseTensorProto.newBuilder()
                .addDimensions(3)
                .addDimensions(2)
                .setValues(ByteString.copyFrom(new byte[3 * 2 * Double.BYTES]))
                .build()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_MODEL);
    }

    @Test
    void aMatrixOfTwoBillionEmptyRowsIsRefusedBeforeItIsAllocated() throws IOException {
        ModelProto bayes = golden("label_bayes");
        MultinomialNaiveBayesProto model = bayes.getSerializedData().unpack(MultinomialNaiveBayesProto.class);
        SparseTensorProto rows =
                model.getLabelWordProbs().getSerializedData().unpack(SparseTensorProto.class).toBuilder()
                        .setDimensions(0, Integer.MAX_VALUE - 8)
                        .build();

        InferenceException refusal = refusal(bayes.toBuilder()
                .setSerializedData(Any.pack(model.toBuilder()
                        .setLabelWordProbs(model.getLabelWordProbs().toBuilder().setSerializedData(Any.pack(rows)))
                        .build()))
                .build());

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_MODEL);
        assertThat(refusal).hasMessageContaining("array of shape");
    }

    @Test
    void modelsNestedWithoutEndAreRefused() throws IOException {
        ModelProto nested = golden("label_logistic");
        for (int i = 0; i < 2000; i++) {
            nested = ModelProto.newBuilder()
                    .setClassName("org.tribuo.transform.TransformedModel")
                    .setSerializedData(Any.pack(
                            TransformedModelProto.newBuilder().setModel(nested).build()))
                    .build();
        }

        InferenceException refusal = refusal(nested);

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_MODEL);
        assertThat(refusal).hasMessageContaining("nested deeper than");
    }

    @Test
    void everyClassInTheTableIsOneThatTribuoReads() throws ReflectiveOperationException {
        for (String name : AllowedClasses.models()) {
            assertThat(org.tribuo.Model.class).isAssignableFrom(Class.forName(name));
        }
        for (String name : AllowedClasses.parts()) {
            Class<?> part = Class.forName(name);

            assertThat(ProtoSerializable.class.isAssignableFrom(part) || Node.class.isAssignableFrom(part))
                    .as(name)
                    .isTrue();
        }
    }

    /** Bytes changed at random: the file is refused, or its model answers or refuses the rows; nothing else ever happens. */
    @ParameterizedTest
    @MethodSource("dev.scoreline.tribuo.GoldenFiles#names")
    void aDamagedFileIsRefusedOrAnswers(String name) throws IOException {
        byte[] whole = GoldenFiles.bytes(name);
        Random random = new Random(name.hashCode());
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = whole.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            refused += answersOrRefuses(Files.write(folder.resolve("m.tribuo"), damaged)) ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }

    private static boolean answersOrRefuses(Path file) {
        try (Model model = GoldenFiles.open(file)) {
            for (ModelSignature.Method method : model.signature().methods()) {
                model.score(method.name(), GoldenFiles.ROWS);
            }
            return true;
        } catch (InferenceException refusal) {
            assertThat(refusal.code())
                    .isIn(
                            ErrorCode.INVALID_MODEL,
                            ErrorCode.UNSUPPORTED_MODEL,
                            ErrorCode.MODEL_FAILED,
                            ErrorCode.INVALID_INPUT);
            return false;
        }
    }
}
