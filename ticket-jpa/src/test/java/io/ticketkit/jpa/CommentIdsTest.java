package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.spi.TicketStorage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Numbers of replies do not tell how many notes there are. */
class CommentIdsTest {
    @Test
    void onH2() {
        repliesAndNotesAreCountedApart(TestDatabase.h2());
    }

    @Test
    void onPostgresql() {
        repliesAndNotesAreCountedApart(TestDatabase.postgresql());
    }

    /** Each node takes blocks of fifty of either. */
    private static void repliesAndNotesAreCountedApart(TestDatabase database) {
        try (database;
                TicketStorage one =
                        JpaTicketStorage.managed(database.dataSource()).build();
                TicketStorage two =
                        JpaTicketStorage.managed(database.dataSource()).build()) {
            assertThat(ids(one, 2, false)).containsExactly(2L, 4L);
            assertThat(ids(one, 120, true)).startsWith(1L, 3L).endsWith(237L, 239L);
            assertThat(ids(two, 51, false)).startsWith(102L, 104L).endsWith(200L, 202L);
            assertThat(ids(two, 1, true)).containsExactly(301L);
            assertThat(ids(one, 49, false)).startsWith(6L).endsWith(100L, 302L);
        }
    }

    private static List<Long> ids(TicketStorage storage, int count, boolean internal) {
        return storage.<List<Long>>write(writer -> Stream.generate(
                        () -> writer.comments().nextId(internal).value())
                .limit(count)
                .toList());
    }
}
