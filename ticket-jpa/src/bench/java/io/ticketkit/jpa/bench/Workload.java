package io.ticketkit.jpa.bench;

import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Ticket;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.spi.EpochMicros;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What is asked for and written, the same for every way. */
final class Workload {
    static final String TENANT = "acme";
    static final int LIMIT = 50;
    static final int BULK = 100;

    private static final int PAGE = 1_000;
    private static final int VARIANTS = 8;
    private static final int TEXTS = 2_000;
    private static final int STEP = 200;
    private static final String WORDS = "the printer page shows an error after login and invoice payment was charged twice but my"
            + " account cannot be opened since the update please help us with export report customer order delivery window"
            + " button server mail attachment password phone screen network";

    final List<Text> texts;
    final List<Known> transitions;
    final long[] ids;
    final List<Word> oneHit;
    final Word medium = new Word("w00130", false);
    final Word common = new Word("w00006", false);
    /** By name, first page and a later one, each in some variants. */
    final Map<String, List<Place>> lists = new LinkedHashMap<>();

    /** Looks at a database that is filled. */
    Workload(Database database, int tickets, TicketService service, PrintStream out) {
        Random random = new Random(1);
        this.texts = IntStream.range(0, TEXTS).mapToObj(i -> text(i, random)).toList();
        this.ids = random.longs(10_000, 1, tickets + 1L).toArray();
        this.oneHit = random.longs(1_000, 1, tickets + 1L)
                .mapToObj(id -> new Word("z%09d".formatted(id), true))
                .toList();
        this.transitions = database
                .rows("select id, version, status from ticket where tenant = '" + TENANT
                        + "' and status in ('open', 'in_progress') order by id fetch first 1000 rows only")
                .stream()
                .map(row -> new Known(
                        Long.parseLong(row.get(0)), Long.parseLong(row.get(1)), row.get(2).equals("in_progress")))
                .toList();
        RawSql sql = new RawSql(database.isH2());
        filters().forEach((name, filters) -> add(name, filters, sql, service, out));
    }

    private static Map<String, List<Filter>> filters() {
        List<String> statuses = List.of("closed", "resolved", "open", "in_progress");
        List<String> priorities = List.of("low", "medium", "high");
        Map<String, List<Filter>> all = new LinkedHashMap<>();
        all.put("all", List.of(Filter.NONE));
        all.put("status", statuses.stream().map(Filter::status).toList());
        all.put(
                "status+priority",
                variants(i -> Filter.status(statuses.get(i % 4)).priority(priorities.get(i / 3))));
        all.put(
                "category",
                List.of("billing", "technical", "account", "general").stream()
                        .map(Filter::category)
                        .toList());
        all.put(
                "assignee+status",
                variants(i -> Filter.status(statuses.get(i % 4)).assignee("agent-" + (3 + 7 * i))));
        all.put("requester", variants(i -> Filter.requester("requester-" + (100 + 2_000 * i))));
        all.put("review", List.of(Filter.toReview()));
        all.put(
                "status by urgency",
                statuses.stream()
                        .map(status -> Filter.status(status).urgentFirst())
                        .toList());
        return all;
    }

    private static List<Filter> variants(IntFunction<Filter> variant) {
        return IntStream.range(0, VARIANTS).mapToObj(variant).toList();
    }

    private void add(String name, List<Filter> filters, RawSql sql, TicketService service, PrintStream out) {
        List<Place> first = new ArrayList<>();
        List<Place> later = new ArrayList<>();
        List<Long> pages = new ArrayList<>();
        for (Filter filter : filters) {
            TicketQuery query = filter.query();
            first.add(new Place(query, null, sql.page(filter, false), filter.values(), 0, 0));
            long page = Math.min(PAGE, service.count(query) / LIMIT);
            if (page > 1) {
                later.add(place(filter, (page - 1) * LIMIT, sql, service));
                pages.add(page);
            }
        }
        lists.put(name + ", first page", first);
        if (later.isEmpty()) {
            out.println("page of " + name + ": one page or none is full, no other is measured");
        } else {
            lists.put(name + ", later page", later);
            out.println("page of " + name + ": the first, and pages " + pages);
        }
    }

    /** Behind so many tickets, of which the list has more: turned page by page. */
    private static Place place(Filter filter, long behind, RawSql sql, TicketService service) {
        TicketQuery query = filter.query();
        PageRequest request = PageRequest.first((int) Math.min(STEP, behind));
        for (long rest = behind; ; ) {
            Page<Ticket> page = service.search(query, request);
            rest -= page.items().size();
            if (rest == 0) {
                Ticket last = page.items().get(page.items().size() - 1);
                long key = filter.byUrgency() ? last.urgencyScore() : EpochMicros.of(last.createdAt());
                return new Place(
                        query,
                        page.next().orElseThrow(),
                        sql.page(filter, true),
                        filter.values(),
                        key,
                        last.id().value());
            }
            request = PageRequest.at(page.next().orElseThrow(), (int) Math.min(STEP, rest));
        }
    }

    private static Text text(int number, Random random) {
        String[] words = WORDS.split(" ", -1);
        StringBuilder description = new StringBuilder("It");
        while (description.length() < 300) {
            description.append(' ');
            if (random.nextInt(4) > 0) {
                description.append(words[random.nextInt(words.length)]);
            } else {
                description.append("w%05d".formatted((int) Math.exp(random.nextDouble() * Math.log(20_000))));
            }
        }
        String title = "Report " + number + " shows an error";
        return new Text(title, description.append('.').toString(), "requester-" + random.nextInt(20_000));
    }
}
