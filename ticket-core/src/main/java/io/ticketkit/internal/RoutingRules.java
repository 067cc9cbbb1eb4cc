package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Limits;
import io.ticketkit.Origin;
import io.ticketkit.Routing;
import io.ticketkit.RoutingReport;
import io.ticketkit.RoutingReport.Condition;
import io.ticketkit.RoutingReport.Line;
import io.ticketkit.RoutingRule;
import io.ticketkit.Source;
import io.ticketkit.Taxonomy;
import io.ticketkit.Ticket;
import io.ticketkit.TicketBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the rules of a routing make of a ticket. */
final class RoutingRules {
    /** Who it is that changes a new ticket. */
    static final Actor ACTOR = Actor.system("ticketkit-routing");

    private static final Origin BY_RULE = Origin.stored(Source.RULE, ACTOR.id(), null, false);

    private final List<CompiledRule> rules;

    /** An IllegalStateException tells of a rule that makes no sense. */
    RoutingRules(Routing routing, Taxonomy taxonomy) {
        this.rules = routing.rules().stream()
                .map(rule -> CompiledRule.of(rule, taxonomy))
                .toList();
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    RoutingReport report(Ticket ticket) {
        Optional<RoutingRule> prioritizing = prioritizing(ticket);
        List<Line> lines = new ArrayList<>();
        Ticket after = ticket;
        for (CompiledRule rule : rules) {
            Optional<Condition> failed = rule.failed(ticket);
            if (failed.isPresent()) {
                lines.add(Line.failed(rule.rule().name(), failed.get()));
            } else {
                Ticket next = applied(rule.rule(), after, prioritizing);
                lines.add(Line.matched(rule.rule().name(), Differences.between(after, next)));
                after = next;
            }
        }
        return RoutingReport.of(lines, Differences.between(ticket, after));
    }

    /** The ticket after all rules; version and times are as before. */
    Ticket applied(Ticket ticket) {
        Optional<RoutingRule> prioritizing = prioritizing(ticket);
        Ticket after = ticket;
        for (RoutingRule rule : fitting(ticket).toList()) {
            after = applied(rule, after, prioritizing);
        }
        return after;
    }

    private Stream<RoutingRule> fitting(Ticket ticket) {
        return rules.stream().filter(rule -> rule.failed(ticket).isEmpty()).map(CompiledRule::rule);
    }

    /** Which rule sets the priority: none, when somebody has chosen it. */
    private Optional<RoutingRule> prioritizing(Ticket ticket) {
        Origin origin = ticket.origin(ClassifiedField.PRIORITY);
        return origin.chosenBy().isPresent() && origin.source() != Source.RULE
                ? Optional.empty()
                : fitting(ticket).filter(rule -> rule.priority().isPresent()).findFirst();
    }

    private static Ticket applied(RoutingRule rule, Ticket ticket, Optional<RoutingRule> prioritizing) {
        TicketBuilder builder = ticket.toBuilder()
                .team(ticket.team().or(rule::team).orElse(null))
                .assignee(ticket.assignee().or(rule::assignee).orElse(null))
                .tags(withTags(rule, ticket));
        if (prioritizing.filter(rule::equals).isPresent()) {
            rule.priority().ifPresent(priority -> builder.priority(priority).origin(ClassifiedField.PRIORITY, BY_RULE));
        }
        return builder.build();
    }

    private static SortedSet<String> withTags(RoutingRule rule, Ticket ticket) {
        SortedSet<String> tags = new TreeSet<>(ticket.tags());
        for (String tag : rule.addedTags()) {
            if (tags.size() < Limits.TAGS) {
                tags.add(tag);
            }
        }
        return tags;
    }
}
