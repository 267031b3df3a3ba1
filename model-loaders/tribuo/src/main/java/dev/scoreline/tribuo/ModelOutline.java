package dev.scoreline.tribuo;

import dev.scoreline.model.ModelDescription.Outline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Model;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.transform.TransformedModel;

/** A model in outline: its class and those of the models in it, the names of its answers' columns, how it was trained. */
final class ModelOutline {

    private ModelOutline() {}

    static Outline of(Model<?> model, List<Outline> columns, ModelDataProto metadata) {
        List<Outline> parts = new ArrayList<>(members(model));
        parts.addAll(columns);
        TrainingNotes.of(metadata.getProvenance()).map(Outline::leaf).ifPresent(parts::add);
        return new Outline(model.getClass().getSimpleName(), parts);
    }

    private static Outline of(Model<?> model) {
        return new Outline(model.getClass().getSimpleName(), members(model));
    }

    /** The models in a model; of an ensemble one for all of the same outline. */
    private static List<Outline> members(Model<?> model) {
        if (model instanceof TransformedModel<?> transformed) {
            return List.of(of(transformed.getInnerModel()));
        }
        if (!(model instanceof WeightedEnsembleModel<?> ensemble)) {
            return List.of();
        }
        Map<Outline, Integer> counts = new LinkedHashMap<>();
        ensemble.getModels().forEach(member -> counts.merge(of(member), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> times(entry.getValue(), entry.getKey()))
                .toList();
    }

    private static Outline times(int count, Outline outline) {
        return count == 1 ? outline : new Outline(count + " × " + outline.label(), outline.parts());
    }
}
