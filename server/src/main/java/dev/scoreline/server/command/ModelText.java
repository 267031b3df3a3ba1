package dev.scoreline.server.command;

import dev.scoreline.model.Model;
import dev.scoreline.model.ModelDescription;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Method;
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

    /** What can be asked, a line each, the default first. */
    static List<String> methods(ModelSignature signature) {
        List<String> lines = new ArrayList<>();
        for (Method method : signature.methods()) {
            String shape = method.shape().stream()
                    .map(length -> length < 0 ? "rows" : length.toString())
                    .collect(Collectors.joining(", ", "[", "]"));
            lines.add(method.name() + ": " + method.type() + " " + shape);
        }
        return lines;
    }
}
