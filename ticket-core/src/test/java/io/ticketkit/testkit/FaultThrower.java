package io.ticketkit.testkit;

/** Throws what a method does not declare. */
final class FaultThrower {
    private FaultThrower() {}

    /** Never returns. */
    static RuntimeException sneaky() {
        return FaultThrower.<RuntimeException>thrown(new ClassNotFoundException("a message that may be personal"));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException thrown(Throwable failure) throws E {
        throw (E) failure;
    }
}
