package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.CategoryDefinition;
import io.ticketkit.ClassifiedField;
import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.Expected;
import io.ticketkit.HistoryEntry;
import io.ticketkit.HostReference;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.Scope;
import io.ticketkit.Source;
import io.ticketkit.Status;
import io.ticketkit.Taxonomy;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredTicket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Creating and erasing tickets, and what holds for every write. */
interface WritingContract extends StorageContract {
    @Test
    default void everyFieldIsReadBackOnAnotherNode() {
        Desk desk = desk();
        Ticket submitted = desk.submit(TicketDraft.builder()
                .title("  'Quoted' \"title\"; drop table ticket; -- ")
                .description("Zeile 1\nLine 2 \t 😀 שלום \\ %_ ' 中文")
                .category("billing")
                .priority(Priority.HIGH)
                .status(Status.IN_PROGRESS)
                .requester("ada@example.org")
                .assignee("agent-2")
                .team("blue")
                .channel("email")
                .tags("b", "a ", "naïve tag")
                .attribute("order", "47=11, 'x'")
                .attribute("empty", "")
                .hostReference(new HostReference("order", "4711:1"))
                .build());

        Ticket read = desk.on(1, Actor.staff("agent-9")).get(submitted.id());

        assertThat(read).usingRecursiveComparison().isEqualTo(submitted);
        assertThat(read.title()).isEqualTo("'Quoted' \"title\"; drop table ticket; --");
        assertThat(read.description()).isEqualTo("Zeile 1\nLine 2 \t 😀 שלום \\ %_ ' 中文");
        assertThat(read.tags()).containsExactly("a", "b", "naïve tag");
        assertThat(read.attributes()).isEqualTo(Map.of("order", "47=11, 'x'", "empty", ""));
        assertThat(read.hostReference()).contains(new HostReference("order", "4711:1"));
        assertThat(read.version()).isEqualTo(1);
        assertThat(read.createdAt()).isEqualTo(desk.clock().instant()).isEqualTo(read.updatedAt());
        assertThat(read.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.PERSON);
        assertThat(read.origin(ClassifiedField.CATEGORY).chosenBy()).contains("agent-1");
        assertThat(read.origin(ClassifiedField.SENTIMENT).source()).isEqualTo(Source.RULE);
        assertThat(read.origin(ClassifiedField.SENTIMENT).confidence()).hasValue(0.9);
        assertThat(read.firstResponseAt()).isEmpty();
    }

    @Test
    default void whatNobodyGaveIsEmpty() {
        Ticket ticket = desk().submit(TicketDraft.of("a", "b"));

        assertThat(ticket.requester()).isEmpty();
        assertThat(ticket.assignee()).isEmpty();
        assertThat(ticket.team()).isEmpty();
        assertThat(ticket.channel()).isEmpty();
        assertThat(ticket.hostReference()).isEmpty();
        assertThat(ticket.tags()).isEmpty();
        assertThat(ticket.attributes()).isEmpty();
        assertThat(ticket.status()).isEqualTo(Status.OPEN);
        assertThat(ticket.resolvedAt()).isEmpty();
    }

    @Test
    default void longestTextsFitAndOneMoreCharacterDoesNot() {
        Desk desk = desk();
        String title = "😀".repeat(200);
        String description = "𝒳é".repeat(10_000);

        Ticket ticket = desk.submit(TicketDraft.of(title, description));

        assertThat(desk.staff().get(ticket.id()).title()).isEqualTo(title);
        assertThat(desk.staff().get(ticket.id()).description()).isEqualTo(description);
        assertThatThrownBy(() -> desk.submit(TicketDraft.of(title + "x", description + "x")))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.violations())
                                .containsExactly(
                                        new Violation("title", "Ensure this field has no more than 200 characters."),
                                        new Violation(
                                                "description",
                                                "Ensure this field has no more than 20000 characters.")));
    }

    @Test
    default void everyViolationIsToldAtOnceAndNothingIsStored() {
        Desk desk = desk();
        TicketDraft bad = TicketDraft.builder()
                .title(" \u200b ")
                .description("a\0b")
                .category("sales")
                .requester("\ud800")
                .tags(" ")
                .attribute("a", "line\nbreak")
                .build();

        assertThatThrownBy(() -> desk.submit(bad)).isInstanceOfSatisfying(ValidationException.class, e -> {
            assertThat(e.violations())
                    .extracting(Violation::field)
                    .containsExactly("title", "description", "requester", "tags", "attributes", "category");
            assertThat(e).hasMessageContaining("Choose one of: billing, technical, account, general.");
        });
        assertThat(desk.staff().count(TicketQuery.all())).isZero();
    }

    @Test
    default void aRetiredCategoryStaysReadableAndCounted() {
        Desk desk = desk();
        Ticket old = desk.submit(Fixtures.draft("Printer").category("billing").build());
        Taxonomy later = Taxonomy.builder()
                .add(CategoryDefinition.builder("billing").retired().build())
                .add("other")
                .build();
        TicketKit kit = desk.kit(0, builder -> builder.taxonomy(later));
        TicketService staff = desk.service(kit, Actor.staff("a"));

        assertThat(staff.get(old.id()).category().code()).isEqualTo("billing");
        assertThat(staff.stats(TicketQuery.all()).byCategory()).hasToString("{billing=1, other=0}");
        assertThat(staff.search(TicketQuery.builder().categories("billing").build())
                        .items())
                .hasSize(1);
        assertThat(staff.transition(old.id(), Expected.any(), Status.CLOSED).version())
                .isEqualTo(2);
        assertThatThrownBy(() ->
                        staff.submit(Fixtures.draft("x").category("billing").build()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Choose one of: other.");
    }

    @Test
    default void unsureFieldsNeedReviewUntilAPersonChooses() {
        Desk desk = desk();
        TicketKit kit = desk.kit(0, builder -> builder.reviewThreshold(0.95));
        TicketService staff = desk.service(kit, Actor.staff("a"));
        Ticket ticket =
                staff.submit(Fixtures.draft("Printer").priority(Priority.LOW).build());

        assertThat(ticket.needsReview()).isTrue();
        assertThat(ticket.origin(ClassifiedField.CATEGORY).needsReview()).isTrue();
        assertThat(ticket.origin(ClassifiedField.PRIORITY).needsReview()).isFalse();
        Ticket chosen = staff.update(
                ticket.id(),
                Expected.any(),
                TicketChange.builder().category("technical").build());
        assertThat(chosen.needsReview()).isFalse();
        assertThat(chosen.origin(ClassifiedField.SENTIMENT).needsReview()).isTrue();
        assertThat(staff.count(TicketQuery.builder().needsReview(true).build())).isZero();
        assertThat(staff.get(ticket.id()).origin(ClassifiedField.CATEGORY))
                .isEqualTo(chosen.origin(ClassifiedField.CATEGORY))
                .satisfies(origin -> assertThat(origin.needsReview()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-29T01:30:00.000001Z", // a gap in Berlin
                "2026-03-29T02:30:00.999999Z",
                "2026-10-25T00:30:00.5Z", // an overlap in Berlin
                "2026-10-25T01:30:00Z",
                "2026-03-08T07:30:00.123456Z", // a gap in New York
                "2026-11-01T05:30:00.123456Z", // an overlap in New York
                "2026-11-01T06:30:00.123456Z",
                "2000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z"
            })
    default void instantsAreExactInGapsAndOverlaps(String instant) {
        Desk desk = desk();
        desk.clock().set(Instant.parse(instant).plusNanos(999));

        Ticket ticket =
                desk.submit(Fixtures.draft("Printer").status(Status.CLOSED).build());

        Ticket read = desk.on(1, Actor.staff("a")).get(ticket.id());
        Instant expected = Instant.parse(instant);
        assertThat(read.createdAt()).isEqualTo(expected);
        assertThat(read.updatedAt()).isEqualTo(expected);
        assertThat(read.resolvedAt()).contains(expected);
        assertThat(read.closedAt()).contains(expected);
        assertThat(desk.staff()
                        .history(ticket.id(), PageRequest.first())
                        .items()
                        .get(0)
                        .at())
                .isEqualTo(expected);
        TicketQuery exactly = TicketQuery.builder()
                .createdAfter(expected)
                .createdBefore(expected.plusNanos(1))
                .build();
        assertThat(desk.staff().count(exactly)).isEqualTo(1);
        assertThat(desk.staff()
                        .count(TicketQuery.builder().createdBefore(expected).build()))
                .isZero();
    }

    @Test
    default void timeNeverRunsBackwardsOnOneTicket() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        desk.clock().advance(Duration.ofHours(-1));

        Ticket after = desk.staff().transition(ticket.id(), Expected.any(), Status.CLOSED);

        assertThat(after.updatedAt()).isEqualTo(ticket.updatedAt());
    }

    @Test
    default void erasingLeavesNothing() {
        Desk desk = desk();
        TicketDraft draft = Fixtures.draft("Printer")
                .tags("x")
                .attribute("k", "v")
                .idempotencyKey("once")
                .build();
        Ticket ticket = desk.submit(draft);
        Ticket other = desk.submit("Other").get(0);

        desk.staff().erase(ticket.id());

        TicketService staff = desk.on(1, Actor.staff("a"));
        assertThat(staff.find(ticket.id())).isEmpty();
        assertThat(staff.count(TicketQuery.all())).isEqualTo(1);
        assertThat(staff.count(TicketQuery.builder().tags("x").build())).isZero();
        assertThat(staff.count(TicketQuery.builder().text("printer").build())).isZero();
        assertThatThrownBy(() -> staff.history(ticket.id(), PageRequest.first()))
                .isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> staff.erase(ticket.id())).isInstanceOf(TicketNotFoundException.class);
        assertThat(desk.submit(draft).id()).isNotEqualTo(ticket.id()).isNotEqualTo(other.id());
        assertThat(staff.history(other.id(), PageRequest.first()).items()).hasSize(1);
        List<HistoryEntry> left = desk.asHost(() -> harness()
                .node(0)
                .read(reader ->
                        reader.history(desk.tenant(), Scope.all(), ticket.id(), true, new Seek(null, false, 10))));
        assertThat(left).isEmpty();
    }

    @Test
    default void aRefusalOfTheDatabaseIsATypedException() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);

        assertThatThrownBy(() -> desk.asHost(() -> harness().node(0).write(writer -> {
                    writer.insert(new StoredTicket(ticket, 1), List.of());
                    return ticket;
                })))
                .isInstanceOf(ConstraintViolatedException.class)
                .hasMessageNotContaining("Printer");
        assertThat(desk.submit("Next")).hasSize(1);
    }

    @Test
    default void valuesThatReadTheSameWhenJoinedAreStillDifferent() {
        Desk desk = desk();
        Ticket ticket = desk.submit(Fixtures.draft("Printer")
                .tags("a", "b")
                .attribute("k", "1,l=2")
                .hostReference(new HostReference("a:b", "c"))
                .build());

        Ticket after = desk.staff()
                .update(
                        ticket.id(),
                        Expected.any(),
                        TicketChange.builder()
                                .tags(Set.of("a,b"))
                                .attributes(Map.of("k", "1", "l", "2"))
                                .hostReference(new HostReference("a", "b:c"))
                                .build());

        assertThat(after.version()).isEqualTo(2);
        assertThat(after.tags()).containsExactly("a,b");
        assertThat(after.attributes()).isEqualTo(Map.of("k", "1", "l", "2"));
        assertThat(desk.staff().get(ticket.id())).usingRecursiveComparison().isEqualTo(after);
        assertThat(desk.staff().history(ticket.id(), PageRequest.first()).items())
                .hasSize(4);
    }

    @Test
    default void namesAreStrippedWhereverTheyAreGiven() {
        Desk desk = desk();
        Ticket ticket = desk.submit(Fixtures.draft("Printer")
                .tags(" a ")
                .attribute(" k ", " v ")
                .hostReference(new HostReference(" order ", " 1 "))
                .team(" blue ")
                .build());

        TicketQuery query = TicketQuery.builder()
                .tags("a ")
                .attribute("k", "v ")
                .hostReference(new HostReference("order", "1"))
                .teams(" blue")
                .build();
        assertThat(desk.staff().search(query).items()).containsExactly(ticket);
    }
}
