package io.ticketkit.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Changes maps at once and remembers how to undo. */
final class UndoLog {
    private final Deque<Runnable> undo = new ArrayDeque<>();

    void rollBack() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    /** Whether it was put: not when there is a value that shall not be replaced. */
    <K, V> boolean put(Map<K, V> map, K key, V value, boolean replace) {
        V old = map.get(key);
        if (old != null && !replace) {
            return false;
        }
        map.put(key, value);
        undo.push(() -> {
            if (old == null) {
                map.remove(key);
            } else {
                map.put(key, old);
            }
        });
        return true;
    }

    <K, V> void remove(Map<K, V> map, K key) {
        V old = map.remove(key);
        if (old != null) {
            undo.push(() -> map.put(key, old));
        }
    }
}
