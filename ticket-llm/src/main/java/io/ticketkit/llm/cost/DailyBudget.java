package io.ticketkit.llm.cost;

import io.ticketkit.spi.SpendLedger;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * How much each tenant may spend on a UTC day, over all nodes. Thread-safe if its ledger is.
 *
 * <p>Before a call the most that <em>one</em> request of it can cost is reserved. A call may send more: retries
 * ({@code maxRetries}), and steps down to what the endpoint can do. These follow errors, which services as a rule do not
 * charge for; afterwards each counts as that most, as no answer tells what they cost. So a day may end above the cap, by
 * at most that for each request beyond the first of the calls that were under way when it was reached.
 */
public final class DailyBudget {
    private final BigDecimal cap;
    private final SpendLedger ledger;
    private final Clock clock;

    private DailyBudget(BigDecimal cap, SpendLedger ledger, Clock clock) {
        this.cap = cap;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A budget.
     *
     * @param cap US dollars per tenant and day, 0 or more
     * @param ledger keeps what was spent, where all nodes see it
     * @param clock tells the day
     * @return the budget
     * @throws IllegalArgumentException when the cap is negative
     */
    public static DailyBudget of(BigDecimal cap, SpendLedger ledger, Clock clock) {
        if (cap.signum() < 0) {
            throw new IllegalArgumentException("cap: US dollars per day, 0 or more, not " + cap);
        }
        return new DailyBudget(cap, ledger, clock);
    }

    /** {@return US dollars per tenant and day: the cap} */
    public BigDecimal cap() {
        return cap;
    }

    /** {@return what keeps count: the ledger} */
    public SpendLedger ledger() {
        return ledger;
    }

    /** {@return which day it is, in UTC: today} */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
