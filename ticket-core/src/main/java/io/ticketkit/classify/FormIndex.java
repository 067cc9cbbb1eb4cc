package io.ticketkit.classify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Words by the hashes of their forms: a hash table that makes no object for a look-up. */
final class FormIndex {
    private static final int FIRST_SIZE = 1 << 10;

    private long[] forms = new long[FIRST_SIZE];
    private List<List<String>> words = empty(FIRST_SIZE);
    /** A bit for each form, more bits than forms: most look-ups find nothing and end here, in a small array. */
    private long[] maybe = new long[FIRST_SIZE / 16];

    private int used;

    void add(long form, String word) {
        int at = slot(form);
        List<String> known = words.get(at);
        if (known.contains(word)) {
            return;
        }
        used += known.isEmpty() ? 1 : 0;
        forms[at] = form;
        mark(form);
        words.set(at, known.isEmpty() ? List.of(word) : with(known, word));
        if (used * 2 > forms.length) {
            grow();
        }
    }

    /** The words of which this is a form. */
    List<String> get(long form) {
        int bit = bit(form);
        return ((maybe[bit >>> 6] >>> bit) & 1) == 0 ? List.of() : words.get(slot(form));
    }

    private void mark(long form) {
        int bit = bit(form);
        maybe[bit >>> 6] |= 1L << bit;
    }

    private int bit(long form) {
        return (int) ((form * Shortened.BASE) >>> 32) & (maybe.length * 64 - 1);
    }

    /** Where the form is, or the free place where it belongs. */
    private int slot(long form) {
        int mask = forms.length - 1;
        int at = (int) (form ^ (form >>> 32)) & mask;
        while (!words.get(at).isEmpty() && forms[at] != form) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldForms = forms;
        List<List<String>> oldWords = words;
        forms = new long[oldForms.length * 2];
        words = empty(forms.length);
        maybe = new long[forms.length / 16];
        for (int i = 0; i < oldForms.length; i++) {
            if (!oldWords.get(i).isEmpty()) {
                int at = slot(oldForms[i]);
                forms[at] = oldForms[i];
                mark(forms[at]);
                words.set(at, oldWords.get(i));
            }
        }
    }

    private static List<String> with(List<String> known, String word) {
        List<String> more = new ArrayList<>(known);
        more.add(word);
        return List.copyOf(more);
    }

    private static List<List<String>> empty(int size) {
        return new ArrayList<>(Collections.nCopies(size, List.of()));
    }
}
