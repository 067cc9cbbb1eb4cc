package io.ticketkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentDraftTest {
    private static String safe(String sent) {
        return AttachmentDraft.of(sent, null).name();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "invoice.pdf|invoice.pdf",
                "/etc/passwd|passwd",
                "..\\..\\boot.ini|boot.ini",
                "C:\\temp/a.txt|a.txt",
                "../..|file",
                "a/|file",
                "...|file",
                "  |file",
                ".htaccess|htaccess",
                "a.txt. . |a.txt",
                "a<b>:\"?*.txt|a_b_____.txt",
                "report.exe:stream|report.exe_stream",
                "CON|_CON",
                "nul.txt|_nul.txt",
                "Com1.tar.gz|_Com1.tar.gz",
                "LPT¹|_LPT¹",
                "console.txt|console.txt",
                "com10.txt|com10.txt",
                "Ünïcode 文書 😀.docx|Ünïcode 文書 😀.docx"
            })
    void aNameIsSafe(String sent, String expected) {
        assertThat(safe(sent)).isEqualTo(expected);
    }

    @Test
    void whatNobodySeesIsDropped() {
        assertThat(safe("a\u202Efdp.exe")).isEqualTo("afdp.exe");
        assertThat(safe("a\u0000\r\n\u200B\u2066b\uFEFF.txt")).isEqualTo("ab.txt");
        assertThat(safe("a\uD800b")).isEqualTo("ab");
        assertThat(safe("a\u00A0\u2028b")).isEqualTo("a  b");
        assertThat(safe("e\u0301.txt")).isEqualTo("\u00E9.txt");
        assertThat(safe("\u200B.\u200B")).isEqualTo("file");
    }

    @Test
    void longNamesAreCutAndKeepTheirExtension() {
        assertThat(safe("x".repeat(5_000_000) + ".pdf")).isEqualTo("x".repeat(196) + ".pdf");
        assertThat(safe("😀".repeat(300) + ".pdf")).isEqualTo("😀".repeat(196) + ".pdf");
        assertThat(safe("x." + "y".repeat(300))).hasSize(200);
        assertThat(safe("con." + "y".repeat(300))).hasSize(200).startsWith("_con.");
    }

    @Test
    void aNameThatIsLeftOutIsFile() {
        assertThat(AttachmentDraft.builder().build().name()).isEqualTo("file");
        assertThat(AttachmentDraft.of(null, null).name()).isEqualTo("file");
    }

    /** Whatever is sent: a name that is short, visible, of one segment, and stays as it is when it is sent again. */
    @Test
    void anythingBecomesSafe() {
        Random random = new Random(42);
        String odd = "./\\: <>|*?\"\u0000\n\u202E\u200B\uD83D\uDE00conCON1aZ\u0301\u00A0\uFEFF\uD800";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sent = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                sent.append(random.nextInt(50) == 0 ? "long".repeat(60) : odd.charAt(random.nextInt(odd.length())));
            }
            String name = safe(sent.toString());
            assertThat(name.codePointCount(0, name.length())).isBetween(1, Limits.FILE_NAME);
            assertThat(name)
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}/\\\\<>:\"|?*]")
                    .doesNotStartWith(".");
            assertThat(name.endsWith(".") || name.endsWith(" ") || name.startsWith(" "))
                    .isFalse();
            assertThat(safe(name)).isEqualTo(name);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Text/HTML; charset=utf-8|text/html",
                "image/svg+xml|image/svg+xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document|application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "text|application/octet-stream",
                "text/|application/octet-stream",
                "a/b/c|application/octet-stream",
                "text/pl ain|application/octet-stream",
                "text/plain\\r|application/octet-stream",
                "''|application/octet-stream"
            })
    void aTypeIsNormalised(String sent, String expected) {
        assertThat(AttachmentDraft.of(null, sent).mediaType()).isEqualTo(expected);
    }

    @Test
    void theStandardRefusesProgramsOnly() {
        AttachmentRules rules = AttachmentRules.standard();

        for (String name : Set.of("a.exe", "a.pdf.EXE", "a.js", "a.exe.", "x/a.lnk ", "a.ps1")) {
            assertThat(rules.violations(AttachmentDraft.of(name, null)))
                    .as(name)
                    .extracting(Violation::field)
                    .containsExactly("file");
        }
        for (String name : Set.of("a", "a.pdf", "exe", "a.exe.txt", "a.html", "a.svg", "a.log", "a.zip")) {
            assertThat(rules.violations(AttachmentDraft.of(name, "text/html")))
                    .as(name)
                    .isEmpty();
        }
        assertThat(rules.violations(AttachmentDraft.of("a", "application/x-msdownload")))
                .hasSize(1);
    }

    @Test
    void onlyWhatIsAllowedWhereThatIsSaid() {
        AttachmentRules rules = AttachmentRules.builder()
                .allowedExtensions(Set.of("PNG", ""))
                .allowedTypes(Set.of("image/*", AttachmentDraft.UNKNOWN_TYPE))
                .refusedTypes(Set.of("image/svg+xml"))
                .build();

        assertThat(rules.violations(AttachmentDraft.of("a.png", "image/png"))).isEmpty();
        assertThat(rules.violations(AttachmentDraft.of("a", null))).isEmpty();
        assertThat(rules.violations(AttachmentDraft.of("a.png", "image/svg+xml")))
                .hasSize(1);
        assertThat(rules.violations(AttachmentDraft.of("a.txt", "text/plain"))).hasSize(2);
    }
}
