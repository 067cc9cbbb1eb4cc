package io.ticketkit.demo.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Addresses and networks in CIDR notation, like {@code 10.0.0.0/8} and {@code ::1}. No name is ever looked up. */
public final class Networks {
    private static final Pattern V4 = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");
    private static final Pattern ONE = Pattern.compile("(?<address>[^/]+)(?:/(?<bits>\\d{1,3}))?");

    private final List<Network> networks;

    private Networks(List<Network> networks) {
        this.networks = networks;
    }

    private static final class Network {
        private final byte[] address;
        private final int bits;

        Network(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        boolean isSound() {
            return bits <= address.length * 8;
        }

        boolean has(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            int rest = (0xff00 >> (bits % 8)) & 0xff;
            return Arrays.equals(address, 0, whole, other, 0, whole)
                    && (rest == 0 || (address[whole] & rest) == (other[whole] & rest));
        }
    }

    static Networks of(Environment environment, String name) {
        return new Networks(Stream.of(environment.text(name, "").split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> parse(text)
                        .orElseThrow(() -> Environment.wrong(
                                name, "give addresses or networks like 10.0.0.7, 192.168.0.0/16, comma separated")))
                .toList());
    }

    private static Optional<Network> parse(String text) {
        Matcher parts = ONE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String bits = parts.group("bits");
        return address(parts.group("address"))
                .map(InetAddress::getAddress)
                .map(bytes -> new Network(bytes, bits == null ? bytes.length * 8 : Integer.parseInt(bits)))
                .filter(Network::isSound);
    }

    /** An address as it is written in figures; empty for anything else, names too. */
    public static Optional<InetAddress> address(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!V4.matcher(lower).matches() && !V6.matcher(lower).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(lower));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether an address is one of these, or in one of these networks. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return networks.stream().anyMatch(network -> network.has(bytes));
    }

    public boolean isEmpty() {
        return networks.isEmpty();
    }
}
