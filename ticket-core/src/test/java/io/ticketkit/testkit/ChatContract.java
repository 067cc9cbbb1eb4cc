package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.ChatMessage;
import io.ticketkit.ChatMessage.Sender;
import io.ticketkit.ChatOutcome;
import io.ticketkit.CommentDraft;
import io.ticketkit.Conversation;
import io.ticketkit.ConversationEndedException;
import io.ticketkit.ConversationId;
import io.ticketkit.ConversationNotFoundException;
import io.ticketkit.ConversationQuery;
import io.ticketkit.Cursor;
import io.ticketkit.InvalidCursorException;
import io.ticketkit.Limits;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.RunPurpose;
import io.ticketkit.Scope;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketConversations;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.ValidationException;
import io.ticketkit.spi.Seek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Chats with the machine: who sees them, what is kept, when it is silent. */
interface ChatContract extends StorageContract {
    @Test
    default void whatIsSaidAndAnsweredIsKept() {
        Desk desk = desk();
        Ticket ticket = ofAda(desk);
        TicketConversations ada = desk.as(Actor.requester("ada")).conversations();
        Conversation started = ada.start(ticket.id());
        desk.clock().advance(Duration.ofMinutes(1));

        ChatOutcome outcome = ada.say(started.id(), "  Where is my refund?\nPlease 🙂 ");

        ChatMessage answer = outcome.answer().orElseThrow();
        assertThat(outcome.kind()).isEqualTo(ChatOutcome.Kind.ANSWERED);
        assertThat(outcome.text()).hasValue(answer.text());
        assertThat(outcome.source()).hasValue(Source.RULE);
        assertThat(outcome.failure()).isEmpty();
        assertThat(answer.answers()).isEqualTo(1);
        assertThat(answer.confidence().orElseThrow()).isBetween(0.0, 1.0);
        ChatMessage question = ChatMessage.builder(
                        1,
                        Sender.PERSON,
                        "Where is my refund?\nPlease 🙂",
                        desk.clock().instant())
                .author(Actor.requester("ada"))
                .build();
        assertThat(outcome.said()).isEqualTo(question);
        assertThat(ada.messages(started.id(), PageRequest.first()).items()).containsExactly(question, answer);
        Conversation now = ada.get(started.id());
        assertThat(now)
                .isEqualTo(started.toBuilder()
                        .messages(2)
                        .updatedAt(desk.clock().instant())
                        .build());
        assertThat(now.ticket()).hasValue(ticket.id());
        assertThat(now.startedBy()).isEqualTo(Actor.requester("ada"));
        assertThat(now.isActive()).isTrue();
        assertThat(desk.staff()
                        .runs()
                        .ofTicket(ticket.id(), PageRequest.first())
                        .items())
                .filteredOn(run -> run.purpose() == RunPurpose.CHAT)
                .extracting(run -> run.id().orElseThrow())
                .containsExactly(answer.run().orElseThrow());
        assertThat(desk.staff().get(ticket.id()).version()).isEqualTo(ticket.version());
    }

    @Test
    default void requestersSeeTheirOwnStaffTheOnesOfTicketsInScope() {
        Desk desk = desk();
        Ticket ticket = ofAda(desk);
        Conversation free = as(desk, "ada").start(null);
        Conversation about = as(desk, "ada").start(ticket.id());
        Conversation amongStaff = desk.staff().conversations().start(ticket.id());
        Conversation freeOfStaff = desk.staff().conversations().start(null);
        Conversation ofBob = as(desk, "bob").start(null);

        assertThat(ids(as(desk, "ada"))).containsExactlyInAnyOrder(free.id(), about.id());
        assertThat(ids(as(desk, "bob"))).containsExactly(ofBob.id());
        assertThat(ids(desk.as(Actor.staff("agent-2")).conversations()))
                .containsExactlyInAnyOrder(free.id(), about.id(), amongStaff.id(), freeOfStaff.id(), ofBob.id());
        assertThat(ids(desk().staff().conversations())).isEmpty();
        // the same name, but another part
        assertThat(ids(desk.as(Actor.requester("agent-1")).conversations())).isEmpty();
        ConversationQuery ofTicket = ConversationQuery.ofTicket(ticket.id());
        assertThat(ids(as(desk, "ada"), ofTicket)).containsExactly(about.id());
        assertThat(ids(as(desk, "bob"), ofTicket)).isEmpty();
        assertThat(ids(desk.staff().conversations(), ofTicket)).containsExactlyInAnyOrder(about.id(), amongStaff.id());
        for (Conversation hidden : List.of(amongStaff, freeOfStaff, ofBob)) {
            assertInvisible(as(desk, "ada"), hidden.id());
        }
        assertInvisible(desk().staff().conversations(), about.id());
    }

    @Test
    default void aNarrowScopeNarrowsConversationsToo() {
        Desk desk = desk();
        Ticket blue = desk.submit(Fixtures.draft("Blue").team("blue").build());
        Ticket red = desk.submit(Fixtures.draft("Red").team("red").build());
        Conversation inTeam = desk.staff().conversations().start(blue.id());
        Conversation other = desk.staff().conversations().start(red.id());
        Conversation freeOfOther = desk.staff().conversations().start(null);
        TicketConversations member = desk.service(
                        desk.kit(
                                0,
                                builder -> builder.accessPolicy(
                                        actor -> new Access(EnumSet.allOf(Action.class), Scope.team("blue")))),
                        Actor.staff("agent-2"))
                .conversations();
        Conversation own = member.start(null);

        assertThat(ids(member)).containsExactlyInAnyOrder(inTeam.id(), own.id());
        assertInvisible(member, other.id());
        assertInvisible(member, freeOfOther.id());
        assertThatThrownBy(() -> member.start(red.id())).isInstanceOf(TicketNotFoundException.class);
    }

    @Test
    default void whoMayNotChatMayDoNothing() {
        Desk desk = desk();
        Conversation conversation = as(desk, "ada").start(null);
        TicketConversations nobody = desk.service(
                        desk.kit(
                                0,
                                builder -> builder.accessPolicy(actor ->
                                        new Access(EnumSet.complementOf(EnumSet.of(Action.CHAT)), Scope.all()))),
                        Actor.requester("ada"))
                .conversations();

        assertThatThrownBy(() -> nobody.start(null)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> nobody.find(conversation.id())).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> nobody.say(conversation.id(), "Hi")).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> ids(nobody)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> as(desk, "ada").takeOver(conversation.id())).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    default void listsComeNewestFirstInPages() {
        Desk desk = desk();
        List<ConversationId> ids = new ArrayList<>();
        IntStream.range(0, 7).forEach(number -> {
            desk.clock().advance(Duration.ofSeconds(1));
            ids.add(
                    0,
                    as(desk, "ada")
                            .start(number % 2 == 0 ? null : ofAda(desk).id())
                            .id());
        });
        ids.stream().skip(5).forEach(as(desk, "ada")::end);

        for (TicketConversations view : List.of(as(desk, "ada"), desk.staff().conversations())) {
            Page<Conversation> first = view.list(ConversationQuery.all(), PageRequest.first(3));
            Page<Conversation> second = view.list(ConversationQuery.all(), next(first));
            Page<Conversation> third = view.list(ConversationQuery.all(), next(second));
            List<ConversationId> listed = new ArrayList<>();
            List.of(first, second, third).forEach(page -> page.items().forEach(item -> listed.add(item.id())));
            assertThat(listed).isEqualTo(ids);
            assertThat(third.next()).isEmpty();
            Page<Conversation> back = view.list(
                    ConversationQuery.all(), PageRequest.at(third.previous().orElseThrow(), 3));
            assertThat(back.items()).isEqualTo(second.items());
            assertThat(ids(view, ConversationQuery.builder().active(false).build()))
                    .isEqualTo(ids.subList(5, 7));
            assertThat(ids(view, ConversationQuery.builder().active(true).build()))
                    .isEqualTo(ids.subList(0, 5));
        }
        Cursor cursor = as(desk, "ada")
                .list(ConversationQuery.all(), PageRequest.first(3))
                .next()
                .orElseThrow();
        assertThatThrownBy(() -> as(desk, "bob").list(ConversationQuery.all(), PageRequest.at(cursor, 3)))
                .isInstanceOf(InvalidCursorException.class);
    }

    /** Those that began in the same microsecond have an order, too. */
    @Test
    default void pagesOfOneMomentLeaveNothingOut() {
        Desk desk = desk();
        List<ConversationId> ids = IntStream.range(0, 5)
                .mapToObj(number -> as(desk, "ada").start(null).id())
                .toList();
        List<ConversationId> listed = new ArrayList<>();
        PageRequest request = PageRequest.first(2);
        while (request != null) {
            Page<Conversation> page = as(desk, "ada").list(ConversationQuery.all(), request);
            page.items().forEach(item -> listed.add(item.id()));
            request = page.next().map(cursor -> PageRequest.at(cursor, 2)).orElse(null);
        }

        assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    default void messagesComeOldestFirstInPages() {
        Desk desk = desk();
        TicketConversations ada = as(desk, "ada");
        ConversationId id = ada.start(null).id();
        IntStream.range(0, 4).forEach(number -> ada.say(id, "Message " + number));

        Page<ChatMessage> first = ada.messages(id, PageRequest.first(3));
        Page<ChatMessage> second = ada.messages(id, PageRequest.at(first.next().orElseThrow(), 30));

        assertThat(first.items()).extracting(ChatMessage::number).containsExactly(1L, 2L, 3L);
        assertThat(second.items()).extracting(ChatMessage::number).containsExactly(4L, 5L, 6L, 7L, 8L);
        assertThat(ada.messages(id, PageRequest.at(second.previous().orElseThrow(), 2))
                        .items())
                .extracting(ChatMessage::number)
                .containsExactly(2L, 3L);
    }

    @Test
    default void wrongMessagesAreRefused() {
        Desk desk = desk();
        TicketConversations ada = as(desk, "ada");
        ConversationId id = ada.start(null).id();

        for (String wrong : List.of("", " \n ", "a\0b", "x".repeat(Limits.MESSAGE + 1), "\uD800")) {
            assertThatThrownBy(() -> ada.say(id, wrong))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("message");
        }
        assertThat(ada.get(id).messages()).isZero();
        assertThat(ada.say(id, "😀".repeat(Limits.MESSAGE)).kind()).isEqualTo(ChatOutcome.Kind.ANSWERED);
        assertThatThrownBy(() -> ada.start(new TicketId(Long.MAX_VALUE))).isInstanceOf(TicketNotFoundException.class);
    }

    @Test
    default void whatHasEndedStaysEnded() {
        Desk desk = desk();
        TicketConversations ada = as(desk, "ada");
        ConversationId id = ada.start(null).id();
        ada.say(id, "Thanks");
        desk.clock().advance(Duration.ofMinutes(1));

        Conversation ended = ada.end(id);
        desk.clock().advance(Duration.ofMinutes(1));
        Conversation again = desk.staff().conversations().end(id);

        assertThat(ended.isActive()).isFalse();
        assertThat(ended.endedBy()).hasValue(Actor.requester("ada"));
        assertThat(again).isEqualTo(ended).isEqualTo(ada.get(id));
        assertThatThrownBy(() -> ada.say(id, "One more"))
                .isInstanceOfSatisfying(
                        ConversationEndedException.class,
                        e -> assertThat(e.id()).isEqualTo(id));
        assertThatThrownBy(() -> desk.staff().conversations().takeOver(id))
                .isInstanceOf(ConversationEndedException.class);
        assertThat(ada.messages(id, PageRequest.first()).items()).hasSize(2);
    }

    @Test
    default void thePersonWhoTakesOverSilencesTheMachine() {
        Desk desk = desk();
        Ticket ticket = ofAda(desk);
        TicketConversations ada = as(desk, "ada");
        TicketConversations staff = desk.as(Actor.staff("agent-7")).conversations();
        ConversationId taken = ada.start(ticket.id()).id();
        ConversationId answered = ada.start(null).id();

        Conversation conversation = staff.takeOver(taken);
        ChatOutcome said = staff.say(answered, "Let me have a look.");

        assertThat(conversation.isTakenOver()).isTrue();
        assertThat(conversation.takenOverBy()).hasValue(Actor.staff("agent-7"));
        assertThat(said.kind()).isEqualTo(ChatOutcome.Kind.NOTED);
        assertThat(said.said().sender()).isEqualTo(Sender.STAFF);
        assertThat(staff.get(answered).takenOverBy()).hasValue(Actor.staff("agent-7"));
        for (ConversationId id : List.of(taken, answered)) {
            ChatOutcome outcome = ada.say(id, "Hello?");
            assertThat(outcome.kind()).isEqualTo(ChatOutcome.Kind.TAKEN_OVER);
            assertThat(outcome.answer()).isEmpty();
            assertThat(ada.messages(id, PageRequest.first()).items())
                    .extracting(ChatMessage::sender)
                    .doesNotContain(Sender.ASSISTANT);
        }
        assertThat(desk.as(Actor.staff("agent-8"))
                        .conversations()
                        .takeOver(taken)
                        .takenOverBy())
                .hasValue(Actor.staff("agent-7"));
    }

    @Test
    default void aPublicReplyOfStaffTakesOverANoteDoesNot() {
        Desk desk = desk();
        Ticket ticket = ofAda(desk);
        TicketConversations ada = as(desk, "ada");
        desk.staff().comments().add(ticket.id(), CommentDraft.reply("An earlier reply."));
        desk.clock().advance(Duration.ofMinutes(1));
        ConversationId id = ada.start(ticket.id()).id();
        desk.clock().advance(Duration.ofMinutes(1));
        desk.staff().comments().add(ticket.id(), CommentDraft.note("Leave that to me."));
        desk.as(Actor.requester("ada")).comments().add(ticket.id(), CommentDraft.reply("My own reply."));

        assertThat(ada.say(id, "Hello?").kind()).isEqualTo(ChatOutcome.Kind.ANSWERED);
        desk.staff().comments().add(ticket.id(), CommentDraft.reply("I am on it."));

        assertThat(ada.say(id, "Hello??").kind()).isEqualTo(ChatOutcome.Kind.TAKEN_OVER);
        assertThat(ada.get(id).isTakenOver()).isTrue();
        assertThat(ada.get(id).takenOverBy()).isEmpty();
        ConversationId amongStaff =
                desk.staff().conversations().start(ticket.id()).id();
        desk.staff().comments().add(ticket.id(), CommentDraft.reply("Still on it."));
        assertThat(desk.staff().conversations().say(amongStaff, "What now?").kind())
                .isEqualTo(ChatOutcome.Kind.ANSWERED);
    }

    @Test
    default void programsOnlyNote() {
        Desk desk = desk();
        TicketConversations ada = as(desk, "ada");
        ConversationId id = ada.start(null).id();

        ChatOutcome noted = desk.as(Actor.system("shop")).conversations().say(id, "Order 4711 was sent.");

        assertThat(noted.kind()).isEqualTo(ChatOutcome.Kind.NOTED);
        assertThat(noted.said().sender()).isEqualTo(Sender.SYSTEM);
        assertThat(ada.say(id, "Thanks").kind()).isEqualTo(ChatOutcome.Kind.ANSWERED);
    }

    @Test
    default void conversationsGoWithTheirTicket() {
        Desk desk = desk();
        Ticket ticket = ofAda(desk);
        TicketConversations ada = as(desk, "ada");
        ConversationId id = ada.start(ticket.id()).id();
        ConversationId free = ada.start(null).id();
        ada.say(id, "Hello?");

        desk.staff().erase(ticket.id());

        assertInvisible(desk.staff().conversations(), id);
        assertThat(ids(desk.staff().conversations())).containsExactly(free);
        List<ChatMessage> left = desk.asHost(() -> harness()
                .node(0)
                .read(reader -> reader.conversations().messages(desk.tenant(), id, new Seek(null, false, 10))));
        assertThat(left).isEmpty();
    }

    @Test
    default void idsAreReadInAnyCaseAndUnknownOnesFindNothing() {
        Desk desk = desk();
        ConversationId id = as(desk, "ada").start(null).id();
        ConversationId unknown = new ConversationId(UUID.randomUUID().toString());

        assertInvisible(desk.staff().conversations(), unknown);
        assertThat(ConversationId.parse(id.value().toUpperCase(Locale.ROOT))).hasValue(id);
        assertThat(ConversationId.parse("1")).isEmpty();
    }

    private static void assertInvisible(TicketConversations view, ConversationId id) {
        assertThat(view.find(id)).isEmpty();
        assertThatThrownBy(() -> view.get(id)).isInstanceOf(ConversationNotFoundException.class);
        assertThatThrownBy(() -> view.say(id, "Hi")).isInstanceOf(ConversationNotFoundException.class);
        assertThatThrownBy(() -> view.end(id)).isInstanceOf(ConversationNotFoundException.class);
        assertThatThrownBy(() -> view.messages(id, PageRequest.first()))
                .isInstanceOf(ConversationNotFoundException.class);
    }

    private static PageRequest next(Page<?> page) {
        return PageRequest.at(page.next().orElseThrow(), 3);
    }

    private static TicketConversations as(Desk desk, String requester) {
        return desk.as(Actor.requester(requester)).conversations();
    }

    private static Ticket ofAda(Desk desk) {
        return desk.submit(Fixtures.draft("Refund").requester("ada").build());
    }

    private static List<ConversationId> ids(TicketConversations view) {
        return ids(view, ConversationQuery.all());
    }

    private static List<ConversationId> ids(TicketConversations view, ConversationQuery query) {
        return view.list(query, PageRequest.first()).items().stream()
                .map(Conversation::id)
                .toList();
    }
}
