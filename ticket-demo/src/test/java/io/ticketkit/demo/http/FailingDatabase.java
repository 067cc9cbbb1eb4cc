package io.ticketkit.demo.http;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database that does nothing but fail. */
final class FailingDatabase {
    private FailingDatabase() {}

    static DataSource with(SQLException failure) {
        return (DataSource) Proxy.newProxyInstance(
                FailingDatabase.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    throw failure;
                });
    }
}
