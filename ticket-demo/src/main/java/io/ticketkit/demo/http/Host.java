package io.ticketkit.demo.http;

import io.ticketkit.demo.administration.SettingsDesk;
import io.ticketkit.demo.users.Logins;
import java.util.Optional;

/** Whose server this is. Safe for concurrent use. */
public interface Host {
    /** {@return what is to be served now, which may be something else for the next request} */
    Lent lend();

    /** {@return who may log in; empty where nobody does} */
    Optional<Logins> logins();

    /** {@return whether the database answers} */
    boolean databaseAnswers();

    /** {@return who changes settings while this runs} */
    SettingsDesk settings();

    /** Stores so many sample tickets. */
    void addSamples(int count);
}
