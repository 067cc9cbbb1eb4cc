package io.ticketkit.llm;

import static io.ticketkit.llm.Questions.failure;
import static io.ticketkit.llm.Questions.openAi;
import static io.ticketkit.llm.Questions.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatModel;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** A provider whose certificate only the host trusts. */
class TlsTest {
    private static final String YES = OpenAiChatModelTest.answer("yes");

    private final HeldCertificate certificate =
            new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    private final HandshakeCertificates ofServer =
            new HandshakeCertificates.Builder().heldCertificate(certificate).build();

    @Test
    void theHostsTrustIsUsed() throws Exception {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        OkHttpClient client = new OkHttpClient.Builder()
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .build();
        try (LocalProvider server = new LocalProvider(ofServer).says(200, YES);
                ChatModel model = openAi(server.url()).httpClient(client).build()) {
            assertThat(model.chat(question()).text()).isEqualTo("yes");
            assertThat(model.chat(question()).text()).isEqualTo("yes");
            assertThat(server.taken().getHandshake()).isNotNull();
        }
    }

    @Test
    void withoutItNothingIsSent() throws Exception {
        try (LocalProvider server = new LocalProvider(ofServer).says(200, YES);
                ChatModel model = openAi(server.url()).build()) {
            ChatException failure = failure(model, question());
            assertThat(failure.reason()).isEqualTo(FailureReason.UNREACHABLE);
            assertThat(failure.attempts()).isZero();
        }
    }
}
