package io.ticketkit.classify;

import io.ticketkit.ClassifiedField;
import io.ticketkit.Evaluation;
import io.ticketkit.spi.StoredModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * What was learned about one field of one tenant's tickets. Immutable and thread-safe.
 *
 * <p>It holds no text, but ids of tickets and numbers made of words, pairs of words and letters in a row; below
 * {@value Learned#MANY} examples those of each example by itself. Made without a secret, they can be guessed: whoever has
 * the bytes can test whether a name or a number occurred, and of few examples put words together again. Guard them like
 * the tickets.
 */
public final class LearnedModel {
    static final int MOST_LABELS = 1_000;
    static final int MOST_GRAMS = 200_000;
    /** Two bytes each: with grams and the rest well below {@link StoredModel#MAX_BYTES}. */
    static final int MOST_WEIGHTS = 8_000_000;

    static final int MOST_NEIGHBOURS = 200;

    /** Changes whenever the bytes, or what they mean, do. */
    static final int FORMAT = 1;

    private static final int MAGIC = 0x544b4c4d;
    /** Where the lexicon thinks less of a label it knows nothing. */
    private static final double LEAST_PROBABILITY = 0.01;

    private final ClassifiedField field;
    private final List<String> labels;
    private final Learned learned;
    private final Blend blend;
    private final long[] ids;
    private final String basis;
    private final List<HeldBack> heldBack;
    private final Map<String, Integer> indexes;

    LearnedModel(ClassifiedField field, List<String> labels, Learned learned, Blend blend, Lesson lesson) {
        this.field = field;
        this.labels = List.copyOf(labels);
        this.learned = learned;
        this.blend = blend;
        this.ids = lesson.ids();
        this.basis = lesson.basis();
        this.heldBack = List.copyOf(lesson.heldBack());
        this.indexes = indexes(this.labels);
    }

    /**
     * What it was learned from.
     *
     * @param ids of the examples, rising
     * @param basis tells all that it was learned from from anything else
     * @param heldBack answers about examples by models that were not learned from them
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Lesson(long[] ids, String basis, List<HeldBack> heldBack) {}

    private static Map<String, Integer> indexes(List<String> values) {
        Map<String, Integer> indexes = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            indexes.put(values.get(i), i);
        }
        return indexes;
    }

    /**
     * What a model that was not learned from an example answered about it.
     *
     * @param id of the example
     * @param expected the index of its label
     * @param answered the index of the answer
     * @param confidence 0 to 1
     */
    record HeldBack(long id, int expected, int answered, float confidence) {}

    /** {@return what it suggests: category or priority} */
    public ClassifiedField field() {
        return field;
    }

    /** {@return how many examples it was learned from: 1 or more} */
    public int examples() {
        return ids.length;
    }

    /**
     * How good it is: answers about examples by models that were learned the same way from the others. With fewer than
     * {@value ModelTrainer#ROTATE_BELOW} examples, and not very many labels, all of them were held back in turn; else a
     * fifth.
     *
     * @return possibly empty
     */
    public List<Evaluation.Judged> heldBack() {
        return heldBack.stream()
                .map(h -> new Evaluation.Judged(labels.get(h.expected()), labels.get(h.answered()), h.confidence()))
                .toList();
    }

    List<HeldBack> heldBackAnswers() {
        return heldBack;
    }

    String label(int index) {
        return labels.get(index);
    }

    /** About how many bytes it takes while it is in use. */
    long memory() {
        return 100L * MOST_NEIGHBOURS + ids.length * 8L + heldBack.size() * 40L + learned.memory();
    }

    String basis() {
        return basis;
    }

    /**
     * Judges a text.
     *
     * @param text the text
     * @param values what it can be classified as; some may be unknown to this model
     * @param lexicon the lexicon's probability of each value
     * @return the probability of each value; the sum is 1
     */
    double[] probabilities(Grams text, List<String> values, double[] lexicon) {
        Blend.Parts known = learned.parts(text, logarithms(labels, values, lexicon));
        double[] scores = new double[values.size()];
        double[] neighbours = new double[values.size()];
        for (int i = 0; i < scores.length; i++) {
            int label = indexOf(values.get(i));
            scores[i] = label < 0 ? LinearModel.UNLIKELY : known.learned()[label];
            neighbours[i] = label < 0 ? 0 : known.neighbours()[label];
        }
        return blend.probabilities(new Blend.Parts(logarithms(values, values, lexicon), scores, neighbours));
    }

    /** Whether it has a say: it was trained, or an example of this value is similar. Else the lexicon speaks alone. */
    boolean decides(Grams text, String value) {
        int label = indexOf(value);
        return learned.linear() != null || (label >= 0 && learned.isSimilar(text, label));
    }

    /** How much each word of a text speaks for a value; nothing where the model does not know it. */
    Map<String, Double> wordWeights(Grams text, String value) {
        int label = indexOf(value);
        return label < 0 ? Map.of() : learned.wordWeights(text, label, blend);
    }

    private int indexOf(String value) {
        return indexes.getOrDefault(value, -1);
    }

    /** How much the lexicon speaks for a value. */
    double lexiconWeight(String value, List<String> values, double[] lexicon) {
        int label = indexOf(value);
        return label < 0 ? 0 : learned.lexiconWeight(logarithms(labels, values, lexicon), label, blend);
    }

    /** The logarithms of the lexicon's probabilities in another order. */
    static double[] logarithms(List<String> order, List<String> values, double[] lexicon) {
        double[] logarithms = Arrays.stream(lexicon)
                .map(probability -> Math.log(Math.max(LEAST_PROBABILITY, probability)))
                .toArray();
        if (order.equals(values)) {
            return logarithms;
        }
        Map<String, Integer> indexes = indexes(values);
        return order.stream()
                .mapToInt(value -> indexes.getOrDefault(value, -1))
                .mapToDouble(i -> i < 0 ? Math.log(LEAST_PROBABILITY) : logarithms[i])
                .toArray();
    }

    /** {@return all of it, for {@link #read}: at most {@value StoredModel#MAX_BYTES} bytes} */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(FORMAT);
            out.writeUTF(field.name());
            out.writeUTF(basis);
            out.writeInt(labels.size());
            for (String label : labels) {
                out.writeUTF(label);
            }
            out.writeDouble(blend.lexicon());
            out.writeDouble(blend.learned());
            out.writeDouble(blend.neighbours());
            out.writeInt(ids.length);
            for (long id : ids) {
                out.writeLong(id);
            }
            out.writeInt(heldBack.size());
            for (HeldBack answer : heldBack) {
                out.writeLong(answer.id());
                out.writeInt(answer.expected());
                out.writeInt(answer.answered());
                out.writeFloat(answer.confidence());
            }
            learned.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @param bytes the model
     * @return the model
     * @throws IllegalArgumentException when these are not the bytes of a model, or of a version this one cannot read:
     *     learn it anew
     */
    public static LearnedModel read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC || in.readInt() != FORMAT) {
                throw new IOException("another format");
            }
            LearnedModel model = read(in);
            if (in.read() != -1) {
                throw new IOException("more than a model");
            }
            return model;
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("these bytes are no model of this version; learn it anew", e);
        }
    }

    private static LearnedModel read(DataInputStream in) throws IOException {
        ClassifiedField field = ClassifiedField.valueOf(in.readUTF());
        String basis = in.readUTF();
        int count = Lengths.checked(in.readInt(), MOST_LABELS);
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            labels.add(in.readUTF());
        }
        Blend blend = new Blend(in.readDouble(), in.readDouble(), in.readDouble());
        long[] ids = new long[Lengths.checked(in.readInt(), ModelTrainer.MAX_EXAMPLES)];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = in.readLong();
        }
        int answers = Lengths.checked(in.readInt(), ids.length);
        List<HeldBack> heldBack = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            heldBack.add(new HeldBack(
                    in.readLong(),
                    Lengths.checked(in.readInt(), count - 1),
                    Lengths.checked(in.readInt(), count - 1),
                    in.readFloat()));
        }
        return new LearnedModel(field, labels, Learned.read(in, count), blend, new Lesson(ids, basis, heldBack));
    }

    /**
     * Whether all examples it was learned from are still there: once one is erased, it must go.
     *
     * @param there tells of the id of an example whether it is there; asked from the largest id down, until one is not
     * @return whether all are
     */
    public boolean learnedOnlyFrom(LongPredicate there) {
        for (int i = ids.length - 1; i >= 0; i--) {
            if (!there.test(ids[i])) {
                return false;
            }
        }
        return true;
    }

    boolean learnedFrom(long id) {
        return Arrays.binarySearch(ids, id) >= 0;
    }

    /** Nothing of what was learned. */
    @Override
    public String toString() {
        return "LearnedModel[" + field + ", " + ids.length + " examples, " + labels.size() + " labels]";
    }
}
