package dev.scoreline.scoring;

import dev.scoreline.model.Model;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Tensors;
import dev.scoreline.model.entry.EntryModel;
import dev.scoreline.model.entry.EntryModels;
import dev.scoreline.model.entry.EntryRows;
import java.util.List;

/** The loaded models as entry code sees them. It runs on a worker already, so that they score right there. Thread-safe. */
public final class ScriptModels implements EntryModels {

    private final Models models;

    public ScriptModels(Models models) {
        this.models = models;
    }

    @Override
    public List<String> names() {
        return models.all().stream().map(LoadedModel::name).distinct().toList();
    }

    @Override
    public EntryModel get(String name) {
        return new Direct(models.find(name).model());
    }

    @Override
    public EntryModel get(String name, String version) {
        return new Direct(models.find(name, version).model());
    }

    private record Direct(Model model) implements EntryModel {
        @Override
        public ModelSignature signature() {
            return model.signature();
        }

        @Override
        public Payload score(String method, Payload rows) {
            return model.score(method, rows instanceof Tensors ? rows : EntryRows.ofPayload(rows));
        }
    }
}
