package io.ticketkit.llm.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardRedactorTest {
    private static final int LONG = 20_000;

    private final Redactor redactor = Redactor.standard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@example.com",
                "anna.maria+tag@sub.example.co.uk",
                "ANNA_B@EXAMPLE.DE",
                "müller@exämple.de",
                "o'brien@example.ie"
            })
    void findsEmailAddresses(String address) {
        replaces(address, "EMAIL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "5555555555554444",
                "2223003122003222",
                "378282246310005",
                "3782 822463 10005",
                "6011111111111117",
                "30569309025904",
                "3530111333300000",
                "6304000000000000"
            })
    void findsCardNumbers(String number) {
        replaces(number, "CARD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111 1111 1111 1112", "1234567890123452", "9111111111111111", "41111111111111112222222"})
    void takesNoOtherLongNumberForACard(String number) {
        stays("Number " + number + ".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE89370400440532013000",
                "DE89 3704 0044 0532 0130 00",
                "de89370400440532013000",
                "GB29 NWBK 6016 1331 9268 19",
                "FR14 2004 1010 0505 0001 3M02 606",
                "NO93 8601 1117 947",
                "ES91-2100-0418-4502-0005-1332",
                "PT50000201231234567890154",
                "MT84 MALT 0110 0001 2345 MTLC AST0 01S"
            })
    void findsIbans(String iban) {
        replaces(iban, "IBAN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE88370400440532013000", "XX89370400440532013000", "DE8937040044053201300"})
    void takesNoWrongIbanForOne(String iban) {
        assertThat(redactor.redact("IBAN " + iban).text()).doesNotContain("[IBAN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+49 30 1234567",
                "+49 (0)30 123-4567",
                "+351912345678",
                "+1 (555) 123-4567",
                "(555) 234-5678",
                "555-234-5678",
                "0049 171 2345678",
                "00491712345678",
                "0171/2345678",
                "030 12345678",
                "06 12 34 56 78",
                "06.12.34.56.78",
                "020 7946 0958"
            })
    void findsPhoneNumbers(String number) {
        replaces(number, "PHONE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phone: 555123456",
                "Tel. 1234567",
                "Telefonnummer: 01712345678",
                "mein Handy ist 01712345678",
                "call me at 5551234567",
                "mi teléfono es 612345678",
                "téléphone : 0612345678",
                "telemóvel 912345678"
            })
    void findsNumbersThatAreNamedAsPhoneNumbers(String text) {
        assertThat(redactor.redact(text).text()).endsWith("[PHONE_1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192.168.1.17", "8.8.8.8", "2001:db8:85a3::8a2e:370:7334", "fe80::1", "2001:0db8:0:0:0:0:0:1"})
    void findsIpAddresses(String address) {
        replaces(address, "IP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
                "AKIAIOSFODNN7EXAMPLE",
                "sk-proj-abcdefghijklmnop1234",
                "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
                "glpat-abcdefghij1234567890",
                "xoxb-123456789012-abcdefGHIJ",
                "AIzaSyA1234567890abcdefghijklmnopqrstuv",
                "3f786850e387550fdab836ed7e6dc881de23001b",
                "Zx81kQm2P0aLs9Rt7YvB3nWc",
                "kJ8sLq2V/x9Tz4WmN0bRyP7/cHd3uFgE6aXoI1vQ"
            })
    void findsTokens(String token) {
        replaces(token, "TOKEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer abc123def456",
                "api_key=abcd1234",
                "client secret: 'verysecretvalue",
                "access token: abcdefgh"
            })
    void findsTokensThatAreNamed(String text) {
        assertThat(redactor.redact(text).text()).endsWith("[TOKEN_1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: hunter2",
                "My password is hunter2",
                "password for my account is hunter2",
                "Passwort: geheim",
                "Mein Passwort ist geheim",
                "Das Kennwort lautet: geheim",
                "Passwort für das Konto lautet geheim",
                "contraseña: secreto",
                "mi contraseña es secreto1",
                "mot de passe : bonjour1",
                "le mot de passe de mon compte est bonjour1",
                "a senha é segredo",
                "PIN: 4711",
                "pwd=x",
                "Password = \"two"
            })
    void findsPasswordsInFiveLanguages(String text) {
        Redaction redaction = redactor.redact(text);

        assertThat(redaction.text()).endsWith("[PASSWORD_1]");
        assertThat(redaction.restore(redaction.text())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My password is not working",
                "The password is wrong.",
                "password: it does not work",
                "Mein Passwort ist abgelaufen",
                "Das Passwort ist falsch!",
                "mi contraseña es incorrecta",
                "mon mot de passe est expiré",
                "minha senha é inválida",
                "password reset for order 4711",
                "I forgot my password, please help"
            })
    void leavesWhatIsSaidAboutAPassword(String text) {
        assertThat(redactor.redact(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CVV [123]",
                "cvc: [1234]",
                "{\"cvv\":\"[123]\"}",
                "{\"number\": 1, \"cvv\": [123]}",
                "Prüfnummer der Karte, Kartenprüfnummer: [123]",
                "OTP is [482913]",
                "your one-time code: [482913]",
                "verification code: [482913]",
                "The verification code was [482 913].",
                "Bestätigungscode [482913]",
                "código de verificación es [482913]",
                "code de vérification : [482913]",
                "código de verificação [482913]",
                "PIN [1234]",
                "PIN-Code [4821]",
                "my pin code is [4821]."
            })
    void findsCodesThatAreNamed(String text) {
        takes(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user bob password [hunter2]",
                "user bob pass [hunter2]",
                "login bob / pass: [hunter2]",
                "password [s3cret!] does not work",
                "Passwort [Geheim$x].",
                "contraseña [secreto1], usuario bob",
                "mot de passe [Bonjour_1]",
                "senha [9fg8]",
                "password [48291377] not taken"
            })
    void findsPasswordsThatOnlyFollowTheWord(String text) {
        takes(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My password is [sunshine]",
                "My password is [sunshine].",
                "My password is [sunshine] and I cannot log in",
                "Mein Passwort ist [geheim], mein Benutzer Anna",
                "mi contraseña es [secreto] pero no entra",
                "Das Kennwort lautet [sonne] seit gestern",
                "The password is [hunter2] since yesterday"
            })
    void findsAPlainWordWhereItEndsWhatIsSaid(String text) {
        takes(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Das Passwort ist seit gestern ungültig",
                "My password is supposed to be valid until May",
                "The password is stored in the vault",
                "mi contraseña es rechazada por el sistema",
                "mon mot de passe est refusée par le serveur",
                "minha senha é recusada pelo sistema",
                "password reset/change, password policies, password expired 2026-11-20",
                "The password 2026-11-20 10:15, password 2 times, password v2.10.4, pass 3 tests",
                "password re-set, password doesn't work, password-reset, password (old), password!",
                "pass the form, boarding pass 12, all tests pass, password field_name is missing, password **** shown",
                "pin 12 to the board, pinned 1234 times, cvs 123, the OTP did not come, code 482913, spin 1234"
            })
    void leavesWhatOnlyStandsNearThoseWords(String text) {
        stays(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "card [4111  1111  1111  1111] x",
                "card [4111/1111/1111/1111] x",
                "card [4111 / 1111 / 1111 / 1111] x",
                "llámame al [612345678]",
                "llame al [612345678] por favor",
                "ligue para [912345678]",
                "me ligue no [912345678]",
                "appelez-moi au [712345678]",
                "mail [bob@localhost] or",
                "mail [bob@localhost.localdomain]."
            })
    void findsOtherFormsOfCardsPhonesAndAddresses(String text) {
        takes(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "since commit 3f786850e387550fdab836ed7e6dc881de23001b",
                "Commit: 3f786850e387550fdab836ed7e6dc881de23001b fails",
                "https://git.example/shop/app/commit/3f786850e387550fdab836ed7e6dc881de23001b",
                "https://git.example/shop/app/-/blob/3f786850e387550fdab836ed7e6dc881de23001b/pom.xml",
                "git revert 3f786850e387550fdab836ed7e6dc881de23001b",
                "revision is 3f786850e387550fdab836ed7e6dc881de23001b",
                "HEAD is now at 3f786850e387550fdab836ed7e6dc881de23001b"
            })
    void leavesHashesOfCommits(String text) {
        stays(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upgrade from 2.1.0.4 to 2.1.0.5",
                "Update von 10.2.0.4 auf 10.2.0.5",
                "version 2.1.0.4 -> 2.1.0.5 fails"
            })
    void leavesTheSecondOfTwoVersions(String text) {
        stays(text);
    }

    @Test
    void twoAddressesAreNoVersions() {
        assertThat(redactor.redact("moved from 10.2.0.4 to 10.2.0.5").text()).isEqualTo("moved from [IP_1] to [IP_2]");
    }

    /** What stands in brackets, which are not part of the text, is taken, and nothing else. */
    private void takes(String marked) {
        String secret = marked.substring(marked.indexOf('[') + 1, marked.indexOf(']'));
        String text = marked.replace("[", "").replace("]", "");
        Redaction redaction = redactor.redact(text);

        assertThat(redaction.text().replaceFirst("\\[[A-Z]+_1]", Matcher.quoteReplacement("[" + secret + "]")))
                .isEqualTo(marked);
        assertThat(redaction.restore(redaction.text())).isEqualTo(text);
    }

    @Test
    void findsSecretsInUrls() {
        assertThat(redactor.redact("https://anna:pw%21@example.com/a?user=7&access_token=abc&page=2#sig=x")
                        .text())
                .isEqualTo("https://[SECRET_1]@example.com/a?user=7&access_token=[SECRET_2]&page=2#sig=[SECRET_3]");
        assertThat(redactor.redact("https://b.example/x?X-Amz-Signature=0a1b&X-Amz-Date=20261121T101500Z")
                        .text())
                .isEqualTo("https://b.example/x?X-Amz-Signature=[SECRET_1]&X-Amz-Date=20261121T101500Z");
    }

    @Test
    void findsPrivateKeysWholeAndCut() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKC\nabc=\n-----END RSA PRIVATE KEY-----";

        assertThat(redactor.redact("Here:\n" + key + "\nThanks").text()).isEqualTo("Here:\n[KEY_1]\nThanks");
        assertThat(redactor.redact("Here:\n-----BEGIN PRIVATE KEY-----\nMIIE").text())
                .isEqualTo("Here:\n[KEY_1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Since 2026-11-21 10:15:30 and 21.11.2026, 01.02.2026 10:15, 11/21/2026, 21-11-2026 08:00",
                "2026-11-21T10:15:30.123456Z to 2026-11-21T10:15:30+01:00",
                "between 08:15 and 17:45, 12:30:45",
                "order 4711, order number 0171 2345678, #20261121001, ORD-2026-000123, order no. 012-3456789",
                "Bestellnummer 0301234567, Rechnung 2026/00012345, Kundennr. 030 1234567, pedido 12345678",
                "version 10.4.2.1, v1.2.3, Version: 10.0.19045.3570, update to 8.1.2.3, JDK 17.0.15, 2.5.252",
                "1,234.56 EUR, 99.95, 1.000.000, $12,000, 250 000 000",
                "error 0x80070005, HTTP 404, ORA-00942, SQLSTATE 23505, E1234567890, code 500123456",
                "id 123e4567-e89b-12d3-a456-426614174000 in IMG_20261121_101530.jpg",
                "at org.example.MyVeryLongClassNameFactory2.create(MyVeryLongClassNameFactory2.java:123)",
                "Screenshot_2026-11-21-10-15-30-123_com.example.png /api/v2/customers/1234567/orders/2026/items",
                "std::vector and a::b, the basic functionality works, 1 2 3 4 5 6 7 8 9 10 11 12",
                "My Wi-Fi connection every 5 minutes, Lumen Router X2 stopped, is extremely slow since 18 July",
                "please call me on extension 783 if it is late, Somos 363 pessoas e usamos o sistema",
                "5 items at 3 euros, room 1204, +1, 24/7, 50-60 people, 2026-2027"
            })
    void leavesDatesOrdersVersionsAmountsAndCodes(String text) {
        stays(text);
    }

    @Test
    void givesTheSameValueTheSamePlaceholder() {
        Redaction redaction = redactor.redact("a@x.de and b@x.de and a@x.de");

        assertThat(redaction.text()).isEqualTo("[EMAIL_1] and [EMAIL_2] and [EMAIL_1]");
        assertThat(redaction.size()).isEqualTo(2);
        assertThat(redaction.restore("[EMAIL_2], [EMAIL_1], [EMAIL_3]")).isEqualTo("b@x.de, a@x.de, [EMAIL_3]");
    }

    @Test
    void usesNoPlaceholderThatSomebodyWrote() {
        Redaction redaction = redactor.redact("[EMAIL_1] is not a@x.de");

        assertThat(redaction.text()).isEqualTo("[EMAIL_1] is not [EMAIL_2]");
        assertThat(redaction.restore("[EMAIL_1] [EMAIL_2]")).isEqualTo("[EMAIL_1] a@x.de");
    }

    @Test
    void restoresPlaceholdersOfAnyForm() {
        Redaction redaction = Redaction.of("A1 A12 $", Map.of("A1", "one", "A12", "$2\\", "$", "A1"));

        assertThat(redaction.restore("A12 A1 $")).isEqualTo("$2\\ one A1");
    }

    @Test
    void tellsNothingOfTheText() {
        assertThat(redactor.redact("a@x.de")).hasToString("Redaction[1 values]");
    }

    @Test
    void offIsOff() {
        assertThat(Redactor.off().redact("a@x.de").text()).isEqualTo("a@x.de");
    }

    static Stream<String> adversaries() {
        return Stream.of(
                        "a",
                        "1",
                        "1 ",
                        "1-",
                        "a.",
                        "a@",
                        "a@a.",
                        "@",
                        "+",
                        "+1 ",
                        "(1",
                        "0.",
                        "1.",
                        ":",
                        "a:",
                        "://",
                        "://a@",
                        "?a=",
                        "&key=",
                        "-----BEGIN ",
                        "-----BEGIN A-----END ",
                        "eyJ",
                        "eyJaaaaaaaa.",
                        "password ",
                        "password is ",
                        "password:",
                        "password for a ",
                        "Bearer ",
                        "basic 1",
                        "token=",
                        "sk-",
                        "DE",
                        "DE89 ",
                        "DE89",
                        "4/",
                        "4  ",
                        "pass ",
                        "pass a",
                        "password is a",
                        "password is a ",
                        "pin ",
                        "cvv:",
                        "commit ",
                        "commit/",
                        "bob@localhost",
                        "version 1.1.1.1 to ",
                        "/",
                        "a/",
                        "aA1",
                        "[EMAIL_1]",
                        "a@b.de ",
                        "\u00E9",
                        "😀",
                        "0171 ",
                        "00",
                        "1.1.1.1.",
                        "::1",
                        "{",
                        "=",
                        "\n",
                        "\\")
                .map(part -> part.repeat(LONG / part.length()));
    }

    @ParameterizedTest
    @MethodSource("adversaries")
    void takesLittleTimeForAnyText(String text) {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            Redaction redaction = redactor.redact(text + " end");
            assertThat(redaction.restore(redaction.text())).isEqualTo(text + " end");
        });
    }

    private void replaces(String value, String kind) {
        for (String around : new String[] {"%s", "Mine is %s, thanks", "(%s)", "Line\n%s\nline", "See %s.", "=%s;"}) {
            Redaction redaction = redactor.redact(around.formatted(value));

            assertThat(redaction.text()).isEqualTo(around.formatted("[" + kind + "_1]"));
            assertThat(redaction.restore(redaction.text())).isEqualTo(around.formatted(value));
        }
    }

    private void stays(String text) {
        assertThat(redactor.redact(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111\t1111\t1111\t1111",
                "4111\n1111\n1111\n1111",
                "ES91.2100.0418.4502.0005.1332",
                "DE89\t3704 0044 0532 0130 00",
                "01711234567",
                "07700900123",
                "0612345678",
                "https://x.example/reset/[8f14e45fceea167a5a36dedd4bea2543]",
                "Password = \"[my pass]\"",
                "password: \"[correct horse battery]\"",
                "Authorization: Basic [dXNlcjpwYXNz]",
                "Authorization: Bearer [abcdefghijklmnop]"
            })
    void findsWhatIsWrittenInAnotherWay(String text) {
        String secret = text.contains("[") ? text.substring(text.indexOf('[') + 1, text.indexOf(']')) : text;

        assertThat(redactor.redact("It is " + text.replace("[", "").replace("]", ""))
                        .text())
                .contains("_1]")
                .doesNotContain(secret);
    }

    @Test
    void aUserAgentIsNoAddress() {
        stays("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0");
    }
}
