package io.ticketkit.testkit;

import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.CommentDraft;
import io.ticketkit.Expected;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.RunPurpose;
import io.ticketkit.RunValue;
import io.ticketkit.Source;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketId;
import io.ticketkit.TicketService;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Some days of a desk: tickets that are answered, solved, opened again, rated, merged and erased, and what machines did. */
final class AnalyticsStory {
    private static final List<RunValue.Fate> FATES =
            List.of(RunValue.Fate.OFFERED, RunValue.Fate.APPLIED, RunValue.Fate.SUPERSEDED, RunValue.Fate.ACCEPTED);

    private final Desk desk;
    private final LocalDate first;
    private final ZoneId zone;
    private final Random random;
    /** Those of erased tickets, which nobody can list any more. */
    final List<ClassificationRun> ownerless = new ArrayList<>();

    AnalyticsStory(Desk desk, LocalDate first, ZoneId zone) {
        this.desk = desk;
        this.first = first;
        this.zone = zone;
        this.random = new Random(first.toEpochDay());
    }

    /** Begins on the day before the first, and goes on for eight days. */
    void tell(int tickets) {
        TicketId other = null;
        for (int number = 0; number < tickets; number++) {
            other = live(number, other);
        }
        desk.clock().set(moment(9));
    }

    /** Often the first or last microsecond of a day. */
    private Instant moment(int day) {
        Instant start = first.plusDays(day).atStartOfDay(zone).toInstant();
        return switch (random.nextInt(4)) {
            case 0 -> start;
            case 1 -> start.minus(Duration.ofNanos(1_000));
            default -> start.plus(Duration.ofNanos(random.nextLong(24L * 3_600_000_000L) * 1_000));
        };
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private String any(String... of) {
        return oneOf(List.of(of));
    }

    private @Nullable String perhaps(String... of) {
        return chance(0.6) ? any(of) : null;
    }

    private void pass(int hours) {
        desk.clock().advance(Duration.ofMinutes(random.nextInt(hours * 60)));
    }

    private TicketId live(int number, @Nullable TicketId other) {
        desk.clock().set(moment(random.nextInt(8) - 1));
        TicketService staff = desk.staff();
        Ticket ticket = submit(number);
        TicketId id = ticket.id();
        record(run(id));
        if (chance(0.5)) {
            pass(20);
            staff.comments().add(id, chance(0.7) ? CommentDraft.reply("Have you tried…") : CommentDraft.note("Again"));
        }
        if (chance(0.3)) {
            staff.update(
                    id,
                    Expected.any(),
                    TicketChange.builder().category("technical").build());
        } else if (chance(0.3)) {
            staff.accept(id, Expected.any(), ClassifiedField.CATEGORY);
        }
        for (int turn = 0; turn < 3 && chance(0.75); turn++) {
            pass(40);
            move(id);
        }
        rate(id);
        if (number % 9 == 5) {
            ownerless.addAll(staff.runs().ofTicket(id, PageRequest.first(200)).items());
            staff.erase(id);
            return other == null ? id : other;
        }
        if (number % 9 == 7 && other != null && staff.find(other).isPresent()) {
            // both are locked: time runs backwards on neither
            desk.clock().set(moment(8));
            staff.links().merge(id, Expected.any(), other);
            return other;
        }
        return id;
    }

    private Ticket submit(int number) {
        Ticket ticket = desk.submit(Fixtures.draft(any("Broken", "Whole") + " " + number)
                .category(chance(0.5) ? any("billing", "account") : null)
                .priority(chance(0.5) ? oneOf(List.of(Priority.values())) : null)
                .requester(any("ada", "bob"))
                .assignee(perhaps("x", "y", "z"))
                .team(perhaps("blue", "red"))
                .channel(perhaps("web", "email"))
                .status(chance(0.1) ? Status.CLOSED : Status.OPEN)
                .tags(chance(0.3) ? new String[] {} : new String[] {any("vip", "late"), any("vip", "new")})
                .build());
        return ticket;
    }

    private void move(TicketId id) {
        TicketService staff = desk.staff();
        Status status = staff.get(id).status();
        Status next = switch (status) {
            case OPEN, IN_PROGRESS ->
                status == Status.OPEN && chance(0.3)
                        ? Status.IN_PROGRESS
                        : chance(0.5) ? Status.RESOLVED : Status.CLOSED;
            case RESOLVED -> chance(0.5) ? Status.OPEN : Status.CLOSED;
            case CLOSED -> Status.OPEN;
        };
        staff.transition(id, Expected.any(), next);
    }

    private void rate(TicketId id) {
        for (int time = 0; time < 2 && chance(0.5); time++) {
            pass(30);
            desk.staff().feedback().rate(id, 1 + random.nextInt(5), null);
        }
    }

    private ClassificationRun.Builder run(@Nullable TicketId ticket) {
        ClassificationRun.Builder run = ClassificationRun.builder(
                        desk.tenant(), Source.LLM, desk.clock().instant())
                .ticket(ticket)
                .purpose(oneOf(List.of(RunPurpose.values())))
                .duration(Duration.ofNanos(random.nextInt(3_000_000) * 1_000L));
        ModelCall.Builder call = ModelCall.builder(any("large", "small"));
        if (chance(0.7)) {
            call.cost(BigDecimal.valueOf(random.nextInt(5_000), 6));
        }
        if (chance(0.2)) {
            run.failed(FailureReason.TIMEOUT);
        } else {
            RunValue.Fate fate = oneOf(FATES);
            run.value(ClassifiedField.PRIORITY, new RunValue("low", 0.5, Source.LLM, fate, null));
        }
        return run.call(call.build());
    }

    private void record(ClassificationRun.Builder run) {
        desk.asHost(() -> desk.storage(0).<Boolean>write(writer -> {
            writer.runs().insert(List.of(run.id(writer.runs().nextId()).build()));
            return true;
        }));
    }
}
