package io.ticketkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RoutingRuleTest {
    @Test
    void keepsWhatItIsGiven() {
        RoutingRule rule = RoutingRule.builder(" refunds ")
                .whenCategory("billing")
                .whenPriority(Priority.LOW)
                .whenTag("b", "a")
                .whenText("money back")
                .whenRequester("*@acme.com")
                .team("red")
                .assignee("carla")
                .priority(Priority.HIGH)
                .addTags("x")
                .build();

        assertThat(rule.name()).isEqualTo("refunds");
        assertThat(rule.categories()).containsExactly("billing");
        assertThat(rule.priorities()).containsExactly(Priority.LOW);
        assertThat(rule.tags()).containsExactly("a", "b");
        assertThat(rule.texts()).containsExactly("money back");
        assertThat(rule.requesters()).containsExactly("*@acme.com");
        assertThat(rule.team()).contains("red");
        assertThat(rule.assignee()).contains("carla");
        assertThat(rule.priority()).contains(Priority.HIGH);
        assertThat(rule.addedTags()).containsExactly("x");
        assertThat(rule).hasToString("RoutingRule[refunds]");
    }

    @Test
    void refusesWhatMakesNoSense() {
        String[] many = IntStream.rangeClosed(0, Limits.FILTER_VALUES)
                .mapToObj(i -> "t" + i)
                .toArray(String[]::new);

        assertRefused("name", () -> RoutingRule.builder(" "));
        assertRefused("name", () -> RoutingRule.builder("x".repeat(65)));
        assertRefused("rule", () -> RoutingRule.builder("r").whenTag("x").build());
        assertRefused("tags", () -> RoutingRule.builder("r").whenTag(""));
        assertRefused(
                "tags", () -> RoutingRule.builder("r").whenTag(many).team("x").build());
        assertRefused("texts", () -> RoutingRule.builder("r").whenText("x".repeat(501)));
        assertRefused("requesters", () -> RoutingRule.builder("r").whenRequester("x".repeat(255)));
        assertRefused("team", () -> RoutingRule.builder("r").team("x".repeat(65)));
        assertRefused("assignee", () -> RoutingRule.builder("r").assignee(" "));
        assertRefused("tags", () -> RoutingRule.builder("r").addTags("a\nb"));
        RoutingRule rule = RoutingRule.builder("r").team("x").build();
        assertRefused("rules", () -> Routing.of(List.of(rule, rule)));
    }

    private static void assertRefused(String field, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::field)
                                .contains(field));
    }
}
