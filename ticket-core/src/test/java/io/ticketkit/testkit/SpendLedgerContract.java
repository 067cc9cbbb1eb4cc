package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.spi.SpendLedger;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SpendLedger} must do. Extend it, give it two nodes of the ledger, and run it with JUnit 5; AssertJ
 * must be on the test class path.
 */
public abstract class SpendLedgerContract {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    private String tenant = "";

    /** For subclasses. */
    protected SpendLedgerContract() {}

    /**
     * The ledger under test.
     *
     * @param number 0 or 1: each a node of its own where that is possible
     * @return always on the same amounts
     */
    protected abstract SpendLedger node(int number);

    private static BigDecimal money(String text) {
        return new BigDecimal(text);
    }

    private void assertSpent(String amount) {
        assertThat(node(1).spent(tenant, DAY)).isEqualByComparingTo(amount);
    }

    @BeforeEach
    void anotherTenantForEachTest() {
        tenant = "tenant-" + UUID.randomUUID();
    }

    @Test
    void reservesUpToTheCapAndNoFurther() {
        assertSpent("0");
        assertThat(node(0).reserve(tenant, DAY, money("0.6"), money("1"))).isTrue();
        assertThat(node(1).reserve(tenant, DAY, money("0.4000000001"), money("1")))
                .isFalse();
        assertSpent("0.6");
        assertThat(node(1).reserve(tenant, DAY, money("0.4"), money("1"))).isTrue();
        assertThat(node(0).reserve(tenant, DAY, money("0.0000000001"), money("1")))
                .isFalse();
        assertSpent("1");
    }

    @Test
    void theFirstReservationOfADayMayBeTooMuch() {
        assertThat(node(0).reserve(tenant, DAY, money("2"), money("1"))).isFalse();
        assertSpent("0");
        assertThat(node(0).reserve(tenant, DAY, money("0"), money("0"))).isTrue();
    }

    @Test
    void settlingReplacesAReservationByWhatItCost() {
        node(0).reserve(tenant, DAY, money("0.5"), money("1"));
        node(0).reserve(tenant, DAY, money("0.5"), money("1"));

        node(1).settle(tenant, DAY, money("0.5"), money("0.1"));
        assertSpent("0.6");
        assertThat(node(0).reserve(tenant, DAY, money("0.4"), money("1"))).isTrue();
        node(1).settle(tenant, DAY, money("0.5"), money("0"));
        assertSpent("0.5");
    }

    @Test
    void aCallThatCostMoreThanReservedIsCountedInFull() {
        node(0).reserve(tenant, DAY, money("0.5"), money("1"));
        node(0).settle(tenant, DAY, money("0.5"), money("1.5"));

        assertSpent("1.5");
        assertThat(node(0).reserve(tenant, DAY, money("0"), money("1"))).isFalse();
        assertThat(node(0).reserve(tenant, DAY, money("0.5"), money("2"))).isTrue();
    }

    @Test
    void whatIsFinerThanKeptIsRoundedUp() {
        assertThat(node(0).reserve(tenant, DAY, money("0.00000000001"), money("1")))
                .isTrue();
        assertSpent("0.0000000001");
        node(0).settle(tenant, DAY, money("0.00000000001"), money("0.00000000009"));
        assertSpent("0.0000000001");
    }

    @Test
    void tenantsAndDaysAreApart() {
        node(0).reserve(tenant, DAY, money("1"), money("1"));

        assertThat(node(0).reserve(tenant, DAY.plusDays(1), money("1"), money("1")))
                .isTrue();
        assertThat(node(0).reserve("other-" + tenant, DAY, money("1"), money("1")))
                .isTrue();
        assertThat(node(0).spent(tenant, DAY.minusDays(1))).isEqualByComparingTo("0");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> node(0).reserve(tenant, DAY, money("-0.1"), money("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("amount");
        assertThatThrownBy(() -> node(0).reserve(tenant, DAY, money("1"), money("1e12")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cap");
        assertThatThrownBy(() -> node(0).settle(tenant, DAY, money("0.1"), money("0.1")))
                .isInstanceOf(IllegalStateException.class);
        node(0).reserve(tenant, DAY, money("0.1"), money("1"));
        assertThatThrownBy(() -> node(0).settle(tenant, DAY, money("0.2"), money("0.1")))
                .isInstanceOf(IllegalStateException.class);
        assertSpent("0.1");
    }

    @Test
    void howeverManyReserveAtOnceTheCapHolds() {
        List<Outcome<Boolean>> outcomes =
                Desk.atOnce(16, number -> node(number % 2).reserve(tenant, DAY, money("0.1"), money("1")));

        assertThat(outcomes.stream().filter(Outcome::get)).hasSize(10);
        assertSpent("1");
    }

    @Test
    void reservingAndSettlingAtOnceLosesNothing() {
        List<Outcome<Boolean>> outcomes = Desk.atOnce(8, number -> {
            boolean all = true;
            for (int i = 0; i < 10; i++) {
                all &= node(number % 2).reserve(tenant, DAY, money("0.1"), money("100"));
                node(number % 2).settle(tenant, DAY, money("0.1"), money("0.03"));
            }
            return all;
        });

        assertThat(outcomes).allMatch(Outcome::get);
        assertSpent("2.4");
    }
}
