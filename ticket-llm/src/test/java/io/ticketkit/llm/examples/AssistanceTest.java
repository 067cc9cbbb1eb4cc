package io.ticketkit.llm.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.AiMark;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.ModelCall;
import io.ticketkit.NextAction;
import io.ticketkit.NextActions;
import io.ticketkit.PageRequest;
import io.ticketkit.ReplyDraft;
import io.ticketkit.ReplyPolicy;
import io.ticketkit.Summary;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.llm.LlmAssistant;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.Assistance;
import io.ticketkit.setup.Drafting;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/assistance.md shows, compiled and run. */
class AssistanceTest {
    private static final HelpPages PAGES =
            new HelpPages(Map.of("password", "Choose “Forgotten password” on the login page."));

    /** Knows how to reset a password, and nothing else. */
    private static final class OneAnswer implements ChatModel {
        @Override
        public ChatAnswer chat(ChatRequest request) {
            return ChatAnswer.builder("{\"reply\": \"Choose “Forgotten password”, see https://help.example/password.\","
                            + " \"knowledge\": \"1\", \"similar\": \"\", \"confidence\": 0.9,"
                            + " \"summary\": \"A password was forgotten.\", \"actions\": \"reply: tell them how\"}")
                    .build();
        }

        @Override
        public String name() {
            return "one-answer";
        }

        @Override
        public void close() {}
    }

    private final ChatModel model = new OneAnswer();

    @Test
    void helpsThoseWhoHelp() {
        TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .assistant(LlmAssistant.builder(model).build())
                .assistance(Assistance.standard().within(Duration.ofSeconds(15)).knowing(PAGES))
                .build();
        TicketService tickets = kit.as(Actor.staff("agent-7"));
        Ticket ticket = tickets.submit(TicketDraft.of("Login", "I have forgotten my password, what can I do?"));

        ReplyDraft draft = tickets.assistant().draftReply(ticket.id());
        Summary summary = tickets.assistant().summarize(ticket.id());
        NextActions actions = tickets.assistant().nextActions(ticket.id());

        assertThat(draft.content()).contains("https://help.example/password");
        assertThat(draft.knowledge()).containsExactly("password");
        assertThat(summary.isOffline()).isFalse();
        assertThat(actions.actions()).extracting(NextAction::kind).containsExactly(NextAction.Kind.REPLY);

        String edited = draft.content() + "\n\nKind regards";
        AiMark mark = AiMark.generated()
                .model(draft.provenance().call().map(ModelCall::model).orElse(null))
                .confidence(draft.confidence())
                .run(draft.run().orElse(null));
        Comment sent =
                tickets.comments().add(ticket.id(), CommentDraft.reply(edited).ai(mark));

        assertThat(sent.ai()).contains(mark);
        kit.close();
    }

    @Test
    void draftsAtSubmit() {
        TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .assistant(LlmAssistant.builder(model).build())
                .assistance(Assistance.standard()
                        .knowing(PAGES)
                        .draftingAtSubmit(Drafting.onTick().sending(ReplyPolicy.from(0.95))))
                .build();
        TicketService tickets = kit.as(Actor.staff("agent-7"));
        Ticket ticket = tickets.submit(TicketDraft.of("Login", "I have forgotten my password, what can I do?"));

        kit.assistanceWorker().tick();

        assertThat(tickets.comments().list(ticket.id(), PageRequest.first()).items())
                .singleElement()
                .satisfies(note -> assertThat(note.isInternal()).isTrue());
        kit.close();
    }
}
