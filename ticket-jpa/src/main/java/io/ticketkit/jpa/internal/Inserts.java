package io.ticketkit.jpa.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** Inserting what may be there already. */
final class Inserts {
    private Inserts() {}

    /** A duplicate leaves the transaction usable: H2 undoes only the statement, PostgreSQL is told not to fail. */
    static boolean unlessThere(Connection connection, Layout layout, Sql insert) throws SQLException {
        if (layout.dialect().isPostgresql()) {
            return insert.plus(" on conflict do nothing").update(connection) == 1;
        }
        try {
            return insert.update(connection) == 1;
        } catch (SQLException e) {
            if (SqlErrors.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }
}
