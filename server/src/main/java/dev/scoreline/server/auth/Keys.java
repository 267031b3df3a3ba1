package dev.scoreline.server.auth;

import dev.scoreline.model.InferenceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows senders by their keys, which stand in a JSON file or, as Kubernetes mounts a secret, in a folder with a file a key.
 * The file or folder may change at any time. Thread-safe.
 */
public final class Keys implements Authenticator {

    private static final String JSON = "json";
    private static final List<String> PRIMARY = List.of("primaryKey", "primary");
    private static final List<String> SECONDARY = List.of("secondaryKey", "secondary");

    private final Reloaded<KeyRing> ring;

    private Keys(Reloaded<KeyRing> ring) {
        this.ring = ring;
    }

    /**
     * Reads the keys. Blocks.
     *
     * @param name the setting that names the place, for messages
     * @throws InferenceException if the keys cannot be read or are not fit to be keys
     */
    public static Keys open(String name, Path place) {
        return new Keys(new Reloaded<>(name, () -> texts(place), Keys::ring));
    }

    private static Map<String, String> texts(Path place) throws IOException {
        return Files.isDirectory(place)
                ? CredentialFiles.read(
                        place, List.of(PRIMARY.get(0), PRIMARY.get(1), SECONDARY.get(0), SECONDARY.get(1)))
                : Map.of(JSON, CredentialFiles.read(place));
    }

    private static KeyRing ring(Map<String, String> texts) {
        String json = texts.get(JSON);
        return json == null ? KeyRing.ofTexts(either(texts, PRIMARY), either(texts, SECONDARY)) : KeyRing.ofJson(json);
    }

    private static Optional<String> either(Map<String, String> texts, List<String> names) {
        return names.stream().filter(texts::containsKey).findFirst().map(texts::get);
    }

    /** Reads the keys again, now. Blocks. */
    public void refresh() {
        ring.refresh();
    }

    /** Reads the keys again and again, on worker threads, until Vert.x is closed. */
    public void refreshEvery(Vertx vertx, Duration interval) {
        ring.refreshEvery(vertx, interval);
    }

    @Override
    public Reloads reloads() {
        return ring;
    }

    @Override
    public Future<Identity> authenticate(String authorization) {
        try {
            return ring.get()
                    .find(BearerCredential.of(authorization))
                    .map(Future::succeededFuture)
                    .orElseThrow(() -> BearerCredential.refused("the key is none that this server takes"));
        } catch (InferenceException refusal) {
            return Future.failedFuture(refusal);
        }
    }
}
