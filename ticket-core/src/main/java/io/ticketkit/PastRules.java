package io.ticketkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a past must be like so that any storage takes it. */
final class PastRules {
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("9999-12-31T23:00:00Z");
    private static final int HISTORY_VALUE = 100_000;
    private static final int MOST = 20;
    private static final Set<HistoryEntry.Kind> ABOUT_COMMENTS = EnumSet.of(
            HistoryEntry.Kind.COMMENTED, HistoryEntry.Kind.COMMENT_EDITED, HistoryEntry.Kind.COMMENT_DELETED);
    private static final Set<HistoryEntry.Kind> ABOUT_FILES =
            EnumSet.of(HistoryEntry.Kind.ATTACHED, HistoryEntry.Kind.DETACHED);
    private static final Set<HistoryEntry.Kind> OF_FIELDS =
            EnumSet.of(HistoryEntry.Kind.CHANGED, HistoryEntry.Kind.RESCORED, HistoryEntry.Kind.ACCEPTED);

    private final TicketPast past;
    private final Ticket ticket;
    private final List<Violation> violations = new ArrayList<>();

    PastRules(TicketPast past) {
        this.past = past;
        this.ticket = past.ticket();
    }

    List<Violation> violations() {
        name("origin", past.origin(), Limits.KEY);
        draft();
        ticket();
        Set<CommentId> comments = comments();
        edits();
        history(comments);
        past.rating().ifPresent(this::rating);
        feedback(comments);
        links();
        return violations.size() > MOST ? List.copyOf(violations.subList(0, MOST)) : List.copyOf(violations);
    }

    /** The fields that somebody who submits gives, under the same rules. */
    private void draft() {
        TicketDraft draft = TicketDraft.builder()
                .title(ticket.title())
                .description(ticket.description())
                .requester(ticket.requester().orElse(null))
                .assignee(ticket.assignee().orElse(null))
                .team(ticket.team().orElse(null))
                .channel(ticket.channel().orElse(null))
                .hostReference(ticket.hostReference().orElse(null))
                .tags(ticket.tags().toArray(String[]::new))
                .attributes(ticket.attributes())
                .build();
        violations.addAll(draft.violations());
        stripped(TicketField.TITLE, draft.title().equals(ticket.title()));
        stripped(TicketField.DESCRIPTION, draft.description().equals(ticket.description()));
        stripped(TicketField.REQUESTER, draft.requester().equals(ticket.requester()));
        stripped(TicketField.ASSIGNEE, draft.assignee().equals(ticket.assignee()));
        stripped(TicketField.TEAM, draft.team().equals(ticket.team()));
        stripped(TicketField.CHANNEL, draft.channel().equals(ticket.channel()));
        stripped(TicketField.TAGS, draft.tags().equals(ticket.tags()));
        stripped(TicketField.ATTRIBUTES, draft.attributes().equals(ticket.attributes()));
    }

    private void stripped(TicketField field, boolean is) {
        require(is, field.wireName(), "Remove the white space around it.");
    }

    private void ticket() {
        time("created_at", ticket.createdAt());
        time("updated_at", ticket.updatedAt());
        ticket.firstResponseAt().ifPresent(at -> time("first_response_at", at));
        ticket.resolvedAt().ifPresent(at -> time("resolved_at", at));
        ticket.closedAt().ifPresent(at -> time("closed_at", at));
        require(!ticket.updatedAt().isBefore(ticket.createdAt()), "updated_at", "This is before created_at.");
        require(
                ticket.resolvedAt().isPresent() == ticket.status().isDone(),
                "resolved_at",
                "This is given when the status is resolved or closed, and only then.");
        require(
                ticket.closedAt().isPresent() == (ticket.status() == Status.CLOSED),
                "closed_at",
                "This is given when the status is closed, and only then.");
        require(ticket.version() >= 1, "version", "Ensure this value is greater than or equal to 1.");
        int urgency = ticket.urgencyScore();
        require(
                urgency >= 0 && urgency <= Limits.URGENCY,
                "urgency_score",
                "Ensure this value is between 0 and " + Limits.URGENCY + ".");
        for (ClassifiedField field : ClassifiedField.values()) {
            ticket.origin(field)
                    .chosenBy()
                    .ifPresent(by -> name(field.name().toLowerCase(Locale.ROOT) + "_origin", by, Limits.PERSON));
        }
    }

    private Set<CommentId> comments() {
        Set<CommentId> ids = new HashSet<>();
        Map<CommentId, Integer> kept = new HashMap<>();
        past.edits().forEach(edit -> kept.merge(edit.comment(), 1, Integer::sum));
        for (int i = 0; i < past.comments().size(); i++) {
            Comment comment = past.comments().get(i);
            String at = "comments[" + i + "].";
            require(ids.add(comment.id()), at + "id", "Another comment of the ticket has this number.");
            name(at + "author", comment.author(), Limits.PERSON);
            time(at + "created_at", comment.createdAt());
            comment.editedAt().ifPresent(time -> time(at + "edited_at", time));
            comment.deletedAt().ifPresent(time -> time(at + "deleted_at", time));
            if (comment.isDeleted()) {
                require(
                        comment.content().isEmpty() && comment.ai().isEmpty(),
                        at + "content",
                        "Nothing is left of a deleted comment.");
            } else {
                add(at + "content", Text.problem(comment.content(), Limits.COMMENT));
            }
            require(
                    comment.edits() == kept.getOrDefault(comment.id(), 0),
                    at + "edits",
                    "Give as many earlier texts as the comment says it has.");
        }
        return ids;
    }

    private void edits() {
        Map<CommentId, Integer> places = new HashMap<>();
        past.comments().forEach(comment -> places.putIfAbsent(comment.id(), places.size()));
        Map<CommentId, Integer> last = new HashMap<>();
        for (CommentEdit edit : past.edits()) {
            int number = last.merge(edit.comment(), 1, Integer::sum);
            String at = "comments[" + places.getOrDefault(edit.comment(), 0) + "].edits[" + (number - 1) + "].";
            require(places.containsKey(edit.comment()), at + "comment", "There is no such comment.");
            require(
                    edit.number() == number,
                    at + "number",
                    "The earlier texts of a comment are numbered 1, 2, and so on.");
            add(at + "content", Text.problem(edit.content(), Limits.COMMENT));
            name(at + "editor", edit.editorId(), Limits.PERSON);
            time(at + "replaced_at", edit.replacedAt());
        }
    }

    private void history(Set<CommentId> comments) {
        long event = 0;
        int position = -1;
        boolean internal = false;
        for (int i = 0; i < past.history().size(); i++) {
            HistoryEntry line = past.history().get(i);
            String at = "history[" + i + "].";
            boolean same = line.event() == event;
            require(
                    same ? line.position() > position : line.event() > event && line.position() >= 0,
                    at + "event",
                    "Lines are ordered by event, from 1, and position, from 0.");
            require(
                    !same || line.isInternal() == internal,
                    at + "internal",
                    "All lines of an event are internal, or none.");
            event = line.event();
            position = line.position();
            internal = line.isInternal();
            line(at, line, comments);
        }
        require(past.lastEvent() >= Math.max(1, event), "last_event", "There is a later event in the history.");
    }

    private void line(String at, HistoryEntry line, Set<CommentId> comments) {
        HistoryEntry.Kind kind = line.kind();
        time(at + "at", line.at());
        name(at + "actor", line.actorId(), Limits.PERSON);
        line.change().ifPresent(change -> {
            change(at + "from", change.from());
            change(at + "to", change.to());
        });
        boolean rated = kind == HistoryEntry.Kind.RATED;
        boolean ofField = line.change()
                .map(change -> (change.field() == TicketField.RATING) == rated)
                .orElse(rated);
        require(
                OF_FIELDS.contains(kind) ? line.change().isPresent() && ofField : ofField == rated,
                at + "field",
                "Lines of this kind have another field, or none.");
        long subject = line.subject().orElse(1);
        boolean fits = ABOUT_COMMENTS.contains(kind)
                ? line.subject().isPresent() && subject > 0 && comments.contains(new CommentId(subject))
                : ABOUT_FILES.contains(kind)
                        ? line.subject().isPresent()
                        : kind.isAboutTicket() || line.subject().isEmpty();
        require(
                fits && subject > 0,
                at + "subject",
                "Lines of this kind are about something else, or there is no such comment.");
    }

    private void change(String field, @Nullable String value) {
        if (value != null) {
            add(field, Text.problemIfPresent(value, HISTORY_VALUE));
        }
    }

    private void rating(Rating rating) {
        Rating.violations(rating.score(), rating.comment().orElse(null))
                .forEach(violation -> violations.add(
                        new Violation("rating." + violation.field(), violation.message(), violation.remedy())));
        said("rating.", rating.actorId(), rating.at(), rating.changedAt());
    }

    private void feedback(Set<CommentId> comments) {
        Set<List<Object>> said = new HashSet<>();
        for (int i = 0; i < past.feedback().size(); i++) {
            AnswerFeedback feedback = past.feedback().get(i);
            String at = "feedback[" + i + "].";
            feedback.text().ifPresent(text -> add(at + "text", Text.problem(text, Limits.FEEDBACK)));
            said(at, feedback.actorId(), feedback.at(), feedback.changedAt());
            require(
                    feedback.comment().isEmpty()
                            || comments.contains(feedback.comment().get()),
                    at + "comment",
                    "There is no such comment.");
            require(
                    said.add(List.of(feedback.actorRole(), feedback.actorId(), feedback.comment())),
                    at + "actor",
                    "The same has been said of this by the same.");
        }
    }

    private void said(String at, String actor, Instant first, Instant last) {
        name(at + "actor", actor, Limits.PERSON);
        time(at + "at", first);
        time(at + "changed_at", last);
        require(!last.isBefore(first), at + "changed_at", "This is before the time it was said first.");
    }

    private void links() {
        int originals = 0;
        for (int i = 0; i < past.links().size(); i++) {
            TicketPast.Link link = past.links().get(i);
            String at = "links[" + i + "].";
            name(at + "other", link.other(), Limits.KEY);
            time(at + "at", link.at());
            require(!link.other().equals(past.origin()), at + "other", "This is the ticket itself.");
            originals += link.kind() == TicketLink.Kind.ORIGINAL ? 1 : 0;
        }
        require(
                originals == 0 || (originals == 1 && ticket.status() == Status.CLOSED),
                "links",
                "A ticket is merged into one original at most, and closed then.");
        past.others().values().forEach(other -> name("history.subject", other, Limits.KEY));
    }

    private void name(String field, String value, int max) {
        add(field, Text.nameProblem(value, max));
    }

    private void time(String field, Instant at) {
        require(
                !at.isBefore(FIRST) && at.isBefore(AFTER_LAST),
                field,
                "Ensure this time is in the years 2000 to 9999.");
    }

    private void require(boolean fulfilled, String field, String message) {
        if (!fulfilled) {
            violations.add(new Violation(field, message));
        }
    }

    private void add(String field, Optional<String> problem) {
        problem.ifPresent(message -> violations.add(new Violation(field, message)));
    }
}
