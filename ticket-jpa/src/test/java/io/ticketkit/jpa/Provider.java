package io.ticketkit.jpa;

enum Provider {
    ECLIPSELINK("org.eclipse.persistence.jpa.PersistenceProvider"),
    HIBERNATE("org.hibernate.jpa.HibernatePersistenceProvider");

    final String className;

    Provider(String className) {
        this.className = className;
    }
}
