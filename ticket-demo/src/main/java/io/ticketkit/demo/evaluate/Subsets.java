package io.ticketkit.demo.evaluate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** Parts of a training file that are the same everywhere: its rows by the SHA-256 of seed and text. */
final class Subsets {
    private Subsets() {}

    private record Ranked(String rank, Sample sample) {}

    /** The first of them, in the order {@code sha256("<seed>|" + text)} gives. */
    static List<Sample> first(int wanted, int seed, List<Sample> all) {
        return all.stream()
                .map(sample -> new Ranked(sha256(seed + "|" + sample.text()), sample))
                .sorted(Comparator.comparing(Ranked::rank))
                .limit(wanted)
                .map(Ranked::sample)
                .toList();
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
