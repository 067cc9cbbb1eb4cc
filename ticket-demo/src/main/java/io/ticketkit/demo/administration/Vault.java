package io.ticketkit.demo.administration;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts secrets as they are stored: AES-256-GCM with a random nonce for each, bound to the setting, so that none can be
 * put in the place of another, and together with the address it is for, so that none goes elsewhere, whoever changes the
 * address. Safe for concurrent use.
 */
final class Vault {
    private static final String VERSION = "v1:";
    /** Stands in no address. */
    private static final String BETWEEN = "\n";

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    /** With a key of AES-256. */
    Vault(SecretKey key) {
        this.key = key;
    }

    String sealed(Setting setting, Secret secret) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] plain = (secret.goesTo() + BETWEEN + secret.text()).getBytes(StandardCharsets.UTF_8);
            byte[] content = cipher(Cipher.ENCRYPT_MODE, setting, nonce).doFinal(plain);
            byte[] all = Arrays.copyOf(nonce, NONCE + content.length);
            System.arraycopy(content, 0, all, NONCE, content.length);
            return VERSION + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** The secret; empty when it was sealed with another key, for another setting, or changed since. */
    Optional<Secret> opened(Setting setting, String sealed) {
        if (!sealed.startsWith(VERSION)) {
            return Optional.empty();
        }
        try {
            byte[] all = Base64.getDecoder().decode(sealed.substring(VERSION.length()));
            if (all.length < NONCE + TAG_BITS / 8) {
                return Optional.empty();
            }
            byte[] content = cipher(Cipher.DECRYPT_MODE, setting, Arrays.copyOf(all, NONCE))
                    .doFinal(all, NONCE, all.length - NONCE);
            String[] parts = new String(content, StandardCharsets.UTF_8).split(BETWEEN, 2);
            return parts.length < 2 ? Optional.empty() : Optional.of(new Secret(parts[1], parts[0]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, Setting setting, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(("ticketkit-demo " + setting.field()).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
