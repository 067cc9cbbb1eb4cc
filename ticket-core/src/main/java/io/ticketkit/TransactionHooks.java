package io.ticketkit;

/**
 * How TicketKit learns that a host's transaction was committed, when it joins one.
 *
 * <p>Spring: {@code action -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
 * public void afterCommit() { action.run(); } })}. JTA: {@code action ->
 * registry.registerInterposedSynchronization(…)} that runs the action when {@code afterCompletion} gets
 * {@code STATUS_COMMITTED}.
 */
@FunctionalInterface
public interface TransactionHooks {
    /**
     * Runs something after the current transaction was committed, and never when it is rolled back.
     *
     * @param action what to run; does not throw
     */
    void afterCommit(Runnable action);
}
