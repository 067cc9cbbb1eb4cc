package io.ticketkit;

/**
 * How TicketKit gets transactions of its own from a host whose transactions it otherwise joins.
 *
 * <p>Spring: {@code work -> template.executeWithoutResult(status -> work.run())} with a {@code TransactionTemplate} of
 * {@code PROPAGATION_REQUIRES_NEW}. JTA: a bean's method with {@code @Transactional(REQUIRES_NEW)} that runs the work.
 * An implementation is thread-safe.
 */
@FunctionalInterface
public interface TransactionRunner {
    /**
     * Runs something in a new transaction on the calling thread; one that is active there is suspended meanwhile. When
     * this returns it is committed. What the work throws rolls the transaction back and is passed on.
     *
     * @param work what to run, in which the storage finds the new transaction
     */
    void inNewTransaction(Runnable work);
}
