package io.ticketkit.testkit.samples;

import io.ticketkit.Actor;
import io.ticketkit.Category;
import io.ticketkit.Expected;
import io.ticketkit.Priority;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;

/** The life of one ticket up to a given moment, and the clock it goes by. */
final class TicketLife extends Clock {
    /** How much is written in each hour of the day. */
    private static final String HOURS = "111112369999788999654321";

    private static final double MICROS_PER_HOUR = 3.6e9;

    private final SplittableRandom random;
    private final Instant end;
    private Instant now;

    /** Begins at some moment between the two. */
    TicketLife(SplittableRandom random, Instant from, Instant end) {
        this.random = random;
        this.end = end;
        long period = ChronoUnit.MICROS.between(from, end);
        long age;
        do {
            age = random.nextLong(1, period);
            now = end.minus(age, ChronoUnit.MICROS);
        } while (random.nextDouble() > business(age / (double) period));
    }

    /** Between 0 and 1: office hours, working days, and a bit more from month to month. */
    private double business(double age) {
        LocalDateTime time = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        boolean weekend = time.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
        return (HOURS.charAt(time.getHour()) - '0') / 9.0 * (weekend ? 0.3 : 1) * (1 - 0.5 * age);
    }

    /** All that happens to a ticket before the end, on a kit that goes by this clock. */
    TicketId live(TicketKit kit, Letter letter, List<Category> categories) {
        String agent = letter.fill("{agent}");
        TicketService staff = kit.as(Actor.staff(agent));
        Ticket ticket = submit(kit, staff, letter);
        TicketId id = ticket.id();
        TicketService requester = kit.as(Actor.requester(ticket.requester().orElseThrow()));
        // nobody judged what is drawn: as a person's value it would be learned from
        TicketService rules = kit.as(Actor.system("triage-rules"));

        if (chance(0.03)) {
            return id; // overlooked
        }
        after(12, () -> change(staff, id, taken(agent, letter)));
        if (chance(0.08)) {
            String other = oneOf(categories).code();
            after(1, () -> change(rules, id, TicketChange.builder().category(other)));
        }
        if (chance(0.12)) {
            Priority other = oneOf(List.of(Priority.values()));
            after(1, () -> change(rules, id, TicketChange.builder().priority(other)));
        }
        if (chance(0.15)) {
            after(5, () -> change(staff, id, TicketChange.builder().addTags(letter.fill("{label}"))));
        }
        if (chance(0.05)) {
            return id; // and nobody ever comes back to it
        }
        after(80, () -> staff.transition(id, Expected.any(), Status.RESOLVED));
        if (chance(0.06)) {
            after(20, () -> requester.transition(id, Expected.any(), Status.OPEN));
            after(30, () -> staff.transition(id, Expected.any(), Status.RESOLVED));
        }
        if (chance(0.85)) {
            after(150, () -> kit.as(Actor.system("auto-close")).transition(id, Expected.any(), Status.CLOSED));
        }
        return id;
    }

    private static Ticket submit(TicketKit kit, TicketService staff, Letter letter) {
        String mail = letter.fill("{mail}");
        String channel = letter.fill("{channel}");
        TicketDraft draft = TicketDraft.builder()
                .title(letter.written("{title}"))
                .description(letter.written("{body}"))
                .requester(mail)
                .channel(channel)
                .tags(letter.tags())
                .build();
        return (channel.equals("phone") ? staff : kit.as(Actor.requester(mail))).submit(draft);
    }

    private TicketChange.Builder taken(String agent, Letter letter) {
        TicketChange.Builder change = TicketChange.builder().assignee(agent);
        if (chance(0.6)) {
            change.team(letter.fill("{team}"));
        }
        return chance(0.8) ? change.status(Status.IN_PROGRESS) : change;
    }

    private static void change(TicketService service, TicketId id, TicketChange.Builder change) {
        service.update(id, Expected.any(), change.build());
    }

    /** Lets about so many hours pass; what would come after the end does not happen any more. */
    private void after(double hours, Runnable step) {
        now = now.plus((long) (-StrictMath.log(1 - random.nextDouble()) * hours * MICROS_PER_HOUR), ChronoUnit.MICROS);
        if (now.isBefore(end)) {
            step.run();
        }
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
