package io.ticketkit.demo.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketkit.Actor;
import io.ticketkit.Deadline;
import io.ticketkit.ExternalReference;
import io.ticketkit.Ticket;
import io.ticketkit.TryAgainLaterException;
import io.ticketkit.WriteBack;
import io.ticketkit.demo.zendesk.ZendeskException.Reason;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.testkit.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZendeskSinkTest extends ZendeskTesting {
    private static final String READ = "GET /api/v2/tickets/1\\.json";
    private static final String NOTE = "PUT /api/v2/tickets/1\\.json";
    private static final String TAGS = "PUT /api/v2/tickets/1/tags\\.json";

    private final ZendeskSink sink = new ZendeskSink(client);

    @BeforeEach
    void aTicket() {
        server.add("Charged twice", "My card was charged twice.", "vip", "from_shop");
    }

    private WriteBack found(String key, String category) {
        return found(key, category, new ExternalReference(client.system(), "1"));
    }

    private static WriteBack found(String key, String category, ExternalReference... references) {
        try (TicketKit kit =
                TicketKit.builder().storage(new InMemoryTicketStorage()).build()) {
            Ticket ticket = kit.as(Actor.staff("agent-1"))
                    .submit(Fixtures.draft("One").category(category).build());
            return new WriteBack(key, ticket, List.of(references));
        }
    }

    private List<String> notes() {
        return server.ticket(1).notes();
    }

    @Test
    void addsTagsAndANote() throws Exception {
        WriteBack found = found("k1", "billing");
        sink.write(found);
        assertThat(server.ticket(1).tags()).contains("vip", "from_shop", "category_billing");
        assertThat(notes()).containsExactly(found.note() + "\n\n[ticketkit:k1]");
        assertThat(server.requests())
                .containsExactly(
                        "GET /api/v2/tickets/1.json",
                        "GET /api/v2/tickets/1/comments.json?include=users&page[size]=50",
                        "PUT /api/v2/tickets/1.json",
                        "GET /api/v2/tickets/1.json",
                        "PUT /api/v2/tickets/1/tags.json");
        assertThat(waits).isEmpty();
        assertThat(sink.toString()).doesNotContain("geheim", "agent@");
    }

    @Test
    void whatIsThereIsNotSentAgain() throws Exception {
        sink.write(found("k1", "billing"));
        sink.write(found("k1", "billing"));
        assertThat(asked("PUT .*")).hasSize(2);
        assertThat(notes()).hasSize(1);
    }

    @Test
    void whatTheLastNoteSaysIsNotSaidAgainUnderAnotherKey() throws Exception {
        sink.write(found("k1", "billing"));
        sink.write(found("k2", "billing"));
        assertThat(notes()).hasSize(1);
        sink.write(found("k3", "account"));
        sink.write(found("k4", "billing"));
        assertThat(notes()).hasSize(3);
        // who repeats an old call has said it
        sink.write(found("k3", "account"));
        assertThat(notes()).hasSize(3);
    }

    @Test
    void tagsOfOthersStayWhenTheyAreAddedMeanwhile() throws Exception {
        othersTagFirst(List.of("one", "two", "three"));
        sink.write(found("k1", "billing"));
        assertThat(server.ticket(1).tags()).contains("vip", "from_shop", "one", "two", "three", "category_billing");
        assertThat(asked(TAGS)).hasSize(4);
        assertThat(notes()).hasSize(1);
    }

    /** One of them before each attempt. */
    private void othersTagFirst(List<String> tags) {
        if (!tags.isEmpty()) {
            server.once(TAGS, exchange -> {
                server.tag(1, tags.get(0));
                othersTagFirst(tags.subList(1, tags.size()));
                return false;
            });
        }
    }

    @Test
    void manyWhoTagAtATimeLoseNothing() throws Exception {
        atOnce(List.of("billing", "account", "technical", "general").stream()
                .map(category -> found("k-" + category, category))
                .toList());
        assertThat(server.ticket(1).tags())
                .contains("vip", "category_billing", "category_account", "category_technical", "category_general");
        assertThat(notes()).hasSize(4);
    }

    /** Each by a process of its own, until it is written. */
    private void atOnce(List<WriteBack> all) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(all.size());
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (WriteBack found : all) {
                calls.add(threads.submit(() -> {
                    try (ZendeskClient own = client(Duration.ofSeconds(25))) {
                        ZendeskSink other = new ZendeskSink(own);
                        for (int i = 0; i < 20; i++) {
                            try {
                                other.write(found);
                                return true;
                            } catch (ZendeskException e) {
                                assertThat(e.reason()).isEqualTo(Reason.CONFLICT);
                            }
                        }
                        return false;
                    }
                }));
            }
            for (Future<?> call : calls) {
                assertThat(call.get()).isEqualTo(true);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void ofTwoWithinTheSecondOfAChangeOnlyOneAddsTheNote() throws Exception {
        server.stopTheClock();
        server.tag(1, "just_now");
        server.once(NOTE, exchange -> {
            // another process, between the look at the notes and the new one
            try (ZendeskClient other = client(Duration.ofSeconds(25))) {
                new ZendeskSink(other).write(found("k1", "billing"));
            } catch (TryAgainLaterException e) {
                throw new AssertionError(e);
            }
            return false;
        });
        sink.write(found("k1", "billing"));
        assertThat(notes()).hasSize(1);
        assertThat(server.ticket(1).tags()).contains("just_now", "category_billing");
    }

    @Test
    void ofManyWithinTheSecondOfAChangeOnlyOneAddsTheNote() throws Exception {
        server.stopTheClock();
        server.tag(1, "just_now");
        WriteBack found = found("k1", "billing");
        atOnce(List.of(found, found, found, found, found, found));
        assertThat(notes()).hasSize(1);
    }

    @Test
    void aNoteThatWasStoredWhenTheConnectionBrokeIsNotAddedTwice() throws Exception {
        server.breaksAfter(NOTE);
        sink.write(found("k1", "billing"));
        assertThat(notes()).hasSize(1);
        assertThat(asked(NOTE)).hasSize(1);
        assertThat(asked(".*comments.*")).hasSize(2);
    }

    @Test
    void norWhenTheTimeWasOverBeforeTheAnswer() throws Exception {
        server.once(NOTE, exchange -> {
            server.say(1, false, found("k1", "billing").note() + "\n\n[ticketkit:k1]");
            return false;
        });
        server.stalls(NOTE);
        try (ZendeskClient hasty = client(Duration.ofSeconds(2))) {
            fails(Reason.TIMEOUT, () -> new ZendeskSink(hasty).write(found("k1", "billing")));
        }
        sink.write(found("k1", "billing"));
        assertThat(notes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aServerErrorIsFollowedByReadingAgain(int status) throws Exception {
        server.fails(NOTE, status);
        server.fails(TAGS, status);
        sink.write(found("k1", "billing"));
        assertThat(notes()).hasSize(1);
        assertThat(asked(NOTE)).hasSize(2);
        assertThat(asked(TAGS)).hasSize(2);
        assertThat(waits).hasSize(2);
    }

    @Test
    void somebodyElseSaysSomethingMeanwhile() throws Exception {
        server.once(NOTE, exchange -> {
            server.say(1, true, "Are you still there?");
            return false;
        });
        sink.write(found("k1", "billing"));
        assertThat(notes()).hasSize(1);
        assertThat(asked(NOTE)).hasSize(2);
    }

    @Test
    void aConflictThatDoesNotEndIsTold() {
        for (int i = 0; i < 5; i++) {
            server.fails(TAGS, 409);
        }
        fails(Reason.CONFLICT, () -> sink.write(found("k1", "billing")));
        assertThat(server.ticket(1).tags()).doesNotContain("category_billing");
    }

    @Test
    void aMarkThatARequesterWritesDoesNotKeepTheNoteAway() throws Exception {
        server.say(1, true, "[ticketkit:k1]");
        sink.write(found("k1", "billing"));
        assertThat(notes()).hasSize(1);
    }

    @Test
    void norDoesOneThatAStrangerMails() throws Exception {
        WriteBack found = found("k1", "billing");
        server.mail(1, "[ticketkit:k1]");
        server.mail(1, found.note() + "\n\n[ticketkit:k0]");
        sink.write(found);
        assertThat(notes()).hasSize(3);
        sink.write(found);
        assertThat(notes()).hasSize(3);
    }

    @Test
    void aNoteIsFoundBehindManyComments() throws Exception {
        for (int i = 0; i < 120; i++) {
            server.say(1, i % 3 == 0, "Comment " + i);
        }
        sink.write(found("k1", "billing"));
        for (int i = 0; i < 60; i++) {
            server.say(1, true, "Comment " + i);
        }
        sink.write(found("k1", "billing"));
        assertThat(notes()).filteredOn(note -> note.contains("ticketkit")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed", "deleted"})
    void closedMergedAndDeletedTicketsAreLeftAlone(String status) throws Exception {
        server.status(1, status);
        sink.write(found("k1", "billing"));
        assertThat(asked("PUT .*")).isEmpty();
        server.remove(1);
        sink.write(found("k1", "billing"));
        assertThat(asked("PUT .*")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {TAGS, NOTE})
    void aTicketThatIsMergedInBetweenIsRefusedOnceAndThenLeftAlone(String call) throws Exception {
        server.once(call, exchange -> {
            server.status(1, "closed");
            return false;
        });
        fails(Reason.REFUSED, () -> sink.write(found("k1", "billing")));
        sink.write(found("k1", "billing"));
        assertThat(asked(call)).hasSize(1);
        assertThat(server.ticket(1).tags()).doesNotContain("category_billing");
    }

    @Test
    void aTicketThatGoesInBetweenIsLeftAlone() throws Exception {
        server.once(NOTE, exchange -> {
            server.remove(1);
            return false;
        });
        sink.write(found("k1", "billing"));
        assertThat(asked(NOTE)).hasSize(1);
    }

    @Test
    void whoMustWaitLongSaysHowLong() {
        server.fails(READ, 429, "Retry-After", "41");
        assertThat(pause()).isEqualTo(Duration.ofSeconds(41));
        for (int i = 0; i < 5; i++) {
            server.fails(NOTE, 429);
        }
        assertThat(pause()).isEqualTo(Duration.ofMinutes(1));
        // maintenance
        server.fails(TAGS, 503, "Retry-After", "1800");
        assertThat(pause()).isEqualTo(Duration.ofMinutes(30));
    }

    private Duration pause() {
        TryAgainLaterException e =
                catchThrowableOfType(TryAgainLaterException.class, () -> sink.write(found("k1", "billing")));
        assertThat(e).isNotNull();
        return e.after();
    }

    @Test
    void whatTheAgentMayNotIsTold() {
        server.fails(NOTE, 422);
        fails(Reason.REFUSED, () -> sink.write(found("k1", "billing")));
        assertThat(asked(TAGS)).isEmpty();
        server.fails(TAGS, 403);
        fails(Reason.FORBIDDEN, () -> sink.write(found("k1", "billing")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1/../2", "x", "9999999999999999999", "1 "})
    void whatIsNoNumberIsNoTicket(String id) throws Exception {
        ExternalReference reference = new ExternalReference(client.system(), id);
        sink.write(found("k1", "billing", reference));
        assertThat(server.requests().isEmpty()).isEqualTo(!reference.id().equals("1"));
    }

    @Test
    void tagsAreOfZendesksForm() throws Exception {
        sink.addTags(1, List.of("Two words,\n\"x\""), Deadline.after(Duration.ofSeconds(10)));
        assertThat(server.ticket(1).tags()).containsExactly("vip", "from_shop", "two_words_x_");
        sink.addTags(1, List.of("VIP"), Deadline.after(Duration.ofSeconds(10)));
        assertThat(asked(TAGS)).hasSize(1);
    }
}
