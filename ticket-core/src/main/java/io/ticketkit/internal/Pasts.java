package io.ticketkit.internal;

import io.ticketkit.AiMark;
import io.ticketkit.AnswerFeedback;
import io.ticketkit.Comment;
import io.ticketkit.ExternalReference;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Ticket;
import io.ticketkit.TicketArchive;
import io.ticketkit.TicketId;
import io.ticketkit.TicketPast;
import io.ticketkit.TicketSelection;
import io.ticketkit.spi.ArchiveReader;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.WholeTicket;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes of stored tickets what an archive keeps of them. */
record Pasts(TicketSelection selection) {
    /**
     * A part of the list.
     *
     * @param pasts the tickets
     * @param last the place of the last one, or null when there is none: the end
     */
    record Part(List<TicketPast> pasts, Seek.@Nullable Position last) {}

    Part read(ArchiveReader reader, Seek seek) {
        List<WholeTicket> tickets = reader.page(selection, seek);
        if (tickets.isEmpty()) {
            return new Part(List.of(), null);
        }
        Map<TicketId, String> origins = origins(reader, tickets);
        Ticket last = tickets.get(tickets.size() - 1).stored().ticket();
        return new Part(
                tickets.stream().map(whole -> past(whole, origins)).toList(),
                Seek.Position.of(last, selection.query().order()));
    }

    /** Of the tickets, and of those they name, as far as these are there. */
    private Map<TicketId, String> origins(ArchiveReader reader, List<WholeTicket> tickets) {
        String tenant = selection.tenant();
        Map<TicketId, Instant> created = new HashMap<>();
        Set<TicketId> others = new HashSet<>();
        for (WholeTicket whole : tickets) {
            whole.history().stream().filter(Pasts::namesTicket).forEach(line -> others.add(other(line)));
            whole.links().forEach(link -> others.add(link.other()));
        }
        tickets.forEach(whole -> {
            Ticket ticket = whole.stored().ticket();
            created.put(ticket.id(), ticket.createdAt());
            others.remove(ticket.id());
        });
        if (!others.isEmpty()) {
            created.putAll(reader.createdAt(tenant, selection.scope(), others));
        }
        Map<TicketId, String> origins = new HashMap<>();
        created.forEach((id, at) -> origins.put(id, origin(id, at)));
        origins.putAll(reader.names(tenant, TicketArchive.SYSTEM, created.keySet()));
        return origins;
    }

    /** Of a ticket that was made here: no other ticket anywhere has this number and time. */
    static String origin(TicketId id, Instant createdAt) {
        return id.value() + "-" + EpochMicros.of(createdAt);
    }

    static boolean namesTicket(HistoryEntry line) {
        return line.kind().isAboutTicket() && line.subject().isPresent();
    }

    static TicketId other(HistoryEntry line) {
        return new TicketId(line.subject().orElseThrow());
    }

    private static TicketPast past(WholeTicket whole, Map<TicketId, String> origins) {
        Ticket ticket = whole.stored().ticket();
        String origin = origins.getOrDefault(ticket.id(), "");
        TicketPast.Builder past = TicketPast.builder(origin, ticket)
                .history(
                        whole.stored().lastEvent(),
                        whole.history().stream()
                                .map(line -> known(line, origins))
                                .toList())
                .comments(whole.comments().stream().map(Pasts::withoutRun).toList(), whole.edits())
                .rating(whole.rating())
                .feedback(withoutRuns(whole.feedback()))
                .links(whole.links().stream()
                        .filter(link -> origins.containsKey(link.other()))
                        .map(link ->
                                new TicketPast.Link(link.kind(), origins.getOrDefault(link.other(), ""), link.at()))
                        .toList())
                .names(whole.names().stream().filter(Pasts::isNoOrigin).toList());
        whole.history().stream()
                .filter(Pasts::namesTicket)
                .map(Pasts::other)
                .filter(origins::containsKey)
                .forEach(id -> past.other(id, origins.getOrDefault(id, "")));
        return past.build();
    }

    static boolean isNoOrigin(ExternalReference name) {
        return !name.system().equals(TicketArchive.SYSTEM);
    }

    /** Without the number of a ticket that is not there any more. */
    private static HistoryEntry known(HistoryEntry line, Map<TicketId, String> origins) {
        return !namesTicket(line) || origins.containsKey(other(line)) ? line : about(line, null);
    }

    static HistoryEntry about(HistoryEntry line, @Nullable Long subject) {
        return HistoryEntry.builder(line.event(), line.position())
                .at(line.at())
                .actor(line.actorRole(), line.actorId())
                .kind(line.kind())
                .change(line.change().orElse(null))
                .internal(line.isInternal())
                .subject(subject)
                .build();
    }

    /** Runs are no part of an archive. */
    private static Comment withoutRun(Comment comment) {
        AiMark mark = comment.ai().orElse(null);
        return mark == null || mark.run().isEmpty()
                ? comment
                : comment.toBuilder().ai(mark.run(null)).build();
    }

    /** What was said of a comment stays, though a run is named too; of what one said of the same, the latest. */
    private static Collection<AnswerFeedback> withoutRuns(List<AnswerFeedback> feedback) {
        Map<List<Object>, AnswerFeedback> kept = new LinkedHashMap<>();
        for (AnswerFeedback said : feedback) {
            if (said.run().isEmpty() || said.comment().isPresent()) {
                AnswerFeedback plain = AnswerFeedback.builder(said.ticket(), said.isHelpful())
                        .comment(said.comment().orElse(null))
                        .text(said.text().orElse(null))
                        .actor(said.actorRole(), said.actorId())
                        .at(said.at(), said.changedAt())
                        .build();
                kept.merge(
                        List.of(said.actorRole(), said.actorId(), said.comment()),
                        plain,
                        (one, other) -> one.changedAt().isAfter(other.changedAt()) ? one : other);
            }
        }
        return kept.values().stream()
                .sorted(Comparator.comparing(AnswerFeedback::at))
                .toList();
    }
}
