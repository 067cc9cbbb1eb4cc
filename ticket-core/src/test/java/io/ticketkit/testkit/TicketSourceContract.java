package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.ExternalReference;
import io.ticketkit.SourcePage;
import io.ticketkit.SourceTicket;
import io.ticketkit.TicketSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link TicketSource} must do. Extend it, give it a system with tickets, and run it with JUnit 5; AssertJ must be
 * on the test class path.
 */
public abstract class TicketSourceContract {
    private static final int LONGEST_CURSOR = 2_000;

    /** For subclasses. */
    protected TicketSourceContract() {}

    /**
     * The source under test.
     *
     * @param tickets so many tickets its system has, all fit to be stored; called once by each test
     * @return a source
     * @throws Exception when that fails, and with it the test
     */
    protected abstract TicketSource source(int tickets) throws Exception;

    /**
     * Another source of the same system, as after a restart.
     *
     * @return a source
     * @throws Exception when that fails, and with it the test
     */
    protected abstract TicketSource again() throws Exception;

    /** Reads from a cursor on, to the end or so many pages; the ids, and the last cursor. */
    private record Reading(Set<String> ids, Optional<String> cursor) {
        static Reading of(TicketSource source, Optional<String> from, int limit, int pages) throws Exception {
            Set<String> ids = new HashSet<>();
            Optional<String> cursor = from;
            for (int i = 0; i < pages; i++) {
                SourcePage page = source.read(cursor, limit);
                assertThat(page.tickets()).as("at most as many as asked for").hasSizeLessThanOrEqualTo(limit);
                assertThat(page.cursor()).as("cursor").hasSizeLessThanOrEqualTo(LONGEST_CURSOR);
                for (SourceTicket ticket : page.tickets()) {
                    ids.add(new ExternalReference(source.system(), ticket.id()).id());
                    assertThat(ticket.draft().violations())
                            .as("fit to be stored")
                            .isEmpty();
                }
                cursor = Optional.of(page.cursor());
                if (!page.more()) {
                    return new Reading(ids, cursor);
                }
            }
            return new Reading(ids, cursor);
        }
    }

    @Test
    void itsNameIsAllowedAndStays() throws Exception {
        String system = source(1).system();
        assertThat(new ExternalReference(system, "1").system()).isEqualTo(again().system());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 30, 31, 200})
    void everyTicketComesInPagesOfAnySize(int limit) throws Exception {
        TicketSource source = source(30);
        assertThat(Reading.of(source, Optional.empty(), limit, 100).ids()).hasSize(30);
    }

    @Test
    void aSystemWithoutTicketsHasAnEnd() throws Exception {
        TicketSource source = source(0);
        SourcePage page = source.read(Optional.empty(), 100);
        assertThat(page.tickets()).isEmpty();
        assertThat(page.more()).isFalse();
        assertThat(again().read(Optional.of(page.cursor()), 100).tickets()).isEmpty();
    }

    @Test
    void whoComesBackGoesOnAtTheCursor() throws Exception {
        Reading first = Reading.of(source(30), Optional.empty(), 10, 1);
        Reading rest = Reading.of(again(), first.cursor(), 10, 100);
        assertThat(first.ids()).isNotEmpty().hasSizeLessThanOrEqualTo(10);
        assertThat(rest.ids()).as("those that were read are not all read again").hasSizeLessThan(30);
        List<String> all = new ArrayList<>(first.ids());
        all.addAll(rest.ids());
        assertThat(new HashSet<>(all)).hasSize(30);
    }

    @Test
    void theSameCursorGivesTheSameAgain() throws Exception {
        TicketSource source = source(30);
        Reading first = Reading.of(source, Optional.empty(), 10, 1);
        assertThat(Reading.of(source, Optional.empty(), 10, 1)).isEqualTo(first);
        assertThat(Reading.of(again(), first.cursor(), 10, 1)).isEqualTo(Reading.of(source, first.cursor(), 10, 1));
    }

    @Test
    void theEndCanBeReadFromAgain() throws Exception {
        Reading whole = Reading.of(source(12), Optional.empty(), 5, 100);
        Reading later = Reading.of(again(), whole.cursor(), 5, 100);
        assertThat(whole.ids()).containsAll(later.ids());
    }
}
