package io.ticketkit.jpa.internal;

import io.ticketkit.spi.SpendLedger;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/** Keeps what was spent in one row per tenant and day, whose lock makes reserving atomic. */
public final class JdbcSpendLedger implements SpendLedger {
    /** Opens a short transaction. */
    public interface Work {
        /** Runs something in it. */
        <T> T run(Function<SqlSession, T> work);
    }

    private final Work transactions;
    private final Function<SqlSession, Layout> layouts;

    /** In transactions of its own, in tables. */
    public JdbcSpendLedger(Work transactions, Function<SqlSession, Layout> layouts) {
        this.transactions = transactions;
        this.layouts = layouts;
    }

    @Override
    public boolean reserve(String tenant, LocalDate utcDay, BigDecimal amount, BigDecimal cap) {
        Sql.Value more = Sql.Value.money(SpendLedger.amount("amount", amount));
        Sql.Value most = Sql.Value.money(SpendLedger.amount("cap", cap));
        return transactions.run(session -> {
            Layout layout = layouts.apply(session);
            Sql reserve = Sql.of("update " + table(layout) + " set reserved = reserved + ?", more)
                    .plus(on(tenant, utcDay))
                    .plus(Sql.of(" and spent + reserved + ? <= ?", more, most));
            return session.call(connection -> {
                if (reserve.update(connection) == 1) {
                    return true;
                }
                // too much, or the day has no row yet; another transaction may make it just now
                makeRow(connection, layout, tenant, utcDay);
                return reserve.update(connection) == 1;
            });
        });
    }

    private static void makeRow(Connection connection, Layout layout, String tenant, LocalDate utcDay)
            throws SQLException {
        Sql find = Sql.of("select 1 from " + table(layout)).plus(on(tenant, utcDay));
        if (find.list(connection, Row::number).isEmpty()) {
            String insert = "insert into " + table(layout) + " (tenant, utc_day, spent, reserved) values (?, ?, 0, 0)";
            Inserts.unlessThere(connection, layout, Sql.of(insert, key(tenant, utcDay)));
        }
    }

    @Override
    public void settle(String tenant, LocalDate utcDay, BigDecimal reserved, BigDecimal actual) {
        Sql.Value freed = Sql.Value.money(SpendLedger.amount("reserved", reserved));
        Sql.Value cost = Sql.Value.money(SpendLedger.amount("actual", actual));
        boolean settled = transactions.run(session -> {
            Sql settle = Sql.of(
                            "update " + table(layouts.apply(session))
                                    + " set spent = spent + ?, reserved = reserved - ?",
                            cost,
                            freed)
                    .plus(on(tenant, utcDay))
                    .plus(Sql.of(" and reserved >= ?", freed));
            return session.call(connection -> settle.update(connection) == 1);
        });
        if (!settled) {
            throw new IllegalStateException("less is reserved on " + utcDay + " than shall be settled: " + reserved);
        }
    }

    @Override
    public BigDecimal spent(String tenant, LocalDate utcDay) {
        return transactions.run(session -> {
            Sql sum = Sql.of("select spent + reserved from " + table(layouts.apply(session)))
                    .plus(on(tenant, utcDay));
            return session.call(connection -> sum.list(connection, Row::money)).stream()
                    .findFirst()
                    .orElse(BigDecimal.ZERO);
        });
    }

    private static String table(Layout layout) {
        return layout.name("ticket_spend");
    }

    private static Sql on(String tenant, LocalDate utcDay) {
        return Sql.of(" where tenant = ? and utc_day = ?", key(tenant, utcDay));
    }

    private static List<Sql.Value> key(String tenant, LocalDate utcDay) {
        return List.of(Sql.Value.text(tenant), Sql.Value.number(utcDay.toEpochDay()));
    }
}
