package io.ticketkit.demo.archive;

import io.ticketkit.TicketPast;
import io.ticketkit.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The rows of one ticket. */
final class CsvGroup {
    private static final Map<String, String> LISTS = Map.of(
            "comment", "comments", "history", "history", "feedback", "feedback", "link", "links", "name", "names");

    private final long first;
    private final Rejects rejects;
    private final long largest;
    private final List<byte[]> raw = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Long> places = new HashMap<>();
    private final Map<Long, ObjectNode> comments = new HashMap<>();
    private @Nullable ObjectNode ticket;
    private @Nullable String origin;
    private long declared = -1;
    private long rows;
    private long records;
    private long size;
    private boolean setAside;

    CsvGroup(long first, Rejects rejects, long largest) {
        this.first = first;
        this.rejects = rejects;
        this.largest = largest;
    }

    boolean isComplete() {
        return records == declared;
    }

    boolean mayHave(String other) {
        return origin == null || origin.equals(other);
    }

    void add(long line, byte[] bytes, String record, String of, ObjectNode members) throws IOException {
        keep(bytes);
        if (origin == null) {
            origin = of;
        }
        if (record.equals("ticket")) {
            declared = members.path(Columns.RECORDS).asLong(-1);
            members.remove(Columns.RECORDS);
            members.put(Columns.ORIGIN, of);
            ticket = members;
            return;
        }
        records++;
        if (ticket == null && problems.isEmpty()) {
            problems.add(new Problem(
                    line,
                    Columns.RECORD,
                    "The ticket of this record is not before it.",
                    "Put it there, with all its records."));
        }
        if (ticket != null && problems.isEmpty()) {
            hang(line, record, members);
        }
    }

    private void hang(long line, String record, ObjectNode members) {
        ObjectNode to = Objects.requireNonNull(ticket);
        if (record.equals("rating")) {
            if (to.has("rating")) {
                problems.add(new Problem(line, Columns.RECORD, "The ticket has another rating.", "Remove one."));
            }
            places.put("rating", line);
            to.set("rating", members);
        } else if (record.equals("edit")) {
            ObjectNode comment = comments.get(members.path("comment").asLong(0));
            members.remove("comment");
            if (comment == null) {
                problems.add(new Problem(line, "comment", "There is no such comment before this.", ""));
            } else {
                ArrayNode edits = list(comment, "edits");
                places.put("comments[" + (list(to, "comments").size() - 1) + "].edits[" + edits.size() + "]", line);
                edits.add(members);
            }
        } else {
            String name = LISTS.getOrDefault(record, record);
            ArrayNode list = list(to, name);
            places.put(name + "[" + list.size() + "]", line);
            list.add(members);
            if (record.equals("comment")) {
                comments.put(members.path("id").asLong(0), members);
            }
        }
    }

    private static ArrayNode list(ObjectNode object, String name) {
        if (object.get(name) instanceof ArrayNode there) {
            return there;
        }
        ArrayNode made = JsonNodeFactory.instance.arrayNode();
        object.set(name, made);
        return made;
    }

    void addBad(long line, byte[] bytes, Violation violation) throws IOException {
        keep(bytes);
        records++;
        problems.add(new Problem(line, violation));
    }

    void addTooLong(Lines.Line line, Lines lines) throws IOException {
        flush();
        rows++;
        records++;
        rejects.stream().write(line.bytes());
        lines.rest(rejects.stream());
        rejects.stream().write('\n');
        problems.add(new Problem(line.number(), JsonLines.tooLong()));
    }

    private void keep(byte[] bytes) throws IOException {
        rows++;
        raw.add(bytes);
        size += bytes.length;
        if (size > largest && !setAside) {
            problems.add(new Problem(
                    first, Columns.RECORDS, "The records of this ticket are too much.", "Allow more with --max-line."));
            flush();
        } else if (setAside) {
            flush();
        }
    }

    /** Nothing of it is kept in memory any more. */
    private void flush() throws IOException {
        setAside = true;
        rejects.add(raw);
        raw.clear();
        ticket = null;
        comments.clear();
        places.clear();
    }

    Entry entry() {
        ObjectNode found = ticket;
        if (problems.isEmpty() && found != null && !isComplete()) {
            problems.add(new Problem(
                    first,
                    Columns.RECORDS,
                    declared < 0
                            ? "This field is required."
                            : "There are " + records + " records of this ticket instead of " + declared + ".",
                    "Is the file cut off, or was something removed? Correct the number if this is all."));
        }
        TicketPast past = null;
        if (problems.isEmpty() && found != null) {
            try {
                past = PastReader.past(found);
            } catch (UnreadableException e) {
                problems.add(new Problem(Entry.place(first, places, e.violation()), e.violation()));
            }
        }
        return new Entry(first, raw, rows, past, null, places, problems);
    }
}
