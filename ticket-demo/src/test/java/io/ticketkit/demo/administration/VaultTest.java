package io.ticketkit.demo.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {
    private static final Secret SECRET = new Secret("sk-geheim-4711-ünï", "openai https://model.example/v1");

    private final Vault vault = new Vault(key(1));

    private static SecretKey key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return new SecretKeySpec(bytes, "AES");
    }

    @Test
    void whatIsSealedCanBeOpened() {
        String sealed = vault.sealed(Setting.LLM_API_KEY, SECRET);
        assertThat(sealed).startsWith("v1:").doesNotContain("geheim");
        assertThat(vault.opened(Setting.LLM_API_KEY, sealed)).contains(SECRET);
    }

    @Test
    void whatIsOpenedSaysWhereItGoes() {
        Secret nowhere = new Secret("sk-geheim", "");
        assertThat(vault.opened(Setting.LLM_API_KEY, vault.sealed(Setting.LLM_API_KEY, nowhere)))
                .contains(nowhere);
        assertThat(SECRET.toString()).doesNotContain("geheim");
    }

    @Test
    void theSameSecretLooksDifferentEachTime() {
        assertThat(vault.sealed(Setting.LLM_API_KEY, SECRET)).isNotEqualTo(vault.sealed(Setting.LLM_API_KEY, SECRET));
    }

    @Test
    void anotherKeyOpensNothing() {
        String sealed = vault.sealed(Setting.LLM_API_KEY, SECRET);
        assertThat(new Vault(key(2)).opened(Setting.LLM_API_KEY, sealed)).isEmpty();
    }

    @Test
    void itIsOfUseForItsSettingOnly() {
        String sealed = vault.sealed(Setting.LLM_API_KEY, SECRET);
        assertThat(vault.opened(Setting.ZENDESK_TOKEN, sealed)).isEmpty();
    }

    @Test
    void noByteCanBeChanged() {
        String sealed = vault.sealed(Setting.LLM_API_KEY, SECRET);
        byte[] bytes = Base64.getDecoder().decode(sealed.substring(3));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Optional<Secret> opened = vault.opened(
                    Setting.LLM_API_KEY, "v1:" + Base64.getEncoder().encodeToString(changed));
            assertThat(opened).as("byte " + i).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1:",
                "v1:AAAA",
                "v1:not base64!",
                "v2:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "plain"
            })
    void whatWasNeverSealedIsNothing(String text) {
        assertThat(vault.opened(Setting.LLM_API_KEY, text)).isEmpty();
    }
}
