package dev.scoreline.tribuo;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelLoader;
import dev.scoreline.model.ModelSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;

/** Opens the files that Tribuo 4.3's {@code Model.serializeToFile} writes: protobuf, never Java serialisation. Thread-safe. */
public final class TribuoLoader implements ModelLoader {

    static final String FORMAT = "tribuo";

    /** A quarter of the heap, which leaves room for the model beside its messages. */
    private static final long MAX_FILE_BYTES =
            Math.min(Integer.MAX_VALUE - 16, Runtime.getRuntime().maxMemory() / 4);

    /** Version 0 is not written, so a file begins with field 2, the class's name, and its length in one byte. */
    private static final byte CLASS_NAME_FIELD = 0x12;

    private static final String PACKAGE = "org.tribuo.";

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public String fileNames() {
        return "*.tribuo, or any name for a file that Tribuo's Model.serializeToFile wrote";
    }

    @Override
    public boolean recognizes(ModelSource source) {
        if (source.fileName().endsWith(".tribuo")) {
            return true;
        }
        byte[] head = source.head(2 + PACKAGE.length());
        return head.length == 2 + PACKAGE.length()
                && head[0] == CLASS_NAME_FIELD
                && new String(head, 2, PACKAGE.length(), StandardCharsets.US_ASCII).equals(PACKAGE);
    }

    @Override
    public Model load(ModelSource source) {
        try {
            ModelCheck check = new ModelCheck();
            ModelProto model = check.checked(ModelProto.parseFrom(read(source)));
            ModelDataProto metadata = check.metadata()
                    .orElseThrow(() -> InferenceException.invalidModel("the model does not say which features it has"));
            return ModelOfOutput.open(org.tribuo.Model.deserialize(model), metadata);
        } catch (InferenceException e) {
            throw e;
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_MODEL,
                    "the model file '" + source.path().getFileName()
                            + "' is damaged or is none that Tribuo's Model.serializeToFile wrote; save the model again",
                    e);
        }
    }

    private static byte[] read(ModelSource source) {
        long size = source.sizeBytes();
        if (size > MAX_FILE_BYTES) {
            throw InferenceException.invalidModel(
                    "the model file '" + source.path().getFileName() + "' has " + size + " bytes, and " + MAX_FILE_BYTES
                            + " are taken with this heap; give the server more memory (-Xmx)");
        }
        try {
            return Files.readAllBytes(source.path());
        } catch (IOException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_MODEL,
                    "cannot read the model file '" + source.path().getFileName() + "'",
                    e);
        }
    }
}
