import dev.scoreline.model.entry.EntryModels;

/** Fails with the exception of a library: it asks for a model that is not there. */
class F10Model {
    private EntryModels models;

    void init(EntryModels given) {
        models = given;
    }

    Object run(String data) {
        return models.get("nowhere").signature();
    }
}
