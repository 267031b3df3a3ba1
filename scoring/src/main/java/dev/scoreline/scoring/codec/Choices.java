package dev.scoreline.scoring.codec;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import java.util.List;
import java.util.Optional;

/** What a request may ask of a model by name: a method, and of its outputs some. Immutable; thread-safe. */
final class Choices {

    private final List<String> methods;
    private final List<String> outputs;

    Choices(ModelSignature signature) {
        this.methods =
                signature.methods().stream().map(ModelSignature.Method::name).toList();
        this.outputs = signature.defaultMethod().outputs().stream()
                .map(ModelSignature.Output::name)
                .toList();
    }

    /** How many names there are to ask for. */
    int size() {
        return methods.size() + outputs.size();
    }

    /**
     * The method that is asked for.
     *
     * @param pointer where the request asks for it
     * @param came what the request holds there, for a person
     */
    String method(String pointer, String asked, String came) {
        int known = methods.indexOf(asked);
        if (known < 0) {
            throw InferenceException.invalidInput(
                    pointer + ": expected one of " + Excerpt.list(methods) + " but got " + came);
        }
        return methods.get(known);
    }

    /**
     * A request with the outputs that its filter names; of a model whose outputs have no names the filter may name a method.
     *
     * @param filter none for all outputs
     */
    ScoreRequest request(Optional<String> method, ReadRows read, AnswerForm answer, List<String> filter) {
        if (filter.isEmpty()) {
            return new ScoreRequest(method, read.input(), read.places(), answer);
        }
        if (outputs.isEmpty()) {
            Optional<String> asked = method.isPresent() ? method : Optional.of(only(filter));
            return new ScoreRequest(asked, read.input(), read.places(), answer);
        }
        for (String name : filter) {
            if (!outputs.contains(name)) {
                throw InferenceException.invalidInput("/outputFilter: expected some of " + Excerpt.list(outputs)
                        + " but got " + Excerpt.quoted(name));
            }
        }
        return new ScoreRequest(method, read.input(), read.places(), answer, filter);
    }

    private String only(List<String> filter) {
        if (filter.size() > 1) {
            throw InferenceException.invalidInput("/outputFilter: expected one of " + Excerpt.list(methods)
                    + " but got several: ask for one a request");
        }
        return method("/outputFilter/0", filter.get(0), Excerpt.quoted(filter.get(0)));
    }
}
