package io.ticketkit.demo.http;

import io.ticketkit.demo.http.OpenApiDocument.Operation;
import io.ticketkit.demo.testing.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A call and its answer. */
record Exchange(Operation operation, String request, int status, Map<String, String> headers, String body) {
    /** Headers that mean something: an answer has them only where they are described. */
    private static final Set<String> MEANINGFUL = Set.of(
            "ETag",
            "Link",
            "Location",
            "Retry-After",
            "Allow",
            "Content-Disposition",
            "WWW-Authenticate",
            "X-Request-Id");

    private static final String TYPE = "Content-Type";

    static Exchange of(Operation operation, String request, Client.Answer answer) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        answer.response().headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        return new Exchange(operation, request, answer.status(), headers, answer.text());
    }

    Exchange withStatus(int other) {
        return new Exchange(operation, request, other, headers, body);
    }

    Exchange withBody(String other) {
        return new Exchange(operation, request, status, headers, other);
    }

    Exchange withContentType(String other) {
        Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(headers);
        changed.put(TYPE, other);
        return new Exchange(operation, request, status, changed, body);
    }

    Exchange without(String header) {
        Map<String, String> fewer = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fewer.putAll(headers);
        fewer.remove(header);
        return new Exchange(operation, request, status, fewer, body);
    }

    JsonNode json() {
        return OpenApiDocument.MAPPER.readTree(body);
    }

    /** Names that other answers of the same kind share. */
    String kind() {
        return operation.id() + " " + status;
    }

    /** Why the answer is not one of those described; empty when it is. */
    List<String> problems(OpenApiDocument document) {
        List<String> problems = new ArrayList<>();
        if (operation.has(status)) {
            JsonNode response = document.response(operation, status);
            addProblemsOfHeaders(document, response.path("headers"), problems);
            addProblemsOfBody(document, response.path("content"), problems);
        } else {
            problems.add("the status is not described");
        }
        return problems.stream().map(problem -> problem + ": " + this).toList();
    }

    private void addProblemsOfHeaders(OpenApiDocument document, JsonNode described, List<String> problems) {
        described.properties().forEach(header -> {
            JsonNode expected = document.resolved(header.getValue());
            String value = headers.get(header.getKey());
            if (value != null) {
                document.problems(expected.path("schema"), typed(expected, value))
                        .forEach(problem -> problems.add(header.getKey() + problem));
            }
        });
        document.requiredHeaders(operation, status).stream()
                .filter(name -> !headers.containsKey(name))
                .forEach(name -> problems.add(name + " is missing"));
        headers.keySet().stream()
                .filter(name -> MEANINGFUL.stream().anyMatch(name::equalsIgnoreCase))
                .filter(name -> described.propertyNames().stream().noneMatch(name::equalsIgnoreCase))
                .forEach(name -> problems.add(name + " is not described"));
    }

    private static JsonNode typed(JsonNode expected, String value) {
        boolean number = expected.path("schema").path("type").asString("").equals("integer");
        return number && value.matches("[0-9]{1,9}")
                ? OpenApiDocument.MAPPER.getNodeFactory().numberNode(Integer.parseInt(value))
                : OpenApiDocument.MAPPER.getNodeFactory().stringNode(value);
    }

    private void addProblemsOfBody(OpenApiDocument document, JsonNode content, List<String> problems) {
        if (content.has("*/*")) {
            return; // a file
        }
        if (content.isMissingNode()) {
            if (!body.isEmpty()) {
                problems.add("a body is not described");
            }
            return;
        }
        String type = headers.getOrDefault(TYPE, "nothing");
        if (!content.has(type)) {
            problems.add(type + " is not described");
            return;
        }
        try {
            problems.addAll(document.problems(content.path(type).path("schema"), json()));
        } catch (JacksonException e) {
            problems.add("the body is not JSON");
        }
    }

    @Override
    public String toString() {
        String shown = body.length() > 400 ? body.substring(0, 400) + "…" : body;
        return operation.id() + " (" + request + ") answered " + status + " " + shown;
    }
}
