package dev.scoreline.model;

/** A loader that recognises files by their ending and opens none. */
record EndingLoader(String format, String ending) implements ModelLoader {

    @Override
    public String fileNames() {
        return "*" + ending;
    }

    @Override
    public boolean recognizes(ModelSource source) {
        return source.fileName().endsWith(ending);
    }

    @Override
    public Model load(ModelSource source) {
        throw InferenceException.invalidModel("this loader opens nothing");
    }
}
