package io.ticketkit.jpa.bench;

/** What somebody writes. */
record Text(String title, String description, String requester) {}
