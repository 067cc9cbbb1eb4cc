package io.ticketkit.demo.bench;

import io.ticketkit.demo.bench.Operation.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What is measured. Parameters vary from request to request, so that no kept answer helps, unless that is the point. */
final class Operations {
    private static final String ALL = "/api/tickets/";
    private static final int PAGE = 50;
    private static final int DEEP = 1_000;
    /** A ticket has more, whatever is in it. */
    private static final int TICKET_BYTES = 600;

    private static final Pattern NEXT = Pattern.compile("(?i)link: <http://[^/]*(/[^>]+)>; rel=\"next\"");
    private static final List<String> CATEGORIES = List.of("billing", "technical", "account", "general");
    private static final List<String> PRIORITIES = List.of("low", "medium", "high", "critical");
    private static final List<String> STATUSES = List.of("open", "in_progress", "resolved", "closed");
    /** What many of the filled in tickets have: nearly all the first, nearly half the third, one of thirty the last. */
    private static final List<String> COMMON = List.of("w00001", "w00003", "w00006", "w00012", "w00030", "w00060", "w00130");

    /** What tickets are about, each subject of another category, so that created tickets are as different as the filled in ones. */
    private static final List<List<String>> SUBJECTS = List.of(
            List.of("invoice", "charged twice", "refund", "subscription", "wrong amount", "credit card", "monthly fee"),
            List.of("error", "app crashes", "export stops", "server", "cannot connect", "timeout", "database"),
            List.of("password", "reset", "cannot log in", "my account", "email address", "two factor", "profile"),
            List.of("opening hours", "question", "information", "partner program", "thank you", "brochure", "event"));

    private static final List<String> WORDS = List.of(
            "the", "of", "last", "month", "is", "we", "were", "for", "our", "and", "in", "since", "yesterday", "when",
            "settings", "please", "send", "as", "soon", "customers", "wait", "never", "after", "some", "rows", "urgent");

    private final TicketFacts facts;
    private final References references;
    private final int clients;

    Operations(TicketFacts facts, int clients) {
        this.facts = facts;
        this.references = References.of(facts.tickets());
        this.clients = clients;
    }

    /** All of them; looks the way to a deep page up first. */
    List<Operation> all(Line line) throws IOException {
        String deep = page(line, DEEP);
        return List.of(
                new Operation("create", references.create(), (client, random) -> create(random)),
                new Operation("status change", references.statusChange(), new StatusChanges(facts.active(), clients)),
                new Operation("get one", Double.NaN, (client, random) -> one(facts.anyTicket(random))),
                new Operation("filtered list", references.filteredList(), (client, random) -> filtered(random)),
                new Operation(
                        "whole list, first page", Double.NaN, (client, random) -> wholePage(ALL + "?limit=" + PAGE)),
                new Operation("whole list, deep page", Double.NaN, (client, random) -> wholePage(deep)),
                new Operation("search, one hit", references.search(), (client, random) -> oneHit(random)),
                new Operation("search, common word", Double.NaN, (client, random) -> commonWord(random)),
                new Operation("statistics, polled", references.statistics(), (client, random) -> statistics()));
    }

    /** Any of these, one as often as the other. */
    static Operation mixed(List<Operation> operations) {
        return new Operation("all mixed", Double.NaN, (client, random) -> any(operations, random)
                .requests()
                .next(client, random));
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static Request create(Random random) {
        List<String> subject = any(SUBJECTS, random);
        StringBuilder text = new StringBuilder();
        while (text.length() < 280) {
            text.append(any(random.nextBoolean() ? subject : WORDS, random)).append(' ');
            text.append(filledWord(random)).append(' ');
        }
        // a number of a customer, a word that no other ticket has
        text.append('x').append(Integer.toHexString(random.nextInt()));
        String title = any(subject, random) + " " + any(WORDS, random) + " " + any(subject, random);
        String body = "{\"title\":\"" + title + "\",\"description\":\"" + text + "\"}";
        return new Request(
                Line.request("POST", ALL, body),
                201,
                TICKET_BYTES,
                ticket -> ticket.path("title").asString().equals(title)
                        && ticket.path("description").asString().contentEquals(text));
    }

    /** As frequent as in the tickets that were filled in. */
    private static String filledWord(Random random) {
        return "w%05d".formatted((int) Math.exp(random.nextDouble() * Math.log(20_000)));
    }

    private static Request one(long id) {
        return Request.get(
                ALL + id + "/", TICKET_BYTES, ticket -> ticket.path("id").asLong() == id);
    }

    private static Request filtered(Random random) {
        boolean category = random.nextBoolean();
        String field = category ? "category" : "priority";
        String value = any(category ? CATEGORIES : PRIORITIES, random);
        String status = any(STATUSES, random);
        return list(
                field + "=" + value + "&status=" + status,
                2,
                ticket -> ticket.path(field).asString().equals(value)
                        && ticket.path("status").asString().equals(status));
    }

    private static Request list(String query, int leastLength, Predicate<JsonNode> fits) {
        return Request.get(
                ALL + "?" + query,
                leastLength,
                list -> list.isArray() && list.size() <= PAGE && list.valueStream().allMatch(fits));
    }

    private static Request wholePage(String target) {
        return Request.get(target, PAGE * TICKET_BYTES, list -> list.size() == PAGE);
    }

    /** Of numbers that are longer than a tenth of the highest, none begins another one. */
    private Request oneHit(Random random) {
        long number = facts.filled() / 10 + 1 + random.nextInt((int) (facts.filled() - facts.filled() / 10));
        return Request.get(
                ALL + "?search=" + number,
                TICKET_BYTES,
                list -> list.size() == 1 && list.get(0).path("id").asLong() == number);
    }

    private static Request commonWord(Random random) {
        String word = any(COMMON, random);
        return list(
                "search=" + word,
                TICKET_BYTES,
                ticket -> (ticket.path("title").asString() + ticket.path("description").asString()).contains(word));
    }

    private Request statistics() {
        return Request.get(
                ALL + "stats/",
                100,
                stats -> stats.path("total_tickets").asLong() >= facts.tickets()
                        && stats.path("status_breakdown").valueStream().mapToLong(JsonNode::asLong).sum()
                                == stats.path("total_tickets").asLong());
    }

    /** The page of this number, or the last full one before. */
    private static String page(Line line, int number) throws IOException {
        String target = ALL + "?limit=" + PAGE;
        String full = target;
        for (int i = 0; i < number; i++) {
            line.exchange(Line.request("GET", target, ""));
            Matcher next = NEXT.matcher(line.head());
            if (!next.find()) {
                return full;
            }
            full = target;
            target = next.group(1);
        }
        return full;
    }

    /** Every client moves tickets of its own to and fro: each request is a change. */
    private static final class StatusChanges implements Operation.Requests {
        private final List<List<Moved>> ofClient = new ArrayList<>();

        StatusChanges(List<Moved> all, int clients) {
            for (int i = 0; i < clients; i++) {
                ofClient.add(new ArrayList<>());
            }
            for (int i = 0; i < all.size(); i++) {
                ofClient.get(i % clients).add(all.get(i));
            }
        }

        @Override
        public Request next(int client, Random random) {
            Moved moved = any(ofClient.get(client), random);
            moved.open = !moved.open;
            String status = moved.open ? "open" : "in_progress";
            return new Request(
                    Line.request("PATCH", ALL + moved.id + "/", "{\"status\":\"" + status + "\"}"),
                    200,
                    TICKET_BYTES,
                    ticket -> ticket.path("id").asLong() == moved.id
                            && ticket.path("status").asString().equals(status));
        }
    }

    /** A ticket, and whether it is open; else it is in progress. */
    static final class Moved {
        private final long id;
        private boolean open;

        Moved(long id, boolean open) {
            this.id = id;
            this.open = open;
        }
    }

    /**
     * What is in the database.
     *
     * @param tickets how many
     * @param filled ids up to this were filled in, none left out
     * @param active tickets that are open or in progress
     */
    record TicketFacts(long tickets, long filled, List<Moved> active) {
        long anyTicket(Random random) {
            return 1L + random.nextInt((int) filled);
        }
    }

    /** Requests a second of a comparable Django REST service: two cores, PostgreSQL 15, fsync on, 16 clients. */
    private record References(
            double create, double statusChange, double filteredList, double search, double statistics) {
        static References of(long tickets) {
            return tickets < 300_000
                    ? new References(1255, 838, 15, 8, 25)
                    : new References(1334, 855, 1.6, 1.1, 0.8);
        }
    }
}
