package io.ticketkit.demo.http;

import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import java.util.Map;

/** Fields that the library and the contract name differently. */
final class FieldNames {
    private FieldNames() {}

    /** What may find its input wrong, and may fail otherwise. */
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /** Does it; what is wrong is said of the fields as the caller knows them: the library's name to the contract's. */
    static <T, E extends Exception> T renamed(Map<String, String> names, Work<T, E> work) throws E {
        try {
            return work.run();
        } catch (ValidationException e) {
            throw new ValidationException(e.violations().stream()
                    .map(wrong -> new Violation(
                            names.getOrDefault(wrong.field(), wrong.field()), wrong.message(), wrong.remedy()))
                    .toList());
        }
    }
}
