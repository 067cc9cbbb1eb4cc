package io.ticketkit.llm;

import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.testkit.ChatModelContract;
import io.ticketkit.llm.testkit.Situation;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract, against a server on this machine that speaks as the provider does. */
@SuppressWarnings("NullAway.Init")
abstract class ProviderContract extends ChatModelContract {
    LocalProvider server;

    @BeforeEach
    void start() throws IOException {
        server = new LocalProvider();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A model of the provider at an address, with the contract's key. */
    abstract ChatModel at(String url);

    /** The status and body the provider has for a situation; empty when it has none. */
    abstract Optional<Said> said(Situation situation);

    record Said(int status, String body) {
        static Optional<Said> of(int status, String body) {
            return Optional.of(new Said(status, body.replace('\'', '"')));
        }
    }

    @Override
    protected Optional<ChatModel> model(Situation situation) throws Exception {
        if (situation == Situation.DEAD) {
            return Optional.of(at("http://localhost:" + LocalProvider.deadPort()));
        }
        switch (situation) {
            case SILENT -> server.saysNothing();
            case GARBAGE -> server.says(200, "<html><body>Welcome to the proxy</body></html>");
            case EMPTY -> server.says(200, "");
            default -> {
                Optional<Said> said = said(situation);
                if (said.isEmpty()) {
                    return Optional.empty();
                }
                server.says(said.get().status(), said.get().body());
            }
        }
        return Optional.of(at(server.url()));
    }
}
