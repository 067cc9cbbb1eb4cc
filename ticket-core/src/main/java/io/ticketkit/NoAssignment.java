package io.ticketkit;

import java.util.Optional;

/** One instance, so that nothing is prepared for nobody. */
final class NoAssignment {
    static final AssignmentStrategy STRATEGY = request -> Optional.empty();

    private NoAssignment() {}
}
