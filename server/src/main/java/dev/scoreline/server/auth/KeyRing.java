package dev.scoreline.server.auth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that are valid at one time. As a rule there are two, so that clients can move to the one while the other is
 * replaced. Immutable; thread-safe.
 */
final class KeyRing {

    private static final Set<String> FIELDS = Set.of("primaryKey", "secondaryKey", "keys");

    private final List<ApiKey> keys;

    private KeyRing(List<ApiKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("expected at least one key but found none");
        }
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads the JSON that Azure ML's listKeys answers, {@code {"primaryKey", "secondaryKey"}}, and beside them further keys
     * for some models only: {@code "keys": [{"name", "key", "models": [...]}]}.
     *
     * @throws IllegalArgumentException if it is anything else; the message holds no key
     */
    static KeyRing ofJson(String text) {
        JsonObject json = object(text);
        for (String field : json.fieldNames()) {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(
                        "expected the fields primaryKey, secondaryKey and keys but got another one");
            }
        }
        List<ApiKey> keys = new ArrayList<>();
        text(json, "primaryKey").ifPresent(key -> keys.add(ApiKey.of("primary", key, Identity.ANYONE.scopes())));
        text(json, "secondaryKey").ifPresent(key -> keys.add(ApiKey.of("secondary", key, Identity.ANYONE.scopes())));
        if (json.getValue("keys") instanceof JsonArray further) {
            for (int i = 0; i < further.size(); i++) {
                keys.add(named(further.getValue(i), i));
            }
        } else if (json.getValue("keys") != null) {
            throw new IllegalArgumentException("the field keys must be a list");
        }
        return new KeyRing(keys);
    }

    /** The two keys of a mounted secret, each from a file of its own. */
    static KeyRing ofTexts(Optional<String> primary, Optional<String> secondary) {
        List<ApiKey> keys = new ArrayList<>();
        primary.ifPresent(key -> keys.add(ApiKey.of("primary", key.strip(), Identity.ANYONE.scopes())));
        secondary.ifPresent(key -> keys.add(ApiKey.of("secondary", key.strip(), Identity.ANYONE.scopes())));
        return new KeyRing(keys);
    }

    /** Looks at every key, whichever fits, so that the time tells nothing. */
    Optional<Identity> find(String credential) {
        byte[] digest = Sha256.of(credential);
        Optional<Identity> found = Optional.empty();
        for (ApiKey key : keys) {
            if (key.hasDigest(digest)) {
                found = Optional.of(key.identity());
            }
        }
        return found;
    }

    private static ApiKey named(Object entry, int index) {
        String place = "keys[" + index + "]";
        if (entry instanceof JsonObject json
                && json.getValue("name") instanceof String name
                && json.getValue("key") instanceof String key
                && json.getValue("models") instanceof JsonArray models) {
            Set<String> scopes = new HashSet<>();
            for (Object model : models) {
                if (!(model instanceof String modelName)) {
                    throw new IllegalArgumentException(place + ".models must be a list of model names");
                }
                scopes.add(Identity.scopeOf(modelName));
            }
            return ApiKey.of(name, key, scopes);
        }
        throw new IllegalArgumentException(place + " must have the texts name and key and the list models");
    }

    private static Optional<String> text(JsonObject json, String field) {
        Object value = json.getValue(field);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw new IllegalArgumentException("the field " + field + " must be a text");
    }

    private static JsonObject object(String text) {
        try {
            return new JsonObject(text);
        } catch (RuntimeException e) {
            // Without its cause: a parser's message quotes what it read, and that may be a key.
            throw new IllegalArgumentException("expected a JSON object such as {\"primaryKey\": \"...\"}");
        }
    }
}
