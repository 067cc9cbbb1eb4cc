package io.ticketkit.assist;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Category;
import io.ticketkit.CategoryDefinition;
import io.ticketkit.ChatReply;
import io.ticketkit.NextAction;
import io.ticketkit.NextAction.Kind;
import io.ticketkit.Priority;
import io.ticketkit.ReplyDraft;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Status;
import io.ticketkit.Summary;
import io.ticketkit.Taxonomy;
import io.ticketkit.TicketBuilder;
import io.ticketkit.TicketId;
import io.ticketkit.testkit.AssistantContract;
import io.ticketkit.testkit.Cases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfflineAssistantTest extends AssistantContract {
    private static final Knowledge RESET = Knowledge.of(
                    "kb-7",
                    "How to reset your password",
                    "Open the login page and choose “Forgotten password”. The link in the mail is valid for one hour.")
            .withUrl("https://help.example/reset");
    private final OfflineAssistant assistant = new OfflineAssistant();

    private static TicketBuilder password() {
        return Cases.ticket(
                "Cannot reset password",
                "Hello team,\n\nI tried to reset my password but the link has expired, with error code E4012. Please help.");
    }

    @Override
    protected Assistant assistant() {
        return assistant;
    }

    private ReplyDraft reply(AssistanceRequest.Builder request) {
        return assistant.reply(request.build()).orElseThrow();
    }

    private List<Kind> actions(AssistanceRequest.Builder request) {
        return assistant.nextActions(request.build()).orElseThrow().actions().stream()
                .map(NextAction::kind)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            The printer does not work | It has not printed since yesterday and I cannot find out why. | technical problem | A member of our team
            Der Drucker geht nicht    | Er druckt seit gestern nicht und ich weiß nicht, warum das so ist. | technisches Problem | Jemand aus unserem Team
            L'imprimante est en panne | Elle ne marche pas depuis hier et je ne sais pas pourquoi. | problème technique | membre de notre équipe
            La impresora no funciona  | No imprime desde ayer y no sé por qué, pero la necesito hoy. | problema técnico | persona de nuestro equipo
            A impressora não funciona | Não imprime desde ontem e não sei por que, mas preciso dela. | problema técnico | pessoa da nossa equipe""")
    void repliesInTheRequestersLanguage(String title, String text, String understood, String person) {
        ReplyDraft draft =
                reply(AssistanceRequest.builder(Cases.ticket(title, text).build()));

        assertThat(draft.content()).contains(understood, person, title).doesNotContain("{0}", "{1}");
        assertThat(draft.isOffline()).isTrue();
        assertThat(draft.source()).isEqualTo(Source.RULE);
        assertThat(draft.confidence()).isZero();
    }

    @Test
    void quotesKnowledgeThatIsReallyAlikeAndIsAsSureAsItsWordsAre() {
        ReplyDraft draft = reply(AssistanceRequest.builder(password().build())
                .knowledge(List.of(Knowledge.of("kb-1", "Invoices", "Invoices are sent monthly."), RESET)));

        assertThat(draft.content()).contains("Forgotten password", "https://help.example/reset", "E4012");
        assertThat(draft.knowledge()).containsExactly("kb-7");
        assertThat(draft.source()).isEqualTo(Source.KEYWORD);
        assertThat(draft.confidence()).isBetween(0.25, 0.5);

        ReplyDraft less = reply(AssistanceRequest.builder(password().build())
                .knowledge(List.of(Knowledge.of(
                        "kb-8", "Reset your password", "Ask an administrator, who sets a new one within a day."))));
        assertThat(less.confidence()).isPositive().isLessThan(draft.confidence());
    }

    @Test
    void quotesNothingThatSharesAWordByChance() {
        ReplyDraft draft = reply(AssistanceRequest.builder(password().build())
                .knowledge(List.of(
                        Knowledge.of("kb-2", "Password policy for administrators", "Passwords have 12 letters.")))
                .similar(List.of(RelatedTicket.builder(new TicketId(9), "Printer is out of paper", Status.RESOLVED)
                        .answer("We have ordered more paper.")
                        .build())));

        assertThat(draft.knowledge()).isEmpty();
        assertThat(draft.similar()).isEmpty();
        assertThat(draft.confidence()).isZero();
    }

    @Test
    void quotesWhatHelpedSomebodyElseWithoutTellingWho() {
        RelatedTicket other = RelatedTicket.builder(new TicketId(9), "Cannot reset my password", Status.RESOLVED)
                .answer("Dear Mr Miller,\nthe reset link for your password is valid for one hour only. I sent a new one"
                        + " to a.miller@corp.example, call me at +49 30 1234567 if the link has expired again.")
                .build();
        ReplyDraft draft = reply(AssistanceRequest.builder(password().build()).similar(List.of(other)));

        assertThat(draft.similar()).containsExactly(new TicketId(9));
        assertThat(draft.content())
                .contains("valid for one hour only")
                .doesNotContain("Miller", "miller", "corp.example", "1234567");
    }

    @Test
    void neverQuotesWhatPeopleFoundUnhelpfulNorWhatIsStillOpen() {
        String answer = "The reset link for your password is valid for one hour only.";
        RelatedTicket.Builder other = RelatedTicket.builder(
                        new TicketId(9), "Cannot reset my password", Status.RESOLVED)
                .answer(answer);
        assertThat(reply(AssistanceRequest.builder(password().build())
                                .similar(List.of(other.build()))
                                .formerReplies(List.of(new FormerReply(answer, false))))
                        .similar())
                .isEmpty();
        assertThat(reply(AssistanceRequest.builder(password().build())
                                .similar(List.of(
                                        RelatedTicket.builder(new TicketId(9), "Cannot reset my password", Status.OPEN)
                                                .answer(answer)
                                                .build())))
                        .similar())
                .isEmpty();
    }

    @Test
    void asksForDetailsOfATextThatSaysNothing() {
        assertThat(reply(AssistanceRequest.builder(
                                Cases.ticket("Help", "It is broken.").build()))
                        .content())
                .contains("please tell us");
    }

    @Test
    void sumsUpInTheThreadsOwnSentences() {
        AssistanceRequest request = AssistanceRequest.builder(Cases.ticket(
                                "Export of invoices fails",
                                "Good morning,\nthe weather is nice. The export of invoices fails with error E502.")
                        .build())
                .thread(List.of(
                        Cases.said(
                                Speaker.STAFF, 1, "Hello Kim,\nwhich browser do you use for the export of invoices?"),
                        Cases.said(Speaker.REQUESTER, 2, "> which browser do you use\nI use Firefox. Lunch was good."),
                        Cases.said(Speaker.STAFF, 3, "We fixed the export of invoices in version 4.2.")))
                .build();
        Summary summary = assistant.summarize(request).orElseThrow();

        assertThat(summary.text().lines())
                .hasSizeBetween(4, 8)
                .first()
                .asString()
                .startsWith("Request: Export of invoices fails")
                .contains("error E502");
        assertThat(summary.text())
                .contains("Staff: which browser do you use for the export of invoices?")
                .contains("Last (Staff): We fixed the export of invoices in version 4.2.")
                .contains("State: open, medium priority, not assigned")
                .doesNotContain("> which", "Hello Kim");
        assertThat(summary.comments()).isEqualTo(3);
        assertThat(summary.upTo()).contains(Cases.START.plus(Duration.ofHours(3)));
        assertThat(summary.isOffline()).isTrue();
    }

    @Test
    void sumsUpALongThreadInFewLines() {
        List<Turn> thread = IntStream.range(0, 400)
                .mapToObj(i -> Cases.said(
                        i % 2 == 0 ? Speaker.STAFF : Speaker.REQUESTER,
                        i,
                        "Message " + i + " about the export. And so on."))
                .toList();
        Summary summary = assistant
                .summarize(AssistanceRequest.builder(password().build())
                        .thread(thread)
                        .cut()
                        .build())
                .orElseThrow();
        assertThat(summary.text().lines()).hasSizeLessThan(10);
        assertThat(summary.text()).contains("Message 399", "Earlier messages are not part");
    }

    @Test
    void suggestsWhatTheStateAsksFor() {
        AssistanceRequest.Builder fresh = AssistanceRequest.builder(password().build());
        assertThat(actions(fresh)).containsExactly(Kind.REPLY, Kind.ASSIGN);

        AssistanceRequest.Builder asked = AssistanceRequest.builder(
                        Cases.ticket("Cannot reset password", "The link has expired, error E4012, please help me.")
                                .assignee("agent-1")
                                .build())
                .thread(List.of(Cases.said(Speaker.STAFF, 1, "Which browser is it?")));
        assertThat(actions(asked.now(Cases.START.plus(Duration.ofDays(4)))))
                .containsExactly(Kind.FOLLOW_UP, Kind.START);
        assertThat(actions(asked.now(Cases.START.plus(Duration.ofDays(9))))).containsExactly(Kind.RESOLVE, Kind.START);

        assertThat(actions(asked.thread(List.of(
                        Cases.said(Speaker.STAFF, 1, "Try it again now."),
                        Cases.said(Speaker.REQUESTER, 2, "Thank you, it works now!")))))
                .contains(Kind.RESOLVE)
                .doesNotContain(Kind.REPLY);
        assertThat(actions(asked.thread(List.of(
                        Cases.said(Speaker.STAFF, 1, "Try it again now."),
                        Cases.said(Speaker.REQUESTER, 2, "It still does not work, not solved.")))))
                .contains(Kind.REPLY)
                .doesNotContain(Kind.RESOLVE);
    }

    @Test
    void suggestsForTheSeriousTheDoubleAndTheDone() {
        assertThat(actions(AssistanceRequest.builder(password()
                        .sentiment(Sentiment.ANGRY)
                        .priority(Priority.CRITICAL)
                        .build())))
                .startsWith(Kind.ESCALATE);
        assertThat(actions(AssistanceRequest.builder(
                        Cases.ticket("t", "d").sentiment(Sentiment.ANGRY).build())))
                .contains(Kind.RAISE_PRIORITY, Kind.ASK_FOR_DETAILS);

        RelatedTicket twin = RelatedTicket.builder(new TicketId(4), "Same", Status.OPEN)
                .duplicate(true)
                .build();
        List<NextAction> merging = assistant
                .nextActions(AssistanceRequest.builder(password().build())
                        .similar(List.of(twin))
                        .build())
                .orElseThrow()
                .actions();
        assertThat(merging)
                .filteredOn(action -> action.kind() == Kind.MERGE_DUPLICATE)
                .singleElement()
                .satisfies(action -> assertThat(action.subject()).contains(new TicketId(4)));

        TicketBuilder resolved = Cases.ticket("t", "d").status(Status.RESOLVED).resolvedAt(Cases.START);
        assertThat(actions(AssistanceRequest.builder(resolved.build()).now(Cases.START.plus(Duration.ofDays(8)))))
                .containsExactly(Kind.CLOSE);
        assertThat(actions(AssistanceRequest.builder(
                        resolved.status(Status.CLOSED).closedAt(Cases.START).build())))
                .isEmpty();
    }

    @Test
    void internalNotesChangeNoSuggestion() {
        AssistanceRequest.Builder request = AssistanceRequest.builder(password().build());
        List<Kind> before = actions(request);
        assertThat(actions(request.thread(List.of(Turn.note(Speaker.STAFF, "It works now, solved?", Cases.START)))))
                .isEqualTo(before);
    }

    @Test
    void namesTheCategoryOfAnotherTaxonomyByItsLabel() {
        assertThat(reply(AssistanceRequest.builder(Cases.ticket("Late", "My parcel has not arrived yet, where is it?")
                                        .category(new Category("delivery"))
                                        .build())
                                .taxonomy(Taxonomy.builder()
                                        .add(CategoryDefinition.builder("delivery")
                                                .label("Deliveries")
                                                .build())
                                        .build()))
                        .content())
                .contains("Deliveries");
    }

    @Test
    void answersAChatFromKnowledgeOrHandsOver() {
        ChatReply found = chat("How can I reset my password? The link has expired.");
        assertThat(found.content()).contains("without a language model", "Forgotten password");
        assertThat(found.handsOver()).isFalse();
        assertThat(found.knowledge()).containsExactly("kb-7");

        ChatReply unknown = chat("Wann kommt mein Paket? Ich warte seit gestern auf die Lieferung.");
        assertThat(unknown.content()).contains("ohne Sprachmodell", "Ein Mensch übernimmt");
        assertThat(unknown.handsOver()).isTrue();
        assertThat(unknown.confidence()).isZero();

        assertThat(chat("I want to reset my password with a human, please").handsOver())
                .isTrue();
    }

    private ChatReply chat(String text) {
        return assistant
                .chat(ConversationRequest.builder("default", List.of(Cases.said(Speaker.REQUESTER, 0, text)))
                        .knowledge(List.of(RESET))
                        .build())
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "The invoice that you have sent is wrong, en",
        "Ich habe die Rechnung nicht bekommen und warte, de",
        "Je ne peux pas me connecter à mon compte depuis hier, fr",
        "No puedo entrar en mi cuenta desde ayer y necesito ayuda, es",
        "Não consigo entrar na minha conta desde ontem, pt",
        "Login broken,",
        "ログインできません,"
    })
    void tellsLanguages(String text, @Nullable String language) {
        assertThat(TextLanguage.guess(text)).isEqualTo(Optional.ofNullable(language));
    }
}
