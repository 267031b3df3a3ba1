package dev.scoreline.swagger;

import java.util.Arrays;
import java.util.Optional;

/** The versions of the OpenAPI Specification in which a service is described. */
public enum ApiVersion {
    V2("2", "2.0", "swagger", "2.0"),
    V3("3", "3.0", "openapi", "3.0.3"),
    V3_1("3.1", "3.1", "openapi", "3.1.0");

    private final String word;
    private final String alias;
    private final String key;
    private final String number;

    ApiVersion(String word, String alias, String key, String number) {
        this.word = word;
        this.alias = alias;
        this.key = key;
        this.number = number;
    }

    /** The version that a request asks for: {@code 2}, {@code 2.0}, {@code 3}, {@code 3.0} or {@code 3.1}, exactly. */
    public static Optional<ApiVersion> named(String asked) {
        return Arrays.stream(values())
                .filter(version -> version.word.equals(asked) || version.alias.equals(asked))
                .findFirst();
    }

    /** How messages name it. */
    public String word() {
        return word;
    }

    /** The document's first key. */
    String key() {
        return key;
    }

    /** What the document's first key says. */
    String number() {
        return number;
    }
}
