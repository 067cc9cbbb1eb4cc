package io.ticketkit.assist;

import io.ticketkit.ClassifiedField;
import io.ticketkit.NextAction;
import io.ticketkit.NextAction.Kind;
import io.ticketkit.NextActions;
import io.ticketkit.Priority;
import io.ticketkit.Provenance;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.spi.SearchText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What to do next, by the state of the ticket and who spoke last. */
final class ActionRules {
    private static final Duration CRITICAL_WAIT = Duration.ofHours(1);
    private static final Duration REMIND_AFTER = Duration.ofDays(3);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(7);
    private static final int URGENT = 80;
    private static final int MOST = 5;

    private final AssistanceRequest request;
    private final Ticket ticket;
    private final Phrases phrases;
    private final List<NextAction> actions = new ArrayList<>();

    private ActionRules(AssistanceRequest request) {
        this.request = request;
        this.ticket = request.ticket();
        this.phrases = Phrases.in(OfflineAssistant.language(request));
    }

    static NextActions of(AssistanceRequest request) {
        ActionRules rules = new ActionRules(request);
        if (request.ticket().status() != Status.CLOSED) {
            rules.look();
        }
        return NextActions.of(rules.actions.stream().limit(MOST).toList(), Provenance.of(Source.RULE));
    }

    private void look() {
        Optional<Turn> last = lastInPublic();
        boolean requesterWaits = last.map(turn -> turn.speaker() == Speaker.REQUESTER)
                .orElse(!ticket.status().isDone());
        Duration quiet = since(last.map(Turn::at).orElse(ticket.createdAt()));
        if (ticket.status().isDone()) {
            afterwards(last, quiet);
            return;
        }
        boolean solved = last.filter(turn -> turn.speaker() == Speaker.REQUESTER)
                .filter(turn -> saysSolved(turn.text()))
                .isPresent();
        if (solved) {
            add(Kind.RESOLVE, "action_resolve_said");
        }
        escalate(requesterWaits, quiet);
        duplicate();
        if (requesterWaits && !solved) {
            answer(last.isEmpty(), quiet);
        } else if (!solved) {
            waitForRequester(last, quiet);
        }
        tidyUp(last.isPresent());
    }

    private void escalate(boolean requesterWaits, Duration quiet) {
        boolean serious = ticket.priority().compareTo(Priority.HIGH) >= 0;
        if (ticket.sentiment() == Sentiment.ANGRY && serious) {
            add(
                    Kind.ESCALATE,
                    "action_escalate",
                    phrases.get("priority_" + ticket.priority().wireName()));
        } else if (ticket.priority() == Priority.CRITICAL && requesterWaits && quiet.compareTo(CRITICAL_WAIT) > 0) {
            add(Kind.ESCALATE, "action_escalate_waiting", phrases.time(quiet));
        }
        boolean byMachine = ticket.origin(ClassifiedField.PRIORITY).chosenBy().isEmpty();
        if (!serious && byMachine && (ticket.sentiment() == Sentiment.ANGRY || ticket.urgencyScore() >= URGENT)) {
            add(Kind.RAISE_PRIORITY, "action_raise_priority");
        }
    }

    private void duplicate() {
        request.similar().stream()
                .filter(other -> other.duplicate() && !other.id().equals(ticket.id()))
                .findFirst()
                .ifPresent(other -> actions.add(NextAction.of(
                                Kind.MERGE_DUPLICATE,
                                phrases.get("action_merge_duplicate", other.id().toString()))
                        .about(other.id())));
    }

    private void answer(boolean first, Duration quiet) {
        if (ReplyTemplate.isShort(request)
                && Clues.in(ReplyTemplate.asked(request)).isEmpty()) {
            add(Kind.ASK_FOR_DETAILS, "action_ask_for_details");
        } else {
            add(Kind.REPLY, first ? "action_reply_first" : "action_reply", phrases.time(quiet));
        }
    }

    /** The last word is ours. */
    private void waitForRequester(Optional<Turn> last, Duration quiet) {
        boolean asked = last.filter(turn -> turn.text().contains("?")).isPresent();
        if (quiet.compareTo(GIVE_UP_AFTER) > 0) {
            add(Kind.RESOLVE, "action_resolve_silent", phrases.time(quiet));
        } else if (asked && quiet.compareTo(REMIND_AFTER) > 0) {
            add(Kind.FOLLOW_UP, "action_follow_up", phrases.time(quiet));
        }
    }

    private void tidyUp(boolean spoken) {
        if (ticket.assignee().isEmpty() && ticket.team().isEmpty()) {
            add(Kind.ASSIGN, "action_assign");
        } else if (ticket.status() == Status.OPEN && spoken && ticket.assignee().isPresent()) {
            add(Kind.START, "action_start");
        }
        if (ticket.needsReview()) {
            add(Kind.REVIEW, "action_review");
        }
    }

    private void afterwards(Optional<Turn> last, Duration quiet) {
        Instant resolved = ticket.resolvedAt().orElse(ticket.updatedAt());
        boolean objected = last.filter(turn ->
                        turn.speaker() == Speaker.REQUESTER && turn.at().isAfter(resolved) && !saysSolved(turn.text()))
                .isPresent();
        if (objected) {
            add(Kind.REPLY, "action_reply", phrases.time(quiet));
        } else if (since(resolved).compareTo(GIVE_UP_AFTER) > 0) {
            add(Kind.CLOSE, "action_close", phrases.time(since(resolved)));
        }
    }

    private boolean saysSolved(String text) {
        String words = " " + String.join(" ", SearchText.words(text)) + " ";
        return phrases.list("solved").stream().anyMatch(phrase -> words.contains(" " + phrase + " "))
                && phrases.list("open").stream().noneMatch(word -> words.contains(" " + word + " "));
    }

    private Optional<Turn> lastInPublic() {
        return request.thread().stream()
                .filter(turn -> !turn.internal() && turn.speaker() != Speaker.SYSTEM)
                .reduce((before, after) -> after);
    }

    private Duration since(Instant then) {
        Duration time = Duration.between(then, request.now());
        return time.isNegative() ? Duration.ZERO : time;
    }

    private void add(Kind kind, String phrase, String... values) {
        actions.add(NextAction.of(kind, phrases.get(phrase, values)));
    }
}
