package io.ticketkit.jpa.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks, before anything is timed, whether all ways do the same. */
final class Checks {
    private final Map<String, Desk> desks;
    private final Workload workload;
    private final Database database;
    private final PrintStream out;

    Checks(Map<String, Desk> desks, Workload workload, Database database, PrintStream out) {
        this.desks = desks;
        this.workload = workload;
        this.database = database;
        this.out = out;
    }

    /** Every page and search gives the same ids, statistics the same counts. */
    void reads() {
        workload.lists.forEach((name, places) -> {
            for (Place place : places) {
                same(name + " " + place.values(), desk -> desk.ids(desk.page(place, Workload.LIMIT)));
            }
        });
        List<Word> words = new ArrayList<>(workload.oneHit.subList(0, 3));
        words.add(workload.medium);
        words.add(workload.common);
        words.forEach(word -> same("search " + word, desk -> desk.ids(desk.search(word, Workload.LIMIT))));
        same("stats", desk -> desk.counts(desk.stats()));
    }

    private interface Answer {
        Object of(Desk desk);
    }

    private void same(String name, Answer answer) {
        Object expected = answer.of(desks.get("raw"));
        desks.forEach((way, desk) -> {
            Object found = answer.of(desk);
            if (!found.equals(expected)) {
                throw new IllegalStateException(name + ": " + way + " gives " + found + ", raw " + expected);
            }
        });
    }

    /** Every write makes as many rows, table by table; a job makes more, which is told. */
    void writes() {
        same("submit", desk -> grown(() -> desk.submit(workload.texts.get(0))));
        same("transition", desk -> grown(() -> desk.transition(workload.transitions.get(0))));
        List<Text> texts = workload.texts.subList(0, Workload.BULK);
        same("submit 100", desk -> grown(() -> desk.submitAll(texts)));
        out.println("rows of one submit: " + grown(() -> desks.get("ticketkit").submit(workload.texts.get(1))));
        out.println("rows of a transition: "
                + grown(() -> desks.get("ticketkit").transition(workload.transitions.get(1))));
        out.println("rows of 100 by a job: " + grown(() -> desks.get("ticketkit").process(texts)));
    }

    private Map<String, Long> grown(Runnable write) {
        Map<String, Long> before = database.sizes();
        write.run();
        Map<String, Long> grown = new TreeMap<>();
        database.sizes().forEach((table, rows) -> {
            long more = rows - before.get(table);
            if (more != 0) {
                grown.put(table, more);
            }
        });
        return grown;
    }
}
