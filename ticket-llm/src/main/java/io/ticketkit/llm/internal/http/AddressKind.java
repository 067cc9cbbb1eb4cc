package io.ticketkit.llm.internal.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/** What an address is to us; the blocks are those of the IANA special-purpose registries (RFC 6890 and successors). */
enum AddressKind {
    /** This machine. */
    LOOPBACK,
    /** A network of somebody's own: only when allowed. */
    PRIVATE,
    /** Link-local, metadata services of clouds, addresses that are no host: never. */
    FORBIDDEN,
    /** Any other. */
    PUBLIC;

    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    /** Of RFC 8215: where in it the IPv4 address stands is each network's own affair. */
    private static final byte[] LOCAL_NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 1};

    static AddressKind of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? ofV4(bytes, 0) : ofV6(bytes);
    }

    private static AddressKind ofV4(byte[] bytes, int at) {
        int a = bytes[at] & 0xff;
        int b = bytes[at + 1] & 0xff;
        int c = bytes[at + 2] & 0xff;
        int d = bytes[at + 3] & 0xff;
        if (a == 127) {
            return LOOPBACK;
        }
        boolean metadata = is(a, b, c, d, 100, 100, 100, 200) // Alibaba Cloud
                || is(a, b, c, d, 192, 0, 0, 192) // Oracle Cloud
                || is(a, b, c, d, 168, 63, 129, 16); // Azure
        if (metadata || a == 0 || a >= 224 || (a == 169 && b == 254)) {
            return FORBIDDEN;
        }
        boolean own = a == 10
                || (a == 172 && b >= 16 && b < 32)
                || (a == 192 && b == 168)
                || (a == 100 && b >= 64 && b < 128)
                || (a == 192 && b == 0 && c == 0)
                || (a == 198 && (b == 18 || b == 19));
        return own ? PRIVATE : PUBLIC;
    }

    private static boolean is(int a, int b, int c, int d, int... expected) {
        return a == expected[0] && b == expected[1] && c == expected[2] && d == expected[3];
    }

    private static AddressKind ofV6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
        if (isZero(bytes, 0, 10)) {
            return ofLow(bytes);
        }
        if (Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length)) {
            return translated(ofV4(bytes, 12));
        }
        if (first == 0x2002) { // 6to4
            return translated(ofV4(bytes, 2));
        }
        boolean teredo = first == 0x2001 && second == 0;
        boolean localNat64 = Arrays.equals(bytes, 0, LOCAL_NAT64.length, LOCAL_NAT64, 0, LOCAL_NAT64.length);
        boolean metadata = (first == 0xfd00 && second == 0x0ec2) // Amazon
                || (first == 0xfd20 && second == 0x00ce); // Google
        if (teredo || localNat64 || metadata || (first & 0xffc0) == 0xfe80 || (first & 0xff00) == 0xff00) {
            return FORBIDDEN;
        }
        boolean own = (first & 0xfe00) == 0xfc00 || (first & 0xffc0) == 0xfec0;
        return own ? PRIVATE : PUBLIC;
    }

    /** What somebody else translates is not this machine, whatever it says. */
    private static AddressKind translated(AddressKind kind) {
        return kind == LOOPBACK ? FORBIDDEN : kind;
    }

    /** The unspecified address, loopback, and IPv4 in the guise of IPv6: mapped, or compatible as it once was. */
    private static AddressKind ofLow(byte[] bytes) {
        boolean mapped = bytes[10] == -1 && bytes[11] == -1;
        if (mapped) {
            return ofV4(bytes, 12);
        }
        if (!isZero(bytes, 10, 12)) {
            return PUBLIC;
        }
        boolean loopback = isZero(bytes, 12, 15) && bytes[15] == 1;
        return loopback ? LOOPBACK : translated(ofV4(bytes, 12));
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
