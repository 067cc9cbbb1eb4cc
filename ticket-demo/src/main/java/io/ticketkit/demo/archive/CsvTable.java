package io.ticketkit.demo.archive;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    private static List<String> cells(String text, char separator) throws UnreadableException {
        if (text.chars().filter(c -> c == '"').count() % 2 != 0) {
            throw new UnreadableException(
                    "line", "A quote is opened and not closed.", "Write \"\" for a quote in a cell.");
        }
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .ofCsvRecord(text)) {
            @Nullable
            CsvRecord record = reader.iterator().hasNext() ? reader.iterator().next() : null;
            return record == null ? List.of() : record.getFields();
        } catch (CsvParseException | IOException e) {
            throw new UnreadableException("line", "This is no CSV.", "Is a quote missing, or a cell too long?");
        }
    }
}
