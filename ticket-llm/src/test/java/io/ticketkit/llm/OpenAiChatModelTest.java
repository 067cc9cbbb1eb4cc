package io.ticketkit.llm;

import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.testkit.Situation;
import java.util.Optional;

class OpenAiChatModelTest extends ProviderContract {
    @Override
    ChatModel at(String url) {
        return OpenAiChatModel.builder()
                .baseUrl(url + "/v1")
                .apiKey(ApiKey.of(KEY))
                .model("gpt-test")
                .build();
    }

    static String answer(String text) {
        return completion("'content':" + LocalProvider.quote(text) + ",'refusal':null", "'stop'");
    }

    static String completion(String message, String finish) {
        return ("{'id':'chatcmpl-1','object':'chat.completion','created':1750000000,'model':'gpt-test-2026',"
                        + "'choices':[{'index':0,'message':{'role':'assistant','annotations':[]," + message
                        + "},'logprobs':null,'finish_reason':" + finish + "}],"
                        + "'usage':{'prompt_tokens':120,'completion_tokens':30,'total_tokens':150,"
                        + "'prompt_tokens_details':{'cached_tokens':100,'audio_tokens':0},"
                        + "'completion_tokens_details':{'reasoning_tokens':10}},'service_tier':'new-tier','system_fingerprint':null}")
                .replace('\'', '"');
    }

    static String error(String type, String code, String param, String message) {
        return "{'error':{'message':'" + message + "','type':'" + type + "','param':" + param + ",'code':" + code
                + "}}";
    }

    @Override
    Optional<Said> said(Situation situation) {
        return switch (situation) {
            case ANSWERS -> Said.of(200, answer(ANSWER));
            case REFUSES -> Said.of(200, completion("'content':null,'refusal':'I cannot help with that.'", "'stop'"));
            case FILTERS -> Said.of(200, completion("'content':''", "'content_filter'"));
            case BLOCKS ->
                Said.of(400, error("null", "'content_filter'", "'prompt'", "The prompt triggered the filter"));
            case CUTS -> Said.of(200, completion("'content':'{\\\"word'", "'length'"));
            case STOPS_ODDLY -> Said.of(200, completion("'content':'yes'", "'tired'"));
            case WRONG_KEY ->
                Said.of(401, error("invalid_request_error", "'invalid_api_key'", "null", "Incorrect API key: " + KEY));
            case FORBIDDEN -> Said.of(403, error("permission_denied", "null", "null", "Not for you"));
            case NO_QUOTA ->
                Said.of(429, error("insufficient_quota", "'insufficient_quota'", "null", "You exceeded your quota"));
            case TOO_FAST -> Said.of(429, error("requests", "'rate_limit_exceeded'", "null", "Rate limit reached"));
            case OVERLOADED -> Said.of(503, error("server_error", "null", "null", "Overloaded"));
            case FAILS -> Said.of(500, "oops");
            case NO_SUCH_MODEL ->
                Said.of(404, error("invalid_request_error", "'model_not_found'", "null", "No such model"));
            case BAD_REQUEST ->
                Said.of(400, error("invalid_request_error", "'context_length_exceeded'", "'messages'", "Too long"));
            case ERROR_AS_ANSWER -> Said.of(200, error("server_error", "502", "null", "Upstream failed"));
            case HALF -> Said.of(200, answer(ANSWER).substring(0, 150));
            case GARBAGE, EMPTY, SILENT, DEAD -> Optional.empty();
        };
    }
}
