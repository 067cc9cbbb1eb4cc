package io.ticketkit;

/** What every piece of help must keep. */
final class Help {
    private Help() {}

    static double confidence(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a confidence is between 0 and 1, not " + value);
        }
        return value;
    }

    /** A text that can be stored as a comment, stripped. */
    static String content(String text) {
        String stripped = text.strip();
        Text.problem(stripped, Limits.DESCRIPTION).ifPresent(problem -> {
            throw new IllegalArgumentException("content: " + problem);
        });
        return stripped;
    }
}
