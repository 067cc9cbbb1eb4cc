package io.ticketkit.demo.settings;

import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What admins may set while the demo runs.
 *
 * @param key what stored secrets are encrypted with, of AES-256; empty when none may be stored
 * @param allowPrivate whether addresses that admins give may be of this machine and of private networks
 */
public record AdministrationSettings(Optional<SecretKey> key, boolean allowPrivate) {
    /** The variable with the key. */
    public static final String KEY = "TICKET_SETTINGS_KEY";

    /** The variable that allows private addresses. */
    public static final String ALLOW_PRIVATE = "TICKET_SETTINGS_ALLOW_PRIVATE";

    private static final int KEY_BYTES = 32;

    static AdministrationSettings of(Environment environment) {
        return new AdministrationSettings(
                environment.text(KEY).map(AdministrationSettings::key),
                environment.isSecond(ALLOW_PRIVATE, "off", "on"));
    }

    private static SecretKey key(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length == KEY_BYTES) {
                return new SecretKeySpec(bytes, "AES");
            }
        } catch (IllegalArgumentException e) {
            // told below, without the value
        }
        throw Environment.wrong(KEY, "give 32 random bytes in base64, as of: openssl rand -base64 32");
    }

    /** Not the key. */
    @Override
    public String toString() {
        return "AdministrationSettings[" + (key.isPresent() ? "with" : "without") + " a key]";
    }
}
