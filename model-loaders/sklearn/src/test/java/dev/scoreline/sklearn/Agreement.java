package dev.scoreline.sklearn;

import dev.scoreline.sklearn.GoldenCase.Closeness;
import dev.scoreline.sklearn.GoldenCase.Expected;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares answers with recorded ones value by value and keeps count. One thread. */
final class Agreement {

    private long values;
    private long identical;
    private double largestAbsolute;
    private double largestRelative;

    long values() {
        return values;
    }

    /** How many values had the recorded bits. */
    long identical() {
        return identical;
    }

    /** The largest difference of a value that is compared absolutely. */
    double largestAbsolute() {
        return largestAbsolute;
    }

    /** The largest difference of a value that is compared relatively, over the size of the number or 1. */
    double largestRelative() {
        return largestRelative;
    }

    /** Fails unless the two have the same shape and each value is as close as expected. */
    void check(String place, Expected expected, @Nullable Object recorded, @Nullable Object answered) {
        if (!(recorded instanceof List<?> items)) {
            checkValue(place, expected, recorded, answered);
            return;
        }
        if (!(answered instanceof List<?> answers) || answers.size() != items.size()) {
            throw new AssertionError(place + ": expected " + items.size() + " items but got " + brief(answered));
        }
        for (int i = 0; i < items.size(); i++) {
            check(place + "[" + i + "]", expected, items.get(i), answers.get(i));
        }
    }

    private void checkValue(String place, Expected expected, @Nullable Object recorded, @Nullable Object answered) {
        values++;
        if (answered instanceof Double answer && isNumber(expected, recorded)) {
            checkNumber(place, expected, number(recorded), answer);
            return;
        }
        identical++;
        if (!Objects.equals(recorded, answered)) {
            throw new AssertionError(place + ": expected " + brief(recorded) + " but got " + brief(answered));
        }
    }

    /** A transformer's answer is a table, whose numbers are all 64-bit floating point; labels keep their type. */
    private static boolean isNumber(Expected expected, @Nullable Object recorded) {
        return recorded instanceof Double || (expected.method().equals("transform") && recorded instanceof Long);
    }

    private static double number(@Nullable Object recorded) {
        return ((Number) Objects.requireNonNull(recorded)).doubleValue();
    }

    private void checkNumber(String place, Expected expected, double recorded, double answer) {
        if (isSame(recorded, answer)) {
            identical++;
            return;
        }
        double difference = Math.abs(recorded - answer);
        if (expected.closeness() == Closeness.RELATIVE) {
            difference /= Math.max(1, Math.abs(recorded));
        }
        if (expected.closeness() == Closeness.EXACT || !(difference <= expected.tolerance())) {
            throw new AssertionError(place + ": expected " + recorded + " but got " + answer + ", "
                    + Math.abs(recorded - answer) / Math.ulp(recorded) + " ulp away");
        }
        if (expected.closeness() == Closeness.RELATIVE) {
            largestRelative = Math.max(largestRelative, difference);
        } else {
            largestAbsolute = Math.max(largestAbsolute, difference);
        }
    }

    /** The same bits; a NaN is as good as another. */
    private static boolean isSame(double a, double b) {
        return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
    }

    private static String brief(@Nullable Object value) {
        String text = value instanceof List<?> list ? list.size() + " items " + value : value + typeOf(value);
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }

    private static String typeOf(@Nullable Object value) {
        return value == null ? "" : " (" + value.getClass().getSimpleName() + ")";
    }
}
