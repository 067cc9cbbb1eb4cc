package io.ticketkit.demo.robust;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Texts that have broken programs before. None contains a word that an answer must not leak. */
final class FuzzTexts {
    /** Fit somewhere. */
    private static final List<String> FITTING = List.of(
            "open",
            "in_progress",
            "resolved",
            "closed",
            "billing",
            "technical",
            "account",
            "general",
            "low",
            "medium",
            "high",
            "critical",
            "urgent",
            "calm",
            "angry",
            "true",
            "false",
            "1",
            "5",
            "200",
            "-created_at",
            "-priority",
            "-urgency_score",
            "2026-02-18",
            "2026-02-18T10:30:00Z",
            "agent-7",
            "load",
            "json",
            "day",
            "Europe/Berlin");

    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "\t\r\n",
            "0",
            "-1",
            "-0",
            "00",
            "1e3",
            "0x10",
            "NaN",
            "Infinity",
            "null",
            "undefined",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999999",
            "1.5",
            "١٢",
            "１２",
            "' or 1=1 --",
            "\"; drop",
            "%",
            "_",
            "%_%",
            "\\",
            "\\\\",
            "\\u0000",
            "*",
            "**",
            "a*b:c|d&!e",
            "!(a | b) & c <-> d:*",
            "<script>alert(1)</script>",
            "{{7*7}}",
            "${jndi:ldap://x}",
            "../../etc/passwd",
            "..;/",
            "\u0000",
            "a\u0000b",
            "\ud800",
            "\udc00a",
            "\ufeff",
            "\u202e",
            "\u200d",
            "\u0301",
            "é",
            "e\u0301",
            "ß",
            "ı",
            "İ",
            "ﬃ",
            "日本語",
            "🎫",
            "👩‍👩‍👧‍👦",
            "\uffff",
            "\udbff\udfff",
            "\u2028",
            "null\u0000",
            "O'Neil",
            "a,b",
            "a;b",
            "[]",
            "{}",
            "constructor",
            "__proto__",
            "CON",
            "true\n",
            "Ꮿ".repeat(300),
            "a".repeat(200),
            "a".repeat(201),
            "🎫".repeat(200),
            "🎫".repeat(201),
            "x ".repeat(300),
            "\u0301".repeat(1000),
            "ﷺ".repeat(250));

    private static final List<String> TIMES = List.of(
            "+1000000000-01-01T00:00:00Z",
            "-1000000000-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59.999999999-18:00",
            "-999999999-01-01T00:00:00+18:00",
            "-999999999-01-01",
            "+999999999-12-31",
            "0000-01-01",
            "0000-00-00",
            "1969-12-31T23:59:59Z",
            "1999-12-31",
            "2000-01-01",
            "9999-12-31",
            "9999-12-31T23:59:59.999999999Z",
            "10000-01-01",
            "+10000-01-01",
            "+12345678901-01-01",
            "2026-02-30",
            "2026-13-01",
            "2026-02-18T24:00:00Z",
            "2026-02-18T23:59:60Z",
            "2026-W08-3",
            "2026-049",
            "2026-02-18T10:30:00+25:00",
            "2026-02-18T10:30:00+02",
            "2026-02-18T10:30:00 02:00",
            "2026-02-18 10:30",
            "2026-02-18T10:30:00.1234567890Z",
            "20260218",
            "now",
            "-1",
            "1700000000",
            "2026-03-29T02:30:00[Europe/Berlin]");

    /** Not what percent sequences should be; and bytes no URL may have. */
    private static final List<String> BROKEN = List.of(
            "%",
            "%z",
            "%zz",
            "%4",
            "%u0041",
            "%ff",
            "%ff%fe",
            "%c0%af",
            "%ed%a0%80",
            "%f5%80%80%80",
            "%e2%82",
            "%00",
            "%0d%0aX-Injected:%201",
            "%25%30%30",
            "+",
            "++",
            "%2b",
            "é",
            "日",
            "\u0001",
            "\u007f",
            "\"",
            "<",
            ">",
            "\\",
            "^",
            "`",
            "{",
            "|",
            "}",
            "[",
            "]",
            "#a",
            "a#b",
            ";",
            "&",
            "=",
            "?",
            "/",
            "//",
            "%2f",
            "%2F..%2f",
            "%3b",
            "%26",
            "%3d");

    private FuzzTexts() {}

    static String of(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> pick(random, FITTING);
            case 3 -> pick(random, TIMES);
            case 4 -> noise(random, random.nextInt(40));
            case 5 -> pick(random, HOSTILE) + pick(random, HOSTILE);
            case 6 -> random.nextInt(40) == 0 ? noise(random, random.nextInt(25_000)) : pick(random, FITTING);
            default -> pick(random, HOSTILE);
        };
    }

    static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Any characters, also halves of pairs. */
    static String noise(Random random, int length) {
        StringBuilder text = new StringBuilder();
        int range = random.nextBoolean() ? 0x80 : 0x10000;
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(range));
        }
        return text.toString();
    }

    /** For a path or a query string: mostly encoded as it should be. */
    static String inUrl(Random random, String text) {
        return switch (random.nextInt(8)) {
            case 0 -> pick(random, BROKEN) + encoded(text);
            case 1 -> pick(random, BROKEN);
            default -> encoded(text);
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** With something changed, so that it is no longer what the server made. */
    static String damaged(Random random, String text) {
        if (text.isEmpty()) {
            return "A";
        }
        int at = random.nextInt(text.length());
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(at) + text.substring(0, at);
            case 2 -> text + text;
            case 3 -> text.substring(0, at) + (char) ('A' + random.nextInt(26)) + text.substring(at + 1);
            default -> text + "=";
        };
    }
}
