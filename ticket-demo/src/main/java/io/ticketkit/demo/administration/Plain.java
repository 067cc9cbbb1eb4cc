package io.ticketkit.demo.administration;

import java.util.Map;

/**
 * What is stored, decrypted.
 *
 * @param values secrets in plain text; one that cannot be opened is none
 * @param goesTo where each secret that could be opened was given for
 */
record Plain(Values values, Map<Setting, String> goesTo) {
    Plain {
        goesTo = Map.copyOf(goesTo);
    }
}
