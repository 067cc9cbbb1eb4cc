package io.ticketkit.offending.unmarked;

public final class Unmarked {}
