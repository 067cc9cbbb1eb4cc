package io.ticketkit.classify;

import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Suggestion;

/** From words, capitals and exclamation marks to a sentiment. */
final class ToneRule {
    private static final double ENOUGH = 1;
    private static final double NOTHING_KNOWN = 0.88;
    private static final double SHOUTING = 0.7;
    private static final double SOME_SHOUTING = 0.3;

    private ToneRule() {}

    static Suggestion<Sentiment> decide(Evidence evidence, Tokenizer text) {
        double calm = evidence.total(Section.CALM);
        double frustrated = evidence.total(Section.FRUSTRATED);
        double angry = evidence.total(Section.ANGRY);
        double loudness = loudness(text);
        // "THANK YOU!!!" is loud too: loudness only strengthens what the words say
        boolean negative = frustrated + angry > calm / 2;
        double loud = calm > 0 && !negative ? 0 : loudness;
        if (angry + loud >= ENOUGH && angry + frustrated > 0 && angry + loud > frustrated / 2) {
            return suggestion(Sentiment.ANGRY, angry + loud);
        }
        if (frustrated + angry + loud >= ENOUGH && negative) {
            return suggestion(Sentiment.FRUSTRATED, frustrated + angry);
        }
        if (calm >= ENOUGH && !negative) {
            return suggestion(Sentiment.CALM, calm);
        }
        double doubt = Math.min(0.2, 0.1 * (calm + frustrated + angry + loud));
        return new Suggestion<>(Sentiment.NEUTRAL, NOTHING_KNOWN - doubt, Source.KEYWORD);
    }

    private static Suggestion<Sentiment> suggestion(Sentiment sentiment, double strength) {
        return new Suggestion<>(sentiment, 0.92 - 0.4 * Math.exp(-0.7 * strength), Source.KEYWORD);
    }

    private static double loudness(Tokenizer text) {
        long words = 0;
        long shouted = 0;
        for (Token token : text.tokens()) {
            words += token.isLongWord() ? 1 : 0;
            shouted += token.shouted() ? 1 : 0;
        }
        // one or two words in capitals are names and abbreviations
        boolean most = shouted >= 3 && shouted * 10 >= words * 6;
        boolean some = shouted >= 3 && shouted * 10 >= words * 2;
        double capitals = most ? SHOUTING : some ? SOME_SHOUTING : 0;
        return capitals + (text.exclamations() >= 2 ? SOME_SHOUTING : 0);
    }
}
