package dev.scoreline.tribuo;

import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import com.oracle.labs.mlrg.olcut.provenance.io.ObjectMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.io.SimpleMarshalledProvenance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tribuo.protos.ProtoSerializable;

/**
 * How a model was trained, in a line, of the provenance in its file: the trainer's class and its settings that are numbers or
 * booleans, and the day. Nothing else of a provenance is ever shown: its texts, files and addresses name folders, users and hosts.
 * It is read as data; no class in it is looked up.
 */
final class TrainingNotes {

    private static final String PRIMITIVES = "com.oracle.labs.mlrg.olcut.provenance.primitives.";

    private static final Set<String> SHOWN_TYPES = Set.of(
            PRIMITIVES + "BooleanProvenance",
            PRIMITIVES + "IntProvenance",
            PRIMITIVES + "LongProvenance",
            PRIMITIVES + "FloatProvenance",
            PRIMITIVES + "DoubleProvenance");

    /** What a number or a boolean looks like: the types are the file's to claim, so the values are held to it. */
    private static final String SHOWN_VALUES = "true|false|NaN|-?Infinity|-?[0-9.]{1,30}(E-?[0-9]{1,3})?";

    private static final String CLASS = "[A-Za-z0-9_$.]{1,200}";

    private TrainingNotes() {}

    /** Empty if the file says nothing of it, or nothing that can be read. */
    static Optional<String> of(RootProvenanceProto provenance) {
        try {
            return read(ProtoSerializable.PROVENANCE_SERIALIZER.deserializeFromProto(provenance));
        } catch (RuntimeException e) {
            // A damaged provenance harms no prediction.
            return Optional.empty();
        }
    }

    private static Optional<String> read(List<ObjectMarshalledProvenance> all) {
        Map<String, ObjectMarshalledProvenance> byName = all.stream()
                .collect(Collectors.toMap(ObjectMarshalledProvenance::getName, object -> object, (a, b) -> a));
        if (all.isEmpty()) {
            return Optional.empty();
        }
        ObjectMarshalledProvenance model = all.get(0);
        return value(model, "trainer")
                .map(byName::get)
                .flatMap(trainer -> value(trainer, "class-name")
                        .filter(name -> name.matches(CLASS))
                        .map(name -> "trained" + day(model) + " by " + simple(name) + settings(trainer)));
    }

    private static String day(ObjectMarshalledProvenance model) {
        return value(model, "trained-at")
                .filter(time -> time.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T.*"))
                .map(time -> " on " + time.substring(0, 10))
                .orElse("");
    }

    private static String simple(String className) {
        return className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
    }

    private static String settings(ObjectMarshalledProvenance trainer) {
        Map<String, String> shown = new TreeMap<>();
        trainer.getMap().forEach((key, setting) -> {
            if (setting instanceof SimpleMarshalledProvenance simple
                    && SHOWN_TYPES.contains(simple.getProvenanceClassName())
                    && simple.getValue().matches(SHOWN_VALUES)
                    && key.matches("[A-Za-z0-9_-]{1,50}")) {
                shown.put(key, simple.getValue());
            }
        });
        return shown.isEmpty()
                ? ""
                : shown.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static Optional<String> value(ObjectMarshalledProvenance object, String key) {
        return object.getMap().get(key) instanceof SimpleMarshalledProvenance simple
                ? Optional.of(simple.getValue())
                : Optional.empty();
    }
}
