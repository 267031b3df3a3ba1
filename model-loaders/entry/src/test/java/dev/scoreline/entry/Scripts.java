package dev.scoreline.entry;

import dev.scoreline.model.entry.EntryModel;
import dev.scoreline.model.entry.EntryModels;
import dev.scoreline.model.entry.EntryRequest;
import dev.scoreline.model.entry.EntryResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Writes scripts into a folder and opens them. */
record Scripts(Path folder) {

    /** A script {@code Score.java} with these members, which begin on line 4. */
    EntryScript open(String members) {
        return open(
                "Score.java",
                "import java.util.*;\nimport dev.scoreline.model.entry.*;\nclass Score {\n" + members + "\n}\n");
    }

    EntryScript open(String fileName, String source) {
        return openAt(write(fileName, source).toString(), EntryScript.Conversion.TOLD);
    }

    EntryScript openAt(String location, EntryScript.Conversion conversion) {
        return EntryScript.open(EntryCodePath.of(location), Optional.of(folder), new NoModels(), conversion);
    }

    Path write(String fileName, String source) {
        try {
            return Files.writeString(folder.resolve(fileName), source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a script answers to a POST of this body. */
    static Object answer(EntryScript script, String body) {
        return value(script.run(request(body)));
    }

    static Object value(EntryResponse response) {
        return ((EntryResponse.Body.Json) response.body()).value();
    }

    static EntryRequest request(String body) {
        return new EntryRequest(
                "POST", "/score", "", Map.of("test-header", "hello"), body.getBytes(StandardCharsets.UTF_8));
    }

    /** No models at all. */
    static final class NoModels implements EntryModels {
        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public EntryModel get(String name) {
            throw new NoSuchElementException(name);
        }

        @Override
        public EntryModel get(String name, String version) {
            throw new NoSuchElementException(name);
        }
    }
}
