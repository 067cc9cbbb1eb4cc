package io.ticketkit.internal;

import io.ticketkit.Category;
import io.ticketkit.CategoryDefinition;
import io.ticketkit.ExternalReference;
import io.ticketkit.Restored;
import io.ticketkit.Scope;
import io.ticketkit.StorageConflictException;
import io.ticketkit.TicketArchive;
import io.ticketkit.TicketId;
import io.ticketkit.TicketPast;
import io.ticketkit.Violation;
import io.ticketkit.spi.ArchiveWriter;
import io.ticketkit.spi.TicketWriter;
import io.ticketkit.spi.WholeTicket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts tickets back in one transaction. A ticket that is named before it is there gets its id all the same: the name it is
 * remembered by is given to that id, under which it is stored when it comes.
 */
final class Restoration {
    private static final Pattern MADE_HERE = Pattern.compile("([1-9]\\d{0,17})-([1-9]\\d{0,17})");

    /** No origin. */
    private static final String HERE = "\n";

    private final Rules rules;
    private final String tenant;
    private final Scope scope;
    private final TicketWriter writer;
    private final ArchiveWriter archive;
    /** By origin: what is here, and what will be. */
    private final Map<String, TicketId> ids = new HashMap<>();
    /** Those that are here. */
    private final Set<TicketId> here = new HashSet<>();

    Restoration(Rules rules, String tenant, Scope scope, TicketWriter writer) {
        this.rules = rules;
        this.tenant = tenant;
        this.scope = scope;
        this.writer = writer;
        this.archive = writer.archive();
    }

    static List<Violation> violations(Rules rules, Scope scope, TicketPast past) {
        List<Violation> all = new ArrayList<>(past.violations());
        Category category = past.ticket().category();
        if (rules.taxonomy().definitions().stream()
                .map(CategoryDefinition::category)
                .noneMatch(category::equals)) {
            Categories.unknown(rules.taxonomy(), category.code(), all);
        }
        if (!scope.includes(past.ticket())) {
            all.add(new Violation("ticket", "It is not among the tickets that the actor may see."));
        }
        return all;
    }

    List<Restored> restore(List<TicketPast> pasts) {
        Map<Integer, List<Violation>> refused = new HashMap<>();
        List<TicketPast> valid = new ArrayList<>();
        for (int i = 0; i < pasts.size(); i++) {
            List<Violation> violations = violations(rules, scope, pasts.get(i));
            if (violations.isEmpty()) {
                valid.add(pasts.get(i));
            } else {
                refused.put(i, violations);
            }
        }
        find(valid);
        refuseOthersNames(pasts, refused);
        Map<String, TicketPast> toMake = new LinkedHashMap<>();
        List<Restored.Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < pasts.size(); i++) {
            TicketPast past = pasts.get(i);
            if (refused.containsKey(i)) {
                outcomes.add(Restored.Outcome.REFUSED);
            } else if (isHere(past.origin()) || toMake.putIfAbsent(past.origin(), past) != null) {
                outcomes.add(Restored.Outcome.PRESENT);
            } else {
                outcomes.add(Restored.Outcome.MADE);
            }
        }
        make(toMake);
        List<Restored> all = new ArrayList<>();
        for (int i = 0; i < pasts.size(); i++) {
            List<Violation> violations = refused.getOrDefault(i, List.of());
            TicketId id = violations.isEmpty() ? ids.get(pasts.get(i).origin()) : null;
            all.add(new Restored(outcomes.get(i), id, violations));
        }
        return all;
    }

    private boolean isHere(String origin) {
        TicketId id = ids.get(origin);
        return id != null && here.contains(id);
    }

    private static Set<String> origins(Iterable<TicketPast> pasts) {
        Set<String> all = new TreeSet<>();
        for (TicketPast past : pasts) {
            all.add(past.origin());
            all.addAll(past.others().values());
            past.links().forEach(link -> all.add(link.other()));
        }
        return all;
    }

    /** What is here of them: put back before, or made here. */
    private void find(List<TicketPast> pasts) {
        Set<String> origins = origins(pasts);
        if (origins.isEmpty()) {
            return;
        }
        ids.putAll(archive.named(tenant, TicketArchive.SYSTEM, origins));
        Map<String, TicketId> made = new HashMap<>();
        for (String origin : origins) {
            Matcher parts = MADE_HERE.matcher(origin);
            if (!ids.containsKey(origin) && parts.matches()) {
                made.put(origin, new TicketId(Long.parseLong(parts.group(1))));
            }
        }
        Set<TicketId> wanted = new HashSet<>(ids.values());
        wanted.addAll(made.values());
        Map<TicketId, Instant> created = archive.createdAt(tenant, Scope.all(), wanted);
        made.forEach((origin, id) -> {
            Instant at = created.get(id);
            if (at != null && origin.equals(Pasts.origin(id, at))) {
                ids.put(origin, id);
            }
        });
        ids.values().stream().filter(created::containsKey).forEach(here::add);
    }

    /** Two tickets cannot have one name. */
    private void refuseOthersNames(List<TicketPast> pasts, Map<Integer, List<Violation>> refused) {
        Map<String, Set<String>> wanted = new TreeMap<>();
        for (int i = 0; i < pasts.size(); i++) {
            if (!refused.containsKey(i)) {
                names(pasts.get(i))
                        .forEach(name -> wanted.computeIfAbsent(name.system(), s -> new TreeSet<>())
                                .add(name.id()));
            }
        }
        Map<ExternalReference, String> taken = new HashMap<>();
        wanted.forEach((system, names) -> archive.named(tenant, system, names)
                .forEach((name, id) -> taken.put(new ExternalReference(system, name), HERE)));
        for (int i = 0; i < pasts.size(); i++) {
            TicketPast past = pasts.get(i);
            if (refused.containsKey(i) || isHere(past.origin())) {
                continue;
            }
            ExternalReference other = names(past).stream()
                    .filter(name -> !past.origin().equals(taken.getOrDefault(name, past.origin())))
                    .findFirst()
                    .orElse(null);
            if (other == null) {
                names(past).forEach(name -> taken.put(name, past.origin()));
            } else {
                refused.put(
                        i,
                        List.of(new Violation(
                                "names",
                                "Another ticket here has the same name in the system " + other.system() + ".",
                                "Remove the name, or the other ticket.")));
            }
        }
    }

    private static List<ExternalReference> names(TicketPast past) {
        return past.names().stream().filter(Pasts::isNoOrigin).toList();
    }

    private void make(Map<String, TicketPast> pasts) {
        // in one order, so that two transactions that name the same do not wait for each other
        for (String origin : origins(pasts.values())) {
            if (!ids.containsKey(origin)) {
                ids.put(origin, given(new ExternalReference(TicketArchive.SYSTEM, origin), writer.nextId()));
            }
        }
        List<WholeTicket> whole = new ArrayList<>();
        Renumbering renumbering = new Renumbering(writer, tenant, ids);
        pasts.forEach((origin, past) -> {
            TicketId id = renumbering.id(origin);
            whole.add(renumbering.whole(past, id));
            for (ExternalReference name : names(past)) {
                if (!given(name, id).equals(id)) {
                    throw new StorageConflictException(null);
                }
            }
        });
        archive.insert(whole);
        Set<TicketId> made =
                whole.stream().map(ticket -> ticket.stored().ticket().id()).collect(Collectors.toSet());
        new Relating(writer, tenant, ids, here, made).relate(pasts.values());
    }

    /** Whose name it is now. */
    private TicketId given(ExternalReference name, TicketId id) {
        return writer.externals().add(tenant, name, id)
                ? id
                : writer.externals().find(tenant, name).orElseThrow(() -> new StorageConflictException(null));
    }
}
