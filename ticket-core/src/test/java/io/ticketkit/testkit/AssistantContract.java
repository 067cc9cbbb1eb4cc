package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.ticketkit.Assisted;
import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.Limits;
import io.ticketkit.NextAction;
import io.ticketkit.NextActions;
import io.ticketkit.Status;
import io.ticketkit.TicketId;
import io.ticketkit.assist.AssistanceException;
import io.ticketkit.assist.AssistanceRequest;
import io.ticketkit.assist.Assistant;
import io.ticketkit.assist.ConversationRequest;
import io.ticketkit.assist.FormerReply;
import io.ticketkit.assist.Knowledge;
import io.ticketkit.assist.RelatedTicket;
import io.ticketkit.assist.Speaker;
import io.ticketkit.assist.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link Assistant} must keep. Extend it and say how to make yours:
 *
 * <pre>{@code
 * class HouseAssistantTest extends AssistantContract {
 *     @Override
 *     protected Assistant assistant() {
 *         return new HouseAssistant();
 *     }
 * }
 * }</pre>
 *
 * <p>It may abstain from everything. Where it may also fail, as one with an unreachable service does, override
 * {@link #mayFail()}.
 */
public abstract class AssistantContract {
    private static final Duration GENEROUS = Duration.ofSeconds(10);
    private static final String NOTE = "Zauberlehrling";
    private static final int THREADS = 8;

    /** For subclasses. */
    protected AssistantContract() {}

    /**
     * Makes the assistant under test.
     *
     * @return an assistant ready for use; may be the same each time
     */
    protected abstract Assistant assistant();

    /**
     * Whether it may throw for an ordinary request: the offline assistant then helps.
     *
     * @return false unless overridden
     */
    protected boolean mayFail() {
        return false;
    }

    static Stream<String> texts() {
        return Stream.of(
                "The export of invoices fails with error 502 since this morning. What can I do?",
                "Der Export schlägt seit heute Morgen mit Fehler 502 fehl. Was kann ich tun?",
                "L'export des factures échoue depuis ce matin avec l'erreur 502. Que faire ?",
                "La exportación de facturas falla desde esta mañana con el error 502. ¿Qué hago?",
                "A exportação de faturas falha desde hoje cedo com o erro 502. O que faço?",
                "a",
                "?!",
                "😀",
                "{0} {1} \\1 $1 %s",
                "ログインできません。助けてください",
                "مرحبا، لا أستطيع تسجيل الدخول إلى حسابي",
                "x".repeat(Limits.DESCRIPTION),
                "help ".repeat(Limits.DESCRIPTION / 5),
                "(".repeat(Limits.DESCRIPTION));
    }

    private static AssistanceRequest.Builder request(String text) {
        return AssistanceRequest.builder(Cases.ticket("About it", text).build())
                .thread(List.of(
                        Cases.said(Speaker.STAFF, 1, "Which browser is it? " + text),
                        Cases.said(Speaker.REQUESTER, 2, text)))
                .earlier(List.of(RelatedTicket.builder(new TicketId(2), "Earlier", Status.CLOSED)
                        .answer("Solved by a restart.")
                        .build()))
                .similar(List.of(RelatedTicket.builder(new TicketId(3), "Export fails", Status.OPEN)
                        .duplicate(true)
                        .score(0.7)
                        .build()))
                .knowledge(List.of(Knowledge.of("kb-1", "Exports", "Exports need a current browser.")
                        .withUrl("https://help.example/exports")))
                .formerReplies(List.of(new FormerReply("Restart it.", true), new FormerReply("No idea.", false)))
                .now(Cases.START.plus(Duration.ofHours(3)))
                .deadline(Deadline.after(GENEROUS));
    }

    private static ConversationRequest chat(String text) {
        return ConversationRequest.builder("default", List.of(Cases.said(Speaker.REQUESTER, 0, text)))
                .knowledge(List.of(Knowledge.of("kb-1", "Exports", "Exports need a current browser.")))
                .deadline(Deadline.after(GENEROUS))
                .build();
    }

    private interface Help {
        Optional<? extends Assisted<?>> give() throws Exception;
    }

    /** Empty when it abstains, or fails where it may. */
    private Optional<? extends Assisted<?>> given(Help help) throws Exception {
        try {
            return assertTimeoutPreemptively(GENEROUS.multipliedBy(2), help::give);
        } catch (Exception e) {
            if (mayFail()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private List<? extends Assisted<?>> all(AssistanceRequest request, String text) throws Exception {
        Assistant assistant = assistant();
        List<Assisted<?>> all = new ArrayList<>();
        for (Help help : List.<Help>of(
                () -> assistant.reply(request),
                () -> assistant.summarize(request),
                () -> assistant.nextActions(request),
                () -> assistant.chat(chat(text)))) {
            given(help).ifPresent(all::add);
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("texts")
    void helpsWithOrAbstainsFromAnyText(String text) throws Exception {
        for (Assisted<?> help : all(request(text).build(), text)) {
            assertThat(help.run()).as("the run is TicketKit's to set").isEmpty();
            assertThat(help.toString()).as("tells nothing of the text").doesNotContain("export", "Export");
        }
    }

    @Test
    void worksWithNothingButATicket() throws Exception {
        AssistanceRequest request = AssistanceRequest.builder(
                        Cases.ticket("t", "d").requester(null).build())
                .build();
        assertThat(all(request, "d")).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void mergesOnlyIntoWhatWasOfferedAsADuplicate() throws Exception {
        String text = "The export fails with error 502 since this morning for everybody here.";
        for (Assisted<?> help : all(request(text).build(), text)) {
            if (help instanceof NextActions actions) {
                assertThat(actions.actions())
                        .filteredOn(action -> action.kind() == NextAction.Kind.MERGE_DUPLICATE)
                        .allSatisfy(action -> assertThat(action.subject()).contains(new TicketId(3)));
            }
        }
    }

    @Test
    void saysNothingOfInternalNotesToTheRequester() throws Exception {
        AssistanceRequest request = request("The export of invoices fails.")
                .thread(List.of(Turn.note(Speaker.STAFF, NOTE + " broke the export, see incident", Cases.START)))
                .build();
        assertThat(given(() -> assistant().reply(request)).map(Object::toString).orElse(""))
                .doesNotContain(NOTE);
        try {
            assertThat(assistant().reply(request).map(draft -> draft.content()).orElse(""))
                    .doesNotContain(NOTE);
        } catch (AssistanceException e) {
            assertThat(mayFail()).isTrue();
        }
    }

    @Test
    void doesNotGoOnAfterTheDeadline() {
        AssistanceRequest late = request("The export of invoices fails.")
                .deadline(Deadline.after(Duration.ZERO))
                .build();
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            try {
                assistant().reply(late);
            } catch (AssistanceException e) {
                assertThat(e.reason()).isEqualTo(FailureReason.TIMEOUT);
            }
        });
    }

    @Test
    void canBeAskedByManyAtOnce() throws Exception {
        Assistant assistant = assistant();
        AssistanceRequest request =
                request("The export of invoices fails with error 502.").build();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<Boolean> ask = () -> given(() -> assistant.reply(request)).isPresent();
            List<Callable<Boolean>> asks = new ArrayList<>();
            for (int i = 0; i < 5 * THREADS; i++) {
                asks.add(ask);
            }
            for (Future<Boolean> answer : threads.invokeAll(asks)) {
                assertThat(answer.get()).isIn(true, false);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
