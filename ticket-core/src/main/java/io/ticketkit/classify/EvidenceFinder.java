package io.ticketkit.classify;

import io.ticketkit.classify.Section.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the phrases of a lexicon in one text: the longest where they overlap, and not those that are negated. */
final class EvidenceFinder {
    /** How many words a negation reaches. */
    private static final int NEGATION_REACH = 4;
    /** "not all customers" is negated, "does not work for all customers" is not. */
    private static final int SCOPE_REACH = 1;

    private static final int TOPIC_REACH = 2;
    /** How many words a signature has at most. */
    private static final int SIGNATURE = 20;

    private final List<Token> tokens;
    private final Function<Section, @Nullable Section> targets;
    private final List<Hit> hits = new ArrayList<>();
    /** The longest hit of each target at one word; kept to make no list for each word. */
    private final List<Hit> longest = new ArrayList<>();

    private final Map<Section, Integer> nextFree = new HashMap<>();
    /** At which word it is looked. */
    private int at;

    /**
     * Prepares a search.
     *
     * @param targets what a section speaks for under the taxonomy at hand; null when it has no such category
     */
    EvidenceFinder(List<Token> tokens, Function<Section, @Nullable Section> targets) {
        this.tokens = tokens;
        this.targets = targets;
    }

    private record Hit(Section target, Phrase phrase, int start, int end) {}

    Evidence find(List<PhraseIndex> indexes) {
        Consumer<Phrase> here = this::collect;
        for (at = 0; at < tokens.size(); at++) {
            collect(indexes, here);
        }
        int[] negated = distances(Section.NEGATION);
        int[] offTopic = distances(Section.NEGATION_OF_TOPIC);
        int[] formal = formal();
        Evidence evidence = new Evidence();
        for (Hit hit : hits) {
            boolean counts = switch (hit.target().kind()) {
                case CATEGORY -> offTopic[hit.start()] > TOPIC_REACH && hit.end() - hit.start() > formal[hit.start()];
                case SEVERITY, TONE, URGENCY -> negated[hit.start()] > NEGATION_REACH;
                case SCOPE -> negated[hit.start()] > SCOPE_REACH;
                case NEGATION, GREETING, CLOSING, CLAUSE, STOPWORDS, KNOWN -> false;
            };
            if (counts && hit.phrase().weight() > 0) {
                evidence.add(hit.target(), hit.phrase(), tokens.subList(hit.start(), hit.end()));
            }
        }
        return evidence;
    }

    /** For each target the longest phrase that begins here, unless an earlier one reaches as far as here. */
    private void collect(List<PhraseIndex> indexes, Consumer<Phrase> here) {
        for (int i = 0; i < indexes.size(); i++) {
            indexes.get(i).startingWith(tokens.get(at).word(), here);
        }
        for (Hit hit : longest) {
            nextFree.put(hit.target(), hit.end());
            hits.add(hit);
        }
        longest.clear();
    }

    private void collect(Phrase phrase) {
        int end = phrase.endOfMatch(tokens, at);
        Section target = end > 0 ? targets.apply(phrase.section()) : null;
        if (target != null && nextFree.getOrDefault(target, 0) <= at) {
            keepLongest(new Hit(target, phrase, at, end));
        }
    }

    private void keepLongest(Hit hit) {
        for (int i = 0; i < longest.size(); i++) {
            if (longest.get(i).target().equals(hit.target())) {
                longest.set(i, preferred(longest.get(i), hit));
                return;
            }
        }
        longest.add(hit);
    }

    /** The longer one; of two as long the heavier, but an exception holds against what is written with fewer letters. */
    private static Hit preferred(Hit one, Hit other) {
        int words = one.phrase().words().size() - other.phrase().words().size();
        int letters = one.phrase().letters() - other.phrase().letters();
        boolean exception = one.phrase().weight() == 0 || other.phrase().weight() == 0;
        double order = words != 0
                ? words
                : exception && letters != 0
                        ? letters
                        : one.phrase().weight() - other.phrase().weight();
        return order >= 0 ? one : other;
    }

    /** For each word how many words the nearest such negation before it in its clause is away; 1 is the next word. */
    private int[] distances(Section negation) {
        // "not working" is a phrase of its own and negates nothing
        int[] lengths = lengths();
        boolean[] negates = new boolean[tokens.size()];
        boolean[] endsReach = new boolean[tokens.size()];
        for (Hit hit : hits) {
            if (hit.target().equals(negation)
                    && hit.phrase().weight() > 0
                    && lengths[hit.start()] <= hit.end() - hit.start()) {
                negates[hit.end() - 1] = true;
            }
            endsReach[hit.start()] |= hit.target().equals(Section.CLAUSE);
        }
        int[] distances = new int[tokens.size()];
        Arrays.fill(distances, Integer.MAX_VALUE);
        int last = -1;
        for (int i = 0; i < distances.length; i++) {
            boolean clauseStarts =
                    i > 0 && tokens.get(i).clause() != tokens.get(i - 1).clause();
            last = clauseStarts || endsReach[i] ? -1 : last;
            distances[i] = last < 0 ? Integer.MAX_VALUE : i - last;
            last = negates[i] ? i : last;
        }
        return distances;
    }

    /** For each word how long the greeting is that it belongs to; in a signature any length. */
    private int[] formal() {
        int[] formal = new int[tokens.size()];
        for (Hit hit : hits) {
            boolean signature = hit.target().equals(Section.CLOSING) && tokens.size() - hit.end() <= SIGNATURE;
            if (signature) {
                Arrays.fill(formal, hit.start(), formal.length, Integer.MAX_VALUE);
            } else if (hit.target().equals(Section.GREETING)) {
                for (int i = hit.start(); i < hit.end(); i++) {
                    formal[i] = Math.max(formal[i], hit.end() - hit.start());
                }
            }
        }
        return formal;
    }

    /** For each word how long the longest hit is that it belongs to; negations and exceptions apart. */
    private int[] lengths() {
        int[] lengths = new int[tokens.size()];
        for (Hit hit : hits) {
            if (hit.target().kind() != Kind.NEGATION && hit.phrase().weight() > 0) {
                for (int i = hit.start(); i < hit.end(); i++) {
                    lengths[i] = Math.max(lengths[i], hit.end() - hit.start());
                }
            }
        }
        return lengths;
    }
}
