package io.ticketkit.llm.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Numbers of payment cards: the ranges and lengths of the issuers, and the check digit of Luhn (ISO/IEC 7812-1). */
final class Cards {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 19;
    /** Characters between two groups. */
    private static final int LONGEST_GAP = 3;

    private static final Pattern ISSUED = Pattern.compile(
            "4\\d{12}(?:\\d{3}){0,2}" // Visa
                    + "|(?:5[1-5]\\d\\d|222[1-9]|22[3-9]\\d|2[3-6]\\d\\d|27[01]\\d|2720)\\d{12}" // Mastercard
                    + "|3[47]\\d{13}" // American Express
                    + "|(?:6011|64[4-9]\\d|65\\d\\d)\\d{12,15}" // Discover
                    + "|(?:30[0-5]\\d|309\\d|36\\d\\d|3[89]\\d\\d)\\d{10,15}" // Diners Club
                    + "|35(?:2[89]|[3-8]\\d)\\d{12,15}" // JCB
                    + "|62\\d{14,17}" // UnionPay
                    + "|(?:50[0-9]\\d|5[6-8]\\d\\d|6304|67\\d\\d)\\d{8,15}"); // Maestro

    private record Group(int start, int end) {}

    private Cards() {}

    static void find(String text, Hints hints, Findings findings) {
        if (hints.digits() < SHORTEST) {
            return;
        }
        List<Group> run = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (!isDigit(text, at)) {
                at++;
                continue;
            }
            int end = at;
            while (isDigit(text, end)) {
                end++;
            }
            if (run.isEmpty() || !isGap(text, run.get(run.size() - 1).end(), at)) {
                findIn(run, text, findings);
                run.clear();
            }
            run.add(new Group(at, end));
            at = end;
        }
        findIn(run, text, findings);
    }

    /** Whole groups only: a number inside a longer one is none. */
    private static void findIn(List<Group> run, String text, Findings findings) {
        for (int first = 0; first < run.size(); first++) {
            StringBuilder digits = new StringBuilder();
            for (int last = first; last < run.size(); last++) {
                Group group = run.get(last);
                if (digits.length() + group.end() - group.start() > LONGEST) {
                    break;
                }
                digits.append(text, group.start(), group.end());
                int start = run.get(first).start();
                if (digits.length() >= SHORTEST && isCard(digits) && !touchesWord(text, start, group.end())) {
                    findings.add(Kind.CARD, start, group.end());
                    first = last;
                    break;
                }
            }
        }
    }

    private static boolean touchesWord(String text, int start, int end) {
        return Finder.isWordAt(text, start - 1) || Finder.isWordAt(text, end);
    }

    private static boolean isCard(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0 && ISSUED.matcher(digits).matches();
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static boolean isGap(String text, int start, int end) {
        return end - start <= LONGEST_GAP && text.substring(start, end).chars().allMatch(Cards::isSeparator);
    }

    private static boolean isSeparator(int c) {
        return c == ' ' || c == '/' || c == '\u00A0' || c == '\u3000' || c == '\t' || c == '\n' || c == '-' || c == '.';
    }
}
