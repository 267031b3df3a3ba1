package dev.scoreline.model.entry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came, for entry code that wants to read it itself. Immutable by convention: the body's bytes are shared.
 *
 * @param method {@code GET}, {@code POST}, {@code OPTIONS} or {@code HEAD}
 * @param path the path without the query: {@code /score}
 * @param query what stands after the question mark, as it was sent; empty if there is none
 * @param headers names in Title-Case, found in any case; the values of a repeated header are joined with commas
 * @param body the bytes as they came; empty if there are none
 */
public record EntryRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {

    public EntryRequest {
        Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> found.merge(titleCase(name), value, (first, next) -> first + "," + next));
        headers = Collections.unmodifiableMap(found);
    }

    /** The path with its query, as on the request's first line. */
    public String fullPath() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** A header's value; its name is found in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The first value of a query parameter, decoded. */
    public Optional<String> parameter(String name) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (!pair.isEmpty() && decoded(key).equals(name)) {
                return Optional.of(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Half an escape is text like any other.
            return text;
        }
    }

    /** The body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The same request with another body. */
    public EntryRequest withBody(byte[] other) {
        return new EntryRequest(method, path, query, headers, other);
    }

    /** {@code test-header} as {@code Test-Header}: what Python's servers hand to scripts. */
    private static String titleCase(String name) {
        StringBuilder title = new StringBuilder(name.toLowerCase(Locale.ROOT));
        for (int i = 0; i < title.length(); i++) {
            if (i == 0 || title.charAt(i - 1) == '-') {
                title.setCharAt(i, Character.toUpperCase(title.charAt(i)));
            }
        }
        return title.toString();
    }
}
