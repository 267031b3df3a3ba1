package dev.scoreline.server.handler;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * A file of the page. Immutable by convention; thread-safe.
 *
 * @param tag its entity tag, drawn from its bytes
 */
record DocsFile(byte[] bytes, String tag) {

    private static final String OWN = "/dev/scoreline/server/docs/";
    private static final Set<String> OWN_NAMES = Set.of(
            "page.css",
            "page.js",
            "service.js",
            "form.js",
            "snippets.js",
            "latency.js",
            "theme.js",
            "reference.js",
            "icon.svg");
    private static final Set<String> SWAGGER_UI_NAMES = Set.of("swagger-ui.css", "swagger-ui-bundle.js");

    /** Where a file of the page lies on the class path; empty if the page has none of that name. */
    static Optional<String> resource(String name) {
        if (name.isEmpty()) {
            return Optional.of(OWN + "index.html");
        }
        if (OWN_NAMES.contains(name)) {
            return Optional.of(OWN + name);
        }
        return SWAGGER_UI_NAMES.contains(name) ? Optional.of(SwaggerUi.FOLDER + name) : Optional.empty();
    }

    /** Blocks. */
    static DocsFile read(String resource) throws IOException {
        try (InputStream in = open(resource)) {
            byte[] bytes = in.readAllBytes();
            return new DocsFile(bytes, '"' + HexFormat.of().formatHex(sha256(bytes), 0, 8) + '"');
        }
    }

    private static InputStream open(String resource) {
        InputStream in = DocsFile.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("the class path has no " + resource);
        }
        return in;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Where Swagger UI lies in its own jar: under its version, which the jar itself tells. */
    private static final class SwaggerUi {

        static final String FOLDER = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";

        private static String version() {
            Properties properties = new Properties();
            try (InputStream in = open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
                properties.load(in);
            } catch (IOException e) {
                throw new IllegalStateException("the jar of Swagger UI cannot be read", e);
            }
            return properties.getProperty("version");
        }
    }
}
