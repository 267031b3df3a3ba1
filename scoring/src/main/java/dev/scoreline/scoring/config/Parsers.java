package dev.scoreline.scoring.config;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Makes values of the texts of settings. What cannot be understood is an {@link IllegalArgumentException} that says what was
 * expected. Stateless; thread-safe.
 */
final class Parsers {

    private Parsers() {}

    static Boolean trueOrFalse(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    static boolean exactlyTrue(String value) {
        return value.strip().equalsIgnoreCase("true");
    }

    static String text(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a text that is not empty");
        }
        return value.strip();
    }

    /** Texts with commas between; empty ones do not count. */
    static List<String> items(String value) {
        return Arrays.stream(text(value).split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    static Function<String, Integer> number(int least, int most) {
        return longNumber(least, most).andThen(Math::toIntExact);
    }

    static Function<String, Long> longNumber(long least, long most) {
        return value -> {
            if (value.strip().matches("[+-]?[0-9]{1,30}")) {
                BigInteger number = new BigInteger(value.strip());
                if (number.compareTo(BigInteger.valueOf(least)) >= 0
                        && number.compareTo(BigInteger.valueOf(most)) <= 0) {
                    return number.longValueExact();
                }
            }
            throw new IllegalArgumentException("a whole number from " + least + " to " + most);
        };
    }
}
