package io.ticketkit.jpa;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that asks H2, before each prepared statement is executed, for the plan of it. One thread at a time. */
final class PlanRecorder {
    private static final Pattern READS = Pattern.compile("(select|update|delete|with) ");

    private final List<String> plans = new ArrayList<>();
    private final DataSource dataSource;

    PlanRecorder(DataSource database) {
        this.dataSource = proxy(DataSource.class, (self, method, values) -> {
            Object result = call(database, method, values);
            return result instanceof Connection connection ? connection(connection) : result;
        });
    }

    DataSource dataSource() {
        return dataSource;
    }

    /** Those since the last call of this. */
    List<String> take() {
        List<String> taken = List.copyOf(plans);
        plans.clear();
        return taken;
    }

    private Connection connection(Connection connection) {
        return proxy(Connection.class, (self, method, values) -> {
            Object result = call(connection, method, values);
            return result instanceof PreparedStatement statement && values != null
                    ? statement(connection, (String) values[0], statement)
                    : result;
        });
    }

    private interface Setting {
        void on(PreparedStatement statement) throws Throwable;
    }

    private PreparedStatement statement(Connection connection, String sql, PreparedStatement statement) {
        List<Setting> settings = new ArrayList<>();
        return proxy(PreparedStatement.class, (self, method, values) -> {
            if (method.getName().startsWith("set") && values != null && values.length > 1) {
                settings.add(other -> call(other, method, values));
            } else if (method.getName().startsWith("execute")
                    || method.getName().equals("addBatch")) {
                plan(connection, sql, settings);
            }
            return call(statement, method, values);
        });
    }

    private void plan(Connection connection, String sql, List<Setting> settings) throws Throwable {
        if (!READS.matcher(sql).lookingAt()) {
            return;
        }
        try (PreparedStatement explain = connection.prepareStatement("explain " + sql)) {
            for (Setting setting : settings) {
                setting.on(explain);
            }
            try (ResultSet rows = explain.executeQuery()) {
                rows.next();
                plans.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] values) throws Throwable {
        try {
            return method.invoke(target, values);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(PlanRecorder.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
