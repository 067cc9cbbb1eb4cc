package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.users.Role;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** However a name is typed, it is the same name: capitals and look-alikes get nobody what belongs to somebody else. */
@ParameterizedClass(name = "{0}")
@MethodSource("demos")
class NamesTest extends AttackContract {
    private static final String REGISTER = "/api/auth/register/";
    private static final String ME = "/api/auth/me/";

    NamesTest(DemoOn demo) {
        super(demo);
    }

    static Stream<DemoOn> demos() {
        return DemoOn.with(
                settings("TICKET_AGENTS", "Ann@Desk.Example, Bob Smith=billing", "TICKET_AUTO_ASSIGN", "round_robin"));
    }

    private Answer register(String email, String name) {
        return client.post(REGISTER, json("email", email, "password", Person.PASSWORD, "name", name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@desk.example",
                "ANN@desk.EXAMPLE",
                " Ann@Desk.Example ",
                "\uff41nn@desk.example",
                "an\u200bn@desk.example",
            })
    void whoAnswersTicketsIsNobodyElse(String email) {
        Answer answer = register(email, "Somebody");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().propertyNames()).containsExactly("email");
        log.assertRefused(answer, "invalid_request");
        log.assertSaysNone("ann@desk.example", email.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "Demo",
                "\uff24\uff25\uff2d\uff2f",
                " SYSTEM ",
                "sys\u200dtem",
                "bob  SMITH",
                "Bob\u00a0Smith",
                "ann@DESK.example"
            })
    void reservedNamesAreReservedHoweverTheyAreTyped(String name) {
        Answer answer = register(unused() + "@example.com", name);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().propertyNames()).containsExactly("name");
        Answer renamed = demo.person(Role.REQUESTER).client().patch(ME, json("name", name));
        assertThat(renamed.status()).as(renamed.toString()).isEqualTo(400);
        assertThat(renamed.json().propertyNames()).containsExactly("name");
    }

    @Test
    void otherNamesAreFree() {
        assertThat(register(unused() + "@example.com", "Bob Smithson").status()).isEqualTo(201);
        assertThat(demo.person(Role.REQUESTER)
                        .client()
                        .patch(ME, json("name", "Demonstrator"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anAddressThatATicketNamesInCapitalsIsNotGivenAway() {
        String email = unused() + "@example.com";
        JsonNode ticket = made(demo.person(Role.AGENT)
                .client()
                .post(
                        TICKETS,
                        json(
                                "title",
                                "Phoned",
                                "description",
                                "Private",
                                "requester",
                                email.toUpperCase(Locale.ROOT))));
        assertThat(ticket.get("requester").asString()).isEqualTo(email);
        for (String typed : new String[] {email, email.toUpperCase(Locale.ROOT), "\uff55" + email.substring(1)}) {
            assertThat(register(typed, "Eve").status()).as(typed).isEqualTo(400);
        }
    }

    @Test
    void theSameAddressIsOneAccountHoweverItIsTyped() {
        String email = unused() + "@example.com";
        made(register(email.toUpperCase(Locale.ROOT), "Maria"));
        assertThat(register("\uff55" + email.substring(1), "Eve").status()).isEqualTo(400);
        assertThat(Person.login(client, "\uff35" + email.substring(1), Person.PASSWORD)
                        .status())
                .isEqualTo(200);
    }

    /** Who is written in capitals in the settings gets the tickets that are given to the account, and sees them there. */
    @Test
    void agentsInTheSettingsAreTheirAccounts() {
        Person agent = demo.person(Role.AGENT);
        String assignee = made(agent.client().post(TICKETS, json("title", "t", "description", "d")))
                .get("assignee")
                .asString();
        assertThat(assignee).isIn("ann@desk.example", "bob smith");
        JsonNode ticket = made(agent.client()
                .post(
                        TICKETS,
                        json(
                                "title",
                                "t",
                                "description",
                                "d",
                                "assignee",
                                agent.email().toUpperCase(Locale.ROOT))));
        assertThat(ticket.get("assignee").asString()).isEqualTo(agent.email());
        assertThat(ids(ok(agent.client()
                        .get(TICKETS + "?assignee=" + encoded(agent.email().toUpperCase(Locale.ROOT))))))
                .containsExactly(ticket.get("id").asLong());
        assertThat(ok(agent.client().get("/api/config/"))
                        .get("agents")
                        .valueStream()
                        .map(JsonNode::asString))
                .contains("ann@desk.example", "bob smith", agent.email());
    }
}
