package io.ticketkit.llm.redaction;

/** Blocks in the textual encoding of RFC 7468: keys and certificates. */
final class Keys {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private Keys() {}

    static void find(String text, Hints hints, Findings findings) {
        int from = text.indexOf(BEGIN);
        while (from >= 0) {
            int end = endOf(text, from + BEGIN.length());
            findings.add(Kind.KEY, from, end);
            from = text.indexOf(BEGIN, end);
        }
    }

    /** After the closing line; a block that does not close goes on to the end of the text. */
    private static int endOf(String text, int from) {
        int closing = text.indexOf(END, from);
        int dashes = closing < 0 ? -1 : text.indexOf(DASHES, closing + END.length());
        return dashes < 0 ? text.length() : dashes + DASHES.length();
    }
}
