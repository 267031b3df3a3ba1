package dev.scoreline.onnx;

import ai.onnxruntime.OnnxModelMetadata;
import dev.scoreline.model.ModelDescription;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.onnx.proto.OnnxFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an ONNX file says of itself. Stateless; thread-safe. */
final class OnnxDescription {

    /** Exporters put whole configurations into the metadata; nobody reads more of them here. */
    private static final int MAX_VALUE_CHARS = 200;

    private OnnxDescription() {}

    static ModelDescription of(OnnxFile file, OnnxModelMetadata metadata) {
        List<Outline> parts = new ArrayList<>();
        parts.add(Outline.leaf("IR version " + file.irVersion()));
        file.opsets().forEach((domain, version) -> parts.add(Outline.leaf("opset " + domain + " " + version)));
        for (Map.Entry<String, String> entry : metadata.getCustomMetadata().entrySet()) {
            parts.add(Outline.leaf(entry.getKey() + ": " + shortened(entry.getValue())));
        }
        String name = metadata.getGraphName().isEmpty() ? "graph" : metadata.getGraphName();
        Optional<String> producer =
                file.producer().isEmpty() ? Optional.empty() : Optional.of(shortened(file.producer()));
        return new ModelDescription("onnx", producer, new Outline(shortened(name), parts));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > MAX_VALUE_CHARS ? line.substring(0, MAX_VALUE_CHARS) + "…" : line;
    }
}
