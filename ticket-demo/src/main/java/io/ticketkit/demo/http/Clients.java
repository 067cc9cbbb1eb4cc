package io.ticketkit.demo.http;

import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where requests come from. */
final class Clients {
    private static final int NETWORK_BYTES = 8;

    private Clients() {}

    /**
     * Who shares the limits of this request: the address of the other end of the connection. What a header says of other
     * addresses anybody could have written. Of IPv6 the network alone: everybody has as many addresses as they like.
     */
    static String of(Context ctx) {
        return client(ctx.ip());
    }

    static String client(String address) {
        try {
            // no name, so nothing is looked up
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? "network " + Arrays.toString(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
                    : "address " + address;
        } catch (UnknownHostException e) {
            return "address " + address;
        }
    }
}
