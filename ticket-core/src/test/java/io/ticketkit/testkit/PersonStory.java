package io.ticketkit.testkit;

import io.ticketkit.Actor;
import io.ticketkit.Agent;
import io.ticketkit.AnswerFeedbackDraft;
import io.ticketkit.AssignmentStrategy;
import io.ticketkit.AttachmentDraft;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Classifier;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.Conversation;
import io.ticketkit.Expected;
import io.ticketkit.HostReference;
import io.ticketkit.ModelCall;
import io.ticketkit.OutboxEvent;
import io.ticketkit.OutboxHandler;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.ProcessingInput;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.RunId;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.SourceTicket;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketId;
import io.ticketkit.TicketService;
import io.ticketkit.setup.Outbox;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.setup.TicketKitBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A person who leaves traces wherever one can, as requester, as a member of the staff on tickets of others, and in chats.
 * All of them hold the same word.
 */
public final class PersonStory {
    /** The word: it stands in everything the person wrote, and in everything that was written about the person. */
    public static final String MARK = "qzxmark";

    /** The person. */
    public static final String PERSON = "ann." + MARK + "@example.org";

    /** How many tickets the person has at the end. */
    public static final int OWN_TICKETS = 8;

    private final Desk desk;
    private final TicketKit kit;
    private final TicketService ann;
    private final TicketService annAsStaff;
    private final TicketService bob;
    private final TicketService staff;

    /**
     * Opens a desk of its own.
     *
     * @param harness the storage under test
     * @param settings what else to set
     */
    public PersonStory(StorageHarness harness, Consumer<TicketKitBuilder> settings) {
        this.desk = new Desk(harness);
        this.kit = desk.kit(0, builder -> {
            builder.classifier(quoting())
                    .outbox(Outbox.to(nobody()))
                    .assignment(AssignmentStrategy.roundRobin(
                            tenant -> List.of(Agent.builder(PERSON).build())));
            if (harness.node(0).joins()) {
                builder.transactionRunner(work -> harness.asHost(() -> {
                    work.run();
                    return true;
                }));
            }
            settings.accept(builder);
        });
        this.ann = as(Actor.requester(PERSON));
        this.annAsStaff = as(Actor.staff(PERSON));
        this.bob = as(Actor.requester("bob"));
        this.staff = as(Actor.staff("agent-1"));
    }

    /** A model that says what it read. */
    private static Classifier quoting() {
        return new Classifier() {
            @Override
            public Optional<Classification> classify(ClassificationRequest request) {
                return Optional.of(Classification.builder(Source.LLM)
                        .category("billing", 0.9)
                        .priority(Priority.LOW, 0.9)
                        .sentiment(Sentiment.CALM, 0.9)
                        .urgencyScore(5, 0.9)
                        .rationale("It says: " + request.description())
                        .call(ModelCall.builder("m-1").cost(BigDecimal.ONE).build())
                        .build());
            }

            @Override
            public Source source() {
                return Source.LLM;
            }
        };
    }

    /** Events wait for it: it is never asked to work. */
    private static OutboxHandler nobody() {
        return new OutboxHandler() {
            @Override
            public String name() {
                return "nobody";
            }

            @Override
            public void handle(OutboxEvent event) {
                throw new IllegalStateException("nobody works");
            }
        };
    }

    /** {@return the kit in which all of it happens} */
    public TicketKit kit() {
        return kit;
    }

    /** {@return the desk} */
    public Desk desk() {
        return desk;
    }

    /**
     * The tickets as somebody sees them.
     *
     * @param actor who
     * @return the service
     */
    public TicketService as(Actor actor) {
        return desk.service(kit, actor);
    }

    /** {@return whoever may know everything about everybody} */
    public TicketService officer() {
        return as(Actor.system("officer"));
    }

    /**
     * Tells it.
     *
     * @return the ticket of somebody else on which the person left most
     */
    public Ticket tell() {
        Ticket first = ownTicket();
        for (int number = 2; number < OWN_TICKETS; number++) {
            later();
            Ticket ticket = ann.submit(Fixtures.draft("Gradonk of " + MARK + " " + number)
                    .description("The gradonk of " + MARK + " hums, " + number + " times.")
                    .build());
            staff.update(
                    ticket.id(),
                    Expected.any(),
                    TicketChange.builder().category("account").build());
        }
        ownChats(first.id());
        ofAnotherSystem();
        Ticket bobs = otherTicket();
        staff.links().link(first.id(), bobs.id());
        staff.classify(null, "Only asked about " + MARK);
        return bobs;
    }

    private void later() {
        desk.clock().advance(Duration.ofSeconds(1));
    }

    private Ticket ownTicket() {
        Ticket ticket = ann.submit(Fixtures.draft("Printer of " + MARK)
                .description("The printer of " + MARK + " is broken.")
                .idempotencyKey("key-" + MARK)
                .build());
        TicketId id = ticket.id();
        later();
        Comment reply =
                ann.comments().add(id, CommentDraft.reply("I am " + MARK + ".").idempotencyKey("reply-" + MARK));
        ann.comments().edit(reply.id(), Expected.any(), "I am still " + MARK + ".");
        staff.comments().add(id, CommentDraft.note("Called " + MARK + ", nobody there."));
        attach(ann, id);
        staff.update(
                id,
                Expected.any(),
                TicketChange.builder()
                        .title("Laser printer of " + MARK)
                        .category("account")
                        .addTags("of-" + MARK)
                        .attribute("customer", MARK)
                        .hostReference(new HostReference("customer", PERSON))
                        .status(Status.RESOLVED)
                        .build());
        ann.feedback().rate(id, 2, MARK + " is not happy.");
        judge(staff, id);
        return staff.get(id);
    }

    private void judge(TicketService service, TicketId id) {
        RunId run = staff.runs()
                .ofTicket(id, PageRequest.first())
                .items()
                .get(0)
                .id()
                .orElseThrow();
        service.feedback()
                .judge(
                        id,
                        AnswerFeedbackDraft.builder(false)
                                .run(run)
                                .text("Wrong, says " + MARK)
                                .build());
    }

    private static void attach(TicketService service, TicketId id) {
        byte[] content = ("Inside stands " + MARK + ".").getBytes(StandardCharsets.UTF_8);
        try {
            service.attachments()
                    .add(
                            id,
                            AttachmentDraft.of("letter-of-" + MARK + ".txt", "text/plain"),
                            new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ownChats(TicketId id) {
        for (Optional<TicketId> about : List.of(Optional.of(id), Optional.<TicketId>empty())) {
            later();
            Conversation chat = ann.conversations().start(about.orElse(null));
            ann.conversations().say(chat.id(), "Where is the refund of " + MARK + "?");
        }
    }

    /** It is the person's last ticket. */
    private void ofAnotherSystem() {
        ProcessingDesk.Helpdesk helpdesk = new ProcessingDesk.Helpdesk(List.of(new SourceTicket(
                "h-" + MARK,
                Fixtures.draft("Elsewhere, " + MARK).requester(PERSON).build())));
        ProcessingOptions options = ProcessingDesk.options().build();
        as(Actor.system("importer"))
                .processor()
                .job("import", ProcessingInput.source(helpdesk), options)
                .run();
    }

    /** All that can be left on a ticket of somebody else. */
    private Ticket otherTicket() {
        later();
        Ticket ticket =
                bob.submit(Fixtures.draft("Door").description("It squeaks.").build());
        TicketId id = ticket.id();
        Comment bobs = bob.comments().add(id, CommentDraft.reply("Hello?"));
        annAsStaff.comments().edit(bobs.id(), Expected.any(), "Hello? (edited)");
        later();
        Comment reply = annAsStaff.comments().add(id, CommentDraft.reply("I am " + MARK + ", and I oil it."));
        annAsStaff.comments().edit(reply.id(), Expected.any(), "Signed, " + MARK);
        annAsStaff.comments().add(id, CommentDraft.note("To do, " + MARK));
        attach(annAsStaff, id);
        annAsStaff.update(
                id,
                Expected.any(),
                TicketChange.builder()
                        .category("technical")
                        .priority(Priority.HIGH)
                        .addTags(PERSON)
                        .attribute("expert", PERSON)
                        .hostReference(new HostReference("expert", PERSON))
                        .build());
        annAsStaff.feedback().rate(id, 5, "Well done, " + MARK);
        judge(annAsStaff, id);
        later();
        Conversation chat = bob.conversations().start(null);
        bob.conversations().say(chat.id(), "Is anybody there?");
        annAsStaff.conversations().takeOver(chat.id());
        annAsStaff.conversations().say(chat.id(), "I am here, " + MARK);
        annAsStaff.conversations().end(chat.id());
        return staff.get(id);
    }
}
