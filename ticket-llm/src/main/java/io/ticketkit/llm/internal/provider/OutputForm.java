package io.ticketkit.llm.internal.provider;

/** How a model is held to a schema, strongest first; each provider has its own words for these. */
enum OutputForm {
    /** It can write nothing else: OpenAI strict json_schema, Gemini responseJsonSchema, Anthropic output_config.format. */
    STRICT_SCHEMA,
    /** The older form: OpenAI json_schema not strict, Gemini responseSchema, Anthropic a forced tool. */
    SCHEMA,
    /** It writes JSON; which, stands in the instructions. */
    JSON,
    /** It is told, no more. */
    PROMPT;

    /** Whether the schema has to be described in the instructions. */
    boolean isTold() {
        return this == JSON || this == PROMPT;
    }

    /** The next weaker one; the weakest stays. */
    OutputForm weaker() {
        return switch (this) {
            case STRICT_SCHEMA -> SCHEMA;
            case SCHEMA -> JSON;
            case JSON, PROMPT -> PROMPT;
        };
    }
}
