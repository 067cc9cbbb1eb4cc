package io.ticketkit.spi;

import io.ticketkit.StorageException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/**
 * What was spent on models, per tenant and UTC day, shared by all nodes. A caller reserves the most a call can cost
 * before it makes the call and settles afterwards; a reservation that is never settled, because the node died between,
 * stays counted. Amounts are in the currency of the prices, not negative, kept to {@value #SCALE} decimal places:
 * what is finer is rounded up.
 *
 * <p>Every method works in a short transaction of its own and may wait for that of another node. An implementation is
 * thread-safe, extends the contract suite {@code SpendLedgerContract}, and throws {@link StorageException} (or one of
 * its kinds) when the storage fails: then nothing was reserved or settled.
 */
public interface SpendLedger {
    /** Decimal places that are kept. */
    int SCALE = 10;

    /**
     * An amount as it is kept.
     *
     * @param name what it is, for the message
     * @param value any amount
     * @return the same, with {@value #SCALE} decimal places; what is finer is rounded up
     * @throws IllegalArgumentException when it is negative or has more than 12 digits before the decimal point
     */
    static BigDecimal amount(String name, BigDecimal value) {
        BigDecimal kept = value.setScale(SCALE, RoundingMode.CEILING);
        if (kept.signum() < 0 || kept.precision() - SCALE > 12) {
            throw new IllegalArgumentException(
                    name + " must be between 0 and 999,999,999,999, not " + value.toPlainString());
        }
        return kept;
    }

    /**
     * Reserves an amount, unless that would exceed the cap. Atomic: however many ask at once, on however many nodes,
     * what is spent and reserved never exceeds the cap.
     *
     * @param tenant whose money
     * @param utcDay the day in UTC
     * @param amount the most the call can cost
     * @param cap the most that may be spent on that day; exactly reaching it is allowed
     * @return true when it is reserved now; false when spent + reserved + amount is more than the cap, then nothing
     *     was changed
     * @throws IllegalArgumentException when the amount or the cap is negative, or has more than 12 digits before the
     *     decimal point
     */
    boolean reserve(String tenant, LocalDate utcDay, BigDecimal amount, BigDecimal cap);

    /**
     * Replaces a reservation by what the call really cost; that may be more.
     *
     * @param tenant whose money
     * @param utcDay the day the reservation was made for, even when another has begun
     * @param reserved the amount of the reservation
     * @param actual what it cost; the reserved amount when that is not known, zero when nothing was called
     * @throws IllegalArgumentException when an amount is negative or has more than 12 digits before the decimal point
     * @throws IllegalStateException when less than that is reserved on that day
     */
    void settle(String tenant, LocalDate utcDay, BigDecimal reserved, BigDecimal actual);

    /**
     * What is gone from a day's budget.
     *
     * @param tenant whose money
     * @param utcDay the day in UTC
     * @return what was spent and what is still reserved, together; zero when there was nothing
     */
    BigDecimal spent(String tenant, LocalDate utcDay);
}
