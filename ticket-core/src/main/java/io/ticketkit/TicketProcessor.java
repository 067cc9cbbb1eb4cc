package io.ticketkit;

import java.util.List;
import java.util.Optional;

/**
 * Processes tickets at volume, for one tenant and actor: classifies them, records runs, cost and duration, and tells a
 * {@link TicketSink} what was found. What a person or the host has chosen stays. Every method needs {@link Action#VIEW_RUNS},
 * {@link Action#CLASSIFY} and {@link Action#EDIT}, and throws {@link AccessDeniedException} without them. With a storage that
 * joins the host's transactions, processing needs a {@link TransactionRunner}, and is called outside transactions.
 *
 * <p>A named job survives crashes: what is finished is not done again. A call of a model is recorded before it is made; one
 * that was under way when the process ended is recorded as a run that failed with {@link FailureReason#LOST}, at a cost that
 * is not known, and made again. That is so for a classifier that says it is a language model, see {@link Classifier#source()}. Any number of nodes may run the same job at the same time; each ticket is done by one.
 *
 * <pre>{@code
 * ProcessingOptions options = ProcessingOptions.builder().concurrency(32).sink(helpdesk).build();
 * ProcessingRun run = tickets.processor().job("import-2026", ProcessingInput.source(helpdesk), options);
 * ProcessingProgress done = run.run(one -> log.info("{}", one)); // run.cancel() and run.progress() from other threads
 * }</pre>
 */
public interface TicketProcessor {
    /**
     * Processes one stored ticket, on its own: nothing is recorded before the call, and nothing is tried again.
     *
     * @param id which
     * @param options how
     * @return what came of it: done, unwritten, or set aside when the storage failed or a listener refused it
     * @throws TicketNotFoundException when there is none or the actor may not see it
     */
    ProcessedTicket process(TicketId id, ProcessingOptions options);

    /**
     * Processes some stored tickets, each as {@link #process}.
     *
     * @param ids 1 to 100; one that is named twice is processed once
     * @param options how; at most as many at a time as it says
     * @return what came of each, in the order of the ids; unknown ones are set aside
     * @throws ValidationException when there are none or too many
     */
    List<ProcessedTicket> processAll(List<TicketId> ids, ProcessingOptions options);

    /**
     * A go at a job: a new one, or one that was begun before, by this node or another, and is not finished. A job that is
     * done goes on where its input ended. With {@link ProcessingOptions#isDryRun()} nothing of it is stored: it begins at the
     * beginning, whatever was done before.
     *
     * @param name 1 to 100 letters (A to Z), digits, {@code -}, {@code _}, {@code .} or {@code :}
     * @param input which tickets; for the same job always the same
     * @param options how; may differ between nodes and runs
     * @return a go at it, not yet begun
     * @throws ValidationException when the name or the query is not valid
     * @throws AccessDeniedException also without {@link Action#SUBMIT}, where new tickets may come
     * @throws IllegalArgumentException when the lease is not longer than classifying may take
     */
    ProcessingRun job(String name, ProcessingInput input, ProcessingOptions options);

    /**
     * How far a job is, over all nodes.
     *
     * @param name its name
     * @return the numbers, counted now; or empty when there is no such job
     */
    Optional<ProcessingProgress> progress(String name);

    /**
     * The tickets of a job that were set aside or not written back, in the order in which they were read: those that the
     * actor may see. What is no ticket, or none any more, is for who sees all.
     *
     * @param name its name
     * @param page which part of the list
     * @return the page, empty when there is no such job; without values
     * @throws InvalidCursorException when the cursor is damaged or belongs to something else
     */
    Page<ProcessedTicket> troubles(String name, PageRequest page);

    /**
     * Has a job end on all nodes, as soon as what is under way is finished. It can be run again.
     *
     * @param name its name
     * @return whether it was running
     */
    boolean cancel(String name);

    /**
     * Forgets a job, so that one of this name begins anew; tickets and runs stay. A node that is at it ends, as if the job were
     * cancelled; what is under way there is refused when it comes back, also when a job of the same name has begun meanwhile,
     * and what it cost is recorded as runs without ticket.
     *
     * @param name its name
     * @return whether there was such a job
     */
    boolean forget(String name);

    /**
     * Looks for a ticket by what it is called in another system.
     *
     * @param reference what it is called
     * @return the ticket, or empty when there is none or the actor may not see it
     * @throws AccessDeniedException also without {@link Action#VIEW}
     */
    Optional<Ticket> find(ExternalReference reference);
}
