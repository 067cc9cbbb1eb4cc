package io.ticketkit.classify;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * A vector that is zero almost everywhere.
 *
 * @param index where it is not zero, rising
 * @param value what it is there
 */
@SuppressWarnings("ArrayRecordComponent")
record SparseVector(int[] index, float[] value) {

    int size() {
        return index.length;
    }

    /** The same with more values behind, from this index on. */
    SparseVector with(int from, double[] more) {
        int[] indexes = Arrays.copyOf(index, index.length + more.length);
        float[] values = Arrays.copyOf(value, indexes.length);
        for (int i = 0; i < more.length; i++) {
            indexes[index.length + i] = from + i;
            values[index.length + i] = (float) more[i];
        }
        return new SparseVector(indexes, values);
    }

    /** The same with only its largest values. */
    SparseVector strongest(int most) {
        if (index.length <= most) {
            return this;
        }
        float[] rising = value.clone();
        Arrays.sort(rising);
        float least = rising[rising.length - most];
        int[] indexes = new int[most];
        float[] values = new float[most];
        int size = 0;
        for (int i = 0; i < index.length && size < most; i++) {
            if (value[i] >= least) {
                indexes[size] = index[i];
                values[size++] = value[i];
            }
        }
        return new SparseVector(indexes, values);
    }

    /** Each value times a number. */
    SparseVector times(IntToDoubleFunction factor) {
        float[] values = new float[value.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (value[i] * factor.applyAsDouble(index[i]));
        }
        return new SparseVector(index, values);
    }

    /** Each value times that of the other one. */
    SparseVector times(SparseVector other) {
        return times(i -> {
            int at = Arrays.binarySearch(other.index, i);
            return at < 0 ? 0 : other.value[at];
        });
    }

    double sum() {
        double sum = 0;
        for (float v : value) {
            sum += v;
        }
        return sum;
    }

    double dot(SparseVector other) {
        double sum = 0;
        int j = 0;
        for (int i = 0; i < index.length; i++) {
            while (j < other.index.length && other.index[j] < index[i]) {
                j++;
            }
            if (j < other.index.length && other.index[j] == index[i]) {
                sum += (double) value[i] * other.value[j];
            }
        }
        return sum;
    }
}
