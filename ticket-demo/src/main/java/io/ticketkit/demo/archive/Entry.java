package io.ticketkit.demo.archive;

import io.ticketkit.TicketDraft;
import io.ticketkit.TicketPast;
import io.ticketkit.Violation;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One or more lines of a file that are a ticket, or should be.
 *
 * @param line the number of the first
 * @param lines as they are in the file, each with its end; none when they were set aside already
 * @param count how many they are
 * @param past the whole ticket, or null
 * @param draft the new ticket, or null
 * @param places the lines of its parts, as violations name them: {@code comments[0]}; what is not there is in the first
 * @param problems why it is neither
 */
record Entry(
        long line,
        List<byte[]> lines,
        long count,
        @Nullable TicketPast past,
        @Nullable TicketDraft draft,
        Map<String, Long> places,
        List<Problem> problems) {
    private static final Pattern PART = Pattern.compile("^(\\w+(?:\\[\\d+])?)(\\.edits\\[\\d+])?");

    static Entry bad(long line, List<byte[]> lines, Violation violation) {
        return new Entry(
                line, lines, Math.max(1, lines.size()), null, null, Map.of(), List.of(new Problem(line, violation)));
    }

    static Entry whole(long line, byte[] raw, TicketPast past) {
        return new Entry(line, List.of(raw), 1, past, null, Map.of(), List.of());
    }

    static Entry fresh(long line, List<byte[]> lines, TicketDraft draft) {
        return new Entry(line, lines, lines.size(), null, draft, Map.of(), List.of());
    }

    Problem problem(Violation violation) {
        return new Problem(place(line, places, violation), violation);
    }

    static long place(long first, Map<String, Long> places, Violation violation) {
        Matcher part = PART.matcher(violation.field());
        return part.find() ? places.getOrDefault(part.group(), places.getOrDefault(part.group(1), first)) : first;
    }

    long size() {
        return lines.stream().mapToLong(bytes -> bytes.length).sum();
    }
}
