package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalyticsPageTest extends PageScenario {
    private List<?> charted(String name) {
        Object data = browser.run(
                "return Chart.getChart(document.querySelector(arguments[0]))?.data.datasets[0].data ?? []",
                "#analytics [data-chart=" + name + "] canvas");
        return data instanceof List<?> list ? list : List.of();
    }

    /** A day before and after, whatever the time zone of the browser and whenever midnight is. */
    private void openAround() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        open("analytics?from=" + today.minusDays(1) + "&to=" + today.plusDays(1) + "&tz=UTC");
    }

    @Test
    void showsFiguresChartsAndTheNewestTickets() {
        long done = ticket("One", "Text", "\"priority\":\"low\",\"tags\":[\"vip\"],\"team\":\"payments\"");
        api.post("/api/tickets/" + done + "/close/", "{}");
        ticket("Two", "Text", "\"priority\":\"high\"");
        openAround();
        browser.seen("[data-tile=created]", "2");
        browser.seen("[data-tile=resolved]", "1");
        browser.seen("[data-tile=backlog]", "1");
        browser.seen("[data-tile=response]", "–");
        browser.seen("[data-tile=reopened]", "0 %");
        browser.seen("[data-tile=processed]", "2");
        browser.until("three days, one of them with two tickets", () -> {
            List<?> days = charted("created");
            return days.size() == 3 && days.contains(2L);
        });
        assertThat(charted("tag")).isEqualTo(List.of(1L, 1L));
        assertThat(charted("sentiment")).hasSize(4);
        browser.seen("[data-report=times]", "Resolution 1 ");
        browser.seen("[data-report=accuracy]", "Category keywords ");
        assertThat(browser.see("[data-report=times] a[download]").getDomAttribute("href"))
                .contains("/api/analytics/performance/?", "format=csv");
        assertThat(browser.see("[data-report=accuracy] a[download]").getDomAttribute("href"))
                .contains("/api/analytics/ai/?", "format=csv", "table=accuracy");
        assertThat(charted("team")).isEqualTo(List.of(1L, 1L));
        assertThat(charted("channel")).isEqualTo(List.of(2L));
        assertThat(charted("time")).hasSize(3);
        browser.seen(".recent", "Two");
        browser.click("[data-chart=tag] summary");
        assertThat(browser.see("[data-chart=tag] table").getText()).contains("vip 1", "none 1");
        assertThat(browser.see("[data-chart=tag] a[download]").getDomAttribute("href"))
                .contains("/api/analytics/categories/?", "format=csv");
        browser.click("[data-chart=tag] a", "vip");
        browser.see(row(done));
    }

    @Test
    void whereThereIsNothingItSaysSo() {
        open("analytics");
        browser.seen("[data-tile=created]", "0");
        browser.seen("[data-tile=reopened]", "–");
        browser.seen("[data-chart=created]", "No tickets");
        browser.seen("[data-chart=cost]", "Nothing");
        browser.seen(".recent", "None yet.");
        assertThat(charted("created")).hasSize(30);
        open("analytics?from=2001-01-01&to=2001-01-02");
        browser.seen("[data-report=accuracy]", "None in this time.");
        assertThat(charted("created")).hasSize(2);
    }

    @Test
    void aChosenPeriodStandsInTheAddress() {
        openAround();
        browser.choose("#range-bucket", "month");
        browser.until("in the address", () -> browser.address().contains("bucket=month"));
        browser.until(
                "by month",
                () -> !charted("created").isEmpty() && charted("created").size() < 3);
        browser.run("location.hash = '#/analytics?from=2026-02-02&to=2026-02-01'");
        browser.seen("#analytics", "Ensure this date is not before the first.");
        browser.seen("#analytics", "Below is what was shown before.");
    }
}
