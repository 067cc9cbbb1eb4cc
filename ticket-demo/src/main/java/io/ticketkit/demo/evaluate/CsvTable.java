package io.ticketkit.demo.evaluate;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A CSV file with a header, in UTF-8, separated by commas, semicolons or tabs.
 *
 * @param option by which option it was given
 */
record CsvTable(String option, String file, List<String> columns, List<Row> rows) {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** A row, and the line of the file it begins in. */
    record Row(long line, List<String> fields) {}

    static CsvTable read(String option, Path file) {
        List<Row> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator(file))
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(reader(file))) {
            reader.forEach(found -> rows.add(new Row(found.getStartingLineNumber(), found.getFields())));
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(option, file, e);
        } catch (CsvParseException e) {
            boolean characters = e.getCause() instanceof CharacterCodingException;
            throw characters
                    ? unreadable(option, file, e)
                    : new CannotEvaluateException(option + " " + file + " is no CSV file: " + e.getMessage()
                            + (e.getCause() == null ? "." : "; is a quote missing, or a field too long?"));
        }
        if (rows.size() < 2) {
            throw new CannotEvaluateException(
                    option + " " + file + " has no rows: give a header line and at least one row below it.");
        }
        List<String> columns = rows.get(0).fields().stream().map(String::strip).toList();
        return new CsvTable(option, file.toString(), columns, rows.subList(1, rows.size()));
    }

    /** Of the text, without the mark that spreadsheets put before it: a quote is one only at the very beginning. */
    private static BufferedReader reader(Path file) throws IOException {
        BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    /** Spreadsheets write what is usual in their country. */
    private static char separator(Path file) throws IOException {
        try (BufferedReader reader = reader(file)) {
            String header = String.valueOf(reader.readLine());
            char best = ',';
            for (char candidate : new char[] {';', '\t'}) {
                best = count(header, candidate) > count(header, best) ? candidate : best;
            }
            return best;
        }
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private static CannotEvaluateException unreadable(String option, Path file, Exception reason) {
        boolean characters =
                reason instanceof CharacterCodingException || reason.getCause() instanceof CharacterCodingException;
        return new CannotEvaluateException(option + " " + file
                + (characters ? " is not UTF-8: save it as UTF-8." : " cannot be read: give a CSV file."));
    }

    boolean has(String column) {
        return columns.stream().anyMatch(column::equalsIgnoreCase);
    }

    /** Where a column stands; the letter case does not matter. */
    int index(String option, String column) {
        int[] found = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).equalsIgnoreCase(column))
                .toArray();
        if (found.length > 1) {
            throw new CannotEvaluateException("%s %s has %d columns \"%s\": rename all but one."
                    .formatted(this.option, file, found.length, column));
        } else if (found.length == 0) {
            throw new CannotEvaluateException("%s %s has no column \"%s\": give %s one of %s."
                    .formatted(this.option, file, column, option, String.join(", ", columns)));
        }
        return found[0];
    }

    String field(Row row, int column) {
        if (row.fields().size() != columns.size()) {
            throw new CannotEvaluateException("%s %s, line %d: %d fields instead of %d; is a quote missing?"
                    .formatted(option, file, row.line(), row.fields().size(), columns.size()));
        }
        return row.fields().get(column);
    }
}
