package dev.scoreline.server.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server tells Prometheus, read as Prometheus reads it.
 *
 * @param series each series with its value, as it is written: {@code name{label="value"}}
 * @param types the type of each family
 */
record Exposed(Map<String, Double> series, Map<String, String> types) {

    private static final Pattern LINE = Pattern.compile("(\\S+?(?:\\{.*\\})?) (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");

    static Exposed of(String text) {
        Map<String, Double> series = new TreeMap<>();
        Map<String, String> types = new TreeMap<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", 4);
                types.put(words[2], words[3]);
            } else if (!line.startsWith("#")) {
                Matcher matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    throw new AssertionError("not a series: " + line);
                }
                series.put(matcher.group(1), number(matcher.group(2)));
            }
        }
        return new Exposed(series, types);
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /** The value of a series, 0 if there is none. */
    double value(String name) {
        return series.getOrDefault(name, 0.0);
    }

    /** The names of the labels that the series of a family have. */
    TreeSet<String> labels(String family) {
        TreeSet<String> labels = new TreeSet<>();
        series.keySet().stream()
                .filter(name -> name.matches(Pattern.quote(family) + "(_bucket|_sum|_count)?(\\{.*)?"))
                .forEach(name -> LABEL.matcher(name).results().forEach(found -> labels.add(found.group(1))));
        labels.remove("le");
        return labels;
    }
}
