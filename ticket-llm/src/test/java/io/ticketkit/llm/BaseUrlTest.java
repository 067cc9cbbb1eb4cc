package io.ticketkit.llm;

import static io.ticketkit.llm.Questions.KEY;
import static io.ticketkit.llm.Questions.failure;
import static io.ticketkit.llm.Questions.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatModel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a key and a ticket's text may be sent to. */
class BaseUrlTest {
    private static OpenAiChatModel.Builder builder(String url) {
        return OpenAiChatModel.builder().baseUrl(url).apiKey(ApiKey.of(KEY)).model("m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.openai.com/v1",
                "https://models.example:8443/some/path/v1/",
                " https://models.example ",
                "http://localhost:11434/v1",
                "http://ollama.localhost/v1",
                "http://127.0.0.1:8000/v1",
                "http://127.8.9.10",
                "http://[::1]:8000",
                "https://8.8.8.8/v1",
                "https://[2606:4700::1]/v1",
                "https://[2001:1::1]/v1",
                "https://[64:ff9b:2::1]/v1"
            })
    void mayBe(String url) {
        assertThatCode(() -> builder(url).build().close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'', https://host",
        "api.openai.com, https://host",
        "ftp://models.example, https://host",
        "http://models.example/v1, use https",
        "http://10.0.0.7/v1, use https",
        "http://localhost.evil.example/v1, use https",
        "http://127.0.0.1.evil.example/v1, use https",
        "https://user:s3cret@models.example, no user",
        "https://s3cret@models.example, no user",
        "https://models.example/v1?key=s3cret, no query",
        "https://models.example/deployments/x?api-version=1, for Azure give the form https://host/openai/v1",
        "https://models.example/v1#s3cret, no query",
        "https://169.254.169.254/latest, refused",
        "https://[fe80::1]/v1, refused",
        "https://[fd00:ec2::254]/v1, refused",
        "https://[::ffff:169.254.169.254]/v1, refused",
        "https://[64:ff9b::a9fe:a9fe]/v1, refused",
        "https://[2002:a9fe:a9fe::1]/v1, refused",
        "https://[2002:7f00:1::1]/v1, refused",
        "https://[64:ff9b::7f00:1]/v1, refused",
        "https://[64:ff9b:1::a9fe:a9fe]/v1, refused",
        "https://[64:ff9b:1:ffff::1]/v1, refused",
        "https://[2001::1]/v1, refused",
        "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/v1, refused",
        "https://[::127.0.0.1]/v1, refused",
        "http://[::127.0.0.1]/v1, use https",
        "https://100.100.100.200/v1, refused",
        "https://168.63.129.16/v1, refused",
        "https://192.0.0.192/v1, refused",
        "https://0.0.0.0/v1, refused",
        "https://[::]/v1, refused",
        "https://224.0.0.1/v1, refused",
        "https://255.255.255.255/v1, refused",
        "https://[ff02::1]/v1, refused",
        "https://10.0.0.7/v1, allowPrivateNetworks",
        "https://172.31.0.1/v1, allowPrivateNetworks",
        "https://192.168.1.1/v1, allowPrivateNetworks",
        "https://100.64.0.1/v1, allowPrivateNetworks",
        "https://[fd12::1]/v1, allowPrivateNetworks",
        "https://[::ffff:10.0.0.7]/v1, allowPrivateNetworks",
        "https://2130706433/v1, four numbers",
        "https://127.1/v1, four numbers"
    })
    void mayNotBe(String url, String why) {
        assertThatThrownBy(() -> builder(url).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("baseUrl: ")
                .hasMessageContaining(why)
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://10.0.0.7", "https://172.16.0.1", "https://[fd12::1]", "https://100.64.0.1"})
    void mayBePrivateWhenAllowed(String url) {
        assertThatCode(() -> builder(url).allowPrivateNetworks(true).build().close())
                .doesNotThrowAnyException();
    }

    @Test
    void metadataIsNeverAllowed() {
        assertThatThrownBy(() -> builder("https://169.254.169.254")
                        .allowPrivateNetworks(true)
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://models.example, 169.254.169.254, true",
        "https://models.example, fe80::1, true",
        "https://models.example, fd00:ec2::254, true",
        "https://models.example, ::ffff:169.254.169.254, true",
        "https://models.example, 10.0.0.7, false",
        "https://models.example, 127.0.0.1, false",
        "https://models.example, ::1, false",
        "http://localhost, 93.184.216.34, true"
    })
    void aNameMayNotStandFor(String url, String address, boolean allowPrivate) throws Exception {
        OkHttpClient client = resolving(address);
        try (ChatModel model = builder(url)
                .httpClient(client)
                .allowPrivateNetworks(allowPrivate)
                .build()) {
            ChatException failure = failure(model, question());
            assertThat(failure.reason()).isEqualTo(FailureReason.UNREACHABLE);
            assertThat(failure.attempts()).isZero();
            assertThat(failure).hasMessageStartingWith("baseUrl: ");
        }
    }

    @Test
    void anAddressThatMayBeIsTakenFromAmongThoseThatMayNot() throws Exception {
        try (LocalProvider server = new LocalProvider().says(200, OpenAiChatModelTest.answer("yes"));
                ChatModel model = builder(server.url())
                        .httpClient(resolving("169.254.169.254", "127.0.0.1"))
                        .build()) {
            assertThat(model.chat(question()).text()).isEqualTo("yes");
        }
    }

    private static OkHttpClient resolving(String... addresses) {
        return new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .dns(name -> {
                    List<InetAddress> found = new ArrayList<>();
                    for (String address : addresses) {
                        found.add(InetAddress.getByName(address));
                    }
                    return found;
                })
                .build();
    }

    /** A proxy may well be in a private network; here it is this machine, and answers for the model. */
    @Test
    void aProxyIsTheHostsOwnAffair() throws Exception {
        try (LocalProvider proxy = new LocalProvider().says(200, OpenAiChatModelTest.answer("yes"))) {
            OkHttpClient client = new OkHttpClient.Builder()
                    .proxy(new Proxy(
                            Proxy.Type.HTTP,
                            InetSocketAddress.createUnresolved(
                                    "localhost",
                                    java.net.URI.create(proxy.url()).getPort())))
                    .build();
            try (ChatModel model =
                    builder("http://model.localhost/v1").httpClient(client).build()) {
                assertThat(model.chat(question()).text()).isEqualTo("yes");
            }
            assertThat(proxy.taken().getTarget()).isEqualTo("http://model.localhost/v1/chat/completions");
        }
    }
}
