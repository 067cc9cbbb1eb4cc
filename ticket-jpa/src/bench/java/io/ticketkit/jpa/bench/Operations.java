package io.ticketkit.jpa.bench;

import io.ticketkit.TicketQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The operations by their names, each in every way. A call gets its number, so that no call is as the one before. */
final class Operations {
    static final List<String> WAYS = List.of("raw", "ticketkit", "hibernate");

    private final Map<String, Desk> desks;
    private final Workload workload;
    private final Database database;

    Operations(Map<String, Desk> desks, Workload workload, Database database) {
        this.desks = desks;
        this.workload = workload;
        this.database = database;
    }

    /** One of them in one way, or null when there is none. */
    @Nullable
    IntFunction<Object> of(String operation, String way) {
        Map<String, IntFunction<Object>> all = new LinkedHashMap<>(reads(way));
        all.putAll(writes(way));
        return all.get(operation);
    }

    /** Those that change nothing. */
    Map<String, IntFunction<Object>> reads(String way) {
        Desk desk = desks.get(way);
        Map<String, IntFunction<Object>> all = new LinkedHashMap<>();
        all.put("find", call -> desk.find(workload.ids[call % workload.ids.length]));
        workload.lists.forEach((name, places) ->
                all.put(name, call -> desk.page(places.get(call % places.size()), limit(call))));
        List<Word> oneHit = workload.oneHit;
        all.put("search, one hit", call -> desk.search(oneHit.get(call % oneHit.size()), limit(call)));
        all.put("search, 3 %", call -> desk.search(workload.medium, limit(call)));
        all.put("search, nearly half", call -> desk.search(workload.common, limit(call)));
        all.put("stats", call -> desk.stats());
        if (desk instanceof KitDesk kit && way.equals("ticketkit")) {
            all.put("stats, polled", call -> kit.polledStats());
        }
        return all;
    }

    private int limit(int call) {
        return Workload.LIMIT - (database.isH2() ? call % 2 : 0);
    }

    /** Those that write; after the others, so that these find the tables as they were filled. */
    Map<String, IntFunction<Object>> writes(String way) {
        Desk desk = desks.get(way);
        List<Known> tickets = workload.transitions;
        Map<String, IntFunction<Object>> all = new LinkedHashMap<>();
        all.put("submit", call -> desk.submit(workload.texts.get(call % workload.texts.size())));
        all.put("transition", call -> {
            desk.transition(tickets.get(call % tickets.size()));
            return desk;
        });
        all.put("submit 100", call -> {
            desk.submitAll(texts(call));
            return desk;
        });
        all.put("submit 100 by a job", call -> {
            desk.process(texts(call));
            return desk;
        });
        return all;
    }

    private List<Text> texts(int call) {
        int from = call * Workload.BULK % workload.texts.size();
        return workload.texts.subList(from, from + Workload.BULK);
    }
}
