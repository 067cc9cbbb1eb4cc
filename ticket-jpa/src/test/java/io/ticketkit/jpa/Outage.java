package io.ticketkit.jpa;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database that cannot be reached for a while; every connection is a new one. */
final class Outage implements DataSource, AutoCloseable {
    private final TestDatabase database;
    private final List<Connection> connections = new ArrayList<>();
    private volatile boolean out;

    Outage(TestDatabase database) {
        this.database = database;
    }

    void begin() {
        out = true;
        breakConnections();
    }

    void end() {
        out = false;
    }

    synchronized void breakConnections() {
        try {
            for (Connection connection : connections) {
                // neither commits nor tells anybody
                connection.abort(Runnable::run);
            }
            connections.clear();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        if (out) {
            if (database.isH2()) {
                throw new SQLException("Connection is broken", "90067", 90067);
            }
            // nobody listens there
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:1/x");
        }
        Connection connection = DriverManager.getConnection(database.url());
        connections.add(connection);
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public void close() {
        breakConnections();
    }

    @Override
    public PrintWriter getLogWriter() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLogWriter(PrintWriter writer) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getAnonymousLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
