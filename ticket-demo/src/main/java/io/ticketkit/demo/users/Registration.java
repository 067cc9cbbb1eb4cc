package io.ticketkit.demo.users;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Who may make an account. The default is everybody, with any address that is nobody's.
 *
 * @param isOpen whether anybody may
 * @param reserved names that nobody gives themselves, beside the demo's own: they may change while it runs
 * @param namesTickets whether there are tickets of a requester of this address
 */
public record Registration(
        boolean isOpen, Supplier<? extends Collection<String>> reserved, Predicate<String> namesTickets) {
    /** What the demo itself acts as, or could be taken for. */
    private static final Set<String> OURS = Set.of("demo", "system", "ticketkit-demo", "admin");

    /** Everybody may, and nothing is reserved but the demo's own names. */
    public static Registration open() {
        return new Registration(true, List::<String>of, email -> false);
    }

    /** The same, or switched off. */
    public Registration open(boolean open) {
        return new Registration(open, reserved, namesTickets);
    }

    /** The same, and nobody is called as these. */
    public Registration reserving(Supplier<? extends Collection<String>> names) {
        return new Registration(isOpen, names, namesTickets);
    }

    /** The same, and addresses that tickets name are not given away. */
    public Registration sparing(Predicate<String> test) {
        return new Registration(isOpen, reserved, test);
    }

    boolean isReserved(String name) {
        String folded = Names.folded(name);
        return OURS.contains(folded) || Names.folded(reserved.get()).contains(folded);
    }
}
