package dev.scoreline.entry;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.entry.EntryRequest;
import org.jspecify.annotations.Nullable;

/** How a request becomes the data that {@code run} takes. Immutable; thread-safe. */
sealed interface RunInput {

    /** The values of the data parameters, in their order. */
    @Nullable
    Object[] values(EntryRequest request) throws Misfit;

    /** The body as text. */
    record Text() implements RunInput {
        @Override
        public Object[] values(EntryRequest request) {
            return new Object[] {TextBody.of(request.body())};
        }
    }

    /** The request itself. */
    record Raw() implements RunInput {
        @Override
        public Object[] values(EntryRequest request) {
            return new Object[] {request};
        }
    }

    /** Any JSON value. */
    record Value(ValueReader reader) implements RunInput {
        @Override
        public @Nullable Object[] values(EntryRequest request) throws Misfit {
            return new @Nullable Object[] {
                JsonInput.value(request.body(), parser -> new JsonTree.Holder(reader.read(parser)))
                        .value()
            };
        }
    }

    /** A JSON object as one map. */
    record Mapping(ValueReader reader) implements RunInput {
        @Override
        public @Nullable Object[] values(EntryRequest request) throws Misfit {
            return new @Nullable Object[] {
                JsonInput.object(request.body(), parser -> new JsonTree.Holder(reader.read(parser)))
                        .value()
            };
        }
    }

    /** A JSON object whose keys are the parameters. */
    record Named(Fields fields) implements RunInput {
        @Override
        public @Nullable Object[] values(EntryRequest request) throws Misfit {
            return given(request, fields);
        }
    }

    /** A JSON object whose keys are a record's components. */
    record Typed(RecordReader record) implements RunInput {
        @Override
        public Object[] values(EntryRequest request) throws Misfit {
            @Nullable Object[] values = given(request, record.fields());
            try {
                return new Object[] {record.make(values)};
            } catch (IllegalArgumentException e) {
                throw new Misfit("the body: " + e.getMessage());
            }
        }
    }

    /** Azure ML answers a missing parameter with 400 in any case, unlike one of the wrong type. */
    private static @Nullable Object[] given(EntryRequest request, Fields fields) throws Misfit {
        Fields.Values values = JsonInput.object(request.body(), fields::read);
        values.missing().ifPresent(name -> {
            throw InferenceException.invalidInput("A value is not provided for the '" + name + "' parameter.");
        });
        return values.values();
    }
}
