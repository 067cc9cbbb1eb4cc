package io.ticketkit;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tickets of one tenant as one actor may see and change them. A cheap, immutable, thread-safe view: make one per
 * request. What the actor may not see does not exist for it.
 *
 * <p>Every method may throw {@link AccessDeniedException} when the {@link AccessPolicy} does not give the actor the
 * action, and {@link StorageException} when the database fails; neither writes anything.
 */
public interface TicketService {
    /**
     * Creates a ticket. Category and priority that nobody chose, sentiment and urgency are classified before the
     * transaction begins; that never makes submitting fail, and takes no longer than the configured deadline.
     *
     * @param draft what to create
     * @return the ticket; when the draft's idempotency key was used before with the same content, the ticket it made
     *     then, as it is now
     * @throws ValidationException when the draft is not valid, with every violation
     * @throws IdempotencyConflictException when the idempotency key was used before with another content
     * @throws TicketNotFoundException when the key was used before and the actor may no longer see its ticket
     */
    Ticket submit(TicketDraft draft);

    /**
     * Creates many tickets in one transaction: all of them or none, in much less time than one by one. No model is asked before; with
     * background classification it is asked later, as for a single ticket. For any number of tickets, with progress and what a crash
     * leaves, see {@link #processor()}.
     *
     * @param drafts what to create, at most {@value Limits#SUBMIT}; possibly none
     * @return the tickets, in the same order; for a draft whose idempotency key was used before with the same content, the
     *     ticket it made then, as it is now
     * @throws ValidationException when a draft is not valid, with every violation of all of them, named
     *     {@code drafts[2].title}, or when there are too many
     * @throws IdempotencyConflictException when an idempotency key was used before with another content
     * @throws TicketNotFoundException when a key was used before and the actor may no longer see its ticket
     */
    List<Ticket> submitAll(List<TicketDraft> drafts);

    /**
     * Looks for a ticket.
     *
     * @param id its id
     * @return the ticket, or empty when there is none or the actor may not see it
     */
    Optional<Ticket> find(TicketId id);

    /**
     * Reads a ticket that should be there.
     *
     * @param id its id
     * @return the ticket
     * @throws TicketNotFoundException when there is none or the actor may not see it
     */
    default Ticket get(TicketId id) {
        return find(id).orElseThrow(() -> new TicketNotFoundException(id));
    }

    /**
     * Lists tickets.
     *
     * @param query which, and in which order
     * @param page which part of the list
     * @return the page
     * @throws ValidationException when the query is not valid
     * @throws InvalidCursorException when the cursor is damaged or belongs to another query, tenant or actor
     */
    Page<Ticket> search(TicketQuery query, PageRequest page);

    /**
     * The first page of a list.
     *
     * @param query which, and in which order
     * @return the first {@value PageRequest#DEFAULT_LIMIT}
     * @throws ValidationException when the query is not valid
     */
    default Page<Ticket> search(TicketQuery query) {
        return search(query, PageRequest.first());
    }

    /**
     * Counts tickets.
     *
     * @param query which
     * @return how many the actor may see
     * @throws ValidationException when the query is not valid
     */
    long count(TicketQuery query);

    /**
     * Numbers about tickets.
     *
     * @param query which; {@link TicketQuery#all()} for all the actor may see
     * @return the numbers
     * @throws ValidationException when the query is not valid
     */
    TicketStats stats(TicketQuery query);

    /**
     * Numbers about tickets over time, for charts.
     *
     * <pre>{@code
     * var june = TrendRange.days(LocalDate.of(2026, 6, 1), LocalDate.of(2026, 6, 30), ZoneId.of("Europe/Berlin"));
     * tickets.trend(TicketQuery.all(), june).forEach(day -> chart.add(day.start(), day.created()));
     * }</pre>
     *
     * @param query which; {@link TicketQuery#all()} for all the actor may see
     * @param range which periods
     * @return a bucket for every period, oldest first, also where nothing happened: tickets created, resolved and opened
     *     again in it, and those open at its end
     * @throws ValidationException when the query is not valid
     */
    List<TrendBucket> trend(TicketQuery query, TrendRange range);

    /**
     * Figures for those who lead a team: breakdowns, times, backlog, reopening, satisfaction. Needs {@link Action#VIEW}.
     *
     * @return a view for the same tenant and actor
     */
    TicketAnalytics analytics();

    /**
     * Changes a ticket. A change that changes nothing writes nothing and returns the ticket as it is. When title or
     * description really change, sentiment and urgency are scored again.
     *
     * @param id its id
     * @param expected which state of it the change was made for
     * @param change what to change
     * @return the ticket after the change
     * @throws ValidationException when the change is not valid, with every violation
     * @throws TicketNotFoundException when there is none or the actor may not see it
     * @throws StaleTicketException when it was changed since the expected version
     * @throws IllegalTransitionException when the workflow does not allow the change of status
     * @throws TicketMergedException when the status of a merged ticket shall change
     */
    Ticket update(TicketId id, Expected expected, TicketChange change);

    /**
     * Changes the status. Needs {@link Action#TRANSITION}, or {@link Action#REOPEN} to open what is resolved or closed.
     *
     * @param id the ticket's id
     * @param expected which state of it the change was made for
     * @param status the new status
     * @return the ticket after the change
     * @throws TicketNotFoundException when there is none or the actor may not see it
     * @throws StaleTicketException when it was changed since the expected version
     * @throws IllegalTransitionException when the workflow does not allow it
     */
    default Ticket transition(TicketId id, Expected expected, Status status) {
        return update(id, expected, TicketChange.builder().status(status).build());
    }

    /**
     * Lets stand what a machine has chosen: the values stay and become the actor's own choice, which no machine
     * replaces and which needs no review. Needs {@link Action#EDIT}.
     *
     * @param id the ticket's id
     * @param expected which state of it was looked at
     * @param fields category, priority or both; what a person has chosen stays as it is
     * @return the ticket after the change
     * @throws ValidationException when another field is named
     * @throws TicketNotFoundException when there is none or the actor may not see it
     * @throws StaleTicketException when it was changed since the expected version
     */
    default Ticket accept(TicketId id, Expected expected, ClassifiedField... fields) {
        return update(id, expected, TicketChange.builder().accept(fields).build());
    }

    /**
     * Gives the ticket to somebody, or to nobody. Needs {@link Action#ASSIGN}.
     *
     * @param id the ticket's id
     * @param expected which state of it the change was made for
     * @param assignee 1 to 254 characters, or null for nobody
     * @return the ticket after the change
     * @throws ValidationException when the assignee is not valid
     * @throws TicketNotFoundException when there is none or the actor may not see it
     * @throws StaleTicketException when it was changed since the expected version
     */
    default Ticket assign(TicketId id, Expected expected, @Nullable String assignee) {
        return update(id, expected, TicketChange.builder().assignee(assignee).build());
    }

    /**
     * Adds and removes tags; others that it has stay.
     *
     * @param id the ticket's id
     * @param add tags to add, each 1 to 64 characters; at most 50 on a ticket
     * @param remove tags to remove
     * @return the ticket after the change
     * @throws ValidationException when a tag is not valid or there are too many
     * @throws TicketNotFoundException when there is none or the actor may not see it
     */
    default Ticket tag(TicketId id, Collection<String> add, Collection<String> remove) {
        TicketChange change = TicketChange.builder()
                .addTags(add.toArray(String[]::new))
                .removeTags(remove.toArray(String[]::new))
                .build();
        return update(id, Expected.any(), change);
    }

    /**
     * Erases a ticket and all that hangs on it, history included. Cannot be undone.
     *
     * @param id the ticket's id
     * @throws TicketNotFoundException when there is none or the actor may not see it
     */
    void erase(TicketId id);

    /**
     * The history of a ticket, oldest first.
     *
     * @param id the ticket's id
     * @param page which part of it
     * @return the page
     * @throws TicketNotFoundException when there is no such ticket or the actor may not see it
     * @throws InvalidCursorException when the cursor is damaged or belongs to something else
     */
    Page<HistoryEntry> history(TicketId id, PageRequest page);

    /**
     * Counts the history of a ticket: all lines that {@link #history} gives this actor, page by page.
     *
     * @param id the ticket's id
     * @return how many
     * @throws TicketNotFoundException when there is no such ticket or the actor may not see it
     */
    long historyLength(TicketId id);

    /**
     * Classifies a text without making a ticket. Always answers: where the model fails, or none is configured, the
     * offline classifier does. The runs are recorded; a ticket submitted with the answer
     * ({@link TicketDraft.Builder#classification}) is linked to them. With a storage that joins and has no transaction
     * to join at this moment, they are recorded only then.
     *
     * @param title the title, or null when there is none yet
     * @param description the text, 1 to 20,000 characters once stripped
     * @return a complete classification with a title
     * @throws ValidationException when a text is not valid
     */
    Classification classify(@Nullable String title, String description);

    /**
     * Classifies many texts, several at a time, each within its own deadline. Memory is bounded: not more drafts are
     * read ahead than are under way. Nothing is stored but the runs; {@link ClassifiedDraft#toSubmit} is what to submit.
     *
     * @param drafts any number; a draft without title is classified by its description
     * @param concurrency how many at a time, 1 to 256; a model may allow fewer
     * @param each is told what came of each draft, as it comes, on the caller's thread; a draft that is refused is told
     *     too and stops nothing; what this throws ends the whole
     * @return how many were told
     * @throws IllegalArgumentException when concurrency is out of range
     * @throws java.util.concurrent.CancellationException when the thread is interrupted; its interrupt flag stays set
     */
    long classifyAll(Iterable<TicketDraft> drafts, int concurrency, Consumer<? super ClassifiedDraft> each);

    /**
     * Suggests a title: that of the classifier where one is configured and suggests one, else an offline one.
     *
     * @param description the text, 1 to 20,000 characters once stripped
     * @return 1 to 120 characters
     * @throws ValidationException when the text is not valid
     */
    String suggestTitle(String description);

    /**
     * Asks a classifier about past tickets that the actor may see, and compares its answers with what people decided:
     * with those categories, priorities and sentiments whose {@link Origin} is {@link Source#PERSON}. No ticket is
     * touched, no run recorded. Each question has the deadline of the kit's classifications; pages are read in
     * transactions of their own, and none waits for the classifier (but a storage that joins the host's transaction reads
     * in that, which stays open for as long as this takes).
     *
     * <p>Two things make a classifier look better than it is. One that learned from these very tickets knows their
     * answers: have it learn from the tickets created before some day only, and replay those created after it. And
     * people who accept what is suggested to them agree with the classifier that suggested it.
     *
     * <pre>{@code
     * BacktestReport report = tickets.backtest(model, BacktestOptions.builder().limit(200).build());
     * Evaluation category = report.fields().get(ClassifiedField.CATEGORY); // null when nobody decided a category
     * }</pre>
     *
     * @param classifier any, the kit's or another; asked on other threads
     * @param options which tickets, how many at most, how many at a time
     * @return the figures; where the classifier failed or abstained is counted apart
     * @throws AccessDeniedException without {@link Action#VIEW} and {@link Action#VIEW_RUNS}
     * @throws ValidationException when the query is not valid
     * @throws java.util.concurrent.CancellationException when the thread is interrupted; its interrupt flag stays set
     */
    BacktestReport backtest(Classifier classifier, BacktestOptions options);

    /**
     * The recorded runs of classifiers. Every method of it needs {@link Action#VIEW_RUNS}.
     *
     * @return a view for the same tenant and actor
     */
    TicketRuns runs();

    /**
     * The models that were learned of this tenant's tickets, and how good they are. Needs {@link Action#VIEW_RUNS}. They
     * are read as a whole: nothing to ask for with every page that is shown.
     *
     * @return by field; empty where nothing was learned
     */
    List<ModelReport> models();

    /**
     * The conversation of tickets: public replies and internal notes.
     *
     * @return a view for the same tenant and actor
     */
    TicketComments comments();

    /**
     * Files that hang on tickets.
     *
     * @return a view for the same tenant and actor
     */
    TicketAttachments attachments();

    /**
     * What people think of the help they got, and of answers a machine wrote.
     *
     * @return a view for the same tenant and actor
     */
    TicketFeedback feedback();

    /**
     * How tickets belong together: duplicates that were merged, and links.
     *
     * @return a view for the same tenant and actor
     */
    TicketLinks links();

    /**
     * Who works on tickets: routing rules and automatic assignment.
     *
     * @return a view for the same tenant and actor
     */
    TicketRouting routing();

    /**
     * Chats between people and a machine, of a ticket or free.
     *
     * @return a view for the same tenant and actor
     */
    TicketConversations conversations();

    /**
     * Tickets at volume: from queries, drafts or other systems, classified and written back.
     *
     * @return a view for the same tenant and actor
     */
    TicketProcessor processor();

    /**
     * Whole tickets, out and in. Every method of it needs {@link Action#ARCHIVE}.
     *
     * @return a view for the same tenant and actor
     */
    TicketArchive archive();

    /**
     * Everything that is kept about one person: told, or erased.
     *
     * @return a view for the same tenant and actor
     */
    TicketPrivacy privacy();

    /**
     * Help for those who help: similar tickets, drafts, summaries, next actions.
     *
     * @return a view for the same tenant and actor
     */
    TicketAssistant assistant();
}
