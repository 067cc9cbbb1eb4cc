package io.ticketkit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules that say where new tickets go, see
 * {@link io.ticketkit.TicketRouting}. All rules that fit are applied, in their order; of two that set the same field the
 * first wins, and tags of all are added. Whether a rule fits is decided on the ticket as it was before all of them: none
 * sees what another has done. Immutable.
 */
public final class Routing {
    private static final int MOST = 1_000;

    private final List<RoutingRule> rules;

    private Routing(List<RoutingRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** {@return the routing without rules} */
    public static Routing none() {
        return new Routing(List.of());
    }

    /**
     * Rules in their order.
     *
     * @param rules with different names; at most 1,000
     * @return the routing
     * @throws ValidationException when there are too many, or two have the same name
     */
    public static Routing of(List<RoutingRule> rules) {
        Set<String> names = new HashSet<>();
        for (RoutingRule rule : rules) {
            if (!names.add(rule.name())) {
                throw new ValidationException(List.of(new Violation("rules", "Two rules have the same name.")));
            }
        }
        if (rules.size() > MOST) {
            throw new ValidationException(
                    List.of(new Violation("rules", "Ensure this field has no more than " + MOST + " elements.")));
        }
        return new Routing(rules);
    }

    /** {@return the rules in their order: unmodifiable} */
    public List<RoutingRule> rules() {
        return rules;
    }
}
