package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.CommentKind;
import io.ticketkit.Expected;
import io.ticketkit.PageRequest;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketComments;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketService;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import org.junit.jupiter.api.Test;

/** An agent writes a note and a reply, the requester answers. */
class ConversationTest {
    @Test
    void noteReplyAnswer() {
        try (TicketKit kit =
                TicketKit.builder().storage(new InMemoryTicketStorage()).build()) {
            TicketService requester = kit.as(Actor.requester("ada"));
            TicketService agent = kit.as(Actor.staff("eve"));
            Ticket seen = requester.submit(TicketDraft.of("Printer", "It does not print."));
            TicketId id = seen.id();
            String requestId = "7f3a";

            TicketComments comments = agent.comments();
            comments.add(id, CommentDraft.note("The third one this week."));
            comments.add(id, CommentDraft.reply("Please restart it.").answering(Expected.unchanged(seen)));
            agent.transition(id, Expected.any(), Status.RESOLVED);

            requester.comments().add(id, CommentDraft.reply("Did not help.").idempotencyKey(requestId));

            assertThat(requester.comments().list(id, PageRequest.first()).items())
                    .extracting(Comment::kind)
                    .containsExactly(CommentKind.STAFF, CommentKind.USER);
            // two rows of numbers: nobody can tell that there is a note
            assertThat(comments.list(id, PageRequest.first()).items())
                    .extracting(comment -> comment.id().value())
                    .containsExactly(1L, 2L, 4L);
            assertThat(agent.get(id).status()).isEqualTo(Status.OPEN);
        }
    }
}
