package io.ticketkit.llm.internal.http;

import java.net.UnknownHostException;

/** A name has only addresses that must not be connected to. */
public final class RefusedAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1;

    RefusedAddressException(String why) {
        super(why);
    }
}
