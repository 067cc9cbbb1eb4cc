package io.ticketkit.llm.internal.provider;

/**
 * What an endpoint and its model are taken to be capable of. A step only ever goes down, so stepping ends.
 *
 * @param form how the model is held to a schema
 * @param otherTokenLimit whether the token limit has the other of its two names than it is first tried with
 * @param temperature whether a temperature may be sent
 * @param reasoning whether a setting for reasoning may be sent
 * @param instructions whether instructions may stand apart from what the user says
 */
record Rung(OutputForm form, boolean otherTokenLimit, boolean temperature, boolean reasoning, boolean instructions) {
    static final Rung TOP = new Rung(OutputForm.STRICT_SCHEMA, false, true, true, true);

    Rung withForm(OutputForm lower) {
        return new Rung(lower, otherTokenLimit, temperature, reasoning, instructions);
    }

    Rung withOtherTokenLimit() {
        return new Rung(form, true, temperature, reasoning, instructions);
    }

    Rung withoutTemperature() {
        return new Rung(form, otherTokenLimit, false, reasoning, instructions);
    }

    Rung withoutReasoning() {
        return new Rung(form, otherTokenLimit, temperature, false, instructions);
    }

    Rung withoutInstructions() {
        return new Rung(form, otherTokenLimit, temperature, reasoning, false);
    }

    /** What both say is missing. */
    Rung and(Rung other) {
        return new Rung(
                form.compareTo(other.form) > 0 ? form : other.form,
                otherTokenLimit || other.otherTokenLimit,
                temperature && other.temperature,
                reasoning && other.reasoning,
                instructions && other.instructions);
    }
}
