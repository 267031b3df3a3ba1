package dev.scoreline.testkit;

import dev.scoreline.model.Model;
import dev.scoreline.model.ModelLoader;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.model.ModelSource;
import java.util.List;
import java.util.function.Supplier;

/** Opens any file named {@code *.fake} as the model of a test. */
public record FakeLoader(Supplier<? extends Model> model) implements ModelLoader {

    /** This loader and no other; asks for the model each time that one is loaded. */
    public static ModelLoaders of(Supplier<? extends Model> model) {
        return ModelLoaders.of(List.of(new FakeLoader(model)));
    }

    @Override
    public String format() {
        return "fake";
    }

    @Override
    public String fileNames() {
        return "*.fake";
    }

    @Override
    public boolean recognizes(ModelSource source) {
        return source.fileName().endsWith(".fake");
    }

    @Override
    public Model load(ModelSource source) {
        return model.get();
    }
}
