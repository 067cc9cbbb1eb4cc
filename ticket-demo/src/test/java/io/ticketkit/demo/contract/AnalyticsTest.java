package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@OnBothDatabases
class AnalyticsTest extends HttpContract {
    private static final String ANALYTICS = "/api/analytics/";

    AnalyticsTest(DemoOn demo) {
        super(demo);
    }

    /** Tickets may come on one day and be looked at on the next. */
    private String now(String path, String query) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return ANALYTICS + path + "?from=" + today.minusDays(2) + "&to=" + today.plusDays(1) + query;
    }

    @Test
    void trendsFillGapsAndFollowTickets() {
        String tag = unused();
        created("tags", List.of(tag));
        JsonNode ticket = created("tags", List.of(tag));
        ok(client.post(path(ticket) + "close/", "{}"));
        ok(client.post(path(ticket) + "reopen/", "{}"));
        ok(client.post(path(ticket) + "close/", "{}"));

        JsonNode trends = ok(client.get(now("trends", "&tag=" + tag)));

        assertThat(trends.get("buckets")).hasSize(4);
        assertThat(trends.get("buckets").get(0).toString())
                .isEqualTo("{\"start\":\"" + LocalDate.now(ZoneOffset.UTC).minusDays(2)
                        + "\",\"created\":0,\"resolved\":0,\"reopened\":0,\"open_at_end\":0}");
        assertThat(trends.get("total").toString())
                .isEqualTo("{\"created\":2,\"resolved\":2,\"reopened\":1,\"open_at_end\":1}");
        assertThat(ok(client.get(ANALYTICS + "trends/?tag=" + unused())).get("buckets"))
                .hasSize(30);
    }

    @Test
    void figuresOfTheDashboardAndOfPerformance() {
        String tag = unused();
        JsonNode ticket = created("tags", List.of(tag), "status", "open");
        said(ticket, "content", "We look at it.");
        ok(client.post(path(ticket) + "close/", "{}"));
        made(client.post(path(ticket) + "feedback/", "{\"score\":4}"));
        created("tags", List.of(tag));

        JsonNode dashboard = ok(client.get(now("dashboard", "&tag=" + tag)));
        JsonNode performance = ok(client.get(now("performance", "&tag=" + tag)));
        JsonNode sentiments = ok(client.get(now("sentiments", "&tag=" + tag)));

        assertThat(dashboard.get("open_at_end").asInt()).isEqualTo(1);
        assertThat(dashboard.at("/backlog/bands/0/tickets").asInt()).isEqualTo(1);
        assertThat(dashboard.at("/satisfaction/mean").asDouble()).isEqualTo(4);
        assertThat(dashboard.at("/processed/today").asInt()).isPositive();
        assertThat(performance.at("/first_response/count").asInt()).isEqualTo(1);
        assertThat(performance.at("/resolution/median_seconds").asDouble()).isBetween(0.0, 600.0);
        assertThat(performance.get("reopenings").toString()).isEqualTo("{\"done\":1,\"reopened\":0,\"rate\":0.0}");
        assertThat(sentiments.get("tickets").asInt()).isEqualTo(2);
    }

    @Test
    void breakdownsSayWhatHasNoValueAndHowManyOthersThereAre() {
        String tag = unused();
        for (int number = 0; number < 12; number++) {
            created("tags", List.of(tag, tag + number), "category", "billing");
        }

        JsonNode categories = ok(client.get(now("categories", "&tag=" + tag)));

        assertThat(categories.get("tickets").asInt()).isEqualTo(12);
        assertThat(categories.get("category").toString())
                .isEqualTo("{\"values\":[{\"value\":\"billing\",\"tickets\":12}],\"others\":0,\"other_values\":0}");
        assertThat(categories.at("/assignee/values/0/value").isNull()).isTrue();
        assertThat(categories.propertyNames())
                .containsExactly("tickets", "category", "priority", "source", "assignee", "tag", "channel", "team");
        assertThat(categories.at("/tag/values")).hasSize(10);
        assertThat(categories.at("/tag/other_values").asInt()).isEqualTo(3);
    }

    @Test
    void breakdownsSayWhereTicketsCameFromAndWhereTheyAre() {
        String tag = unused();
        created("tags", List.of(tag), "team", "payments");
        created("tags", List.of(tag));

        JsonNode categories = ok(client.get(now("categories", "&tag=" + tag)));

        assertThat(categories.get("team").toString())
                .isEqualTo("{\"values\":[{\"value\":\"payments\",\"tickets\":1},{\"value\":null,\"tickets\":1}],"
                        + "\"others\":0,\"other_values\":0}");
        assertThat(categories.at("/channel/values")).hasSize(1);
        assertThat(client.get(now("categories", "&format=csv&tag=" + tag)).text())
                .contains("team,value,payments,1\r\n", "team,none,,1\r\n", "channel,");
    }

    @Test
    void howOftenMachinesWereRightIsATable() {
        created();

        Answer answer = client.get(now("ai", "&format=csv&table=accuracy"));

        assertThat(answer.response().headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment; filename=\"accuracy-");
        assertThat(answer.text())
                .startsWith("field,source,model,applied,accepted,corrected,accuracy,acceptance\r\n")
                .contains("category,keyword,,");
        assertThat(client.get(ANALYTICS + "ai/?format=csv&table=accuracy&from=2001-01-01&to=2001-01-02")
                        .text())
                .isEqualTo("field,source,model,applied,accepted,corrected,accuracy,acceptance\r\n");
        assertThat(client.get(now("ai", "&format=csv&table=buckets")).text()).startsWith("start,runs,");
        assertAnswer(
                client.get(now("ai", "&table=all")),
                400,
                "{\"table\":[\"Select a valid choice. all is not one of the available choices.\"]}");
    }

    @Test
    void whatMachinesDid() {
        created();

        JsonNode ai = ok(client.get(now("ai", "")));

        assertThat(ai.get("buckets")
                        .valueStream()
                        .mapToInt(day -> day.get("processed").asInt())
                        .sum())
                .isPositive();
        assertThat(ok(client.get(now("dashboard", "")))
                        .at("/processed/this_month")
                        .asInt())
                .isPositive();
        assertThat(ai.get("accuracy")).isNotEmpty();
        assertThat(ai.has("tickets")).isFalse();
    }

    @Test
    void whatMachinesSpentOnEachTicketAndDayComesInPages() {
        created();
        created();

        JsonNode first = ok(client.get(now("ai", "&by=ticket&limit=1")));
        JsonNode second = ok(client.get(
                now("ai", "&by=ticket&limit=1&cursor=" + first.get("next").asString())));

        assertThat(first.get("tickets")).hasSize(1);
        assertThat(first.at("/tickets/0/runs").asInt()).isPositive();
        assertThat(second.at("/tickets/0/ticket_id").asLong())
                .isGreaterThan(first.at("/tickets/0/ticket_id").asLong());
        assertThat(client.get(now("ai", "&by=ticket&format=csv&limit=1")).text().lines())
                .hasSize(2)
                .startsWith("start,ticket_id,runs,duration_ms,cost_usd,unknown_costs");
        assertThat(client.get(now("ai", "&by=mood")).status()).isEqualTo(400);
        assertThat(client.get(now("ai", "&by=ticket&cursor=damaged")).status()).isEqualTo(400);
    }

    @Test
    void csvIsATableWithoutFormulas() {
        String tag = "=" + unused();
        created("tags", List.of(tag));

        Answer answer = client.get(now("categories", "&format=csv&tag=" + encoded(tag)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(answer.response().headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment; filename=\"categories-")
                .contains(".csv");
        assertThat(answer.text())
                .startsWith("dimension,kind,value,tickets\r\n")
                .contains("tag,value,'" + tag + ",1\r\n")
                .contains("assignee,none,,1\r\n");
        assertThat(client.get(now("trends", "&format=csv&tag=" + unused()))
                        .text()
                        .lines())
                .hasSize(5)
                .startsWith("start,created,resolved,reopened,open_at_end");
        assertThat(client.get(now("dashboard", "&format=csv&tag=" + unused()))
                        .text()
                        .lines())
                .startsWith("figure,value", "created,0")
                .contains("backlog.median_seconds,", "backlog.bands.5.to_days,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dashboard", "trends", "categories", "sentiments", "performance", "ai"})
    void whatIsWrongIsNamed(String path) {
        assertAnswer(
                client.get(ANALYTICS + path + "?from=yesterday&tz=Mars/Olympus&bucket=year&format=xml"),
                400,
                "{\"format\":[\"Select a valid choice. xml is not one of the available choices.\"],"
                        + "\"tz\":[\"Give a time zone: UTC, Europe/Berlin, America/New_York.\"],"
                        + "\"from\":[\"Enter a valid date: 2026-02-18.\"],"
                        + "\"bucket\":[\"Select a valid choice. year is not one of the available choices.\"]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from=2026-02-02&to=2026-02-01            | {"to":["Ensure this date is not before the first."]}
            from=2020-01-01&to=2026-02-01            | {"to":["Ensure there are no more than 1000 days."]}
            from=2000-01-01&to=2026-02-01&bucket=week| {"to":["Ensure there are no more than 1000 weeks."]}
            from=1999-01-01&to=2026-02-01            | {"from":["Ensure this date is in the years 2000 to 9999."]}
            """)
    void timesAreBounded(String query, String wrong) {
        assertAnswer(client.get(ANALYTICS + "trends?" + query), 400, wrong);
        assertThat(client.get(ANALYTICS + "trends?to=-999999999-01-01").status())
                .isEqualTo(400);
        assertThat(ok(client.get(ANALYTICS + "trends?from=2000-01-01&to=2026-02-01&bucket=month&tz=Asia/Kolkata"))
                        .get("buckets"))
                .hasSize(314);
    }
}
