package io.ticketkit.demo.robust;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/** Bodies: a valid one, with something wrong in its values or in its bytes. */
final class FuzzBody {
    private static final int DEEP = 100_000;
    private static final int TOO_LARGE = (1 << 20) + 1;
    private static final JsonMapper MAPPER = new JsonMapper();

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-1",
            "1",
            "50",
            "1.5",
            "1e2",
            "1e400",
            "-1e400",
            "1e-400",
            "1e999999999",
            "1e99999999999",
            "123456789012345678901234567890",
            "0.1234567890123456789012345678901234567890",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "[1,\"a\",null,{}]",
            "{\"a\":1}",
            "[\"a\",\"a\",\"A\"]",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\ud83c\\udfab\"",
            "\"\\u200b\"",
            "\"\\b\\f\"",
            "[\"\"]",
            "[\"\\u0000\"]",
            "[\"\\ud800\"]");

    /** Not JSON, or not JSON in UTF-8, or more than one. */
    private static final List<String> WHOLE = List.of(
            "",
            " ",
            "\n",
            "null",
            "true",
            "1",
            "\"text\"",
            "[]",
            "[{}]",
            "{",
            "}",
            "{}{}",
            "{} {",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "{'a':1}",
            "{\"a\":1,}",
            "{\"a\":NaN}",
            "{\"a\":+1}",
            "{\"a\":01}",
            "{\"a\":.5}",
            "{\"a\":1.}",
            "/* c */{}",
            "{}//c",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12\"}",
            "{\"a\":\"\n\"}",
            "\u0000",
            "{}\u0000",
            "title=a&description=b",
            "<a/>",
            "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\na\r\n--b--\r\n");

    private FuzzBody() {}

    static byte[] of(Random random, FuzzPool pool) {
        return switch (random.nextInt(20)) {
            case 0 -> utf8(FuzzTexts.pick(random, WHOLE));
            case 1, 2 -> damaged(random, utf8(object(random, pool)));
            case 3 -> rare(random, pool);
            default -> utf8(object(random, pool));
        };
    }

    /** What costs much to send is sent seldom. */
    private static byte[] rare(Random random, FuzzPool pool) {
        return switch (random.nextInt(40)) {
            case 0 -> utf8("[".repeat(DEEP));
            case 1 -> utf8("{\"title\":".repeat(DEEP));
            case 2 -> utf8("{\"tags\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}");
            case 3 -> utf8("{\"title\":\"" + "a".repeat(TOO_LARGE) + "\"}");
            case 4 -> utf8("{\"title\":" + "9".repeat(100_000) + "}");
            case 5 -> utf8("{\"" + "k".repeat(100_000) + "\":1}");
            case 6 -> utf8("{\"tags\":[" + "\"a\",".repeat(50_000) + "\"a\"]}");
            case 7 -> utf8("{\"title\":\"a\",\"description\":\"" + "word ".repeat(3_999) + "\"}");
            default ->
                object(random, pool)
                        .getBytes(random.nextBoolean() ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16);
        };
    }

    private static String object(Random random, FuzzPool pool) {
        List<String> members = new ArrayList<>();
        members.add("\"title\":\"Printer " + random.nextInt(1000) + "\"");
        members.add("\"description\":\"It burns, please refund\"");
        for (int i = random.nextInt(4); i > 0; i--) {
            members.add(string(pool.field(random)) + ":" + value(random));
        }
        if (random.nextInt(2) == 0) {
            int which = random.nextInt(members.size());
            switch (random.nextInt(5)) {
                case 0 -> members.remove(which);
                case 1 -> members.add(members.get(which));
                case 2 -> members.add(string(FuzzTexts.of(random)) + ":" + value(random));
                default ->
                    members.set(
                            which,
                            (which == 0 ? "\"title\":" : which == 1 ? "\"description\":" : "\"tags\":")
                                    + value(random));
            }
        }
        return "{" + String.join(",", members) + "}";
    }

    private static String value(Random random) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> FuzzTexts.pick(random, VALUES);
            case 2 -> "[" + string(FuzzTexts.of(random)) + "," + string(FuzzTexts.of(random)) + "]";
            default -> string(FuzzTexts.of(random));
        };
    }

    /** Half surrogates go as escapes: UTF-8 has none. */
    private static String string(String text) {
        StringBuilder json = new StringBuilder();
        MAPPER.writeValueAsString(text).chars().forEach(c -> {
            if (Character.isSurrogate((char) c)) {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.toString();
    }

    private static byte[] damaged(Random random, byte[] bytes) {
        int at = random.nextInt(bytes.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (random.nextInt(5)) {
            case 0 -> out.write(bytes, 0, at);
            case 1 -> {
                out.writeBytes(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
                out.writeBytes(bytes);
            }
            case 2 -> {
                out.writeBytes(bytes);
                out.writeBytes(bytes);
            }
            default -> {
                byte[] noise = new byte[1 + random.nextInt(3)];
                random.nextBytes(noise);
                out.write(bytes, 0, at);
                out.writeBytes(noise);
                out.write(bytes, at, bytes.length - at);
            }
        }
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
