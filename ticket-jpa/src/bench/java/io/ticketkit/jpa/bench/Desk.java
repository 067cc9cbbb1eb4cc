package io.ticketkit.jpa.bench;

import java.util.List;
import java.util.Map;

/** What is measured, in one way of doing it. Called by one thread at a time. */
interface Desk extends AutoCloseable {
    /** One ticket with all there is of it. */
    Object find(long id);

    /** Tickets, with all there is of them. */
    List<?> page(Place place, int limit);

    /** Newest first. */
    List<?> search(Word word, int limit);

    /** Counts by category, priority, status and sentiment, days with tickets, mean urgency; of those created after a time. */
    Object stats();

    /** Stores a new ticket, classified, with history, run and an event for one handler. */
    long submit(Text text);

    /** The same of many, in one transaction. */
    void submitAll(List<Text> texts);

    /** The same of many as a job, which raw JDBC has none of. */
    void process(List<Text> texts);

    /** From open to in progress or back, of a version that is expected; with history and an event. */
    void transition(Known ticket);

    /** The ids of a page. */
    List<Long> ids(List<?> page);

    /** The numbers of statistics, by name. */
    Map<String, Long> counts(Object stats);

    @Override
    void close();
}
