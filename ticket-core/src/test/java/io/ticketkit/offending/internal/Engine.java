package io.ticketkit.offending.internal;

public final class Engine {}
