package io.ticketkit.llm.internal.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Dns;

/**
 * Gives only addresses that may be connected to. OkHttp connects to what this returns, so a name cannot be one address
 * when it is checked and another when it is used. The name of a proxy is not ours to judge.
 */
final class GuardedDns implements Dns {
    private final Dns delegate;
    private final BaseUrl base;

    GuardedDns(Dns delegate, BaseUrl base) {
        this.delegate = delegate;
        this.base = base;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        List<InetAddress> found = delegate.lookup(hostname);
        if (!hostname.equalsIgnoreCase(base.host())) {
            return found;
        }
        List<InetAddress> allowed = new ArrayList<>();
        String refusal = "no address";
        for (InetAddress address : found) {
            var why = base.refusal(address);
            if (why.isEmpty()) {
                allowed.add(address);
            } else {
                refusal = why.get();
            }
        }
        if (allowed.isEmpty()) {
            throw new RefusedAddressException(refusal);
        }
        return allowed;
    }
}
