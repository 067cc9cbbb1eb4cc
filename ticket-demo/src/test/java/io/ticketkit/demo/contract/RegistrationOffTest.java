package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import io.ticketkit.demo.users.Role;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where accounts are made by who runs the demo alone. */
class RegistrationOffTest {
    private static final String MARIA =
            "{\"email\":\"maria@example.com\",\"password\":\"" + Person.PASSWORD + "\",\"name\":\"Maria\"}";

    @Test
    void nobodyMakesAnAccountAndThePageOffersNone() {
        Map<String, String> settings = new HashMap<>(RunningDemo.AUTH);
        settings.put("TICKET_REGISTRATION", "off");
        try (RunningDemo demo = RunningDemo.on(TestDatabase.h2(), settings)) {
            Answer refused = demo.client().post("/api/auth/register/", MARIA);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).contains("TICKET_REGISTRATION");
            assertThat(Person.login(demo.client(), "maria@example.com", Person.PASSWORD)
                            .status())
                    .isEqualTo(401);
            assertThat(demo.person(Role.REQUESTER).client().get("/api/tickets/").status())
                    .as("others log in as ever")
                    .isEqualTo(200);
            assertThat(demo.client().get("/").text()).contains("<body data-registration=\"off\">");
        }
    }

    @Test
    void unlessItIsSwitchedOffOneMay() {
        try (RunningDemo demo = RunningDemo.on(TestDatabase.h2(), RunningDemo.AUTH)) {
            assertThat(demo.client().get("/").text()).contains("<body>");
            assertThat(demo.client().post("/api/auth/register/", MARIA).status())
                    .isEqualTo(201);
        }
    }
}
