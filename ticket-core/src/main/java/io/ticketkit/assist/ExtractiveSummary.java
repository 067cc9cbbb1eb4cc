package io.ticketkit.assist;

import io.ticketkit.Provenance;
import io.ticketkit.Source;
import io.ticketkit.Summary;
import io.ticketkit.Ticket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A summary in the thread's own sentences: what was asked, the most central ones between, what was said last. */
final class ExtractiveSummary {
    private static final int REQUEST_SENTENCES = 2;
    private static final int MIDDLE_SENTENCES = 4;
    private static final int SENTENCES_READ = 2_000;
    /** Texts that are quoted in an answer were said before. */
    private static final String QUOTE = ">";

    private final AssistanceRequest request;
    private final Phrases phrases;

    private record Sentence(Turn turn, String text, double weight) {}

    private ExtractiveSummary(AssistanceRequest request) {
        this.request = request;
        this.phrases = Phrases.in(OfflineAssistant.language(request));
    }

    static Summary of(AssistanceRequest request) {
        return new ExtractiveSummary(request).summary();
    }

    private Summary summary() {
        Ticket ticket = request.ticket();
        List<Turn> thread = request.thread();
        Map<String, Integer> frequencies = new HashMap<>();
        count(ticket.title() + "\n" + ticket.description(), frequencies);
        thread.forEach(turn -> count(turn.text(), frequencies));

        List<String> lines = new ArrayList<>();
        Turn first = Turn.of(Speaker.REQUESTER, ticket.description(), ticket.createdAt());
        String asked = joined(central(sentences(List.of(first), frequencies), REQUEST_SENTENCES));
        String title = Sentences.line(ticket.title(), Sentences.LINE);
        lines.add(phrases.get("summary_request") + ": " + title + (asked.isEmpty() ? "" : " – " + asked));
        if (!thread.isEmpty()) {
            Turn last = thread.get(thread.size() - 1);
            central(sentences(thread.subList(0, thread.size() - 1), frequencies), MIDDLE_SENTENCES)
                    .forEach(sentence -> lines.add(speaker(sentence.turn()) + ": " + sentence.text()));
            central(sentences(List.of(last), frequencies), 1)
                    .forEach(sentence ->
                            lines.add(phrases.get("summary_last") + " (" + speaker(last) + "): " + sentence.text()));
        }
        lines.add(phrases.get("summary_state") + ": " + state(ticket));
        if (request.isCut()) {
            lines.add(phrases.get("summary_cut"));
        }
        return Summary.builder(String.join("\n", lines), Provenance.of(Source.KEYWORD))
                .covers(
                        thread.size(),
                        thread.isEmpty() ? null : thread.get(thread.size() - 1).at())
                .build();
    }

    private static void count(String text, Map<String, Integer> frequencies) {
        Sentences.all(Sentences.normalised(text))
                .forEach(sentence -> Terms.words(sentence).forEach(term -> frequencies.merge(term, 1, Integer::sum)));
    }

    private List<Sentence> sentences(List<Turn> turns, Map<String, Integer> frequencies) {
        List<Sentence> all = new ArrayList<>();
        for (Turn turn : turns) {
            String own = turn.text()
                    .lines()
                    .filter(line -> !line.stripLeading().startsWith(QUOTE))
                    .reduce("", (text, line) -> text + line + "\n");
            String text = FirstSentenceTitle.withoutGreeting(Sentences.normalised(own));
            for (String sentence : Sentences.all(text)) {
                if (all.size() < SENTENCES_READ) {
                    all.add(new Sentence(
                            turn, Sentences.line(sentence, Sentences.LINE), weight(sentence, frequencies)));
                }
            }
        }
        return all;
    }

    /** How often its terms are spoken of in all; by the square root of its length, so that long ones do not always win. */
    private static double weight(String sentence, Map<String, Integer> frequencies) {
        List<String> terms = Terms.words(sentence);
        double sum = terms.stream()
                .distinct()
                .mapToInt(term -> frequencies.getOrDefault(term, 0))
                .sum();
        double codes = Clues.in(sentence).size();
        return terms.isEmpty() ? 0 : sum / Math.sqrt(terms.size()) + codes;
    }

    /** The weightiest, in their own order. */
    private static List<Sentence> central(List<Sentence> sentences, int most) {
        TreeSet<Integer> chosen = new TreeSet<>();
        IntStream.range(0, sentences.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -sentences.get(i).weight()))
                .limit(most)
                .forEach(chosen::add);
        return chosen.stream().map(sentences::get).toList();
    }

    private static String joined(List<Sentence> sentences) {
        return String.join(" ", sentences.stream().map(Sentence::text).toList());
    }

    private String speaker(Turn turn) {
        if (turn.internal()) {
            return phrases.get("summary_note");
        }
        return phrases.get(
                switch (turn.speaker()) {
                    case REQUESTER -> "summary_requester";
                    case STAFF -> "summary_staff";
                    case ASSISTANT -> "summary_assistant";
                    case SYSTEM -> "summary_system";
                });
    }

    private String state(Ticket ticket) {
        return phrases.get("state_" + ticket.status().wireName()) + ", "
                + phrases.get("priority_" + ticket.priority().wireName()) + ", "
                + phrases.get(ticket.assignee().isPresent() ? "assigned" : "unassigned");
    }
}
