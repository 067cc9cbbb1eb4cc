package io.ticketkit.memory;

import io.ticketkit.spi.SpendLedger;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps what was spent in memory, for one process and as long as it runs: for tests, demonstrations and small tools.
 * Thread-safe.
 */
public final class InMemorySpendLedger implements SpendLedger {
    private record Day(String tenant, LocalDate utcDay) {}

    private record Money(BigDecimal spent, BigDecimal reserved) {
        static final Money NONE = new Money(BigDecimal.ZERO, BigDecimal.ZERO);

        BigDecimal total() {
            return spent.add(reserved);
        }
    }

    private final Map<Day, Money> days = new HashMap<>();

    /** Makes an empty ledger. */
    public InMemorySpendLedger() {}

    @Override
    public synchronized boolean reserve(String tenant, LocalDate utcDay, BigDecimal amount, BigDecimal cap) {
        BigDecimal more = SpendLedger.amount("amount", amount);
        BigDecimal most = SpendLedger.amount("cap", cap);
        Money money = money(tenant, utcDay);
        if (money.total().add(more).compareTo(most) > 0) {
            return false;
        }
        days.put(
                new Day(tenant, utcDay),
                new Money(money.spent(), money.reserved().add(more)));
        return true;
    }

    @Override
    public synchronized void settle(String tenant, LocalDate utcDay, BigDecimal reserved, BigDecimal actual) {
        BigDecimal freed = SpendLedger.amount("reserved", reserved);
        BigDecimal cost = SpendLedger.amount("actual", actual);
        Money money = money(tenant, utcDay);
        if (money.reserved().compareTo(freed) < 0) {
            throw new IllegalStateException("less is reserved on " + utcDay + " than shall be settled: " + reserved);
        }
        days.put(
                new Day(tenant, utcDay),
                new Money(money.spent().add(cost), money.reserved().subtract(freed)));
    }

    @Override
    public synchronized BigDecimal spent(String tenant, LocalDate utcDay) {
        return money(tenant, utcDay).total();
    }

    private Money money(String tenant, LocalDate utcDay) {
        return days.getOrDefault(new Day(tenant, utcDay), Money.NONE);
    }
}
