package io.ticketkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.ticketkit.Actor;
import io.ticketkit.Category;
import io.ticketkit.CategoryDefinition;
import io.ticketkit.ClassifiedField;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.Scope;
import io.ticketkit.Source;
import io.ticketkit.Status;
import io.ticketkit.Taxonomy;
import io.ticketkit.Ticket;
import io.ticketkit.TicketField;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketService;
import io.ticketkit.TicketStats;
import io.ticketkit.Workflow;
import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.LabelledText;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.testkit.SettableClock;
import io.ticketkit.testkit.samples.SampleTickets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleTicketsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T14:30:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]*@([\\w.-]*\\w)");

    private static TicketStorage seeded(int tickets) {
        return seeded(tickets, Taxonomy.support(), NOW, 1);
    }

    private static TicketStorage seeded(int tickets, Taxonomy taxonomy, Instant now, long seed) {
        TicketStorage storage = new InMemoryTicketStorage();
        new SampleTickets(storage, taxonomy, new SettableClock(now), seed, 0.7).seed(tickets, done -> {});
        return storage;
    }

    private static TicketService service(TicketStorage storage) {
        return TicketKit.builder().storage(storage).build().as(Actor.staff("tester"));
    }

    private static List<Ticket> tickets(TicketStorage storage) {
        TicketQuery oldest = TicketQuery.builder().order(TicketOrder.OLDEST).build();
        TicketSelection all = new TicketSelection(TicketKit.DEFAULT_TENANT, Scope.all(), oldest);
        return storage.read(reader -> reader.page(all, new Seek(null, false, 10_000)));
    }

    /** Everything there is to see of a ticket but its id. */
    private static List<String> contents(TicketStorage storage) {
        return tickets(storage).stream()
                .map(t -> Stream.of(
                                t.title(),
                                t.description(),
                                t.createdAt(),
                                t.updatedAt(),
                                t.resolvedAt(),
                                t.closedAt(),
                                t.category(),
                                t.priority(),
                                t.status(),
                                t.sentiment(),
                                t.urgencyScore(),
                                t.requester(),
                                t.assignee(),
                                t.team(),
                                t.channel(),
                                t.tags(),
                                t.version(),
                                t.origin(ClassifiedField.CATEGORY),
                                t.origin(ClassifiedField.PRIORITY),
                                history(storage, t).stream()
                                        .map(line -> line + " " + line.at() + line.actorId()
                                                + line.change()
                                                        .map(c -> c.from() + ">" + c.to())
                                                        .orElse(""))
                                        .toList())
                        .map(String::valueOf)
                        .collect(Collectors.joining("|")))
                .toList();
    }

    private static List<HistoryEntry> history(TicketStorage storage, Ticket ticket) {
        return service(storage).history(ticket.id(), PageRequest.first(100)).items();
    }

    @Test
    void aSeedGivesTheSameTicketsAllDay() {
        List<String> morning = contents(seeded(700, Taxonomy.support(), MIDNIGHT, 7));

        assertThat(contents(seeded(700, Taxonomy.support(), MIDNIGHT.plus(Duration.ofHours(23)), 7)))
                .isEqualTo(morning);
        assertThat(contents(seeded(700, Taxonomy.support(), MIDNIGHT, 8))).doesNotContainAnyElementsOf(morning);
    }

    @Test
    void aSmallRunIsPartOfALargerOne() {
        List<String> small = contents(seeded(60));

        assertThat(small).hasSize(60);
        assertThat(contents(seeded(1_100))).hasSize(1_100).containsSubsequence(small);
    }

    @Test
    void runningAgainAdds() {
        TicketStorage storage = seeded(30);
        List<Integer> progress = new ArrayList<>();

        new SampleTickets(storage, Taxonomy.support(), new SettableClock(NOW), 2, 0.7).seed(1_200, progress::add);

        assertThat(tickets(storage)).hasSize(1_230);
        assertThat(progress).containsExactly(500, 1_000, 1_200);
    }

    @Test
    void timesAreInOrderAndNeverInTheFuture() {
        List<Ticket> tickets = tickets(seeded(2_000));

        for (Ticket ticket : tickets) {
            assertThat(ticket.createdAt()).isBetween(MIDNIGHT.minus(Duration.ofDays(365)), MIDNIGHT);
            assertThat(ticket.updatedAt()).isBetween(ticket.createdAt(), MIDNIGHT);
            ticket.resolvedAt().ifPresent(at -> assertThat(at).isBetween(ticket.createdAt(), ticket.updatedAt()));
            assertThat(ticket.resolvedAt().isPresent())
                    .isEqualTo(ticket.status().isDone());
            ticket.closedAt()
                    .ifPresent(at -> assertThat(at)
                            .isEqualTo(ticket.updatedAt())
                            .isAfterOrEqualTo(ticket.resolvedAt().orElseThrow()));
            assertThat(ticket.closedAt().isPresent()).isEqualTo(ticket.status() == Status.CLOSED);
        }
        assertThat(tickets)
                .isSortedAccordingTo(
                        (one, other) -> one.id().value() < other.id().value() ? -1 : 1);
    }

    @Test
    void mostIsWrittenOnWorkingDaysAndLately() {
        List<Ticket> tickets = tickets(seeded(2_000));

        assertThat(count(tickets, t -> day(t).compareTo(DayOfWeek.FRIDAY) > 0)).isBetween(50L, 400L);
        assertThat(count(tickets, t -> hour(t) >= 8 && hour(t) < 18)).isGreaterThan(1_200);
        long secondHalf = count(tickets, t -> t.createdAt().isAfter(MIDNIGHT.minus(Duration.ofDays(182))));
        assertThat(secondHalf).isBetween(1_050L, 1_500L);
    }

    private static DayOfWeek day(Ticket ticket) {
        return ticket.createdAt().atZone(ZoneOffset.UTC).getDayOfWeek();
    }

    private static int hour(Ticket ticket) {
        return ticket.createdAt().atZone(ZoneOffset.UTC).getHour();
    }

    private static long count(List<Ticket> tickets, Predicate<Ticket> wanted) {
        return tickets.stream().filter(wanted).count();
    }

    @Test
    void historyTellsHowEachTicketCameToBeWhatItIs() {
        TicketStorage storage = seeded(600);
        Set<TicketField> changed = new HashSet<>();

        for (Ticket ticket : tickets(storage)) {
            List<HistoryEntry> lines = history(storage, ticket);
            assertThat(lines.get(0).kind()).isEqualTo(HistoryEntry.Kind.SUBMITTED);
            assertThat(lines.get(0).at()).isEqualTo(ticket.createdAt());
            HistoryEntry last = lines.get(lines.size() - 1);
            assertThat(last.event()).isEqualTo(ticket.version());
            assertThat(last.at()).isEqualTo(ticket.updatedAt());
            Map<TicketField, Optional<String>> values = new EnumMap<>(TicketField.class);
            values.put(TicketField.STATUS, Optional.of("open"));
            Instant before = ticket.createdAt();
            for (HistoryEntry line : lines.subList(1, lines.size())) {
                assertThat(line.at()).isAfterOrEqualTo(before);
                before = line.at();
                FieldChange change = line.change().orElseThrow();
                Optional<String> known = values.put(change.field(), Optional.ofNullable(change.to()));
                if (known != null) {
                    assertThat(Optional.ofNullable(change.from())).isEqualTo(known);
                }
                if (change.field() == TicketField.STATUS) {
                    assertThat(Workflow.standard().allows(status(change.from()), status(change.to())))
                            .isTrue();
                }
            }
            values.forEach((field, value) -> assertThat(value).isEqualTo(valueOf(ticket, field)));
            changed.addAll(values.keySet());
            boolean corrected = values.containsKey(TicketField.CATEGORY);
            assertThat(ticket.origin(ClassifiedField.CATEGORY).source() == Source.HOST)
                    .isEqualTo(corrected);
        }
        assertThat(changed)
                .containsExactlyInAnyOrder(
                        TicketField.STATUS,
                        TicketField.CATEGORY,
                        TicketField.PRIORITY,
                        TicketField.ASSIGNEE,
                        TicketField.TEAM,
                        TicketField.TAGS);
    }

    private static Status status(@Nullable String name) {
        return Status.parse(String.valueOf(name)).orElseThrow();
    }

    private static Optional<String> valueOf(Ticket ticket, TicketField field) {
        return switch (field) {
            case STATUS -> Optional.of(ticket.status().wireName());
            case CATEGORY -> Optional.of(ticket.category().code());
            case PRIORITY -> Optional.of(ticket.priority().wireName());
            case ASSIGNEE -> ticket.assignee();
            case TEAM -> ticket.team();
            case TAGS -> Optional.of(String.join(",", ticket.tags()));
            default -> throw new AssertionError(field);
        };
    }

    static Stream<Taxonomy> presets() {
        return Stream.of(Taxonomy.support(), Taxonomy.product(), Taxonomy.education());
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyKindOfTicketIsThere(Taxonomy taxonomy) {
        TicketStorage storage = seeded(2_000, taxonomy, NOW, 3);

        TicketStats stats = service(storage).stats(TicketQuery.all());
        for (Category category : taxonomy.active()) {
            assertThat(stats.byCategory().get(category)).as(category.code()).isGreaterThan(40);
        }
        assertThat(stats.byPriority().values())
                .allSatisfy(number -> assertThat(number).isGreaterThan(100));
        assertThat(stats.byStatus().values())
                .allSatisfy(number -> assertThat(number).isGreaterThan(40));
        assertThat(stats.bySentiment().values())
                .allSatisfy(number -> assertThat(number).isGreaterThan(40));
        List<Ticket> tickets = tickets(storage);
        assertThat(count(tickets, Ticket::needsReview)).isBetween(50L, 1_000L);
        assertThat(count(tickets, t -> t.origin(ClassifiedField.PRIORITY).source() == Source.HOST))
                .isGreaterThan(50);
        assertThat(storage.<List<LabelledText>>read(
                        reader -> reader.models().labelled(TicketKit.DEFAULT_TENANT, null, 1)))
                .as("what would be learned from")
                .isEmpty();
        List<Ticket> old = tickets.subList(0, 1_000);
        List<Ticket> recent = tickets.subList(1_980, 2_000);
        assertThat(count(old, t -> t.status().isDone())).isGreaterThan(850);
        assertThat(count(recent, t -> t.status().isDone())).isLessThan(10);
    }

    @Test
    void aHostsOwnCategoriesAreWrittenAbout() {
        Taxonomy garden = Taxonomy.builder()
                .add(CategoryDefinition.builder("trees")
                        .keywords("oak", "birch")
                        .build())
                .add(CategoryDefinition.builder("ponds")
                        .keywords("goldfish", "pump")
                        .build())
                .add("rest")
                .build();

        TicketStats stats = service(seeded(500, garden, NOW, 1)).stats(TicketQuery.all());

        assertThat(stats.byCategory().get(new Category("trees"))).isGreaterThan(20);
        assertThat(stats.byCategory().get(new Category("ponds"))).isGreaterThan(20);
    }

    @Test
    void textsVaryAndNameNobodyReal() {
        TicketStorage storage = seeded(2_000);
        List<Ticket> tickets = tickets(storage);

        assertThat(tickets.stream().map(Ticket::description).distinct().count()).isGreaterThan(1_900);
        assertThat(tickets.stream().map(Ticket::title).distinct().count()).isGreaterThan(700);
        assertThat(tickets)
                .anyMatch(t -> t.description().length() > 600)
                .anyMatch(t -> t.description().length() < 80);
        assertThat(tickets).noneMatch(t -> (t.title() + t.description()).matches("(?s).*[{}].*"));
        assertThat(tickets.stream().flatMap(t -> t.assignee().stream()).distinct())
                .hasSize(8);
        for (Ticket ticket : tickets) {
            assertThat(ADDRESS.matcher(ticket.description() + " "
                                    + ticket.requester().orElseThrow())
                            .results())
                    .isNotEmpty()
                    .allMatch(address -> address.group(1).matches("([a-z-]+\\.)?example\\.(com|org|net)"));
        }
    }

    @Test
    void anOrderIsFoundByItsNumber() {
        TicketStorage storage = seeded(2_000);
        String order = tickets(storage).stream()
                .flatMap(t -> Pattern.compile("BD-\\d{7}").matcher(t.title()).results())
                .findFirst()
                .orElseThrow()
                .group();

        assertThat(service(storage).count(TicketQuery.builder().text(order).build()))
                .isBetween(1L, 2L);
    }

    @Test
    void aDatabaseHoldsTheSame() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            try (TicketStorage storage = JpaTicketStorage.managed(pool).build()) {
                new SampleTickets(storage, Taxonomy.support(), new SettableClock(NOW), 1, 0.7).seed(600, done -> {});

                assertThat(contents(storage)).isEqualTo(contents(seeded(600)));
                assertThat(tickets(storage)).extracting(Ticket::priority).contains(Priority.values());
            }
        }
    }
}
