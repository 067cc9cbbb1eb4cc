package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.ChatOutcome;
import io.ticketkit.Conversation;
import io.ticketkit.ConversationEndedException;
import io.ticketkit.Expected;
import io.ticketkit.SimilarQuery;
import io.ticketkit.SimilarTicket;
import io.ticketkit.Status;
import io.ticketkit.TicketAssistant;
import io.ticketkit.TicketConversations;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketService;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snippets of the guide to assistance about similar tickets and chats. */
class SimilarAndChatTest {
    private final TicketKit kit =
            TicketKit.builder().storage(new InMemoryTicketStorage()).build();
    private final TicketService tickets = kit.as(Actor.staff("agent-7"));

    private TicketId submitted(String title, String description) {
        return tickets.submit(TicketDraft.builder()
                        .title(title)
                        .description(description)
                        .build())
                .id();
    }

    @Test
    void similarTickets() {
        TicketId old = submitted("Printer jams", "Thick paper jams in the printer on floor two.");
        tickets.transition(old, Expected.any(), Status.RESOLVED);
        TicketId twin = submitted("Printer jams", "Thick paper jams in our printer on floor two.");
        submitted("Refund", "Where is my money?");
        TicketId id = submitted("Printer jams again", "Thick paper jams in the printer on floor two!");

        TicketAssistant assistant = tickets.assistant();
        List<SimilarTicket> nearest = assistant.similar(id, SimilarQuery.all()); // 5, of any status
        List<SimilarTicket> solved = assistant.solved(id); // resolved and closed: their answer may help
        List<SimilarTicket> duplicates = assistant.duplicates(id); // open, and much of the text is the same
        List<SimilarTicket> meanwhile = assistant.similar("Printer jams", "Thick paper", SimilarQuery.all());

        assertThat(nearest).extracting(SimilarTicket::id).containsExactlyInAnyOrder(old, twin);
        assertThat(solved).extracting(SimilarTicket::id).containsExactly(old);
        assertThat(duplicates).extracting(SimilarTicket::id).containsExactly(twin);
        assertThat(meanwhile).extracting(SimilarTicket::id).contains(old, twin, id);
    }

    @Test
    void chat() {
        TicketId id = submitted("Refund", "Where is my money?");
        List<String> shown = new ArrayList<>();

        TicketConversations chats = tickets.conversations();
        Conversation chat = chats.start(id); // or null: about no ticket
        ChatOutcome outcome = chats.say(chat.id(), "Where is my refund?");
        outcome.text().ifPresent(shown::add); // empty: outcome.kind() says why
        chats.takeOver(chat.id()); // a person: from now on the machine is silent
        chats.end(chat.id()); // what is said after that is a ConversationEndedException

        assertThat(shown).hasSize(1);
        assertThatThrownBy(() -> chats.say(chat.id(), "Hello?")).isInstanceOf(ConversationEndedException.class);
    }
}
