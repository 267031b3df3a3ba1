package dev.scoreline.scoring.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Python's words for broken JSON; the expected ones were given by CPython 3.11. */
class JsonSyntaxTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{` | Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
                "`[` | Expecting value: line 1 column 2 (char 1)",
                "`{\"a\"` | Expecting ':' delimiter: line 1 column 5 (char 4)",
                "`{\"a\":` | Expecting value: line 1 column 6 (char 5)",
                "`{\"a\":1` | Expecting ',' delimiter: line 1 column 7 (char 6)",
                "`{\"a\":1,` | Expecting property name enclosed in double quotes: line 1 column 8 (char 7)",
                "`{\"a\":1,}` | Expecting property name enclosed in double quotes: line 1 column 8 (char 7)",
                "`[1,]` | Expecting value: line 1 column 4 (char 3)",
                "`[1` | Expecting ',' delimiter: line 1 column 3 (char 2)",
                "`[1,` | Expecting value: line 1 column 4 (char 3)",
                "`[1 2]` | Expecting ',' delimiter: line 1 column 4 (char 3)",
                "`{\"a\" 1}` | Expecting ':' delimiter: line 1 column 6 (char 5)",
                "`{\"a\":1 \"b\":2}` | Expecting ',' delimiter: line 1 column 8 (char 7)",
                "`{a:1}` | Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
                "`{'a':1}` | Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
                "`{\"data\": [1, 2]} x` | Extra data: line 1 column 18 (char 17)",
                "`{\"a\":1}{` | Extra data: line 1 column 8 (char 7)",
                "`nul` | Expecting value: line 1 column 1 (char 0)",
                "`tru` | Expecting value: line 1 column 1 (char 0)",
                "`-` | Expecting value: line 1 column 1 (char 0)",
                "`+1` | Expecting value: line 1 column 1 (char 0)",
                "`01` | Extra data: line 1 column 2 (char 1)",
                "`1.` | Extra data: line 1 column 2 (char 1)",
                "`.5` | Expecting value: line 1 column 1 (char 0)",
                "`1e` | Extra data: line 1 column 2 (char 1)",
                "`\"abc` | Unterminated string starting at: line 1 column 1 (char 0)",
                "`\"a\\x\"` | Invalid \\escape: line 1 column 3 (char 2)",
                "`\"a\\` | Unterminated string starting at: line 1 column 1 (char 0)",
                "`\"\\u12\"` | Invalid \\uXXXX escape: line 1 column 3 (char 2)",
                "`\"\\u12G4\"` | Invalid \\uXXXX escape: line 1 column 3 (char 2)",
                "`\"\\u1234` | Invalid \\uXXXX escape: line 1 column 3 (char 2)",
                "`\"\\ud83d\\u12\"` | Invalid \\uXXXX escape: line 1 column 9 (char 8)",
                "`\"a<tab>b\"` | Invalid control character at: line 1 column 3 (char 2)",
                "`[\"a<nl>b\"]` | Invalid control character at: line 1 column 4 (char 3)",
                "`{\"a\":<nl><nl>  ?}` | Expecting value: line 3 column 3 (char 9)",
                "`[\"<face>\", ?]` | Expecting value: line 1 column 7 (char 6)",
                "`[1<nl>,<nl>2<nl>` | Expecting ',' delimiter: line 4 column 1 (char 7)",
                "`{\"data\": [[1,2}` | Expecting ',' delimiter: line 1 column 15 (char 14)",
                "`  ` | Expecting value: line 1 column 3 (char 2)",
                "`[NaN, Inf]` | Expecting value: line 1 column 7 (char 6)",
                "`{\"error\": }` | Expecting value: line 1 column 11 (char 10)",
                "`{\"a\": [1, 2,, 3]}` | Expecting value: line 1 column 13 (char 12)",
                "`\"\\u123` | Invalid \\uXXXX escape: line 1 column 3 (char 2)",
                "`{\"a\":\"b\" ` | Expecting ',' delimiter: line 1 column 10 (char 9)"
            })
    void saysWhatPythonSays(String text, String expected) {
        assertThat(JsonSyntax.of(plain(text)).error()).contains(expected.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}",
                "[]",
                " [ 1 , -0.5e+7 , 1E5 ] ",
                "{\"a\": {\"b\": [null, true, false]}}",
                "NaN",
                "-Infinity",
                "\"\\u00e9\\\\ \\\" \\/\"",
                "[\"\\ud83d\\ude00\"]",
                "0"
            })
    void findsNothingWrongWithJson(String text) {
        assertThat(JsonSyntax.of(text).error()).isEmpty();
    }

    @Test
    void knowsTheKeysOfTheObjectItself() {
        JsonSyntax syntax = JsonSyntax.of("{\"data\": {\"inner\": 1}, \"method\": [{\"x\": 1}]}");

        assertThat(syntax.isObject()).isTrue();
        assertThat(syntax.keys()).containsExactly("data", "method");
        assertThat(JsonSyntax.of("[{\"a\": 1}]").isObject()).isFalse();
    }

    @Test
    void readsBytesInEveryEncodingThatJsonMayHave() {
        byte[] utf16 = "{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE);

        assertThat(JsonSyntax.of(utf16, 0, utf16.length).keys()).containsExactly("a");
    }

    /** What cannot stand in an annotation's line. */
    private static String plain(String text) {
        return text.replace("<nl>", "\n").replace("<tab>", "\t").replace("<face>", "\ud83d\ude00");
    }
}
