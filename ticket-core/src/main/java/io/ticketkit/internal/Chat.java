package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.ChatMessage;
import io.ticketkit.ChatMessage.Sender;
import io.ticketkit.ChatOutcome;
import io.ticketkit.ChatReply;
import io.ticketkit.Conversation;
import io.ticketkit.ConversationEndedException;
import io.ticketkit.ConversationId;
import io.ticketkit.ConversationNotFoundException;
import io.ticketkit.Deadline;
import io.ticketkit.Scope;
import io.ticketkit.StorageException;
import io.ticketkit.assist.ConversationRequest;
import io.ticketkit.spi.ConversationView;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredConversation;
import io.ticketkit.spi.StoredConversation.Lease;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says something in a conversation, and sees that it is answered. What is said is stored first. Who then takes the lease
 * makes the answer, outside transactions, and it is stored only if it still has the lease and no person has taken over;
 * if more was said meanwhile and there is time, it is thrown away and made again, for all of it. The others wait for that
 * answer. A lease that was left behind ends by itself.
 */
final class Chat {
    private static final Logger LOG = LoggerFactory.getLogger(Chat.class);
    /** How much longer than an answer may take a lease holds: for reading and storing. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final long FIRST_PAUSE = 20;
    private static final long LONGEST_PAUSE = 250;
    private static final int PAGE = 50;

    private final Engine engine;
    private final String tenant;
    private final Actor actor;
    private final Access access;
    private final ConversationView view;
    private final ConversationId id;
    private final Deadline deadline;
    private final Duration time;

    Chat(Engine engine, Actor actor, Access access, ConversationView view, ConversationId id) {
        this.engine = engine;
        this.tenant = view.tenant();
        this.actor = actor;
        this.access = access;
        this.view = view;
        this.id = id;
        this.deadline = engine.assistance().deadline();
        this.time = deadline.remaining();
    }

    /** Where it has come to: at an end, or it is ours to answer, or (neither) somebody else is doing that. */
    private record Step(
            @Nullable ChatOutcome outcome, @Nullable StoredConversation ours) {
        static final Step WAITING = new Step(null, null);

        static Step end(ChatOutcome outcome) {
            return new Step(outcome, null);
        }

        static Step answer(StoredConversation ours) {
            return new Step(null, ours);
        }
    }

    /** What was said, and what follows. */
    private record Said(ChatMessage message, Step step) {}

    ChatOutcome say(String text) {
        Said said = engine.storage().write(writer -> add(writer, text));
        Step step = said.step();
        for (long pause = FIRST_PAUSE; step.outcome() == null; ) {
            if (step.ours() != null) {
                step = answered(said.message(), step.ours());
            } else if (deadline.hasPassed() || !paused(pause)) {
                return ChatOutcome.none(said.message(), ChatOutcome.Kind.PENDING);
            } else {
                pause = Math.min(2 * pause, LONGEST_PAUSE);
                step = look(said.message());
            }
        }
        return step.outcome();
    }

    private Said add(TicketWriter writer, String text) {
        StoredConversation stored = lock(writer);
        Conversation before = stored.conversation();
        if (!before.isActive()) {
            throw new ConversationEndedException(id);
        }
        Sender sender = sender(before);
        Instant now = later(engine.rules().now(), before.updatedAt());
        ChatMessage message = ChatMessage.builder(before.messages() + 1, sender, text, now)
                .author(named(actor))
                .build();
        writer.conversations().add(tenant, id, message);
        Conversation.Builder after =
                before.toBuilder().messages(message.number()).updatedAt(now);
        if (sender == Sender.STAFF && !before.isTakenOver()) {
            after.takenOver(now, named(actor));
        } else if (sender == Sender.PERSON && !before.isTakenOver() && staffReplied(writer, before)) {
            after.takenOver(now, null);
        }
        StoredConversation changed = stored.with(after.build());
        Step step = sender == Sender.PERSON ? next(changed, message) : none(message, ChatOutcome.Kind.NOTED);
        writer.conversations().update(tenant, step.ours() == null ? changed : step.ours());
        return new Said(message, step);
    }

    private static Step none(ChatMessage message, ChatOutcome.Kind why) {
        return Step.end(ChatOutcome.none(message, why));
    }

    /** Whether it is ours to answer. */
    private Step next(StoredConversation stored, ChatMessage message) {
        if (stored.conversation().isTakenOver()) {
            return none(message, ChatOutcome.Kind.TAKEN_OVER);
        } else if (!stored.conversation().isActive()) {
            return none(message, ChatOutcome.Kind.ENDED);
        }
        Lease lease = stored.lease();
        // joining, whoever has the row has everything until the host commits
        boolean free = lease == null
                || !lease.until().isAfter(engine.rules().now())
                || engine.storage().joins();
        return free ? Step.answer(stored.with(newLease(UUID.randomUUID().toString()))) : Step.WAITING;
    }

    private Lease newLease(String holder) {
        return new Lease(holder, engine.rules().now().plus(time).plus(SLACK));
    }

    /** In whose part the actor speaks. */
    private Sender sender(Conversation conversation) {
        boolean amongStaff = conversation.startedBy().role() != Actor.Role.REQUESTER;
        if (amongStaff || actor.role() == Actor.Role.REQUESTER) {
            return Sender.PERSON;
        } else if (actor.role() == Actor.Role.SYSTEM) {
            return Sender.SYSTEM;
        }
        return access.allows(Action.INTERNAL_NOTES) ? Sender.STAFF : Sender.PERSON;
    }

    /** Makes the answer, and stores it if it is still wanted. */
    private Step answered(ChatMessage message, StoredConversation ours) {
        boolean done = false;
        try {
            ChatHistory history = engine.storage().read(reader -> history(reader, ours));
            ChatReply reply = ask(history);
            Step step = engine.storage().write(writer -> store(writer, message, ours, history, reply));
            done = true;
            return step;
        } finally {
            // joining, the host's transaction has failed, and nothing can be written in it
            if (!done && !engine.storage().joins()) {
                release(ours);
            }
        }
    }

    private ChatHistory history(TicketReader reader, StoredConversation ours) {
        // what one may see who has not begun it is none of the others' business
        Access known = isOwn(ours.conversation()) ? access : new Access(access.actions(), Scope.none());
        return ChatHistory.of(reader, tenant, known, ours).orElseThrow(() -> new ConversationNotFoundException(id));
    }

    private ChatReply ask(ChatHistory history) {
        AssistanceRunner assistance = engine.assistance();
        ConversationRequest request = history.request()
                .knowledge(assistance.knowledge(tenant, history.asked(), deadline))
                .deadline(deadline)
                .build();
        return engine.storage().joins() ? assistance.chatOffline(request) : assistance.chat(request);
    }

    private Step store(
            TicketWriter writer, ChatMessage message, StoredConversation ours, ChatHistory history, ChatReply reply) {
        StoredConversation stored = lock(writer);
        Conversation before = stored.conversation();
        if (!isHeld(stored, ours)) {
            return Step.WAITING;
        }
        Instant now = later(engine.rules().now(), before.updatedAt());
        if (before.isActive() && !before.isTakenOver() && staffReplied(writer, before)) {
            stored = stored.with(before.toBuilder().takenOver(now, null).build());
        }
        Step step = next(stored, message);
        if (step.outcome() != null) {
            writer.conversations().update(tenant, stored.with((Lease) null));
            return step;
        } else if (before.messages() > history.last() && isWorthwhile()) {
            StoredConversation again = stored.with(newLease(holder(ours)));
            writer.conversations().update(tenant, again);
            return Step.answer(again);
        }
        ChatMessage answer = history.answer(before.messages() + 1, now, reply);
        writer.conversations().add(tenant, id, answer);
        Conversation after =
                before.toBuilder().messages(answer.number()).updatedAt(now).build();
        writer.conversations()
                .update(
                        tenant,
                        history.summarised(stored.with(after).with((Lease) null))
                                .answeredTo(history.last()));
        return message.number() <= history.last() ? Step.end(ChatOutcome.answered(message, answer)) : Step.WAITING;
    }

    /** Half of the time is enough for another try, and keeps a talkative person from being answered never. */
    private boolean isWorthwhile() {
        return deadline.remaining().compareTo(time.dividedBy(2)) > 0;
    }

    private static boolean isHeld(StoredConversation stored, StoredConversation ours) {
        Lease lease = stored.lease();
        return lease != null && lease.holder().equals(holder(ours));
    }

    private static String holder(StoredConversation ours) {
        return Objects.requireNonNull(ours.lease()).holder();
    }

    /** Lets others make the answer. */
    private void release(StoredConversation ours) {
        try {
            engine.storage().write(writer -> {
                writer.conversations()
                        .lock(view, id)
                        .filter(stored -> isHeld(stored, ours))
                        .ifPresent(stored -> writer.conversations().update(tenant, stored.with((Lease) null)));
                return true;
            });
        } catch (StorageException e) {
            LOG.warn("A chat that could not be answered waits for its lease to end: {}", e.getMessage());
        }
    }

    /** What has become of the message meanwhile, by the hand of others. */
    private Step look(ChatMessage message) {
        Optional<Step> known = engine.storage().read(reader -> look(reader, message));
        return known.orElseGet(() -> engine.storage().write(writer -> {
            StoredConversation stored = lock(writer);
            Step step = stored.answered() < message.number() ? next(stored, message) : Step.WAITING;
            if (step.ours() != null) {
                writer.conversations().update(tenant, step.ours());
            }
            return step;
        }));
    }

    /** Empty when it may be ours to answer now. */
    private Optional<Step> look(TicketReader reader, ChatMessage message) {
        StoredConversation stored =
                reader.conversations().find(view, id).orElseThrow(() -> new ConversationNotFoundException(id));
        if (stored.answered() >= message.number()) {
            return Optional.of(Step.end(ChatOutcome.answered(message, answer(reader, message))));
        }
        Step step = next(stored, message);
        return step.ours() == null ? Optional.of(step) : Optional.empty();
    }

    private ChatMessage answer(TicketReader reader, ChatMessage message) {
        long from = message.number();
        while (true) {
            List<ChatMessage> later =
                    reader.conversations().messages(tenant, id, new Seek(new Seek.Position(from, from), false, PAGE));
            for (ChatMessage other : later) {
                if (other.answers() >= message.number()) {
                    return other;
                }
            }
            if (later.isEmpty()) {
                throw new ConversationNotFoundException(id);
            }
            from = later.get(later.size() - 1).number();
        }
    }

    private boolean isOwn(Conversation conversation) {
        Actor starter = conversation.startedBy();
        return starter.role() == actor.role() && starter.id().equals(actor.id());
    }

    /** A reply to the requester on the ticket since the chat began; those of a chat among staff are another matter. */
    private boolean staffReplied(TicketReader reader, Conversation conversation) {
        return conversation.startedBy().role() == Actor.Role.REQUESTER
                && conversation
                        .ticket()
                        .filter(ticket -> PublicReplies.of(reader.comments(), tenant, ticket)
                                .hasStaffSince(conversation.createdAt()))
                        .isPresent();
    }

    private StoredConversation lock(TicketWriter writer) {
        return writer.conversations().lock(view, id).orElseThrow(() -> new ConversationNotFoundException(id));
    }

    private static boolean paused(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Clocks of nodes differ. */
    static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** As it is stored: without teams. */
    static Actor named(Actor actor) {
        return actor.inTeams(Set.of());
    }
}
