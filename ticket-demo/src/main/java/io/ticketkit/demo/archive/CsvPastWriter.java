package io.ticketkit.demo.archive;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whole tickets as CSV: a row for the ticket, and below it one for each of its comments, lines of history, and so on. */
final class CsvPastWriter {
    private static final List<String> LISTS = List.of("history", "feedback", "links", "names");
    private static final Map<String, String> RECORDS =
            Map.of("history", "history", "feedback", "feedback", "links", "link", "names", "name");

    private final CsvWriter csv;

    CsvPastWriter(Writer out) {
        this.csv = CsvWriter.builder().build(out);
        csv.writeRecord(Columns.ALL);
    }

    void write(ObjectNode past) {
        String origin = past.path("origin").asString();
        past.remove("origin");
        List<List<String>> rows = new ArrayList<>();
        JsonNode comments = past.path("comments");
        past.remove("comments");
        for (JsonNode comment : comments) {
            ObjectNode one = (ObjectNode) comment;
            JsonNode edits = one.path("edits");
            one.remove("edits");
            rows.add(row("comment", origin, one));
            for (JsonNode edit : edits) {
                ((ObjectNode) edit).set("comment", one.path("id"));
                rows.add(row("edit", origin, (ObjectNode) edit));
            }
        }
        if (past.get("rating") instanceof ObjectNode rating) {
            past.remove("rating");
            rows.add(row("rating", origin, rating));
        }
        for (String list : LISTS) {
            JsonNode elements = past.path(list);
            past.remove(list);
            for (JsonNode element : elements) {
                rows.add(row(RECORDS.getOrDefault(list, list), origin, (ObjectNode) element));
            }
        }
        past.set(Columns.RECORDS, JsonNodeFactory.instance.numberNode(rows.size()));
        csv.writeRecord(row("ticket", origin, past));
        rows.forEach(csv::writeRecord);
    }

    private static List<String> row(String record, String origin, ObjectNode members) {
        List<String> cells = new ArrayList<>(Columns.ALL.size());
        for (String column : Columns.ALL) {
            JsonNode value = members.get(column);
            if (column.equals(Columns.RECORD)) {
                cells.add(record);
            } else if (column.equals(Columns.ORIGIN)) {
                cells.add(Cells.written(origin));
            } else if (value == null) {
                cells.add("");
            } else if (Columns.isJson(column)) {
                cells.add(Cells.written(value.toString()));
            } else {
                cells.add(value.isString() ? Cells.written(value.asString()) : value.asString());
            }
        }
        return cells;
    }

    void flush() throws IOException {
        csv.flush();
    }
}
