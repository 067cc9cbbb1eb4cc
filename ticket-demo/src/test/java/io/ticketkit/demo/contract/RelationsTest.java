package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Similar, merged and linked tickets, and how satisfied somebody is. */
@OnBothDatabases
class RelationsTest extends HttpContract {
    RelationsTest(DemoOn demo) {
        super(demo);
    }

    private JsonNode about(String word) {
        return created(
                "title",
                "The " + word + " is broken",
                "description",
                "Since monday the " + word + " makes a noise and stops.",
                "requester",
                "rita");
    }

    @Test
    void similarTicketsAreFoundByTheirWords() {
        String word = unused();
        JsonNode ticket = about(word);
        JsonNode other = about(word);
        JsonNode found = ok(client.get(path(ticket) + "similar/"));
        assertThat(found.size()).isEqualTo(1);
        assertThat(found.get(0).propertyNames()).startsWith("id", "title", "status", "score");
        assertThat(found.get(0).get("id")).isEqualTo(other.get("id"));
        assertThat(found.get(0).get("score").asDouble()).isBetween(0.5, 1.0);
        assertThat(texts(found, "status")).containsExactly("open");
        assertThat(ok(client.get(path(ticket) + "similar/?kind=duplicates")).size())
                .isEqualTo(1);
        assertThat(ok(client.get(path(ticket) + "similar/?kind=solved")).size()).isZero();
        ok(client.patch(path(other), "{\"status\":\"resolved\"}"));
        assertThat(ok(client.get(path(ticket) + "similar/?kind=solved&limit=1")).size())
                .isEqualTo(1);
        assertAnswer(
                client.get(path(ticket) + "similar/?kind=best&limit=0"),
                400,
                "{\"kind\":[\"Select a valid choice. best is not one of the available choices.\"],"
                        + "\"limit\":[\"Give a whole number from 1 to 50.\"]}");
    }

    @Test
    void aDuplicateIsMergedIntoItsOriginal() {
        JsonNode original = created("requester", "rita");
        JsonNode duplicate = created("requester", "rita");
        said(duplicate, "content", "I wrote already.", "response_type", "user");
        Answer answer = client.post(
                path(duplicate) + "merge/", json("into", original.get("id").asLong()));
        assertThat(ok(answer).get("id")).isEqualTo(original.get("id"));
        assertThat(answer.header("ETag")).isPresent();
        JsonNode merged = read(duplicate);
        assertThat(merged.get("status").asString()).isEqualTo("closed");
        assertThat(merged.get("merged_into")).isEqualTo(original.get("id"));
        assertThat(texts(thread(original), "content")).contains("I wrote already.");
        assertThat(texts(history(duplicate), "action")).contains("merged");
        assertThat(texts(history(original), "action")).contains("absorbed");
        assertThat(history(original).get(1).get("to").asString())
                .isEqualTo(duplicate.get("id").asString());
        assertThat(ok(client.get(path(duplicate) + "links/")).get(0).get("kind").asString())
                .isEqualTo("original");
        assertThat(ok(client.get(path(original) + "links/")).get(0).get("kind").asString())
                .isEqualTo("duplicate");
        // repeating it changes nothing
        ok(client.post(
                path(duplicate) + "merge/", json("into", original.get("id").asLong())));
        assertThat(client.post(path(duplicate) + "responses/", json("content", "Hello"))
                        .toString())
                .startsWith("409 ")
                .contains("was merged into ticket " + original.get("id"));
        Answer reopened = client.post(path(duplicate) + "reopen/", "{}");
        assertThat(reopened.status()).isEqualTo(409);
        assertThat(reopened.json().get("detail").asString()).contains("was merged into ticket " + original.get("id"));
    }

    @Test
    void whatCannotBeMergedIsRefused() {
        JsonNode ticket = created();
        JsonNode other = created();
        String into = json("into", other.get("id").asLong());
        assertAnswer(
                client.post(
                        path(ticket) + "merge/", json("into", ticket.get("id").asLong())),
                400,
                "{\"into\":[\"A ticket cannot be merged into itself.\"]}");
        assertAnswer(client.post(path(ticket) + "merge/", json("into", 999999999)), 404, NOT_FOUND);
        assertAnswer(client.post(path(ticket) + "merge/", "{}"), 400, "{\"into\":[\"This field is required.\"]}");
        assertThat(client.post(path(ticket) + "merge/", into, "If-Match", "\"77\"")
                        .status())
                .isEqualTo(412);
        ok(client.post(path(ticket) + "merge/", into, "If-Match", "\"1\""));
        assertThat(client.post(
                                path(ticket) + "merge/",
                                json("into", created().get("id").asLong()))
                        .status())
                .isEqualTo(409);
        assertAnswer(client.post(TICKETS + "999999999/merge/", "{garbage"), 404, NOT_FOUND);
    }

    @Test
    void ticketsAreLinkedBothWays() {
        JsonNode ticket = created();
        JsonNode other = created("title", "Another");
        String body = json("ticket", other.get("id").asLong());
        assertAnswer(client.post(path(ticket) + "links/", body), 204, "");
        assertAnswer(client.post(path(ticket) + "links/", body), 204, "");
        JsonNode link = ok(client.get(path(ticket) + "links/")).get(0);
        assertThat(link.get("ticket")).isEqualTo(other.get("id"));
        assertThat(link.get("kind").asString()).isEqualTo("related");
        assertThat(link.get("title").asString()).isEqualTo("Another");
        assertThat(ok(client.get(path(other) + "links/")).size()).isEqualTo(1);
        assertAnswer(client.delete(path(other) + "links/" + ticket.get("id")), 204, "");
        assertThat(ok(client.get(path(ticket) + "links/")).size()).isZero();
        assertThat(texts(history(ticket), "action")).containsExactly("submitted", "linked", "unlinked");
        assertAnswer(client.post(path(ticket) + "links/", json("ticket", 999999999)), 404, NOT_FOUND);
        assertAnswer(
                client.post(
                        path(ticket) + "links/", json("ticket", ticket.get("id").asLong())),
                400,
                "{\"ticket\":[\"A ticket cannot be linked with itself.\"]}");
    }

    @Test
    void satisfactionIsSaidAndChanged() {
        JsonNode ticket = created();
        String path = path(ticket) + "feedback/";
        assertAnswer(client.get(path), 200, "[]");
        JsonNode first = made(client.post(path, json("score", 4, "comment", "Quick")));
        assertThat(first.get("score").asInt()).isEqualTo(4);
        JsonNode changed = ok(client.post(path, json("score", "5")));
        assertThat(changed.get("score").asInt()).isEqualTo(5);
        assertThat(changed.get("comment").isNull()).isTrue();
        assertThat(ok(client.get(path)).toString()).isEqualTo("[" + changed + "]");
        JsonNode history = history(ticket);
        assertThat(texts(history, "action")).containsExactly("submitted", "rated", "rated");
        assertThat(texts(history, "field")).containsExactly("", "rating", "rating");
        assertThat(texts(history, "from")).containsExactly("", "", "4");
        assertThat(texts(history, "to")).containsExactly("", "4", "5");
        for (String wrong : new String[] {"0", "6", "4.5", "\"good\"", "[]"}) {
            assertAnswer(
                    client.post(path, "{\"score\":" + wrong + "}"),
                    400,
                    "{\"score\":[\"Give a whole number from 1 to 5.\"]}");
        }
        assertAnswer(client.post(path, "{\"score\":null}"), 400, "{\"score\":[\"This field may not be null.\"]}");
        assertAnswer(client.post(path, "{}"), 400, "{\"score\":[\"This field is required.\"]}");
        assertThat(client.post(path, json("score", 3, "comment", "x".repeat(2_001)))
                        .json()
                        .propertyNames())
                .containsExactly("comment");
        assertAnswer(client.post(TICKETS + "999999999/feedback/", "{garbage"), 404, NOT_FOUND);
    }
}
