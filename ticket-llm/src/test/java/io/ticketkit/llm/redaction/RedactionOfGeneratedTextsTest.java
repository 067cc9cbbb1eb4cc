package io.ticketkit.llm.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts put together at random from what must go, what must stay and words: of the former nothing is left. */
class RedactionOfGeneratedTextsTest {
    private static final int TEXTS = 2_000;
    private static final List<String> WORDS = List.of(
            "please", "der", "Fehler", "la", "página", "why,", "today.", "and\n", "überall", "😀", "(see", "below)",
            "–", "ok?");
    private static final List<String> STAY = List.of(
            "2026-11-21",
            "21.11.2026",
            "10:15",
            "order 4711",
            "#20261121001",
            "v1.2.3",
            "99.95",
            "404",
            "0x80070005",
            "1,234");

    private interface Secret {
        String next(Random random);
    }

    private static final List<Secret> SECRETS = List.of(
            random -> letters(random, 1 + random.nextInt(12)) + "." + letters(random, 3) + "@" + letters(random, 8)
                    + ".com",
            RedactionOfGeneratedTextsTest::card,
            RedactionOfGeneratedTextsTest::iban,
            random -> "+" + (1 + random.nextInt(9)) + digits(random, 2) + " " + digits(random, 3) + " "
                    + digits(random, 5),
            random -> random.nextInt(1, 256) + "." + random.nextInt(256) + "." + random.nextInt(256) + "."
                    + random.nextInt(256),
            random -> "ghp_" + letters(random, 18) + digits(random, 18),
            random -> "AKIA" + digits(random, 16));

    @Test
    void whatMustGoIsGoneWhatMustStayStaysAndAllComesBack() {
        for (int i = 0; i < TEXTS; i++) {
            int seed = i;
            Random random = new Random(seed);
            List<String> gone = new ArrayList<>();
            List<String> kept = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int part = 0; part < 12; part++) {
                String next = WORDS.get(random.nextInt(WORDS.size()));
                switch (random.nextInt(4)) {
                    case 0 -> {
                        next = SECRETS.get(random.nextInt(SECRETS.size())).next(random);
                        gone.add(next);
                    }
                    case 1 -> {
                        next = STAY.get(random.nextInt(STAY.size()));
                        kept.add(next);
                    }
                    default -> {}
                }
                // a word between, for "404 10:15" can be part of a number
                text.append(next).append(" und ");
            }

            Redaction redaction = Redactor.standard().redact(text.toString());

            kept.forEach(
                    value -> assertThat(redaction.text()).as("seed %d", seed).contains(value));
            gone.forEach(secret -> assertThat(redaction.text()).doesNotContain(secret));
            assertThat(redaction.restore(redaction.text())).isEqualTo(text.toString());
        }
    }

    private static String card(Random random) {
        String most = "4" + digits(random, 14);
        for (int check = 0; check < 10; check++) {
            if (luhn(most + check)) {
                return (most + check).replaceAll("(\\d{4})(?=\\d)", random.nextBoolean() ? "$1 " : "$1");
            }
        }
        throw new AssertionError("one of ten check digits is right");
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(digits.length() - 1 - i), 10) * (1 + i % 2);
            sum += digit / 10 + digit % 10;
        }
        return sum % 10 == 0;
    }

    private static String iban(Random random) {
        String account = digits(random, 18);
        // D is 13, E is 14
        int rest =
                new BigInteger(account + "131400").mod(BigInteger.valueOf(97)).intValue();
        return "DE%02d%s".formatted(98 - rest, account);
    }

    private static String digits(Random random, int length) {
        return random.ints(length, 0, 10)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
