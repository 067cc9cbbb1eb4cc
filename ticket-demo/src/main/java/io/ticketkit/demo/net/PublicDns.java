package io.ticketkit.demo.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/** Knows only addresses of the public internet: the connection is made to the very address that was looked at. */
public final class PublicDns implements Dns {
    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        List<InetAddress> all = Dns.SYSTEM.lookup(hostname);
        // one that is not is enough: some would be tried after the others
        if (!all.stream().allMatch(PublicDns::isPublic)) {
            throw new UnknownHostException("the address is not one of the public internet");
        }
        return all;
    }

    /** {@return whether the address is one of the public internet} */
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    /**
     * {@return whether the host is an address, not a name, and not one of the public internet} Such an address is never
     * looked up, so it must be refused before.
     */
    public static boolean isPrivateLiteral(String host) {
        boolean literal = host.contains(":") || host.matches("[0-9.]+");
        try {
            return literal && !Dns.SYSTEM.lookup(host).stream().allMatch(PublicDns::isPublic);
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        boolean own = first == 10
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && second == 168)
                || (first == 100 && second >= 64 && second < 128)
                || (first == 169 && second == 254);
        boolean special = first == 0
                || first == 127
                || first >= 224
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 192 && second == 88 && third == 99)
                || (first == 198 && (second == 18 || second == 19))
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113)
                // what serves virtual machines of Azure from within
                || (first == 168 && second == 63 && third == 129 && (bytes[3] & 0xff) == 16);
        return !own && !special;
    }

    /** Of global unicast, without what leads to an IPv4 address: 6to4, Teredo and the like; and no documentation. */
    private static boolean isPublic6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
        boolean global = first >= 0x2000 && first < 0x4000;
        boolean special =
                first == 0x2002 || (first == 0x2001 && (second < 0x200 || second == 0xdb8)) || first == 0x3fff;
        return global && !special;
    }
}
