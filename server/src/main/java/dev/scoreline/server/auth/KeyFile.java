package dev.scoreline.server.auth;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/**
 * The JSON file of keys as its owner handles it. Each change is written beside the file and moved onto it, so that a server
 * never reads half of one. Blocks. One thread.
 */
public final class KeyFile {

    /** Which of the two keys. */
    public enum Slot {
        PRIMARY,
        SECONDARY;

        public Slot other() {
            return this == PRIMARY ? SECONDARY : PRIMARY;
        }

        private String field() {
            return this + "Key";
        }

        /** As people write it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int KEY_BYTES = 32;

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    public KeyFile(Path file) {
        this.file = file;
    }

    /**
     * Makes the file with two new keys.
     *
     * @throws IOException if there is one already, or it cannot be written
     */
    public void create() throws IOException {
        if (Files.exists(file)) {
            throw new IOException(
                    "it exists already; replace one of its keys with --rotate primary or --rotate secondary");
        }
        JsonObject keys = new JsonObject();
        for (Slot slot : Slot.values()) {
            keys.put(slot.field(), newKey());
        }
        OwnerFile.replace(file, keys.encodePrettily() + "\n");
    }

    /**
     * Replaces one key and leaves the rest of the file as it is.
     *
     * @throws IllegalArgumentException if it is no file of keys
     */
    public void rotate(Slot slot) throws IOException {
        JsonObject keys = read();
        keys.put(slot.field(), newKey());
        OwnerFile.replace(file, keys.encodePrettily() + "\n");
    }

    /**
     * A key.
     *
     * @throws IllegalArgumentException if it is no file of keys, or has not that one
     */
    public String show(Slot slot) throws IOException {
        String key = read().getString(slot.field());
        if (key == null) {
            throw new IllegalArgumentException("it has no " + slot + " key");
        }
        return key;
    }

    private JsonObject read() throws IOException {
        try {
            String text = CredentialFiles.read(file);
            KeyRing.ofJson(text);
            return new JsonObject(text);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file; scoreline keys " + file + " makes it", e);
        }
    }

    /** 256 random bits in the letters of a URL. */
    private String newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
