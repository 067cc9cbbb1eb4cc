package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.ChatMessage;
import io.ticketkit.ChatMessage.Sender;
import io.ticketkit.ChatOutcome;
import io.ticketkit.ChatReply;
import io.ticketkit.CommentDraft;
import io.ticketkit.ConversationId;
import io.ticketkit.ConversationNotFoundException;
import io.ticketkit.Expected;
import io.ticketkit.FailureReason;
import io.ticketkit.Limits;
import io.ticketkit.PageRequest;
import io.ticketkit.Provenance;
import io.ticketkit.Scope;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketConversations;
import io.ticketkit.assist.AssistanceException;
import io.ticketkit.assist.Assistant;
import io.ticketkit.assist.ConversationRequest;
import io.ticketkit.assist.Turn;
import io.ticketkit.setup.Assistance;
import io.ticketkit.spi.ConversationView;
import io.ticketkit.spi.StoredConversation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Chats with a model: bursts from several nodes, its failures, what it is given. Joining, it is never asked. */
interface ChatModelContract extends StorageContract {
    /** What a model would do. */
    interface Model {
        String answer(ConversationRequest request) throws Exception;
    }

    @Test
    default void aBurstFromTwoNodesGetsOneAnswer() {
        Desk desk = desk();
        int burst = 8;
        ConversationId id = chat(desk, 0, request -> "").start(null).id();
        AtomicInteger calls = new AtomicInteger();
        Model model = request -> {
            calls.incrementAndGet();
            // everybody has spoken before the first answer is there
            await(() -> desk.staff().conversations().get(id).messages() >= burst);
            return "To " + request.messages().size();
        };

        List<ChatOutcome> outcomes =
                Desk.atOnce(burst, number -> chat(desk, number % 2, model).say(id, "Message " + number)).stream()
                        .map(Outcome::get)
                        .toList();

        List<ChatMessage> answers = answers(desk, id);
        assertThat(outcomes).allMatch(outcome -> outcome.kind() == ChatOutcome.Kind.ANSWERED);
        if (joins()) {
            assertThat(calls).hasValue(0);
            assertThat(answers)
                    .hasSize(burst)
                    .allMatch(answer -> answer.source().equals(Optional.of(Source.RULE)));
            return;
        }
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).text()).isEqualTo("To " + burst);
        assertThat(answers.get(0).answers()).isEqualTo(burst);
        assertThat(outcomes).allMatch(outcome -> outcome.answer().equals(Optional.of(answers.get(0))));
        assertThat(calls.get()).isLessThanOrEqualTo(2);
    }

    @Test
    default void aPersonWhoTakesOverMeanwhileSilencesALateAnswer() throws Exception {
        Desk desk = desk();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TicketConversations ada = chat(desk, 0, request -> {
            asked.countDown();
            assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
            return "Late";
        });
        ConversationId taken = ada.start(null).id();
        CompletableFuture<ChatOutcome> said = async(() -> ada.say(taken, "Hello?"));
        if (joins()) {
            assertThat(said.get(30, TimeUnit.SECONDS).source()).hasValue(Source.RULE);
            return;
        }
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        desk.on(1, Actor.staff("agent-1")).conversations().takeOver(taken);
        goOn.countDown();

        assertThat(said.get(30, TimeUnit.SECONDS).kind()).isEqualTo(ChatOutcome.Kind.TAKEN_OVER);
        assertThat(answers(desk, taken)).isEmpty();
    }

    @Test
    default void whatOthersWereToldOnDuplicatesIsNothingForTheChat() {
        Desk desk = desk();
        Ticket original = desk.submit(Fixtures.draft("Refund").requester("ada").build());
        Ticket foreign = desk.submit(Fixtures.draft("Refund").requester("ann").build());
        desk.staff().comments().add(original.id(), CommentDraft.note("For staff"));
        desk.as(Actor.requester("ada")).comments().add(original.id(), CommentDraft.reply("From ada"));
        desk.staff().links().merge(foreign.id(), Expected.any(), original.id());
        List<ConversationRequest> asked = new CopyOnWriteArrayList<>();
        TicketConversations ada = chat(desk, 0, request -> {
            asked.add(request);
            return "Hello";
        });
        ConversationId id = ada.start(original.id()).id();
        desk.as(Actor.requester("ann")).comments().add(foreign.id(), CommentDraft.reply("From ann alone"));

        ChatOutcome outcome = ada.say(id, "What is going on?");

        assertThat(outcome.kind()).isEqualTo(ChatOutcome.Kind.ANSWERED);
        assertThat(asked).hasSize(joins() ? 0 : 1);
        asked.forEach(
                request -> assertThat(request.thread()).extracting(Turn::text).containsExactly("From ada"));
    }

    @Test
    default void whatIsEndedOrErasedMeanwhileGetsNoAnswer() throws Exception {
        Desk desk = desk();
        Ticket ticket = desk.submit(Fixtures.draft("Refund").requester("ada").build());
        ConversationId ended = chat(desk, 0, request -> "").start(null).id();
        ConversationId erased = chat(desk, 0, request -> "").start(ticket.id()).id();

        ChatOutcome outcome = chat(desk, 0, request -> {
                    desk.staff().conversations().end(ended);
                    return "Late";
                })
                .say(ended, "Hello?");
        TicketConversations ada = chat(desk, 0, request -> {
            desk.staff().erase(ticket.id());
            return "Late";
        });

        if (joins()) {
            assertThat(outcome.source()).hasValue(Source.RULE);
            return;
        }
        assertThat(outcome.kind()).isEqualTo(ChatOutcome.Kind.ENDED);
        assertThat(answers(desk, ended)).isEmpty();
        assertThatThrownBy(() -> ada.say(erased, "Hello?")).isInstanceOf(ConversationNotFoundException.class);
    }

    @Test
    default void aModelThatFailsLeavesAnAnswerThatSaysSo() {
        Desk desk = desk();
        TicketConversations ada = chat(desk, 0, request -> {
            throw new AssistanceException(FailureReason.RATE_LIMITED, "slow down", null, null);
        });
        ConversationId id = ada.start(null).id();

        ChatOutcome first = ada.say(id, "Where is my refund?");
        ChatOutcome second = chat(desk, 1, request -> {
                    throw new IllegalStateException("broken");
                })
                .say(id, "Hello?");

        assertThat(first.source()).hasValue(Source.RULE);
        if (!joins()) {
            assertThat(first.failure()).hasValue(FailureReason.RATE_LIMITED);
            assertThat(second.failure()).hasValue(FailureReason.ERROR);
        }
        assertThat(ada.messages(id, PageRequest.first()).items())
                .containsExactly(
                        first.said(),
                        first.answer().orElseThrow(),
                        second.said(),
                        second.answer().orElseThrow());
    }

    @Test
    default void aModelThatTakesTooLongIsNotWaitedFor() {
        Desk desk = desk();
        CountDownLatch never = new CountDownLatch(1);
        TicketConversations ada = chat(desk, 0, Duration.ofMillis(200), request -> {
            never.await();
            return "Late";
        });
        ConversationId id = ada.start(null).id();

        ChatOutcome outcome = ada.say(id, "Hello?");

        assertThat(outcome.source()).hasValue(Source.RULE);
        assertThat(outcome.failure()).isEqualTo(joins() ? Optional.empty() : Optional.of(FailureReason.TIMEOUT));
    }

    @Test
    default void aLeaseThatACrashLeftBehindEnds() {
        Desk desk = desk();
        TicketConversations ada = chat(
                desk,
                0,
                Duration.ofMillis(200),
                request -> "To " + request.messages().size());
        ConversationId id = ada.start(null).id();
        ConversationView view = new ConversationView(desk.tenant(), Scope.all(), Actor.Role.SYSTEM, "x", true, true);
        Instant until = desk.clock().instant().plusSeconds(60);
        desk.asHost(() -> harness().node(0).write(writer -> {
            StoredConversation stored = writer.conversations().lock(view, id).orElseThrow();
            writer.conversations()
                    .update(desk.tenant(), stored.with(new StoredConversation.Lease("of-a-dead-node", until)));
            return true;
        }));

        ChatOutcome meanwhile = ada.say(id, "One");
        desk.clock().advance(Duration.ofSeconds(60));
        ChatOutcome afterwards = ada.say(id, "Two");

        if (joins()) {
            assertThat(meanwhile.kind()).isEqualTo(ChatOutcome.Kind.ANSWERED);
            return;
        }
        assertThat(meanwhile.kind()).isEqualTo(ChatOutcome.Kind.PENDING);
        assertThat(afterwards.text()).hasValue("To 2");
        assertThat(afterwards.answer().orElseThrow().answers()).isEqualTo(2);
    }

    @Test
    default void theModelIsGivenTheLatestAndASummaryOfTheRest() {
        Desk desk = desk();
        List<ConversationRequest> requests = Collections.synchronizedList(new ArrayList<>());
        TicketConversations ada = chat(desk, 0, request -> {
            requests.add(request);
            return "Answer " + requests.size();
        });
        Ticket ticket = desk.submit(Fixtures.draft("Refund").requester("ada").build());
        ConversationId id = ada.start(ticket.id()).id();
        ada.say(id, "My order is 4711. It has not come.");
        IntStream.range(0, 20).forEach(number -> ada.say(id, "Further question " + number + ". And more."));
        ada.say(id, "x".repeat(Limits.MESSAGE));

        List<ChatMessage> all = messages(desk, id);
        assertThat(all).hasSize(44);
        if (joins()) {
            assertThat(requests).isEmpty();
            return;
        }
        ConversationRequest middle = requests.get(20);
        assertThat(middle.ticket().map(Ticket::id)).hasValue(ticket.id());
        assertThat(middle.messages()).hasSize(12);
        assertThat(middle.messages().get(11).text()).isEqualTo("Further question 19. And more.");
        assertThat(middle.before().orElseThrow())
                .startsWith("person: My order is 4711\nassistant: Answer 1\nperson: Further question 0")
                .doesNotContain("Further question 19");
        ConversationRequest last = requests.get(21);
        assertThat(last.messages().stream()
                        .map(Turn::text)
                        .mapToInt(String::length)
                        .sum())
                .isEqualTo(6_000);
        assertThat(last.before().orElseThrow()).contains("Further question 19");
        StoredConversation stored = desk.asHost(() -> harness()
                .node(0)
                .read(reader -> reader.conversations()
                        .find(new ConversationView(desk.tenant(), Scope.all(), Actor.Role.SYSTEM, "x", true, true), id)
                        .orElseThrow()));
        assertThat(stored.summary()).isEqualTo(last.before().orElseThrow());
        assertThat(stored.summarised()).isEqualTo(42);
        assertThat(stored.answered()).isEqualTo(43);
        assertThat(stored.lease()).isNull();
    }

    private boolean joins() {
        return harness().node(0).joins();
    }

    private List<ChatMessage> messages(Desk desk, ConversationId id) {
        return desk.staff().conversations().messages(id, PageRequest.first()).items();
    }

    private List<ChatMessage> answers(Desk desk, ConversationId id) {
        return messages(desk, id).stream()
                .filter(message -> message.sender() == Sender.ASSISTANT)
                .toList();
    }

    private static TicketConversations chat(Desk desk, int node, Model model) {
        return chat(desk, node, Duration.ofSeconds(60), model);
    }

    private static TicketConversations chat(Desk desk, int node, Duration time, Model model) {
        Assistant assistant = new Assistant() {
            @Override
            public Optional<ChatReply> chat(ConversationRequest request) throws Exception {
                return Optional.of(ChatReply.builder(model.answer(request), 0.8, Provenance.of(Source.HOST))
                        .build());
            }
        };
        return desk.service(
                        desk.kit(
                                node,
                                builder -> builder.assistant(assistant)
                                        .assistance(Assistance.standard().within(time))),
                        Actor.requester("ada"))
                .conversations();
    }

    private static <T> CompletableFuture<T> async(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(work.get());
                    } catch (Throwable t) {
                        result.completeExceptionally(t);
                    }
                },
                "chat");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static void await(Supplier<Boolean> condition) throws InterruptedException {
        for (int i = 0; i < 1_000 && !condition.get(); i++) {
            Thread.sleep(20);
        }
    }
}
