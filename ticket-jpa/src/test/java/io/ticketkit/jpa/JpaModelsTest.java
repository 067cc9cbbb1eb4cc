package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketkit.ClassifiedField;
import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.jpa.internal.SqlErrors;
import io.ticketkit.spi.ModelWriter;
import io.ticketkit.spi.ModelWriter.Round;
import io.ticketkit.spi.StoredModel;
import io.ticketkit.spi.TicketStorage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Learned models in a database: what is beyond the contract of all storages. */
class JpaModelsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    static Stream<Supplier<TestDatabase>> databases() {
        return Stream.of(TestDatabase::h2, TestDatabase::postgresql);
    }

    static Stream<Arguments> databasesAndProviders() {
        return databases()
                .flatMap(database -> Stream.of(Provider.values()).map(provider -> Arguments.of(database, provider)));
    }

    private static StoredModel model(String tenant, long version, String content) {
        return StoredModel.of(tenant, ClassifiedField.CATEGORY, version, NOW, content.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T write(TicketStorage storage, Function<ModelWriter, T> work) {
        return storage.<T>write(writer -> work.apply(writer.models()));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aDamagedModelIsTold(Supplier<TestDatabase> databases) throws SQLException {
        try (TestDatabase database = databases.get();
                TicketStorage storage =
                        JpaTicketStorage.managed(database.dataSource()).build()) {
            write(storage, models -> models.replace(model("acme", 1, "learned")));
            String damaged = database.isH2() ? "stringtoutf8('damaged')" : "convert_to('damaged', 'UTF8')";
            database.execute("update ticket_model set content = " + damaged);

            StoredModel read = write(storage, models -> models.find("acme", ClassifiedField.CATEGORY))
                    .orElseThrow();

            assertThat(read.isIntact()).isFalse();
            assertThat(read.content()).asString().isEqualTo("damaged");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theDatabaseRefusesMoreThan20MiB(Supplier<TestDatabase> databases) throws SQLException {
        try (TestDatabase database = databases.get()) {
            TicketSchema.of(database.dataSource()).migrate();
            String insert = "insert into ticket_model (tenant, field, version, trained_at, checksum, content)"
                    + " values ('acme', 'category', 1, 946684800000000, '" + "a".repeat(64) + "', ?)";
            byte[] content = new byte[StoredModel.MAX_BYTES + 1];
            try (Connection connection = database.dataSource().getConnection();
                    PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setBinaryStream(1, new ByteArrayInputStream(content), content.length);
                SQLException refused = catchThrowableOfType(SQLException.class, statement::executeUpdate);

                assertThat((Throwable) SqlErrors.of(refused))
                        .isInstanceOfSatisfying(
                                ConstraintViolatedException.class,
                                e -> assertThat(e.constraint()).isEqualTo("ticket_model_content_length"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void onlyCategoriesAndPrioritiesHaveModels(Supplier<TestDatabase> databases) {
        try (TestDatabase database = databases.get();
                TicketStorage storage =
                        JpaTicketStorage.managed(database.dataSource()).build()) {
            StoredModel model = StoredModel.of("acme", ClassifiedField.SENTIMENT, 1, NOW, new byte[] {1});

            assertThatThrownBy(() -> write(storage, models -> models.replace(model)))
                    .isInstanceOfSatisfying(
                            ConstraintViolatedException.class,
                            e -> assertThat(e.constraint()).isEqualTo("ticket_model_field_code"));
        }
    }

    @ParameterizedTest
    @MethodSource("databasesAndProviders")
    void joiningAllOfItSharesTheFateOfTheHostsTransaction(Supplier<TestDatabase> databases, Provider provider)
            throws SQLException {
        try (TestDatabase database = databases.get();
                JpaHarness host = new JpaHarness(database, provider, JpaHarness.Mode.JOINING)) {
            TicketStorage storage = host.node(0);
            host.asHost(() -> write(storage, models -> models.replace(model("acme", 1, "first"))));

            assertThatThrownBy(() -> host.asHost(() -> {
                        write(storage, models -> models.replace(model("acme", 2, "second")));
                        assertThat(claim(storage, NOW, 9)).containsExactly(new Round("acme", null));
                        assertThat(write(storage, models -> models.versions(List.of("acme")))
                                        .get(0)
                                        .version())
                                .isEqualTo(2);
                        throw new IllegalStateException("the host's");
                    }))
                    .hasMessage("the host's");

            assertThat(database.value("select version from ticket_model")).isEqualTo("1");
            assertThat(database.value("select count(*) from ticket_training")).isEqualTo("0");
        }
    }

    /** Known tenants are skipped while another claims them; H2 waits. */
    @Test
    void onPostgresqlWhoClaimsDoesNotWait() {
        try (TestDatabase database = TestDatabase.postgresql();
                TicketStorage one =
                        JpaTicketStorage.managed(database.dataSource()).build();
                TicketStorage other =
                        JpaTicketStorage.managed(database.dataSource()).build()) {
            for (String tenant : List.of("acme", "globex")) {
                write(one, models -> models.replace(model(tenant, 1, "learned")));
            }
            List<Round> all = claim(one, NOW, 9);
            all.forEach(round -> write(one, models -> {
                models.finish(round.tenant(), "seen", NOW);
                return true;
            }));

            List<Round> others = write(one, models -> {
                assertThat(models.claim(NOW, NOW.plusSeconds(60), 1)).containsExactly(new Round("acme", "seen"));
                return claim(other, NOW, 9);
            });

            assertThat(all).hasSize(2);
            assertThat(others).containsExactly(new Round("globex", "seen"));
        }
    }

    private static List<Round> claim(TicketStorage storage, Instant now, int limit) {
        return write(storage, models -> models.claim(now, now.plusSeconds(60), limit));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aTenantWithNothingLeftLeavesNoRow(Supplier<TestDatabase> databases) throws SQLException {
        try (TestDatabase database = databases.get();
                TicketStorage storage =
                        JpaTicketStorage.managed(database.dataSource()).build()) {
            write(storage, models -> models.replace(model("acme", 1, "learned")));
            claim(storage, NOW, 9);
            write(storage, models -> {
                models.drop("acme", ClassifiedField.CATEGORY);
                models.finish("acme", "seen", NOW.plusSeconds(1));
                return true;
            });

            assertThat(database.value("select count(*) from ticket_training")).isEqualTo("0");
            assertThat(database.value("select count(*) from ticket_model")).isEqualTo("0");
        }
    }
}
