package io.ticketkit.demo.bench;

import java.util.Random;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * What clients do again and again.
 *
 * @param reference the comparable service's requests a second; NaN where there is none
 * @param requests gives every client its next request
 */
record Operation(String name, double reference, Requests requests) {
    /** Every client asks for its own only, from one thread. */
    interface Requests {
        Request next(int client, Random random);
    }

    /**
     * One request.
     *
     * @param bytes all of it
     * @param status what is answered when it worked
     * @param leastLength so many bytes the body of every right answer has
     * @param isRight whether a body is what was asked for
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(byte[] bytes, int status, int leastLength, Predicate<JsonNode> isRight) {
        static Request get(String target, int leastLength, Predicate<JsonNode> isRight) {
            return new Request(Line.request("GET", target, ""), 200, leastLength, isRight);
        }
    }
}
