package io.ticketkit.llm;

import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.testkit.Situation;
import java.util.Optional;

class AnthropicChatModelTest extends ProviderContract {
    @Override
    ChatModel at(String url) {
        return AnthropicChatModel.builder()
                .baseUrl(url)
                .apiKey(ApiKey.of(KEY))
                .model("claude-test")
                .build();
    }

    static String answer(String text) {
        return message("{'type':'text','text':" + LocalProvider.quote(text) + ",'citations':null}", "end_turn");
    }

    static String message(String block, String stop) {
        return ("{'id':'msg_1','type':'message','role':'assistant','model':'claude-test-2026','content':["
                        + "{'type':'thinking','thinking':'hm','signature':'x'}," + block + "],"
                        + "'stop_reason':'" + stop + "','stop_sequence':null,'stop_details':null,"
                        + "'usage':{'input_tokens':15,'cache_creation_input_tokens':5,'cache_read_input_tokens':100,"
                        + "'output_tokens':30,'output_tokens_details':{'thinking_tokens':10},'service_tier':'standard'}}")
                .replace('\'', '"');
    }

    static String error(String type, String message) {
        return "{'type':'error','error':{'type':'" + type + "','message':'" + message + "'},'request_id':'req_1'}";
    }

    @Override
    Optional<Said> said(Situation situation) {
        return switch (situation) {
            case ANSWERS -> Said.of(200, answer(ANSWER));
            case REFUSES -> Said.of(200, message("{'type':'text','text':''}", "refusal"));
            case CUTS -> Said.of(200, message("{'type':'text','text':'{'}", "model_context_window_exceeded"));
            case STOPS_ODDLY -> Said.of(200, message("{'type':'text','text':'yes'}", "pause_turn"));
            case WRONG_KEY -> Said.of(401, error("authentication_error", "invalid x-api-key " + KEY));
            case FORBIDDEN -> Said.of(403, error("permission_error", "Not for you"));
            case NO_QUOTA ->
                Said.of(
                        400,
                        error("invalid_request_error", "Your credit balance is too low to access the Anthropic API."));
            case TOO_FAST -> Said.of(429, error("rate_limit_error", "Rate limit exceeded"));
            case OVERLOADED -> Said.of(529, error("overloaded_error", "Overloaded"));
            case FAILS -> Said.of(500, error("api_error", "Internal server error"));
            case NO_SUCH_MODEL -> Said.of(404, error("not_found_error", "model: claude-test"));
            case BAD_REQUEST -> Said.of(400, error("invalid_request_error", "prompt is too long: 300000 tokens"));
            case ERROR_AS_ANSWER -> Said.of(200, error("api_error", "Internal server error"));
            case HALF -> Said.of(200, answer(ANSWER).substring(0, 150));
            case FILTERS, BLOCKS, GARBAGE, EMPTY, SILENT, DEAD -> Optional.empty();
        };
    }
}
