package io.ticketkit.demo.archive;

import java.io.IOException;
import java.util.Locale;

/** How tickets are written into a file. */
public enum Format {
    /** JSON Lines: a ticket on every line. */
    JSONL,
    /** CSV: a line for each ticket, comment, and so on. */
    CSV;

    EntrySource read(Lines lines, Rejects rejects, int longest) throws IOException {
        if (this == JSONL) {
            return new JsonLines(lines, rejects);
        }
        CsvTable table = CsvTable.read(lines);
        rejects.header(table.header());
        return table.has(Columns.RECORD)
                ? new CsvPasts(lines, table, rejects, longest)
                : new CsvDrafts(lines, table, rejects, longest);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
