package io.ticketkit;

import java.util.function.Consumer;

/** One go at a job, on one node: it runs once, on the thread of the host that runs it. {@link TicketProcessor#job} makes it. */
public interface ProcessingRun {
    /**
     * Processes until nothing is left to do, by whatever node, or the job stops or is cancelled. Blocks for as long as that
     * takes; the work is done on threads of the kit. Memory is bounded, however many tickets there are.
     *
     * @param each is told what came of each ticket that this run finished, as it comes, on this thread; what it throws
     *     ends the run, but what it was told is recorded
     * @return how far the job is then
     * @throws IllegalStateException when it was run before
     * @throws java.util.concurrent.CancellationException when the thread is interrupted, its interrupt flag stays set; or the
     *     kit is closed. What is under way then is found when its lease ends
     * @throws StorageException when the storage fails, again and again
     */
    ProcessingProgress run(Consumer<? super ProcessedTicket> each);

    /**
     * The same without telling anybody.
     *
     * @return how far the job is then
     */
    default ProcessingProgress run() {
        return run(processed -> {});
    }

    /** {@return how far it is, as this node knows: what others do meanwhile is not counted} Thread-safe. */
    ProcessingProgress progress();

    /**
     * Has the run end as soon as what is under way is finished. It can be run again, by a new object. Thread-safe; does
     * nothing when it has ended.
     */
    void cancel();
}
