package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@OnBothDatabases
class StatsTest extends HttpContract {
    private static final String STATS = "/api/tickets/stats/";

    StatsTest(DemoOn demo) {
        super(demo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stats", "stats/", "stats/summary", "stats/summary/"})
    void averagesOfNothingAreZeroAndEveryValueIsPresent(String path) {
        assertAnswer(
                client.get(TICKETS + path + "?tag=" + unused()),
                200,
                "{\"total_tickets\":0,\"open_tickets\":0,\"avg_tickets_per_day\":0.0,"
                        + "\"priority_breakdown\":{\"low\":0,\"medium\":0,\"high\":0,\"critical\":0},"
                        + "\"category_breakdown\":{\"account\":0,\"billing\":0,\"general\":0,\"technical\":0},"
                        + "\"status_breakdown\":{\"open\":0,\"in_progress\":0,\"resolved\":0,\"closed\":0},"
                        + "\"sentiment_breakdown\":{\"calm\":0,\"neutral\":0,\"frustrated\":0,\"angry\":0},"
                        + "\"avg_urgency_score\":0.0}");
    }

    @Test
    void countsEachBreakdown() {
        String tag = unused();
        double urgency = 0;
        for (String[] values :
                new String[][] {{"billing", "low", "open"}, {"billing", "high", "open"}, {"account", "high", "closed"}
                }) {
            urgency += created("tags", List.of(tag), "category", values[0], "priority", values[1], "status", values[2])
                    .get("urgency_score")
                    .asDouble();
        }
        JsonNode stats = ok(client.get(STATS + "?tag=" + tag));
        assertThat(stats.get("total_tickets").asInt()).isEqualTo(3);
        assertThat(stats.get("open_tickets").asInt()).isEqualTo(2);
        assertThat(stats.get("priority_breakdown").toString())
                .isEqualTo("{\"low\":1,\"medium\":0,\"high\":2,\"critical\":0}");
        assertThat(stats.get("category_breakdown").toString())
                .isEqualTo("{\"account\":1,\"billing\":2,\"general\":0,\"technical\":0}");
        assertThat(stats.get("status_breakdown").toString())
                .isEqualTo("{\"open\":2,\"in_progress\":0,\"resolved\":0,\"closed\":1}");
        assertThat(stats.get("avg_urgency_score").asDouble()).isEqualTo(urgency / 3);
        int sentiments = 0;
        for (JsonNode count : stats.get("sentiment_breakdown")) {
            sentiments += count.asInt();
        }
        assertThat(sentiments).isEqualTo(3);
    }

    @Test
    void theWholeIsNotLessThanAPart() {
        created();
        JsonNode all = ok(client.get(STATS));
        assertThat(all.get("total_tickets").asInt()).isPositive();
        assertThat(ok(client.get(STATS + "summary/"))).isEqualTo(all);
    }

    @Test
    void perDayCountsOnlyUtcDaysThatHaveTickets() {
        String tag = unused();
        String day = created("tags", List.of(tag)).get("created_at").asString().substring(0, 10);
        String lastDay =
                created("tags", List.of(tag)).get("created_at").asString().substring(0, 10);
        // around midnight UTC they may be on two days
        assertThat(ok(client.get(STATS + "?tag=" + tag))
                        .get("avg_tickets_per_day")
                        .toString())
                .isEqualTo(day.equals(lastDay) ? "2.0" : "1.0");
    }

    @Test
    void aChangeIsSeenByTheNextCall() {
        String tag = unused();
        JsonNode ticket = created("tags", List.of(tag), "priority", "low");
        String path = STATS + "?tag=" + tag;
        assertThat(ok(client.get(path)).get("open_tickets").asInt()).isEqualTo(1);
        ok(client.post(path(ticket) + "close/", "{}"));
        assertThat(ok(client.get(path)).get("open_tickets").asInt()).isZero();
        ok(client.patch(path(ticket), "{\"priority\":\"critical\"}"));
        assertThat(ok(client.get(path))
                        .get("priority_breakdown")
                        .get("critical")
                        .asInt())
                .isEqualTo(1);
        client.delete(path(ticket));
        assertThat(ok(client.get(path)).get("total_tickets").asInt()).isZero();
    }

    @Test
    void takesTheFiltersOfTheList() {
        String tag = unused();
        created("tags", List.of(tag), "status", "resolved", "title", "Needle");
        created("tags", List.of(tag));
        assertThat(ok(client.get(STATS + "?status=resolved&search=needle&tag=" + tag))
                        .get("total_tickets")
                        .asInt())
                .isEqualTo(1);
        assertAnswer(
                client.get(STATS + "?created_after=x&status=bogus"),
                400,
                "{\"status\":[\"Select a valid choice. bogus is not one of the available choices.\"],"
                        + "\"created_after\":[\"Enter a valid date or time: 2026-02-18 or 2026-02-18T10:30:00Z.\"]}");
    }
}
