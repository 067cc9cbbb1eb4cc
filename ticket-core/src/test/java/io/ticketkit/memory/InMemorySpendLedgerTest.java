package io.ticketkit.memory;

import io.ticketkit.spi.SpendLedger;
import io.ticketkit.testkit.SpendLedgerContract;

class InMemorySpendLedgerTest extends SpendLedgerContract {
    private static final SpendLedger LEDGER = new InMemorySpendLedger();

    @Override
    protected SpendLedger node(int number) {
        return LEDGER;
    }
}
