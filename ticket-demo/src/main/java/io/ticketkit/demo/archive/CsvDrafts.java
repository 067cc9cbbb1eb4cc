package io.ticketkit.demo.archive;

import io.ticketkit.Priority;
import io.ticketkit.Status;
import io.ticketkit.TicketDraft;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** New tickets of any CSV file with titles and descriptions; cells may have more than one line. */
final class CsvDrafts implements EntrySource {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("subject", "title"),
            Map.entry("body", "description"),
            Map.entry("text", "description"),
            Map.entry("email", "requester"),
            Map.entry("external_id", "id"));
    private static final List<String> KNOWN = List.of(
            "title",
            "description",
            "category",
            "priority",
            "status",
            "requester",
            "assignee",
            "team",
            "channel",
            "tags",
            "id");

    /** More than any ticket that can be stored: where a quote is open for longer, it was not meant to open. */
    private static final long ROW_BYTES = 1 << 20;

    private final Lines lines;
    private final CsvTable table;
    private final List<String> fields;
    private final Rejects rejects;
    private final long largest;
    private final Deque<Lines.Line> ahead = new ArrayDeque<>();

    CsvDrafts(Lines lines, CsvTable table, Rejects rejects, long largest) {
        this.lines = lines;
        this.table = table;
        this.rejects = rejects;
        this.largest = Math.min(largest, ROW_BYTES);
        this.fields = table.columns().stream().map(CsvDrafts::field).toList();
        if (!fields.contains("title") || !fields.contains("description")) {
            throw new CannotReadException(
                    "The first line names no columns title and description (or, of an archive, record):"
                            + " give them.");
        }
        if (fields.stream().distinct().count() < fields.size()) {
            throw new CannotReadException("Two columns mean the same: rename one.");
        }
    }

    private static String field(String column) {
        String name = column.toLowerCase(Locale.ROOT).replace(' ', '_');
        String known = NAMES.getOrDefault(name, name);
        return KNOWN.contains(known) ? known : column;
    }

    private Lines.@Nullable Line line() throws IOException {
        return ahead.isEmpty() ? lines.next() : ahead.pop();
    }

    @Override
    public @Nullable Entry next() throws IOException {
        Lines.Line first = line();
        while (first != null && first.isBlank()) {
            first = line();
        }
        if (first == null) {
            return null;
        }
        if (first.tooLong()) {
            return tooLong(first);
        }
        List<Lines.Line> record = record(first);
        try {
            List<String> cells = table.cells(text(record));
            List<byte[]> raw =
                    record.stream().map(line -> JsonLines.withEnd(line.bytes())).toList();
            try {
                return Entry.fresh(first.number(), raw, draft(cells));
            } catch (UnreadableException e) {
                return Entry.bad(first.number(), raw, e.violation());
            }
        } catch (UnreadableException e) {
            // the rest may be rows that are well
            for (int i = record.size() - 1; i > 0; i--) {
                ahead.push(record.get(i));
            }
            return Entry.bad(first.number(), List.of(JsonLines.withEnd(first.bytes())), e.violation());
        }
    }

    private Entry tooLong(Lines.Line line) throws IOException {
        rejects.stream().write(line.bytes());
        lines.rest(rejects.stream());
        rejects.stream().write('\n');
        return Entry.bad(line.number(), List.of(), JsonLines.tooLong());
    }

    /** The line, and those that follow as long as a quote is open; only itself when it is not closed. */
    private List<Lines.Line> record(Lines.Line first) throws IOException {
        List<Lines.Line> record = new ArrayList<>(List.of(first));
        boolean open = isOpenAfter(first, false);
        long size = first.bytes().length;
        while (open) {
            Lines.Line more = line();
            if (more == null || more.tooLong() || size > largest) {
                if (more != null) {
                    ahead.push(more);
                }
                break;
            }
            record.add(more);
            open = isOpenAfter(more, true);
            size += more.bytes().length;
        }
        return record;
    }

    /** Quotes and separators are one byte each in UTF-8, and no part of other characters. */
    private boolean isOpenAfter(Lines.Line line, boolean openBefore) {
        return table.isOpenAfter(new String(line.bytes(), StandardCharsets.ISO_8859_1), openBefore);
    }

    private static String text(List<Lines.Line> record) throws UnreadableException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Lines.Line line : record) {
            all.writeBytes(line.bytes());
            all.write('\n');
        }
        byte[] bytes = Arrays.copyOf(all.toByteArray(), all.size() - 1);
        return new Lines.Line(record.get(0).number(), bytes, true, false).text();
    }

    private TicketDraft draft(List<String> cells) throws UnreadableException {
        TicketDraft.Builder draft = TicketDraft.builder();
        Map<String, String> attributes = new TreeMap<>();
        String key = null;
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            if (cell.isBlank()) {
                continue;
            }
            switch (fields.get(i)) {
                case "title" -> draft.title(cell);
                case "description" -> draft.description(cell);
                case "category" -> draft.category(cell);
                case "priority" ->
                    draft.priority(Priority.parse(cell.strip())
                            .orElseThrow(() -> unknown("priority", "Choose one of: low, medium, high, critical.")));
                case "status" ->
                    draft.status(Status.parse(cell.strip())
                            .orElseThrow(
                                    () -> unknown("status", "Choose one of: open, in_progress, resolved, closed.")));
                case "requester" -> draft.requester(cell);
                case "assignee" -> draft.assignee(cell);
                case "team" -> draft.team(cell);
                case "channel" -> draft.channel(cell);
                case "tags" ->
                    draft.tags(Arrays.stream(cell.split("[,;]"))
                            .filter(tag -> !tag.isBlank())
                            .toArray(String[]::new));
                case "id" -> key = cell.strip();
                default -> attributes.put(fields.get(i), cell.strip());
            }
        }
        // of a row without id: who imports it again, or the same row twice, makes it once
        return draft.attributes(attributes)
                .idempotencyKey(key == null ? "row-" + fingerprint(cells) : "id-" + key)
                .build();
    }

    private static UnreadableException unknown(String field, String remedy) {
        return new UnreadableException(field, "This is not a valid choice.", remedy);
    }

    private static String fingerprint(List<String> cells) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String cell : cells) {
                digest.update(cell.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
