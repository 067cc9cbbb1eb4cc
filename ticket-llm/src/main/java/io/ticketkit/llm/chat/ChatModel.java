package io.ticketkit.llm.chat;

/**
 * A language model behind an API. Implementations are thread-safe, keep within {@link ChatRequest#deadline()} whatever
 * the other side does, and extend the contract suite {@code ChatModelContract}.
 */
public interface ChatModel extends AutoCloseable {
    /**
     * Asks.
     *
     * @param request the messages, and how the answer shall be
     * @return what the model answered; that it refused, was filtered or cut is an answer too, see
     *     {@link ChatAnswer#finish()}
     * @throws ChatException when there is no answer
     * @throws InterruptedException when the thread was interrupted; the call is given up
     */
    ChatAnswer chat(ChatRequest request) throws ChatException, InterruptedException;

    /** {@return the name of the model asked for, as its provider spells it: 1 to 100 characters} */
    String name();

    /** Ends what this model started, and nothing it was given. Calling it again does nothing. */
    @Override
    default void close() {}
}
