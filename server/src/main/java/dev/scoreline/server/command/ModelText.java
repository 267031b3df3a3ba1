package dev.scoreline.server.command;

import dev.scoreline.model.DataType;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelDescription;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.ModelSignature.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A model in words, for the terminal. */
final class ModelText {

    private ModelText() {}

    /** One line: {@code sklearn 1.9.0 Ridge}. */
    static String kind(Model model) {
        ModelDescription description = model.description();
        return description.format()
                + description.libraryVersion().map(version -> " " + version).orElse("")
                + " "
                + description.outline().label();
    }

    /** The parts, a line each, indented by depth. */
    static List<String> outline(Outline outline) {
        List<String> lines = new ArrayList<>();
        addOutline(outline, "", lines);
        return lines;
    }

    private static void addOutline(Outline outline, String indent, List<String> lines) {
        lines.add(indent + outline.label());
        outline.parts().forEach(part -> addOutline(part, indent + "  ", lines));
    }

    /** The columns that go in, a line each. */
    static List<String> features(ModelSignature signature) {
        List<String> lines = new ArrayList<>();
        if (signature.extraColumns() == ExtraColumns.KEPT) {
            lines.add("any number of columns, each FLOAT64");
        }
        for (Feature feature : signature.features()) {
            lines.add(feature.name() + ": " + feature.type() + (feature.required() ? "" : ", may be left out"));
        }
        return lines;
    }

    /** The tensors that go in by name, a line each. */
    static List<String> inputs(ModelSignature signature) {
        return signature.tensors().stream()
                .map(input -> array(input.name(), input.type(), input.shape(), "any"))
                .toList();
    }

    /** What can be asked, a line each, the default first; under a method the outputs that it names. */
    static List<String> methods(ModelSignature signature) {
        List<String> lines = new ArrayList<>();
        for (Method method : signature.methods()) {
            lines.add(
                    method.outputs().isEmpty()
                            ? array(method.name(), method.type(), method.shape(), "rows")
                            : method.name() + ":");
            for (Output output : method.outputs()) {
                lines.add("  " + array(output.name(), output.type(), output.shape(), "any"));
            }
        }
        return lines;
    }

    /** {@code x: FLOAT32 [any, 3]}, with a word for the lengths that vary. */
    private static String array(String name, DataType type, List<Integer> shape, String varying) {
        return shape.stream()
                .map(length -> length < 0 ? varying : length.toString())
                .collect(Collectors.joining(", ", name + ": " + type + " [", "]"));
    }
}
