package io.ticketkit.internal;

import io.ticketkit.TransactionRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that no caller of the kit has begun.
 *
 * @param runner makes them, or null when the storage makes one for each call
 */
public record OwnTransactions(@Nullable TransactionRunner runner) {
    <T> T run(Supplier<T> work) {
        if (runner == null) {
            return work.get();
        }
        List<T> results = new ArrayList<>();
        runner.inNewTransaction(() -> results.add(work.get()));
        if (results.isEmpty()) {
            throw new IllegalStateException("The TransactionRunner returned without having run its work.");
        }
        return results.get(results.size() - 1);
    }
}
