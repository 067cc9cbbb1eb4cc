package io.ticketkit.llm.redaction;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** International bank account numbers of ISO 13616: known country, its length, check digits (modulo 97). */
final class Ibans {
    /** From the registry that SWIFT keeps for ISO 13616: country and length. */
    private static final Map<String, Integer> LENGTHS = Arrays.stream(
                    ("AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 "
                                    + "BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 "
                                    + "GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 "
                                    + "LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 "
                                    + "PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 "
                                    + "TN24 TR26 UA29 VA22 VG24 XK20 YE30")
                            .split(" ", -1))
            .collect(Collectors.toUnmodifiableMap(
                    entry -> entry.substring(0, 2), entry -> Integer.parseInt(entry.substring(2))));

    private Ibans() {}

    static void find(String text, Hints hints, Findings findings) {
        for (int i = hints.digits() < 2 ? text.length() : 0; i + 15 <= text.length(); i++) {
            if (!Finder.isWordAt(text, i - 1) && startsLikeOne(text, i)) {
                Integer length = LENGTHS.get(text.substring(i, i + 2).toUpperCase(Locale.ROOT));
                int end = length == null ? -1 : endOf(text, i, length);
                if (end > 0) {
                    findings.add(Kind.IBAN, i, end);
                    i = end;
                }
            }
        }
    }

    /** Where an IBAN of this length that begins here ends, single spaces and hyphens between not counted; or -1. */
    private static int endOf(String text, int start, int length) {
        StringBuilder plain = new StringBuilder();
        int at = start;
        while (at < text.length() && plain.length() < length) {
            char c = text.charAt(at);
            if (isAsciiLetter(c) || isDigit(c)) {
                plain.append(Character.toUpperCase(c));
            } else if (!isSeparator(c) || isSeparator(text.charAt(at - 1))) {
                return -1;
            }
            at++;
        }
        return plain.length() == length && !Finder.isWordAt(text, at) && checks(plain.toString()) ? at : -1;
    }

    /** Two letters and the two check digits, together. */
    private static boolean startsLikeOne(String text, int at) {
        return isAsciiLetter(text.charAt(at))
                && isAsciiLetter(text.charAt(at + 1))
                && isDigit(text.charAt(at + 2))
                && isDigit(text.charAt(at + 3));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '\u00A0' || c == '\t' || c == '-' || c == '.';
    }

    private static boolean isAsciiLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static boolean checks(String iban) {
        int rest = 0;
        for (char c : (iban.substring(4) + iban.substring(0, 4)).toCharArray()) {
            int value = Character.digit(c, 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest == 1;
    }
}
