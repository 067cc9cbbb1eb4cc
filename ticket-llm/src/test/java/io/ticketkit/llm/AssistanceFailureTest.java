package io.ticketkit.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.PageRequest;
import io.ticketkit.ReplyDraft;
import io.ticketkit.RunPurpose;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.Assistance;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A kit whose model's service fails in every way: there is help all the same, in time, and it says why it is offline. */
class AssistanceFailureTest {
    private static final Duration LIMIT = Duration.ofMillis(800);

    private static void draftsOffline(String url, FailureReason reason) {
        try (ChatModel model = Questions.openAi(url).build();
                TicketKit kit = TicketKit.builder()
                        .storage(new InMemoryTicketStorage())
                        .assistant(LlmAssistant.builder(model).build())
                        .assistance(Assistance.standard().within(LIMIT))
                        .build()) {
            TicketService tickets = kit.as(Actor.staff("agent-1"));
            Ticket ticket = tickets.submit(TicketDraft.of("Cannot log in", "It fails with error E4012, please help."));
            Deadline generous = Deadline.after(Duration.ofSeconds(10));

            ReplyDraft draft = tickets.assistant().draftReply(ticket.id());

            assertThat(generous.hasPassed()).isFalse();
            assertThat(draft.isOffline()).isTrue();
            assertThat(draft.failure()).contains(reason);
            assertThat(draft.content()).contains("E4012");
            assertThat(tickets.runs().ofTicket(ticket.id(), PageRequest.first()).items())
                    .filteredOn(run -> run.purpose() == RunPurpose.REPLY)
                    .extracting(ClassificationRun::failure)
                    .containsExactly(Optional.of(reason), Optional.empty());
            assertThat(tickets.find(ticket.id())).isPresent();
        }
    }

    private static void draftsOffline(LocalProvider provider, FailureReason reason) {
        try (provider) {
            draftsOffline(provider.url(), reason);
        }
    }

    @Test
    void neverAnswers() throws Exception {
        try (RawServer server = new RawServer(socket -> Thread.sleep(60_000))) {
            draftsOffline(server.url(), FailureReason.TIMEOUT);
        }
    }

    @Test
    void trickles() throws Exception {
        try (RawServer server = new RawServer(socket -> {
            RawServer.readRequest(socket);
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            while (true) {
                Thread.sleep(100);
                RawServer.write(socket, " ");
            }
        })) {
            draftsOffline(server.url(), FailureReason.TIMEOUT);
        }
    }

    @Test
    void resetsTheConnection() throws Exception {
        try (RawServer server = new RawServer(socket -> {
            RawServer.readRequest(socket);
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"choices\":");
            socket.setSoLinger(true, 0);
            socket.close();
        })) {
            draftsOffline(server.url(), FailureReason.UNREACHABLE);
        }
    }

    @Test
    void isNotThere() throws Exception {
        draftsOffline("http://localhost:" + LocalProvider.deadPort(), FailureReason.UNREACHABLE);
    }

    @Test
    void refusesTheKeyOrTheRate() throws Exception {
        draftsOffline(new LocalProvider().says(401, "{\"error\":{\"message\":\"no\"}}"), FailureReason.AUTHENTICATION);
        draftsOffline(new LocalProvider().says(429, "{\"error\":{\"message\":\"slow\"}}"), FailureReason.RATE_LIMITED);
        draftsOffline(new LocalProvider().says(500, "{}"), FailureReason.SERVER_ERROR);
    }

    @Test
    void answersNonsenseOrNothing() throws Exception {
        String answer = """
                {"choices":[{"finish_reason":"%s","message":{"content":%s}}],"usage":{"prompt_tokens":9,"completion_tokens":1}}""";
        draftsOffline(
                new LocalProvider().says(200, answer.formatted("stop", "\"as an AI I\"")),
                FailureReason.INVALID_ANSWER);
        draftsOffline(
                new LocalProvider().says(200, answer.formatted("length", "\"{\\\"reply\\\": \\\"cut\"")),
                FailureReason.TRUNCATED);
        draftsOffline(
                new LocalProvider().says(200, answer.formatted("content_filter", "\"\"")), FailureReason.FILTERED);
        draftsOffline(new LocalProvider().says(200, "<html>"), FailureReason.INVALID_ANSWER);
    }
}
