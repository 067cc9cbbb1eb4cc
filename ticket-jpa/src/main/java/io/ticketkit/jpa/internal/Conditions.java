package io.ticketkit.jpa.internal;

import io.ticketkit.HostReference;
import io.ticketkit.Priority;
import io.ticketkit.Scope;
import io.ticketkit.Sentiment;
import io.ticketkit.Status;
import io.ticketkit.TicketId;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.SearchText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns tenant, scope and query into conditions on tickets {@code t}. */
final class Conditions {
    private static final String ALWAYS = "1 = 1";
    private static final String NEVER = "1 = 0";

    private final Layout layout;
    private final boolean figures;

    Conditions(Layout layout) {
        this(layout, false);
    }

    private Conditions(Layout layout, boolean figures) {
        this.layout = layout;
        this.figures = figures;
    }

    /** The same for figures: see {@link Sql#written}. */
    Conditions forFigures() {
        return new Conditions(layout, true);
    }

    Sql of(TicketSelection selection) {
        return Sql.join(" and ", all(selection), ALWAYS);
    }

    /** Whether nothing is asked for but tenant and time. */
    boolean isOnlyPeriod(TicketSelection selection) {
        Stream<Instant> bounds = Stream.of(
                        selection.query().createdAfter(), selection.query().createdBefore())
                .flatMap(Optional::stream);
        return all(selection).size() == 1 + bounds.count();
    }

    /** All but the words. */
    Sql withoutWords(TicketSelection selection) {
        return Sql.join(" and ", others(selection), ALWAYS);
    }

    /** That they have the words that are looked for, so that PostgreSQL plans once for all words. */
    Sql wordsOfAnyFrequency(TicketSelection selection) {
        return search(words(selection), "(select cast(? as tsquery))");
    }

    static List<String> words(TicketSelection selection) {
        return selection.query().text().map(SearchText::words).orElseGet(List::of);
    }

    private List<Sql> all(TicketSelection selection) {
        List<Sql> all = others(selection);
        if (selection.query().text().isPresent()) {
            all.add(search(words(selection), "cast(? as tsquery)"));
        }
        return all;
    }

    private List<Sql> others(TicketSelection selection) {
        List<Sql> others = new ArrayList<>();
        others.add(of(selection.tenant()));
        addScope(selection.scope(), others);
        addQuery(selection.query(), others);
        return others;
    }

    /**
     * One condition more for the rows of another table that hang on tickets: that theirs is selected. Nothing where every
     * ticket of the tenant is.
     */
    Sql restricting(TicketSelection selection, String alias) {
        return all(selection).size() == 1
                ? Sql.of("")
                : Sql.of(" and exists (select 1 from " + layout.name("ticket") + " t where t.tenant = " + alias
                                + ".tenant and t.id = " + alias + ".ticket_id and ")
                        .plus(of(selection))
                        .plus(")");
    }

    /**
     * The same for rows of which a large part is gone through: the tickets are found once, instead of one for each row. Nothing
     * happens to a ticket before it is created, so those created after the last row are left out.
     */
    Sql among(TicketSelection selection, String alias, Instant end) {
        return all(selection).size() == 1
                ? Sql.of("")
                : Sql.of(" and " + alias + ".ticket_id in (select t.id from " + layout.name("ticket") + " t where ")
                        .plus(of(selection))
                        .plus(" and t.created_at < " + Sql.written(end) + ")");
    }

    Sql of(String tenant, Scope scope, TicketId id) {
        return of(tenant, scope).plus(Sql.of(" and t.id = ?", id.value()));
    }

    Sql of(String tenant, Scope scope) {
        List<Sql> all = new ArrayList<>();
        all.add(of(tenant));
        addScope(scope, all);
        return Sql.join(" and ", all, ALWAYS);
    }

    /** Whether the ticket that two columns name is in a scope: an empty one names none. */
    Sql isIn(Scope scope, String tenant, String id) {
        return Sql.of("exists (select 1 from " + layout.name("ticket") + " t where t.tenant = " + tenant
                        + " and t.id = " + id + " and ")
                .plus(scope(scope))
                .plus(")");
    }

    Sql of(String tenant) {
        return Sql.of("t.tenant = ?", tenant);
    }

    private void addScope(Scope scope, List<Sql> all) {
        if (!(scope instanceof Scope.All)) {
            all.add(scope(scope));
        }
    }

    Sql scope(Scope scope) {
        if (scope instanceof Scope.Requester s) {
            return Sql.of("t.requester = ?", s.requester());
        } else if (scope instanceof Scope.Assignee s) {
            return Sql.of("t.assignee = ?", s.assignee());
        } else if (scope instanceof Scope.Team s) {
            return Sql.of("t.team = ?", s.team());
        } else if (scope instanceof Scope.Tag s) {
            return tags(List.of(s.tag()));
        } else if (scope instanceof Scope.Host s) {
            return host(s.reference());
        } else if (scope instanceof Scope.AllOf s) {
            return Sql.join(" and ", s.scopes().stream().map(this::scope).toList(), ALWAYS);
        } else if (scope instanceof Scope.AnyOf s) {
            return Sql.join(" or ", s.scopes().stream().map(this::scope).toList(), NEVER);
        }
        return Sql.of(scope instanceof Scope.All ? ALWAYS : NEVER);
    }

    private void addQuery(TicketQuery query, List<Sql> all) {
        addAnyOf("t.category", query.categories(), all);
        addAnyOf("t.priority", query.priorities(), Priority::wireName, all);
        addAnyOf("t.status", query.statuses(), Status::wireName, all);
        addAnyOf("t.sentiment", query.sentiments(), Sentiment::wireName, all);
        addAnyOf("t.requester", query.requesters(), all);
        addAnyOf("t.team", query.teams(), all);
        addAssignees(query, all);
        if (!query.tags().isEmpty()) {
            all.add(tags(query.tags()));
        }
        query.attributes().forEach((name, value) -> all.add(attribute(name, value)));
        query.hostReference().ifPresent(reference -> all.add(host(reference)));
        query.needsReview().ifPresent(wanted -> all.add(Sql.of(wanted ? "t.needs_review" : "not t.needs_review")));
        query.createdAfter().ifPresent(time -> all.add(created(">=", time)));
        query.createdBefore().ifPresent(time -> all.add(created("<", time)));
    }

    private Sql created(String comparison, Instant time) {
        String column = "t.created_at " + comparison + " ";
        return figures ? Sql.of(column + Sql.written(time)) : Sql.of(column + "?", EpochMicros.bound(time, true));
    }

    private void addAnyOf(String column, Collection<String> values, List<Sql> all) {
        if (!values.isEmpty()) {
            all.add(anyOf(column, values));
        }
    }

    /**
     * Of a few values that are known, each has statements of its own: PostgreSQL keeps a plan only when it is as good as one that
     * knows the values.
     */
    private <E extends Enum<E>> void addAnyOf(
            String column, Collection<E> values, Function<E, String> wireName, List<Sql> all) {
        List<String> names = values.stream().map(wireName).toList();
        if (!layout.dialect().isPostgresql()) {
            addAnyOf(column, names, all);
        } else if (!names.isEmpty()) {
            all.add(Sql.of(column + " in ('" + String.join("', '", names) + "')"));
        }
    }

    /**
     * An index is of no use to H2 for several values behind the tenant. But H2 2.4 takes it, and then sorts all tickets of
     * the tenant for a page: there they are hidden from it.
     */
    private Sql anyOf(String column, Collection<String> values) {
        Sql in = Sql.in(column, values);
        return figures || values.size() == 1 || layout.dialect().isPostgresql()
                ? in
                : Sql.of("(").plus(in).plus(") is true");
    }

    private void addAssignees(TicketQuery query, List<Sql> all) {
        List<Sql> either = new ArrayList<>();
        addAnyOf("t.assignee", query.assignees(), either);
        if (query.unassigned()) {
            either.add(Sql.of("t.assignee is null"));
        }
        if (!either.isEmpty()) {
            all.add(Sql.join(" or ", either, NEVER));
        }
    }

    private Sql tags(Collection<String> tags) {
        return Sql.of("exists (select 1 from " + layout.name("ticket_tag")
                        + " g where g.tenant = t.tenant and g.ticket_id = t.id and ")
                .plus(Sql.in("g.tag", tags))
                .plus(")");
    }

    private Sql attribute(String name, String value) {
        return Sql.of(
                "exists (select 1 from " + layout.name("ticket_attribute")
                        + " a where a.tenant = t.tenant and a.ticket_id = t.id and a.name = ? and a.content = ?)",
                Sql.Value.text(name),
                Sql.Value.text(value));
    }

    private static Sql host(HostReference reference) {
        return Sql.of(
                "(t.host_type = ? and t.host_id = ?)",
                Sql.Value.text(reference.type()),
                Sql.Value.text(reference.id()));
    }

    /** Words are letters and digits only, so neither pattern needs escaping. */
    private Sql search(List<String> words, String tsquery) {
        if (words.isEmpty()) {
            return Sql.of(NEVER);
        }
        if (layout.dialect().isPostgresql()) {
            return Sql.of(
                    "t.search_vector @@ " + tsquery,
                    words.stream().map(word -> "'" + word + "':*").collect(Collectors.joining(" & ")));
        }
        List<Sql> all = words.stream()
                .map(word -> Sql.of("t.search_text like ?", "% " + word + "%"))
                .toList();
        return Sql.join(" and ", all, NEVER);
    }
}
