package io.ticketkit.jpa.internal;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import java.util.UUID;
import javax.sql.DataSource;

/** Makes a persistence unit of our own, without a persistence.xml and without entities. */
public final class EntityManagerFactories {
    private static final String PREFERRED = "org.eclipse.persistence.jpa.PersistenceProvider";

    private EntityManagerFactories() {}

    /** A unit on a database, unknown to every other unit in this JVM. */
    public static EntityManagerFactory on(DataSource dataSource) {
        String name = "ticketkit-" + UUID.randomUUID();
        PersistenceConfiguration unit = new PersistenceConfiguration(name)
                .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
                .property("jakarta.persistence.nonJtaDataSource", dataSource)
                .property("eclipselink.session-name", name)
                .property("eclipselink.cache.shared.default", "false")
                .property("eclipselink.weaving", "false")
                // its own logger prints to the console
                .property("eclipselink.logging.logger", "JavaLogger")
                // it warns that there are no entities
                .property("eclipselink.logging.level.metamodel", "SEVERE");
        boolean preferred =
                PersistenceProviderResolverHolder.getPersistenceProviderResolver().getPersistenceProviders().stream()
                        .map(PersistenceProvider::getClass)
                        .anyMatch(type -> type.getName().equals(PREFERRED));
        if (preferred) {
            unit.provider(PREFERRED);
        }
        return SqlErrors.mapped(unit::createEntityManagerFactory);
    }
}
