package io.ticketkit.llm.redaction;

/** What was found; the name stands in the placeholder. */
enum Kind {
    EMAIL,
    CARD,
    IBAN,
    PHONE,
    IP,
    TOKEN,
    KEY,
    PASSWORD,
    SECRET
}
