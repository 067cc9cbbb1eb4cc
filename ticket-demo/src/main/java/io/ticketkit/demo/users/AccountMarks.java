package io.ticketkit.demo.users;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the log calls an account that somebody tried to log in to: the same for the same address, on all nodes, and of no
 * use to whoever does not know the secret. Safe for concurrent use.
 */
final class AccountMarks {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 6;

    private final SecretKeySpec key;

    AccountMarks(String secret) {
        // a key of its own: nothing that is signed with the secret is ever shown
        byte[] own = hmac(
                new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM), "marks of accounts in logs");
        this.key = new SecretKeySpec(own, ALGORITHM);
    }

    String of(String account) {
        return HexFormat.of().formatHex(Arrays.copyOf(hmac(key, account), BYTES));
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
