package dev.scoreline.tribuo;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tribuo.common.tree.protos.SplitNodeProto;
import org.tribuo.common.tree.protos.TreeNodeProto;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.TransformerMapProto;

/**
 * Walks a model's messages before Tribuo makes objects of them. In Tribuo's files a part is a message of three fields: the version
 * of its class, the class's name, and its data, packed. The walk unpacks each, compares its name with {@link AllowedClasses}, its
 * counts with {@link Shapes}, and puts {@link PlainProvenance} in the place of every provenance. What is checked is what Tribuo is
 * given: the walk makes a new message, of what it has read alone.
 *
 * <p>One thread.
 */
final class ModelCheck {

    /** Models within models: an ensemble of transformed trees has 8 levels. Each costs a few frames of the stack. */
    private static final int MAX_DEPTH = 64;

    private static final String DATA = "serialized_data";

    private @Nullable ModelDataProto metadata;

    /**
     * The same model, of known classes, with plain provenance.
     *
     * @throws InferenceException {@code UNSUPPORTED_MODEL} for a class that is not served, {@code INVALID_MODEL} for counts that do
     *     not fit
     * @throws InvalidProtocolBufferException if a part is not the message that its class has
     */
    ModelProto checked(ModelProto model) throws InvalidProtocolBufferException {
        return (ModelProto) walk(model, 0);
    }

    /** What the outermost model says of itself, with its own provenance; after the check. */
    Optional<ModelDataProto> metadata() {
        return Optional.ofNullable(metadata);
    }

    private Message walk(Message message, int depth) throws InvalidProtocolBufferException {
        if (depth > MAX_DEPTH) {
            throw InferenceException.invalidModel("the model's parts are nested deeper than " + MAX_DEPTH + " levels");
        }
        Shapes.check(message);
        if (message instanceof RootProvenanceProto) {
            return message;
        }
        if (isPart(message.getDescriptorForType())) {
            return part(message, depth);
        }
        if (message instanceof ModelDataProto model) {
            metadata = metadata == null ? model : metadata;
            return fields(PlainProvenance.in(model), depth);
        }
        if (message instanceof TransformerMapProto transformers) {
            return fields(PlainProvenance.in(transformers), depth);
        }
        return fields(message, depth);
    }

    private Message fields(Message message, int depth) throws InvalidProtocolBufferException {
        Message.Builder walked = message.toBuilder();
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                continue;
            }
            if (field.isRepeated()) {
                List<?> items = (List<?>) entry.getValue();
                for (int i = 0; i < items.size(); i++) {
                    walked.setRepeatedField(field, i, walk((Message) items.get(i), depth + 1));
                }
            } else {
                walked.setField(field, walk((Message) entry.getValue(), depth + 1));
            }
        }
        return walked.build();
    }

    private static boolean isPart(Descriptor type) {
        return type.findFieldByName("class_name") != null && type.findFieldByName(DATA) != null;
    }

    private Message part(Message part, int depth) throws InvalidProtocolBufferException {
        Descriptor type = part.getDescriptorForType();
        String className = (String) part.getField(type.findFieldByName("class_name"));
        Optional<Message> expected = AllowedClasses.dataOf(className);
        int version = (Integer) part.getField(type.findFieldByName("version"));
        if (version != 0) {
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED_MODEL,
                    "the model holds " + className + " in version " + version
                            + ", and Tribuo 4.3 knows version 0 alone;" + " save the model with Tribuo 4.3");
        }
        FieldDescriptor data = type.findFieldByName(DATA);
        if (expected.isEmpty()) {
            return part.toBuilder().clearField(data).build();
        }
        Any packed = (Any) part.getField(data);
        Message walked = walk(packed.unpack(dataType(part, packed, expected.get())), depth + 1);
        return part.toBuilder().setField(data, Any.pack(walked)).build();
    }

    /** A split of a tree calls itself a leaf in Tribuo's files; Tribuo goes by the data of a node, and so does the walk. */
    private static Class<? extends Message> dataType(Message part, Any packed, Message expected) {
        boolean isSplit = part instanceof TreeNodeProto && packed.is(SplitNodeProto.class);
        return isSplit ? SplitNodeProto.class : expected.getClass();
    }
}
