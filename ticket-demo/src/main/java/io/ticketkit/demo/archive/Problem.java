package io.ticketkit.demo.archive;

import io.ticketkit.Violation;

/**
 * What is wrong with a line of a file.
 *
 * @param line its number, from 1
 * @param violation which field, why, and what to do
 */
public record Problem(long line, Violation violation) {
    Problem(long line, String field, String message, String remedy) {
        this(line, new Violation(field, message, remedy));
    }

    @Override
    public String toString() {
        return "line " + line + ": " + violation;
    }
}
