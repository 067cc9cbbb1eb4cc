package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.users.Role;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Admins are told everything about a person, and erase it, the account included. */
@ParameterizedClass(name = "{0}")
@MethodSource("demos")
class PrivacyTest extends HttpContract {
    PrivacyTest(DemoOn demo) {
        super(demo);
    }

    static Stream<DemoOn> demos() {
        return DemoOn.with(RunningDemo.AUTH);
    }

    private static String of(String person) {
        return "/api/privacy/" + encoded(person).replace("+", "%20") + "/";
    }

    @Test
    void anAdminIsToldAllOfItAndErasesIt() {
        Person maria = demo.person(Role.REQUESTER);
        Person agent = demo.person(Role.AGENT);
        Client admin = demo.person(Role.ADMIN).client();
        String word = unused();
        JsonNode ticket = made(maria.client()
                .post(TICKETS, json("title", "Refund " + word, "description", "Please refund " + word + ".")));
        made(maria.client().post(path(ticket) + "responses/", json("content", "It is urgent, says " + word)));
        byte[] content = ("Inside: " + word).getBytes(StandardCharsets.UTF_8);
        made(maria.client().upload(path(ticket) + "attachments/", word + ".txt", "text/plain", content));
        JsonNode other = made(agent.client().post(TICKETS, json("title", "A door", "description", "It squeaks.")));
        assertThat(agent.client()
                        .patch(path(other), json("assignee", agent.email()))
                        .status())
                .isEqualTo(200);

        Answer exported = admin.get(of(maria.email()));

        assertThat(exported.status()).as(exported.toString()).isEqualTo(200);
        assertThat(exported.header("Content-Disposition").orElseThrow()).startsWith("attachment; ");
        assertThat(exported.header("Cache-Control")).contains("no-store");
        assertThat(exported.text()).contains("Please refund " + word + ".", "It is urgent, says " + word);
        assertThat(exported.text()).doesNotContain("password", "hash", "$2", "argon");
        JsonNode all = exported.json();
        assertThat(all.get("account").get("email").asString()).isEqualTo(maria.email());
        assertThat(texts(all.get("data"), "kind")).contains("ticket", "response", "history", "attachment", "run");
        JsonNode file = all.get("data")
                .valueStream()
                .filter(data -> data.get("kind").asString().equals("attachment"))
                .findFirst()
                .orElseThrow();
        assertThat(Base64.getDecoder().decode(file.get("content").asString())).isEqualTo(content);

        JsonNode erased = ok(admin.send("DELETE", of(maria.email()), null));
        assertThat(erased.get("tickets").asLong()).isEqualTo(1);
        assertThat(erased.get("account").asBoolean()).isTrue();
        assertThat(admin.get(path(ticket)).status()).isEqualTo(404);
        assertThat(maria.client().get("/api/auth/me/").status()).isEqualTo(401);
        assertThat(Person.login(client, maria.email(), Person.PASSWORD).status())
                .isEqualTo(401);
        JsonNode nothing = ok(admin.get(of(maria.email())));
        assertThat(nothing.get("account").isNull()).isTrue();
        assertThat(nothing.get("data")).isEmpty();

        JsonNode again = ok(admin.send("DELETE", of(maria.email()), null));
        assertThat(again.get("tickets").asLong()).isZero();
        assertThat(again.get("account").asBoolean()).isFalse();
        assertThat(ok(admin.get(path(other))).get("assignee").asString()).isEqualTo(agent.email());
        ok(agent.client().patch(path(other), json("category", "account")));
        assertThat(ok(admin.get(of(agent.email()))).get("data").toString())
                .contains("{\"kind\":\"named_on_ticket\",\"ticket_id\":" + other.get("id")
                        + ",\"fields\":[\"category\"]}");
        ok(admin.send("DELETE", of(agent.email()), null));
        assertThat(ok(admin.get(path(other))).get("assignee").asString()).isEqualTo("erased-person");
    }

    /** Also once there is no account any more. */
    @Test
    void capitalsMakeNoOtherPerson() {
        Person maria = demo.person(Role.REQUESTER);
        Client admin = demo.person(Role.ADMIN).client();
        String loud = maria.email().toUpperCase(Locale.ROOT);
        assertThat(ok(admin.send("DELETE", of(maria.email()), null))
                        .get("account")
                        .asBoolean())
                .isTrue();
        JsonNode ticket = made(
                admin.post(TICKETS, json("title", "A door", "description", "It squeaks.", "requester", maria.email())));

        assertThat(texts(ok(admin.get(of(loud))).get("data"), "kind")).contains("ticket");
        assertThat(ok(admin.send("DELETE", of(loud), null)).get("tickets").asLong())
                .isEqualTo(1);

        assertThat(admin.get(path(ticket)).status()).isEqualTo(404);
    }

    @Test
    void onlyAdminsMay() {
        Person maria = demo.person(Role.REQUESTER);
        for (Person person : List.of(maria, demo.person(Role.AGENT))) {
            for (String method : List.of("GET", "DELETE")) {
                assertAnswer(
                        person.client().send(method, of(maria.email()), null),
                        403,
                        "{\"detail\":\"Only an admin may do this.\"}");
            }
        }
        assertThat(maria.client().get("/api/auth/me/").status()).isEqualTo(200);
    }

    @Test
    void nobodyErasesThemself() {
        Person admin = demo.person(Role.ADMIN);

        Answer answer = admin.client().send("DELETE", of(admin.email()), null);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(admin.client().get("/api/auth/me/").status()).isEqualTo(200);
        for (String nobody : List.of("erased-person", "a".repeat(255), " ")) {
            assertThat(admin.client().send("DELETE", of(nobody), null).status())
                    .as(nobody)
                    .isEqualTo(400);
        }
    }
}
