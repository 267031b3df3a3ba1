package dev.scoreline.scoring.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.scoring.codec.Excerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of a {@code config.json}: an object whose keys are the names of environment variables. Immutable; thread-safe.
 *
 * @param origin what a mistake in it is told to be in: the file's path; empty when there is no file
 */
public record ConfigFile(String origin, Map<String, String> values) {

    public static final ConfigFile NONE = new ConfigFile("", Map.of());

    private static final String NAME = "config.json";

    public ConfigFile {
        values = Map.copyOf(values);
    }

    /**
     * Looks where Azure ML's server looks: the file that is named, which must be there; else {@code config.json} in the
     * application's folder, then in the entry script's. An empty file does not count.
     */
    public static ConfigFile find(Settings settings, Optional<Path> script, Problems problems) {
        Optional<Path> named = settings.get(ServerSettings.CONFIG_FILE);
        if (named.isPresent()) {
            return read(named.get(), problems);
        }
        Optional<Path> scriptFolder =
                script.map(path -> path.toAbsolutePath().normalize().getParent());
        return Stream.concat(Stream.of(settings.get(ServerSettings.APP_ROOT)), scriptFolder.stream())
                .map(folder -> folder.resolve(NAME))
                .filter(ConfigFile::isThere)
                .findFirst()
                .map(file -> read(file, problems))
                .orElse(NONE);
    }

    private static boolean isThere(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads a file; what is wrong with it is a problem, and then it holds nothing. */
    static ConfigFile read(Path file, Problems problems) {
        try (JsonParser parser = new JsonFactory().createParser(Files.readAllBytes(file))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                problems.add(file + ": expected a JSON object such as {\"WORKER_COUNT\": 4}");
                return NONE;
            }
            Map<String, String> values = values(parser, file, problems);
            if (parser.nextToken() != null) {
                problems.add(file + ": expected one JSON object but the file goes on after it");
            }
            return new ConfigFile(file.toString(), values);
        } catch (JsonProcessingException e) {
            problems.add(file + ": expected JSON but line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + " is none");
        } catch (IOException e) {
            problems.add(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        return NONE;
    }

    private static Map<String, String> values(JsonParser parser, Path file, Problems problems) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                values.remove(key);
            } else if (token == JsonToken.START_ARRAY) {
                Optional<String> list = list(parser);
                if (list.isPresent()) {
                    values.put(key, list.get());
                } else {
                    problems.add(notAText(file, key));
                }
            } else if (token.isScalarValue()) {
                values.put(key, parser.getText());
            } else {
                parser.skipChildren();
                problems.add(notAText(file, key));
            }
        }
        return values;
    }

    private static String notAText(Path file, String key) {
        return file + ": " + Excerpt.of(key) + ": expected a text, a number, true or false, or a list of them";
    }

    /** A list's items with commas between, as a variable would hold them. */
    private static Optional<String> list(JsonParser parser) throws IOException {
        List<String> items = new ArrayList<>();
        boolean isFlat = true;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            isFlat &= token.isScalarValue();
            items.add(parser.getText());
            parser.skipChildren();
        }
        return isFlat ? Optional.of(String.join(",", items)) : Optional.empty();
    }
}
