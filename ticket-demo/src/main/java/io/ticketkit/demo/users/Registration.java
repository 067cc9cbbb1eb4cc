package io.ticketkit.demo.users;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who may make an account. The default is everybody, with any address that is nobody's.
 *
 * @param isOpen whether anybody may
 * @param reserved names that nobody gives themselves, as {@link Names#folded} has them
 * @param namesTickets whether there are tickets of a requester of this address
 */
public record Registration(boolean isOpen, Set<String> reserved, Predicate<String> namesTickets) {
    /** What the demo itself acts as, or could be taken for. */
    private static final Set<String> OURS = Set.of("demo", "system", "ticketkit-demo", "admin");

    /** Everybody may, and nothing is reserved but the demo's own names. */
    public static Registration open() {
        return new Registration(true, OURS, email -> false);
    }

    public Registration {
        reserved = Set.copyOf(reserved);
    }

    /** The same, or switched off. */
    public Registration open(boolean open) {
        return new Registration(open, reserved, namesTickets);
    }

    /** The same, and nobody is called as these. */
    public Registration reserving(Collection<String> names) {
        Set<String> all = new HashSet<>(reserved);
        all.addAll(Names.folded(names));
        return new Registration(isOpen, all, namesTickets);
    }

    /** The same, and addresses that tickets name are not given away. */
    public Registration sparing(Predicate<String> test) {
        return new Registration(isOpen, reserved, test);
    }

    boolean isReserved(String name) {
        return reserved.contains(Names.folded(name));
    }
}
