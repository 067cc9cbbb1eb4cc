package io.ticketkit.classify;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The grams a model knows, and how much each tells: the rarer the more. A text becomes a vector of tf-idf weights with
 * sublinear term frequency (Manning, Raghavan and Schütze, Introduction to Information Retrieval, 6.4.1), words and letters
 * each of length one before they are put together.
 */
final class GramVocabulary {
    /** From this many texts on, a gram that occurs in one only is not learned. */
    private static final int MANY_TEXTS = 300;
    /** Letters tell a little more than words: they see inflection and spelling. */
    private static final double PARTS_COUNT = 1.5;
    /** Counted at once, in about 130 MB: when there are more the rarest are forgotten. */
    private static final int MOST_COUNTED = 4_000_000;

    private final long[] grams;
    private final float[] rarity;
    private final LongIndex index;

    private GramVocabulary(long[] grams, float[] rarity) {
        this.grams = grams;
        this.rarity = rarity;
        this.index = new LongIndex(grams.length);
        for (int i = 0; i < grams.length; i++) {
            index.put(grams[i], i);
        }
    }

    /**
     * Chooses the grams.
     *
     * @param texts to choose from
     * @param count how many texts these are
     * @param most how many grams at most; of more the most frequent
     */
    static GramVocabulary of(Iterable<Grams> texts, int count, int most) {
        LongIndex frequency = new LongIndex(1 << 16);
        int mark = 0;
        for (Grams text : texts) {
            mark++;
            for (int gram = 0; gram < text.size(); gram++) {
                frequency.countOnce(text.hash(gram), mark);
            }
            for (int kept = 2; frequency.size() > MOST_COUNTED; kept++) {
                frequency.keepFrom(kept);
            }
        }
        int least = count < MANY_TEXTS ? 1 : 2;
        long[] grams = frequency.keysFrom(least);
        while (grams.length > most) {
            grams = frequency.keysFrom(++least);
        }
        float[] rarity = new float[grams.length];
        for (int i = 0; i < grams.length; i++) {
            rarity[i] = (float) (Math.log((1.0 + count) / (1.0 + frequency.get(grams[i]))) + 1);
        }
        return new GramVocabulary(grams, rarity);
    }

    int size() {
        return grams.length;
    }

    /** The index of a gram, or -1 when it is not known. */
    int indexOf(long gram) {
        return index.get(gram);
    }

    SparseVector vector(Grams text) {
        int[] known = new int[text.size()];
        int count = 0;
        for (int gram = 0; gram < known.length; gram++) {
            int at = index.get(text.hash(gram));
            if (at >= 0) {
                known[count++] = at;
            }
        }
        Arrays.sort(known, 0, count);
        int[] indexes = new int[count];
        float[] values = new float[count];
        int size = 0;
        double words = 0;
        double parts = 0;
        for (int i = 0; i < count; ) {
            int at = known[i];
            int end = i + 1;
            while (end < count && known[end] == at) {
                end++;
            }
            double value = (1 + Math.log(end - i)) * rarity[at];
            words += Grams.isWord(grams[at]) ? value * value : 0;
            parts += Grams.isWord(grams[at]) ? 0 : value * value;
            indexes[size] = at;
            values[size++] = (float) value;
            i = end;
        }
        double wordScale = words == 0 ? 0 : 1 / Math.sqrt(words);
        double partScale = parts == 0 ? 0 : PARTS_COUNT / Math.sqrt(parts);
        for (int i = 0; i < size; i++) {
            values[i] *= (float) (Grams.isWord(grams[indexes[i]]) ? wordScale : partScale);
        }
        return new SparseVector(Arrays.copyOf(indexes, size), Arrays.copyOf(values, size));
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(grams.length);
        for (int i = 0; i < grams.length; i++) {
            out.writeLong(grams[i]);
            out.writeFloat(rarity[i]);
        }
    }

    static GramVocabulary read(DataInput in) throws IOException {
        int size = Lengths.checked(in.readInt(), LearnedModel.MOST_GRAMS);
        long[] grams = new long[size];
        float[] rarity = new float[size];
        for (int i = 0; i < size; i++) {
            grams[i] = in.readLong();
            rarity[i] = in.readFloat();
        }
        return new GramVocabulary(grams, rarity);
    }
}
