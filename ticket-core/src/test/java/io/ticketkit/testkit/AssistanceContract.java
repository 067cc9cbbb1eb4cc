package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.AccessPolicy;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.AiMark;
import io.ticketkit.AnswerFeedbackDraft;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.CommentKind;
import io.ticketkit.Expected;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.NextAction;
import io.ticketkit.NextActions;
import io.ticketkit.PageRequest;
import io.ticketkit.Provenance;
import io.ticketkit.ReplyDraft;
import io.ticketkit.ReplyPolicy;
import io.ticketkit.RunAccuracy;
import io.ticketkit.RunId;
import io.ticketkit.RunOutcome;
import io.ticketkit.RunPurpose;
import io.ticketkit.RunUsage;
import io.ticketkit.Source;
import io.ticketkit.Status;
import io.ticketkit.Summary;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketService;
import io.ticketkit.assist.AssistanceException;
import io.ticketkit.assist.AssistanceRequest;
import io.ticketkit.assist.Assistant;
import io.ticketkit.assist.FormerReply;
import io.ticketkit.assist.Knowledge;
import io.ticketkit.assist.RelatedTicket;
import io.ticketkit.assist.Speaker;
import io.ticketkit.assist.Turn;
import io.ticketkit.setup.Assistance;
import io.ticketkit.setup.Drafting;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.Seek;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Drafts, summaries and next actions, with a model and without, and what is recorded of them. */
interface AssistanceContract extends StorageContract {
    /** Remembers what it was asked, and drafts what a test says. */
    final class Scripted implements Assistant {
        private final List<AssistanceRequest> asked = new CopyOnWriteArrayList<>();
        private final Drafter drafter;

        interface Drafter {
            Optional<ReplyDraft> draft(AssistanceRequest request) throws Exception;
        }

        Scripted(Drafter drafter) {
            this.drafter = drafter;
        }

        static Scripted drafting(String content, double confidence) {
            return new Scripted(request -> Optional.of(ReplyDraft.builder(content, confidence, Provenance.of(call()))
                    .build()));
        }

        static Scripted failing(FailureReason reason) {
            return new Scripted(request -> {
                throw new AssistanceException(reason, "failed", call(), null);
            });
        }

        static ModelCall call() {
            return call("model-1");
        }

        static ModelCall call(String model) {
            return ModelCall.builder(model)
                    .promptVersion("reply-1")
                    .tokens(100, 20)
                    .cost(new BigDecimal("0.001"))
                    .attempts(1)
                    .build();
        }

        List<AssistanceRequest> asked() {
            return asked;
        }

        @Override
        public Optional<ReplyDraft> reply(AssistanceRequest request) throws Exception {
            asked.add(request);
            return drafter.draft(request);
        }

        @Override
        public Optional<Summary> summarize(AssistanceRequest request) {
            asked.add(request);
            return Optional.empty();
        }

        @Override
        public Optional<NextActions> nextActions(AssistanceRequest request) {
            asked.add(request);
            return Optional.empty();
        }

        @Override
        public Source source() {
            return Source.LLM;
        }
    }

    private TicketKit kit(Desk desk, Assistant assistant, Assistance settings) {
        return desk.kit(0, builder -> {
            builder.assistant(assistant).assistance(settings);
            if (harness().node(0).joins()) {
                builder.transactionRunner(work -> harness().asHost(() -> {
                    work.run();
                    return true;
                }));
            }
        });
    }

    private TicketService staff(Desk desk, Assistant assistant, Assistance settings) {
        return desk.service(kit(desk, assistant, settings), Actor.staff("agent-1"));
    }

    private static TicketDraft login() {
        return TicketDraft.builder()
                .title("Cannot reset my password")
                .description("The link to reset my password has expired. Error E4012 is shown.")
                .requester("kim")
                .build();
    }

    private static List<ClassificationRun> helpRuns(TicketService staff, TicketId id) {
        return staff.runs().ofTicket(id, PageRequest.first()).items().stream()
                .filter(run -> run.purpose() != RunPurpose.CLASSIFICATION)
                .toList();
    }

    private static List<Comment> comments(TicketService service, TicketId id) {
        return service.comments().list(id, PageRequest.first()).items();
    }

    @Test
    default void aDraftIsGivenAndRecordedAndNeitherStoredNorSent() {
        Desk desk = desk();
        TicketService staff = staff(desk, Scripted.drafting("Try it again.", 0.8), Assistance.standard());
        Ticket ticket = desk.submit(login());

        ReplyDraft draft = staff.assistant().draftReply(ticket.id());

        assertThat(draft.content()).isEqualTo("Try it again.");
        assertThat(draft.confidence()).isEqualTo(0.8);
        assertThat(draft.source()).isEqualTo(Source.LLM);
        assertThat(draft.isOffline()).isFalse();
        assertThat(comments(staff, ticket.id())).isEmpty();
        assertThat(staff.find(ticket.id()).orElseThrow().version()).isEqualTo(1);
        assertThat(helpRuns(staff, ticket.id())).singleElement().satisfies(run -> {
            assertThat(run.id()).isEqualTo(draft.run());
            assertThat(run.purpose()).isEqualTo(RunPurpose.REPLY);
            assertThat(run.outcome()).isEqualTo(RunOutcome.ANSWERED);
            assertThat(run.call()).isPresent();
            assertThat(run.call().get().cost().orElseThrow()).isEqualByComparingTo("0.001");
            assertThat(run.values()).isEmpty();
        });
        assertThat(staff.runs().usage(Desk.today()))
                .filteredOn(usage -> usage.source() == Source.LLM)
                .extracting(RunUsage::answered)
                .containsExactly(1L);
        Instant end = desk.clock().instant().plusSeconds(60);
        assertThat(staff.runs().accuracy(end.minus(Duration.ofDays(1)), end))
                .extracting(RunAccuracy::source)
                .doesNotContain(Source.LLM);
    }

    @Test
    default void whereTheModelFailsTheOfflineOneHelpsAndSaysWhy() {
        Desk desk = desk();
        TicketService staff = staff(desk, Scripted.failing(FailureReason.RATE_LIMITED), Assistance.standard());
        Ticket ticket = desk.submit(login());

        ReplyDraft draft = staff.assistant().draftReply(ticket.id());

        assertThat(draft.isOffline()).isTrue();
        assertThat(draft.failure()).contains(FailureReason.RATE_LIMITED);
        assertThat(draft.content()).contains("Cannot reset my password", "E4012");
        List<ClassificationRun> runs = helpRuns(staff, ticket.id());
        assertThat(runs)
                .extracting(ClassificationRun::source, ClassificationRun::outcome, ClassificationRun::failure)
                .containsExactly(
                        tuple(Source.LLM, RunOutcome.FAILED, Optional.of(FailureReason.RATE_LIMITED)),
                        tuple(draft.source(), RunOutcome.ANSWERED, Optional.empty()));
        assertThat(draft.run()).isEqualTo(runs.get(1).id());
    }

    @Test
    default void whoDoesNotComeBackOrThrowsAnythingKeepsNobodyWaiting() {
        Desk desk = desk();
        Ticket ticket = desk.submit(login());
        Scripted hanging = new Scripted(request -> {
            Thread.sleep(60_000);
            return Optional.empty();
        });
        TicketService slow = staff(desk, hanging, Assistance.standard().within(Duration.ofMillis(300)));
        assertThat(slow.assistant().draftReply(ticket.id()).failure()).contains(FailureReason.TIMEOUT);

        Scripted broken = new Scripted(request -> {
            throw new StackOverflowError();
        });
        TicketService wrong = staff(desk, broken, Assistance.standard());
        assertThat(wrong.assistant().draftReply(ticket.id()).failure()).contains(FailureReason.ERROR);
    }

    @Test
    default void whoAbstainsIsRecordedAndIsNoFailure() {
        Desk desk = desk();
        TicketService staff = staff(desk, Scripted.drafting("x", 0.5), Assistance.standard());
        Ticket ticket = desk.submit(login());

        Summary summary = staff.assistant().summarize(ticket.id());
        NextActions actions = staff.assistant().nextActions(ticket.id());

        assertThat(summary.isOffline()).isTrue();
        assertThat(summary.failure()).isEmpty();
        assertThat(summary.text()).contains("Cannot reset my password");
        assertThat(actions.actions())
                .extracting(NextAction::kind)
                .contains(NextAction.Kind.REPLY, NextAction.Kind.ASSIGN);
        assertThat(helpRuns(staff, ticket.id()))
                .extracting(ClassificationRun::purpose, ClassificationRun::outcome)
                .containsExactlyInAnyOrder(
                        tuple(RunPurpose.SUMMARY, RunOutcome.ABSTAINED),
                        tuple(RunPurpose.SUMMARY, RunOutcome.ANSWERED),
                        tuple(RunPurpose.ACTIONS, RunOutcome.ABSTAINED),
                        tuple(RunPurpose.ACTIONS, RunOutcome.ANSWERED));
    }

    @Test
    default void aDraftKnowsTheThreadEarlierAndSimilarTicketsAndWhatHelped() {
        Desk desk = desk();
        TicketService staff = desk.staff();
        Ticket solved = desk.submit(TicketDraft.builder()
                .title("Password reset link expired")
                .description("I cannot reset my password, the link has expired.")
                .requester("robin")
                .build());
        staff.comments().add(solved.id(), CommentDraft.note("He is an important customer."));
        staff.comments().add(solved.id(), CommentDraft.reply("The link is valid for one hour, ask for another."));
        Comment generated = staff.comments()
                .add(solved.id(), CommentDraft.reply("Is the clock right?").ai(AiMark.generated()));
        staff.comments().add(solved.id(), CommentDraft.reply("I have sent a new link."));
        staff.feedback()
                .judge(
                        solved.id(),
                        AnswerFeedbackDraft.builder(true)
                                .comment(generated.id())
                                .build());
        staff.transition(solved.id(), Expected.any(), Status.RESOLVED);
        Ticket earlier = desk.submit(TicketDraft.builder()
                .title("Invoice for March")
                .description("Please send it again.")
                .requester("kim")
                .build());
        desk.clock().advance(Duration.ofMinutes(1));
        Ticket ticket = desk.submit(login());
        staff.comments().add(ticket.id(), CommentDraft.note("Zauberlehrling was here."));
        staff.comments().add(ticket.id(), CommentDraft.reply("Which browser?"));
        desk.as(Actor.requester("kim")).comments().add(ticket.id(), CommentDraft.reply("Firefox."));

        Scripted model = Scripted.drafting("Try it again.", 0.8);
        List<String> queries = new CopyOnWriteArrayList<>();
        TicketService helped = staff(desk, model, Assistance.standard().knowing((tenant, query, limit) -> {
            queries.add(tenant + " " + query);
            return List.of(Knowledge.of("kb-1", "Passwords", "They have 12 letters."));
        }));
        helped.assistant().draftReply(ticket.id());
        helped.assistant().nextActions(ticket.id());

        AssistanceRequest asked = model.asked().get(0);
        assertThat(asked.tenant()).isEqualTo(desk.tenant());
        assertThat(asked.thread())
                .extracting(Turn::speaker, Turn::text)
                .containsExactly(tuple(Speaker.STAFF, "Which browser?"), tuple(Speaker.REQUESTER, "Firefox."));
        assertThat(asked.earlier()).extracting(RelatedTicket::id).containsExactly(earlier.id());
        assertThat(asked.similar()).extracting(RelatedTicket::id).containsExactly(solved.id());
        assertThat(asked.similar().get(0).answer()).contains("I have sent a new link.");
        assertThat(asked.formerReplies()).containsExactly(new FormerReply("Is the clock right?", true));
        assertThat(asked.knowledge()).extracting(Knowledge::id).containsExactly("kb-1");
        assertThat(queries).singleElement().asString().contains(desk.tenant(), "reset my password");
        assertThat(model.asked().get(1).thread()).hasSize(2).noneMatch(Turn::internal);
    }

    @Test
    default void knowledgeThatFailsOrIsLateIsDoneWithout() {
        Desk desk = desk();
        Ticket ticket = desk.submit(login());
        Scripted model = Scripted.drafting("Try it again.", 0.8);
        TicketService failing = staff(desk, model, Assistance.standard().knowing((tenant, query, limit) -> {
            throw new IllegalStateException("no index");
        }));
        assertThat(failing.assistant().draftReply(ticket.id()).isOffline()).isFalse();
        TicketService late = staff(
                desk, model, Assistance.standard().within(Duration.ofSeconds(2)).knowing((tenant, query, limit) -> {
                    Thread.sleep(60_000);
                    return List.of();
                }));
        assertThat(late.assistant().draftReply(ticket.id()).isOffline()).isFalse();
        assertThat(model.asked())
                .allSatisfy(asked -> assertThat(asked.knowledge()).isEmpty());
    }

    @Test
    default void onlyThoseWhoSeeNotesGetThemSummedUp() {
        Desk desk = desk();
        Ticket ticket = desk.submit(login());
        desk.staff().comments().add(ticket.id(), CommentDraft.reply("We look at it."));
        desk.staff().comments().add(ticket.id(), CommentDraft.note("Zauberlehrling broke the password reset."));

        assertThat(desk.staff().assistant().summarize(ticket.id()).text()).contains("Zauberlehrling");

        Actor partner = Actor.staff("partner");
        TicketKit kit = desk.kit(
                0,
                builder -> builder.accessPolicy(actor -> {
                    var all = AccessPolicy.standard().accessOf(actor);
                    var actions = EnumSet.copyOf(all.actions());
                    actions.remove(Action.INTERNAL_NOTES);
                    return new Access(actions, all.scope());
                }));
        Summary summary = desk.service(kit, partner).assistant().summarize(ticket.id());
        assertThat(summary.text()).contains("We look at it.").doesNotContain("Zauberlehrling");
        assertThat(summary.comments()).isEqualTo(1);
    }

    @Test
    default void helpIsForThoseWhoHelpAndForTicketsTheySee() {
        Desk desk = desk();
        Ticket ticket = desk.submit(login());
        assertThatThrownBy(() -> desk.as(Actor.requester("kim")).assistant().draftReply(ticket.id()))
                .isInstanceOf(AccessDeniedException.class);
        Desk other = desk();
        assertThatThrownBy(() -> other.staff().assistant().draftReply(ticket.id()))
                .isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> other.staff().assistant().summarize(ticket.id()))
                .isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> other.staff().assistant().nextActions(ticket.id()))
                .isInstanceOf(TicketNotFoundException.class);
    }

    /** Workers take what waits of any tenant: what other tests left is worked off in a far future. */
    private TicketKit drafting(Desk desk, Assistant assistant, ReplyPolicy policy) {
        Assistance settings =
                Assistance.standard().draftingAtSubmit(Drafting.onTick().sending(policy));
        SettableClock future = new SettableClock(Instant.parse("2100-01-01T00:00:00Z"));
        TicketKit leftovers = desk.kit(0, builder -> {
            builder.clock(future).assistance(settings);
            if (harness().node(0).joins()) {
                builder.transactionRunner(work -> harness().asHost(() -> {
                    work.run();
                    return true;
                }));
            }
        });
        while (leftovers.assistanceWorker().tick() > 0) {
            // until nothing waits
        }
        return kit(desk, assistant, settings);
    }

    @Test
    default void aFirstReplyIsDraftedAfterSubmitAsANoteThatRequestersDoNotSee() {
        Desk desk = desk();
        TicketKit kit = drafting(desk, Scripted.drafting("Try it again.", 0.99), ReplyPolicy.never());
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));
        Ticket ticket = staff.submit(login());
        assertThat(comments(staff, ticket.id())).isEmpty();

        assertThat(kit.assistanceWorker().tick()).isEqualTo(1);

        Comment note = comments(staff, ticket.id()).get(0);
        assertThat(note.isInternal()).isTrue();
        assertThat(note.kind()).isEqualTo(CommentKind.AI);
        assertThat(note.content()).isEqualTo("Try it again.");
        assertThat(note.ai().flatMap(AiMark::model)).contains("model-1");
        RunId run = note.ai().flatMap(AiMark::run).orElseThrow();
        assertThat(helpRuns(staff, ticket.id()))
                .singleElement()
                .satisfies(recorded -> assertThat(recorded.id()).contains(run));
        TicketService kim = desk.as(Actor.requester("kim"));
        assertThat(comments(kim, ticket.id())).isEmpty();
        assertThat(kim.find(ticket.id()).orElseThrow().version()).isEqualTo(1);
        assertThat(kit.assistanceWorker().tick()).isZero();
    }

    @Test
    default void whatIsSureEnoughIsSentAndWhatIsNotOrIsOfflineIsNoted() {
        Desk desk = desk();
        TicketKit kit = drafting(desk, Scripted.drafting("Try it again.", 0.9), ReplyPolicy.from(0.9));
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));
        Ticket ticket = staff.submit(login());
        kit.assistanceWorker().tick();
        assertThat(comments(desk.as(Actor.requester("kim")), ticket.id()))
                .singleElement()
                .satisfies(reply -> assertThat(reply.kind()).isEqualTo(CommentKind.AI));
        assertThat(staff.find(ticket.id()).orElseThrow().firstResponseAt()).isEmpty();

        TicketKit unsure = drafting(desk, Scripted.drafting("Try it again.", 0.89), ReplyPolicy.from(0.9));
        TicketKit refused = drafting(desk, Scripted.failing(FailureReason.REFUSED), (judged, draft) -> true);
        TicketKit broken = drafting(desk, Scripted.drafting("Try it again.", 0.9), (judged, draft) -> {
            throw new IllegalStateException("no policy");
        });
        for (TicketKit each : List.of(unsure, refused, broken)) {
            Ticket noted = desk.service(each, Actor.staff("agent-1")).submit(login());
            each.assistanceWorker().tick();
            assertThat(comments(staff, noted.id()))
                    .singleElement()
                    .satisfies(note -> assertThat(note.isInternal()).isTrue());
        }
    }

    private static Scripted sure(String model, double confidence, double ceiling) {
        return new Scripted(request ->
                Optional.of(ReplyDraft.builder("Try it again.", confidence, Provenance.of(Scripted.call(model)))
                        .atMost(ceiling)
                        .build()));
    }

    private static AnswerFeedbackDraft on(ReplyDraft draft, boolean helpful) {
        return AnswerFeedbackDraft.builder(helpful)
                .run(draft.run().orElseThrow())
                .build();
    }

    private static AnswerFeedbackDraft on(Comment comment, boolean helpful) {
        return AnswerFeedbackDraft.builder(helpful).comment(comment.id()).build();
    }

    @Test
    default void howSureADraftIsLearnsFromWhatPeopleSaidOfEarlierOnes() {
        Desk desk = desk();
        TicketService staff = staff(desk, sure("model-1", 0.8, 0.95), Assistance.standard());
        TicketService kim = desk.as(Actor.requester("kim"));
        Ticket ticket = desk.submit(login());
        TicketId other = desk.submit(login()).id();
        ReplyDraft first = staff.assistant().draftReply(ticket.id());
        assertThat(first.confidence()).isEqualTo(0.8);

        staff.feedback().judge(ticket.id(), on(first, false));
        ReplyDraft second = staff.assistant().draftReply(other);
        assertThat(second.confidence()).isCloseTo(8 / 11.0, within(1e-9));
        assertThat(helpRuns(staff, other))
                .singleElement()
                .satisfies(run -> assertThat(run.confidence()).hasValue(0.8));

        // the same person on the same run, by the comment that was made of it: only the last counts
        AiMark mark = AiMark.generated()
                .confidence(second.confidence())
                .run(first.run().orElseThrow());
        Comment sent = staff.comments()
                .add(ticket.id(), CommentDraft.reply("Try it again, please.").ai(mark));
        desk.clock().advance(Duration.ofMinutes(1));
        staff.feedback().judge(ticket.id(), on(sent, true));
        assertThat(staff.assistant().draftReply(other).confidence()).isCloseTo(9 / 11.0, within(1e-9));
        kim.feedback().judge(ticket.id(), on(sent, true));
        assertThat(staff.assistant().draftReply(other).confidence()).isCloseTo(10 / 12.0, within(1e-9));

        // none of these is about such a draft
        kim.feedback().rate(ticket.id(), 1, null);
        kim.feedback().judge(ticket.id(), AnswerFeedbackDraft.builder(false).build());
        assertThat(staff.assistant().draftReply(other).confidence()).isCloseTo(10 / 12.0, within(1e-9));

        Assistance standard = Assistance.standard();
        assertThat(staff(desk, sure("model-2", 0.8, 0.95), standard)
                        .assistant()
                        .draftReply(other)
                        .confidence())
                .isEqualTo(0.8);
        assertThat(staff(desk, sure("model-1", 0.5, 0.95), standard)
                        .assistant()
                        .draftReply(other)
                        .confidence())
                .isEqualTo(0.5);
        Desk foreign = desk();
        TicketService others = staff(foreign, sure("model-1", 0.8, 0.95), standard);
        assertThat(others.assistant().draftReply(foreign.submit(login()).id()).confidence())
                .isEqualTo(0.8);

        staff.erase(ticket.id());
        assertThat(staff.assistant().draftReply(other).confidence()).isEqualTo(0.8);
    }

    @Test
    default void badFeedbackStopsRepliesFromBeingSentAndGoodOneRaisesThemToTheirCeilingAtMost() {
        Desk desk = desk();
        TicketKit kit = drafting(desk, sure("model-1", 0.9, 0.95), ReplyPolicy.from(0.9));
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));
        TicketService kim = desk.as(Actor.requester("kim"));
        Ticket first = staff.submit(login());
        kit.assistanceWorker().tick();
        Comment sent = comments(kim, first.id()).get(0);

        kim.feedback().judge(first.id(), on(sent, false));
        Ticket second = staff.submit(login());
        kit.assistanceWorker().tick();
        assertThat(comments(kim, second.id())).isEmpty();
        AiMark noted = comments(staff, second.id()).get(0).ai().orElseThrow();
        assertThat(noted.confidence().orElseThrow()).isCloseTo(9 / 11.0, within(1e-9));

        AnswerFeedbackDraft good =
                AnswerFeedbackDraft.builder(true).run(noted.run().orElseThrow()).build();
        for (int agent = 0; agent < 25; agent++) {
            desk.as(Actor.staff("agent-" + agent)).feedback().judge(second.id(), good);
        }
        Ticket third = staff.submit(login());
        kit.assistanceWorker().tick();
        assertThat(comments(kim, third.id()))
                .singleElement()
                .satisfies(reply -> assertThat(reply.ai().orElseThrow().confidence())
                        .hasValueCloseTo(34 / 36.0, withinPercentage(0.001)));

        for (int agent = 25; agent < 40; agent++) {
            desk.as(Actor.staff("agent-" + agent)).feedback().judge(second.id(), good);
        }
        assertThat(staff.assistant().draftReply(third.id()).confidence()).isEqualTo(0.95);
        assertThat(helpRuns(staff, third.id()))
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.confidence()).hasValue(0.9));
    }

    @Test
    default void nothingIsDraftedOnceAPersonHasAnsweredNotEvenMeanwhile() {
        Desk desk = desk();
        AtomicInteger calls = new AtomicInteger();
        List<TicketId> answered = new CopyOnWriteArrayList<>();
        Scripted model = new Scripted(request -> {
            calls.incrementAndGet();
            answered.add(request.ticket().id());
            desk.staff().comments().add(request.ticket().id(), CommentDraft.reply("I am faster."));
            return Optional.of(ReplyDraft.builder("Try it again.", 0.9, Provenance.of(Scripted.call()))
                    .build());
        });
        TicketKit kit = drafting(desk, model, ReplyPolicy.from(0));
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));
        Ticket before = staff.submit(login());
        staff.comments().add(before.id(), CommentDraft.reply("Which browser?"));
        kit.assistanceWorker().tick();
        assertThat(calls).hasValue(0);
        assertThat(helpRuns(staff, before.id())).isEmpty();

        Ticket meanwhile = staff.submit(login());
        kit.assistanceWorker().tick();
        assertThat(answered).containsExactly(meanwhile.id());
        assertThat(comments(staff, meanwhile.id())).extracting(Comment::content).containsExactly("I am faster.");
        assertThat(helpRuns(staff, meanwhile.id()))
                .extracting(ClassificationRun::outcome)
                .containsExactly(RunOutcome.ANSWERED);
    }

    @Test
    default void aFailureThatMayPassIsTriedAgainBeforeTheOfflineOneHelps() {
        Desk desk = desk();
        TicketKit kit = drafting(desk, Scripted.failing(FailureReason.SERVER_ERROR), ReplyPolicy.never());
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));
        Ticket ticket = staff.submit(login());

        assertThat(kit.assistanceWorker().tick()).isEqualTo(1);
        assertThat(comments(staff, ticket.id())).isEmpty();
        assertThat(kit.assistanceWorker().tick()).isZero();
        desk.clock().advance(Duration.ofMinutes(2));
        assertThat(kit.assistanceWorker().tick()).isEqualTo(1);
        desk.clock().advance(Duration.ofMinutes(11));
        assertThat(kit.assistanceWorker().tick()).isEqualTo(1);

        Comment note = comments(staff, ticket.id()).get(0);
        assertThat(note.isInternal()).isTrue();
        assertThat(note.content()).contains("E4012");
        List<ClassificationRun> runs = helpRuns(staff, ticket.id());
        assertThat(runs)
                .extracting(ClassificationRun::outcome)
                .containsExactlyInAnyOrder(
                        RunOutcome.FAILED, RunOutcome.FAILED, RunOutcome.FAILED, RunOutcome.ANSWERED);
        assertThat(note.ai().flatMap(AiMark::run))
                .isEqualTo(runs.stream()
                        .filter(run -> run.outcome() == RunOutcome.ANSWERED)
                        .findFirst()
                        .flatMap(ClassificationRun::id));
    }

    @Test
    default void aTicketThatIsErasedMeanwhileGetsNothingAndItsRunKeepsItsCost() {
        Desk desk = desk();
        Scripted model = new Scripted(request -> {
            desk.staff().erase(request.ticket().id());
            return Optional.of(ReplyDraft.builder("Try it again.", 0.9, Provenance.of(Scripted.call()))
                    .build());
        });
        TicketKit kit = drafting(desk, model, ReplyPolicy.never());
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));
        staff.submit(login());
        assertThat(kit.assistanceWorker().tick()).isEqualTo(1);
        assertThat(staff.runs().usage(Desk.today()))
                .filteredOn(usage -> usage.source() == Source.LLM)
                .singleElement()
                .satisfies(usage -> assertThat(usage.cost()).isEqualByComparingTo("0.001"));
    }

    @Test
    default void aTicketThatIsErasedWhileTheAssistantWorksIsNamedByNoRun() {
        Desk desk = desk();
        Scripted model = new Scripted(request -> {
            desk.staff().erase(request.ticket().id());
            return Optional.of(ReplyDraft.builder("Try it again.", 0.9, Provenance.of(Scripted.call()))
                    .build());
        });
        TicketService staff = staff(desk, model, Assistance.standard());
        TicketId id = desk.submit(login()).id();

        ReplyDraft draft = staff.assistant().draftReply(id);

        assertThat(draft.content()).isEqualTo("Try it again.");
        assertThat(draft.run()).isPresent();
        List<ClassificationRun> naming = desk.asHost(() ->
                harness().node(0).read(reader -> reader.runs().ofTicket(desk.tenant(), id, new Seek(null, false, 10))));
        assertThat(naming).isEmpty();
        assertThat(staff.runs().usage(Desk.today()))
                .filteredOn(usage -> usage.source() == Source.LLM)
                .singleElement()
                .satisfies(usage -> {
                    assertThat(usage.answered()).isEqualTo(1);
                    assertThat(usage.inputTokens()).isEqualTo(100);
                    assertThat(usage.cost()).isEqualByComparingTo("0.001");
                });
    }

    @Test
    default void aDraftKnowsNothingOfWhatOthersWereToldOnDuplicates() {
        Desk desk = desk();
        Scripted scripted = Scripted.drafting("Hello", 0.9);
        TicketService staff = staff(desk, scripted, Assistance.standard());
        TicketId original = staff.submit(login()).id();
        TicketId own = staff.submit(login()).id();
        TicketId foreign = staff.submit(
                        Fixtures.draft("Password").requester("ann").build())
                .id();
        staff.comments().add(own, CommentDraft.reply("To kim"));
        staff.comments().add(foreign, CommentDraft.reply("To ann alone"));
        staff.links().merge(own, Expected.any(), original);
        staff.links().merge(foreign, Expected.any(), original);

        staff.assistant().draftReply(original);
        staff.transition(original, Expected.any(), Status.RESOLVED);
        staff.assistant().draftReply(staff.submit(login()).id());

        assertThat(scripted.asked()).hasSize(2);
        assertThat(scripted.asked().get(0).thread()).extracting(Turn::text).containsExactly("To kim");
        assertThat(scripted.asked().get(1).earlier())
                .isNotEmpty()
                .noneMatch(
                        ticket -> ticket.answer().filter("To ann alone"::equals).isPresent());
    }
}
