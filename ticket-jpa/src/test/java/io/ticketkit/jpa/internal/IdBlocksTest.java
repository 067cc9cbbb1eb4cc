package io.ticketkit.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdBlocksTest {
    private final IdBlocks blocks = new IdBlocks("numbers");

    @SuppressWarnings("NullAway.Init")
    private Connection connection;

    @SuppressWarnings("NullAway.Init")
    private Layout layout;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("create sequence numbers start with 1 increment by 50");
        }
        layout = Layout.of(connection, null);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private long next(Connection by) {
        try {
            return blocks.next(by, layout);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void riseFromBlockToBlock() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            ids.add(next(connection));
        }

        assertThat(ids).isSorted().doesNotHaveDuplicates().startsWith(1L).endsWith(120L);
    }

    @Test
    void riseForWhoIsOvertakenAndForWhoOvertakes() {
        List<Long> other = new ArrayList<>();

        long mine = next(slow(() -> other.add(next(connection))));

        assertThat(mine).isLessThan(other.get(0));
        assertThat(next(connection)).isGreaterThan(other.get(0));
    }

    /** Does something else before it gives its answer. */
    private Connection slow(Runnable meanwhile) {
        return proxy(Connection.class, (connectionProxy, prepare, text) -> {
            PreparedStatement statement = (PreparedStatement) prepare.invoke(connection, text);
            return proxy(PreparedStatement.class, (statementProxy, method, arguments) -> {
                Object answer = method.invoke(statement, arguments);
                if (method.getName().equals("executeQuery")) {
                    meanwhile.run();
                }
                return answer;
            });
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(IdBlocksTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
