package io.ticketkit.demo.archive;

import io.ticketkit.Violation;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whole tickets of an archive in CSV. Where a record is bad its ticket is set aside with all its records. */
final class CsvPasts implements EntrySource {
    private static final Set<String> RECORDS =
            Set.of("ticket", "comment", "edit", "history", "rating", "feedback", "link", "name");
    private static final byte[] TICKET = {'t', 'i', 'c', 'k', 'e', 't'};

    private final Lines lines;
    private final CsvTable table;
    private final Rejects rejects;
    private final long largest;
    private Lines.@Nullable Line ahead;

    CsvPasts(Lines lines, CsvTable table, Rejects rejects, long largest) {
        this.lines = lines;
        this.table = table;
        this.rejects = rejects;
        this.largest = largest;
        for (String column : table.columns()) {
            if (!Columns.ALL.contains(column)) {
                throw new CannotReadException(
                        "The column \"" + column + "\" is not known: remove it, or correct its name.");
            }
        }
        if (!table.has(Columns.ORIGIN) || !table.has(Columns.RECORDS)) {
            throw new CannotReadException("An archive has the columns record, origin and records.");
        }
    }

    /** A row that can be read. */
    private record Row(String record, String origin, ObjectNode members) {}

    @Override
    public @Nullable Entry next() throws IOException {
        Lines.Line first = line();
        if (first == null) {
            return null;
        }
        CsvGroup group = new CsvGroup(first.number(), rejects, largest);
        add(group, first);
        for (Lines.Line line = line(); line != null; line = line()) {
            if (begins(group, line)) {
                ahead = line;
                break;
            }
            add(group, line);
        }
        return group.entry();
    }

    private Lines.@Nullable Line line() throws IOException {
        Lines.Line line = ahead;
        ahead = null;
        while (line == null || line.isBlank()) {
            line = lines.next();
            if (line == null) {
                return null;
            }
        }
        return line;
    }

    /** Whether it is not of this ticket. */
    private boolean begins(CsvGroup group, Lines.Line line) {
        if (startsAsTicket(line.bytes())) {
            return true;
        }
        if (line.tooLong()) {
            return group.isComplete();
        }
        try {
            Row row = row(line);
            return row.record().equals("ticket") || !group.mayHave(row.origin());
        } catch (UnreadableException e) {
            return group.isComplete();
        }
    }

    private static boolean startsAsTicket(byte[] bytes) {
        int from = bytes.length > 0 && bytes[0] == '"' ? 1 : 0;
        for (int i = 0; i < TICKET.length; i++) {
            if (bytes.length <= from + i || bytes[from + i] != TICKET[i]) {
                return false;
            }
        }
        return true;
    }

    private void add(CsvGroup group, Lines.Line line) throws IOException {
        if (line.tooLong()) {
            group.addTooLong(line, lines);
            return;
        }
        byte[] raw = JsonLines.withEnd(line.bytes());
        try {
            Row row = row(line);
            group.add(line.number(), raw, row.record(), row.origin(), row.members());
        } catch (UnreadableException e) {
            Violation violation = line.ended() || !e.violation().field().equals("line")
                    ? e.violation()
                    : new Violation("line", "This line is cut off.", "Get all of the file.");
            group.addBad(line.number(), raw, violation);
        }
    }

    private Row row(Lines.Line line) throws UnreadableException {
        String text = line.text();
        // export quotes whatever has a quote: one too many is damage
        if (text.chars().filter(c -> c == '"').count() % 2 != 0) {
            throw CsvTable.openQuote();
        }
        List<String> cells = table.cells(text);
        String record = "";
        String origin = "";
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.size(); i++) {
            String column = table.columns().get(i);
            String cell = cells.get(i);
            if (column.equals(Columns.RECORD)) {
                record = cell;
            } else if (column.equals(Columns.ORIGIN)) {
                origin = Cells.read(column, cell);
            } else if (!cell.isEmpty()) {
                put(members, column, cell);
            }
        }
        if (!RECORDS.contains(record)) {
            throw new UnreadableException(Columns.RECORD, "There is no such record.", "See docs/import-export.md.");
        }
        if (origin.isEmpty()) {
            throw new UnreadableException(Columns.ORIGIN, "This field is required.", "");
        }
        return new Row(record, origin, members);
    }

    private static void put(ObjectNode members, String column, String cell) throws UnreadableException {
        if (Columns.isNumber(column)) {
            try {
                members.put(column, Long.parseLong(cell.strip()));
            } catch (NumberFormatException e) {
                throw new UnreadableException(column, "This is no whole number.", "");
            }
        } else if (Columns.isFlag(column)) {
            String flag = cell.strip();
            if (!flag.equalsIgnoreCase("true") && !flag.equalsIgnoreCase("false")) {
                throw new UnreadableException(column, "This is neither true nor false.", "");
            }
            members.put(column, Boolean.parseBoolean(flag));
        } else if (Columns.isJson(column)) {
            try {
                members.set(column, JsonLines.MAPPER.readTree(Cells.read(column, cell)));
            } catch (JacksonException e) {
                throw new UnreadableException(column, "This is no JSON.", "");
            }
        } else {
            members.put(column, Cells.read(column, cell));
        }
    }
}
