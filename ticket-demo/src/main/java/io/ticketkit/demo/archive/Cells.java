package io.ticketkit.demo.archive;

/**
 * Texts in cells of an archive, so that each record is one line, and no spreadsheet takes a text for a formula: line ends,
 * tabs and backslashes are written {@code \n}, {@code \r}, {@code \t} and {@code \\}, an empty text {@code \e}, and an
 * apostrophe is put before what a formula begins with, and before an apostrophe. That also after a semicolon, as many
 * countries' spreadsheets begin a cell there, commas or not.
 */
final class Cells {
    private static final String QUOTED = "=+-@'\uFF1D\uFF0B\uFF0D\uFF20";

    private Cells() {}

    private static boolean begins(String text, int at) {
        return at == 0 || text.charAt(at - 1) == ';';
    }

    static String written(String text) {
        if (text.isEmpty()) {
            return "\\e";
        }
        StringBuilder cell = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (begins(text, i) && QUOTED.indexOf(c) >= 0) {
                cell.append('\'');
            }
            switch (c) {
                case '\\' -> cell.append("\\\\");
                case '\n' -> cell.append("\\n");
                case '\r' -> cell.append("\\r");
                case '\t' -> cell.append("\\t");
                default -> cell.append(c);
            }
        }
        return cell.toString();
    }

    static String read(String column, String cell) throws UnreadableException {
        if (cell.equals("\\e")) {
            return "";
        }
        if (cell.indexOf('\\') < 0 && cell.indexOf('\'') < 0) {
            return cell;
        }
        StringBuilder text = new StringBuilder(cell.length());
        int next = 0;
        while (next < cell.length()) {
            next += begins(cell, next) && cell.charAt(next) == '\'' && next + 1 < cell.length() ? 1 : 0;
            char c = cell.charAt(next++);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = next < cell.length() ? cell.charAt(next++) : ' ';
            switch (escaped) {
                case '\\' -> text.append('\\');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                default ->
                    throw new UnreadableException(
                            column,
                            "A backslash is followed by something unknown.",
                            "Write \\\\ for a backslash, \\n for the end of a line.");
            }
        }
        return text.toString();
    }
}
