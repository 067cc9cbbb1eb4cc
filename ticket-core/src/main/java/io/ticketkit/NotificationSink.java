package io.ticketkit;

/**
 * Tells people what happened, for example by e-mail. Implemented by the host; called as an {@link OutboxHandler} is, see
 * {@link Notifications#handler}.
 */
@FunctionalInterface
public interface NotificationSink {
    /**
     * Tells one person one thing.
     *
     * @param notification who should hear what
     * @throws Exception when it should be tried again later. What others should hear of the same event comes again, too:
     *     see {@link Notification#dedupeKey()}
     */
    void send(Notification notification) throws Exception;
}
