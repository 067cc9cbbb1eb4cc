package io.ticketkit.demo.archive;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.List;

/**
 * How a CSV file is written.
 *
 * @param separator between cells
 * @param columns their names
 * @param header the first line as it is, with its end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CsvTable(char separator, List<String> columns, byte[] header) {
    /** Of the first line that is not blank. */
    static CsvTable read(Lines lines) throws IOException {
        Lines.Line line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        if (line == null || line.tooLong()) {
            throw new CannotReadException("The file has no header: give the names of the columns in its first line.");
        }
        try {
            String text = line.text();
            char separator = separator(text);
            List<String> columns =
                    cells(text, separator).stream().map(String::strip).toList();
            if (columns.stream().distinct().count() < columns.size()) {
                throw new CannotReadException("Two columns have the same name: rename one.");
            }
            return new CsvTable(separator, columns, JsonLines.withEnd(line.bytes()));
        } catch (UnreadableException e) {
            throw new CannotReadException("The header cannot be read: " + e.violation());
        }
    }

    /** Spreadsheets write what is usual in their country. */
    private static char separator(String header) {
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            best = count(header, candidate) > count(header, best) ? candidate : best;
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    boolean has(String column) {
        return columns.contains(column);
    }

    List<String> cells(String text) throws UnreadableException {
        List<String> cells = cells(text, separator);
        if (cells.size() != columns.size()) {
            throw new UnreadableException(
                    "line",
                    "There are " + cells.size() + " cells instead of " + columns.size() + ".",
                    "Is a quote missing, or one too many?");
        }
        return cells;
    }

    /** Whether a quote is open at the end of a line that began in one or not: then its last cell goes on in the next. */
    boolean isOpenAfter(String line, boolean openBefore) {
        return isOpenAfter(line, separator, openBefore);
    }

    /** As the parser has it: a quote that does not begin a cell is a character as any other. */
    private static boolean isOpenAfter(String line, char separator, boolean openBefore) {
        boolean open = openBefore;
        boolean begins = !openBefore;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (open) {
                boolean isDoubled = c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
                i += isDoubled ? 1 : 0;
                open = c != '"' || isDoubled;
            } else {
                open = begins && c == '"';
                begins = c == separator;
            }
        }
        return open;
    }

    static UnreadableException openQuote() {
        return new UnreadableException(
                "line", "A quote is opened and not closed.", "Write \"\" for a quote in a cell.");
    }

    private static List<String> cells(String text, char separator) throws UnreadableException {
        if (isOpenAfter(text, separator, false)) {
            throw openQuote();
        }
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                // how many there are is looked at later
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            CloseableIterator<CsvRecord> records = reader.iterator();
            List<String> cells = records.hasNext() ? records.next().getFields() : List.of();
            if (records.hasNext()) {
                throw new UnreadableException(
                        "line",
                        "There is a carriage return in this line, which ends a row for others.",
                        "End rows with \\n or \\r\\n, and put a cell of several lines in quotes.");
            }
            return cells;
        } catch (CsvParseException | IOException e) {
            throw new UnreadableException("line", "This is no CSV.", "Is a quote missing, or a cell too long?");
        }
    }
}
