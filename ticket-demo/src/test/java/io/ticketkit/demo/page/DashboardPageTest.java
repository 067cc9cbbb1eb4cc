package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DashboardPageTest extends PageScenario {

    private static String chart(String name) {
        return "[data-chart=" + name + "] canvas";
    }

    private List<?> charted(String name) {
        Object data = browser.run(
                "return Chart.getChart(document.querySelector(arguments[0]))?.data.datasets[0].data ?? []",
                chart(name));
        return data instanceof List<?> list ? list : List.of();
    }

    private void untilCharted(String name, Long... values) {
        browser.until(name + " " + List.of(values), () -> charted(name).equals(List.of(values)));
    }

    @Test
    void showsNumbersAndCharts() {
        ticket("One", "Text", "\"priority\":\"low\",\"category\":\"billing\"");
        ticket("Two", "Text", "\"priority\":\"high\",\"category\":\"billing\",\"status\":\"resolved\"");
        open("dashboard");
        browser.seen("[data-tile=total]", "2");
        browser.seen("[data-tile=open]", "1");
        browser.seen("[data-tile=review]", "0");
        untilCharted("status", 1L, 0L, 1L, 0L);
        untilCharted("priority", 1L, 0L, 1L, 0L);
        browser.until("thirty days, two tickets today", () -> {
            List<?> days = charted("daily");
            return days.size() == 30 && days.get(29).equals(2L);
        });
        assertThat(browser.see(chart("priority")).getDomAttribute("aria-label")).isEqualTo("Priority: Low 1, High 1");
    }

    @Test
    void tellsTheSameInTablesThatLeadToTheTickets() {
        ticket("One", "Text", "\"priority\":\"low\"");
        long high = ticket("Two", "Text", "\"priority\":\"high\"");
        open("dashboard");
        browser.click("[data-chart=priority] summary");
        assertThat(browser.see("[data-chart=priority] table").getText()).contains("High 1");
        browser.click("[data-chart=priority] a", "High");
        browser.see(row(high));
        assertThat(browser.address()).endsWith("#/?priority=high");
    }

    @Test
    void tellsThatNothingWasLearnedYet() {
        open("dashboard");
        browser.seen(".models", "Nothing yet. Correct or accept categories and priorities");
    }

    @Test
    void followsEachChangeMadeOnThePage() {
        long id = ticket("One", "Text", "\"priority\":\"low\"");
        open("dashboard");
        untilCharted("status", 1L, 0L, 0L, 0L);
        browser.click(".nav a", "Tickets");
        browser.choose(row(id) + " select.status", "closed");
        browser.seen(row(id) + " select.status", "closed");
        browser.click(".nav a", "Dashboard");
        untilCharted("status", 0L, 0L, 0L, 1L);
        browser.click(".nav a", "New ticket");
        browser.type("#new-title", "Refund");
        browser.type("#new-description", "I was charged twice");
        browser.click("button[type=submit]");
        browser.see("#edit");
        browser.click(".nav a", "Dashboard");
        browser.seen("[data-tile=total]", "2");
        untilCharted("status", 1L, 0L, 0L, 1L);
    }

    @Test
    void paintsInTheColoursOfTheTheme() {
        ticket("One", "Text");
        open("dashboard");
        untilCharted("status", 1L, 0L, 0L, 0L);
        Object light = colours();
        browser.choose("#theme", "dark");
        browser.until("other colours", () -> !light.equals(colours()));
        browser.open(browser.address());
        browser.seen("#theme", "dark");
        assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("dark");
    }

    private Object colours() {
        return String.valueOf(browser.run(
                "return Chart.getChart(document.querySelector(arguments[0])).data.datasets[0].backgroundColor",
                chart("status")));
    }
}
