package io.ticketkit.demo.testing;

import io.ticketkit.demo.users.NewUser;
import io.ticketkit.demo.users.Role;
import io.ticketkit.demo.users.Users;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;

/** Somebody with an account, who logged in. */
public record Person(String email, String token, Client client) {
    public static final String PASSWORD = "correct horse battery";

    static Person with(Role role, DataSource database, Client anybody) {
        String email = role.wireName() + "-" + UUID.randomUUID().toString().substring(0, 8) + "@example.com";
        new Users(database, Clock.systemUTC()).put(new NewUser(email, "Somebody", PASSWORD), role);
        String token =
                login(anybody, email, PASSWORD).json().get("access_token").asString();
        return new Person(email, token, anybody.with("Authorization", "Bearer " + token));
    }

    public static Client.Answer login(Client client, String email, String password) {
        return client.post("/api/auth/login/", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
    }
}
