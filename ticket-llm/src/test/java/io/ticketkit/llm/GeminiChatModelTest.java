package io.ticketkit.llm;

import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.testkit.Situation;
import java.util.Optional;

class GeminiChatModelTest extends ProviderContract {
    @Override
    ChatModel at(String url) {
        return GeminiChatModel.builder()
                .baseUrl(url)
                .apiKey(ApiKey.of(KEY))
                .model("gemini-test")
                .build();
    }

    static String answer(String text) {
        return candidate(
                "'parts':[{'text':'thinking','thought':true},{'text':" + LocalProvider.quote(text) + "}]", "STOP");
    }

    static String candidate(String content, String finish) {
        return ("{'candidates':[{'content':{" + content + ",'role':'model'},'finishReason':'" + finish
                        + "','index':0,'safetyRatings':null}],"
                        + "'usageMetadata':{'promptTokenCount':120,'candidatesTokenCount':20,'totalTokenCount':150,"
                        + "'cachedContentTokenCount':100,'thoughtsTokenCount':10,"
                        + "'promptTokensDetails':[{'modality':'TEXT','tokenCount':120}]},"
                        + "'modelVersion':'gemini-test-001','responseId':'resp-1'}")
                .replace('\'', '"');
    }

    static String error(int code, String status, String message, String details) {
        return "{'error':{'code':" + code + ",'message':'" + message + "','status':'" + status + "','details':["
                + details + "]}}";
    }

    @Override
    Optional<Said> said(Situation situation) {
        return switch (situation) {
            case ANSWERS -> Said.of(200, answer(ANSWER));
            case FILTERS -> Said.of(200, "{'candidates':[{'finishReason':'SAFETY','index':0}],'modelVersion':'m'}");
            case BLOCKS ->
                Said.of(
                        200,
                        "{'promptFeedback':{'blockReason':'PROHIBITED_CONTENT'},'usageMetadata':{'promptTokenCount':9}}");
            case CUTS -> Said.of(200, candidate("'parts':[{'text':'{'}]", "MAX_TOKENS"));
            case STOPS_ODDLY -> Said.of(200, candidate("'parts':[{'text':'yes'}]", "FINISH_REASON_OF_TOMORROW"));
            case WRONG_KEY ->
                Said.of(
                        400,
                        error(
                                400,
                                "INVALID_ARGUMENT",
                                "API key not valid: " + KEY,
                                "{'@type':'type.googleapis.com/google.rpc.ErrorInfo','reason':'API_KEY_INVALID'}"));
            case FORBIDDEN -> Said.of(403, error(403, "PERMISSION_DENIED", "Not for you", ""));
            case NO_QUOTA ->
                Said.of(
                        429,
                        error(
                                429,
                                "RESOURCE_EXHAUSTED",
                                "You exceeded your current quota",
                                "{'@type':'type.googleapis.com/google.rpc.QuotaFailure','violations':"
                                        + "[{'quotaId':'GenerateRequestsPerDayPerProjectPerModel-FreeTier'}]}"));
            case TOO_FAST ->
                Said.of(
                        429,
                        error(
                                429,
                                "RESOURCE_EXHAUSTED",
                                "You exceeded your current quota",
                                "{'@type':'type.googleapis.com/google.rpc.QuotaFailure','violations':"
                                        + "[{'quotaId':'GenerateRequestsPerMinutePerProjectPerModel'}]},"
                                        + "{'@type':'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'34.4s'}"));
            case OVERLOADED -> Said.of(503, error(503, "UNAVAILABLE", "The model is overloaded", ""));
            case FAILS -> Said.of(500, error(500, "INTERNAL", "An internal error has occurred", ""));
            case NO_SUCH_MODEL -> Said.of(404, error(404, "NOT_FOUND", "models/gemini-test is not found", ""));
            case BAD_REQUEST -> Said.of(400, error(400, "INVALID_ARGUMENT", "The input token count exceeds", ""));
            case ERROR_AS_ANSWER -> Said.of(200, error(500, "INTERNAL", "An internal error has occurred", ""));
            case HALF -> Said.of(200, answer(ANSWER).substring(0, 150));
            case REFUSES, GARBAGE, EMPTY, SILENT, DEAD -> Optional.empty();
        };
    }
}
