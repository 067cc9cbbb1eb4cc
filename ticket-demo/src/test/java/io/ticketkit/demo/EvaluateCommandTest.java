package io.ticketkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.ModelServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {
    private static final String SUPPORT = """
            text,category
            "I was charged twice on my invoice, please refund one payment",billing
            Please send me the invoice for my last payment,billing
            I forgot my password and cannot log in to my account,account
            "The server returns an error 500, the application crashes",technical
            hello,general
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    /** No database is touched: there is none. */
    private final Map<String, String> environment =
            new HashMap<>(Map.of("TICKET_DB_URL", "jdbc:postgresql://127.0.0.1:1/none"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private String file(String name, String content, Charset charset) {
        try {
            return Files.writeString(folder.resolve(name), content, charset).toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String file(String name, String content) {
        return file(name, content, StandardCharsets.UTF_8);
    }

    private int run(String... arguments) {
        return new CommandLine(new EvaluateCommand(environment))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private JsonNode runs(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        assertThat(run(all.toArray(String[]::new))).as(err.toString()).isZero();
        assertThat(out.toString()).hasLineCount(1);
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.propertyNames()).containsExactly("classifier", "runs");
        return json.get("runs");
    }

    private void refused(String message, String... arguments) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo(message);
        assertThat(out.toString()).isEmpty();
    }

    /** Two labels of its own, told apart by a word each. */
    private static String parcels(int rows) {
        String[] places = {"depot", "harbour", "station", "office", "shop", "village"};
        StringBuilder csv = new StringBuilder("text,category\n");
        for (int i = 0; i < rows; i++) {
            String place = places[i % places.length] + " " + i;
            csv.append(i % 2 == 0 ? "The parcel is late at the " : "The bottle is broken says the ")
                    .append(place)
                    .append(i % 2 == 0 ? ",Late parcel\n" : ",Damage\n");
        }
        return csv.toString();
    }

    @Test
    void theKeywordClassifierIsMeasuredOnceAndTheFiguresHaveTheirNames() {
        JsonNode runs = runs("--test", file("test.csv", SUPPORT));

        assertThat(runs).hasSize(1);
        JsonNode run = runs.get(0);
        assertThat(run.propertyNames())
                .startsWith("size", "accuracy", "macro_f1", "ece", "accuracy_at_threshold", "coverage", "ms_per_text")
                .contains("kappa", "majority_share", "majority_macro_f1", "cost_usd", "rows", "abstained", "failed");
        assertThat(run.get("size").asInt()).isZero();
        assertThat(run.get("rows").asInt()).isZero();
        assertThat(run.get("accuracy").asDouble()).isEqualTo(1);
        assertThat(run.get("macro_f1").asDouble()).isEqualTo(1);
        assertThat(run.get("kappa").asDouble()).isEqualTo(1);
        assertThat(run.get("majority_share").asDouble()).isEqualTo(0.4);
        assertThat(run.get("coverage").asDouble()).isBetween(0.5, 1.0);
        assertThat(run.get("ms_per_text").asDouble()).isBetween(0.0, 1000.0);
        assertThat(run.get("cost_usd").asDouble()).isZero();
    }

    @Test
    void sizesAreEchoedAlsoWhereNothingIsLearned() {
        JsonNode runs = runs("--test", file("test.csv", SUPPORT), "--sizes", "50,all");
        assertThat(runs).hasSize(2);
        assertThat(runs.get(0).get("size").asInt()).isEqualTo(50);
        assertThat(runs.get(1).get("size").asString()).isEqualTo("all");
        assertThat(runs.get(1).get("accuracy")).isEqualTo(runs.get(0).get("accuracy"));
    }

    @Test
    void aLearningCurveHasARunForEachSize() {
        String[] arguments = {
            "--test",
            file("test.csv", parcels(20)),
            "--train",
            file("train.csv", parcels(60)),
            "--classifier",
            "learning",
            "--sizes",
            "8,40,all,500"
        };
        JsonNode runs = runs(arguments);

        assertThat(runs).hasSize(4);
        assertThat(runs.get(0).get("size").asInt()).isEqualTo(8);
        assertThat(runs.get(0).get("rows").asInt()).isEqualTo(8);
        assertThat(runs.get(2).get("size").asString()).isEqualTo("all");
        assertThat(runs.get(2).get("rows").asInt()).isEqualTo(60);
        assertThat(runs.get(2).get("accuracy").asDouble()).isEqualTo(1);
        assertThat(runs.get(2).get("failed").asInt()).isZero();
        assertThat(runs.get(2).get("abstained").asInt()).isZero();
        assertThat(runs.get(3).get("size").asInt()).isEqualTo(500);
        assertThat(runs.get(3).get("rows").asInt()).isEqualTo(60);
        assertThat(runs.get(3).get("accuracy")).isEqualTo(runs.get(2).get("accuracy"));
        assertThat(err.toString()).contains("--sizes 500: --train has 60 rows, all of them are taken.");
        out.getBuffer().setLength(0);
        arguments[arguments.length - 1] = "8,40";
        assertThat(runs(arguments).get(1).get("accuracy")).isEqualTo(runs.get(1).get("accuracy"));
    }

    @Test
    void withoutSizesACurveHasThoseTheFileIsLargeEnoughFor() {
        JsonNode runs = runs(
                "--test", file("test.csv", parcels(10)),
                "--train", file("train.csv", parcels(60)),
                "--classifier", "learning");
        assertThat(runs).hasSize(2);
        assertThat(runs.get(0).get("size").asInt()).isEqualTo(50);
        assertThat(runs.get(1).get("size").asString()).isEqualTo("all");
        assertThat(err.toString()).doesNotContain("--sizes");
    }

    @Test
    void forPeopleThereAreTables() {
        assertThat(run("--test", file("test.csv", SUPPORT), "--threshold", "0.5"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("keyword on 5 rows of test.csv")
                .contains("text: text, label: category (the categories of the preset support)")
                .containsPattern("size +rows +accuracy +macro-F1 +ECE +right at 0.50 +coverage +kappa")
                .containsPattern("majority +0.400 +0.143 +always \"billing\"")
                .containsPattern("\n +billing +1.000 +1.000 +1.000 +2\n")
                .contains("Confusion (rows: right, columns: answered)")
                .containsPattern("\n +account +1 +0 +0 +0\n")
                .contains("Calibration")
                .doesNotContain("not better than guessing");
    }

    @Test
    void manyLabelsAreShownByTheirLargestConfusions() {
        String csv = "text,category\n"
                + "abcdefghijklm"
                        .chars()
                        .mapToObj(letter -> "nothing known,label " + (char) letter + "\n")
                        .collect(Collectors.joining());
        assertThat(run("--test", file("test.csv", csv))).isZero();
        assertThat(out.toString())
                .contains("Taken for each other most often")
                .contains("categories of its own")
                .contains("This is not better than guessing");
    }

    @Test
    void prioritiesAreNeverOverstated() {
        String csv = "title,description,priority\n"
                + "Question,What does it cost?,normal\n".repeat(9)
                + "Printer,The whole company cannot work since the system is down!,low\n";
        assertThat(run("--test", file("test.csv", csv))).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("text: title and description, label: priority (priorities)")
                .contains("Priority: kappa")
                .contains("always \"medium\" has kappa 0")
                .contains("This is not better than guessing: always answering \"medium\" is right in 90.0%");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", ","})
    void filesOfSpreadsheetsAreRead(String separator) {
        String csv = "\uFEFF" + String.join(separator, "\"Id\"", "Title", "Description", "Queue") + "\r\n"
                + String.join(separator, "1", "Invoice", "\"two lines\r\nand a \"\"quote\"\"\"", "Billing") + "\r\n";
        JsonNode runs = runs("--test", file("test.csv", csv), "--label", "queue", "--text", "title,description");
        assertThat(runs.get(0).get("accuracy").asDouble()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--classifier learning | --classifier learning needs --train: give the file to learn from.",
                "--classifier magic | --classifier is wrong at \"magic\": give keyword, learning or llm.",
                "--sizes 50,x | --sizes is wrong at \"x\": give numbers from 1 on, or all, separated by commas.",
                "--sizes 0 | --sizes is wrong at \"0\": give numbers from 1 on, or all, separated by commas.",
                "--threshold 70 | --threshold is wrong at \"70.0\": give a number from 0 to 1.",
                "--label queue | --test test.csv has no column \"queue\": give --label one of text, category.",
                "--text title | --test test.csv has no column \"title\": give --text one of text, category.",
                "--train none.csv | --train none.csv cannot be read: give a CSV file.",
                "--classifier llm | --classifier llm needs a model: set TICKET_LLM_PROVIDER and TICKET_LLM_API_KEY.",
            })
    void aWrongCommandLineIsRefusedInOneLine(String arguments, String message) {
        List<String> all = new ArrayList<>(List.of("--test", file("test.csv", SUPPORT)));
        all.addAll(List.of(
                arguments.replace("none.csv", folder.resolve("none.csv") + "").split(" ", -1)));
        refused(message.replaceFirst("(test|none)\\.csv", folder + "/$1.csv"), all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text,category | has no rows: give a header line and at least one row below it.",
                "'' | has no rows: give a header line and at least one row below it.",
                "text,category\\nhello,general\\nhi, | , line 3 has no category: fill it in, or take the row out.",
                "text,category,Text\\nhello,general,ciao | has 2 columns \"text\": rename all but one.",
                "text,category\\nhello | , line 2: 1 fields instead of 2; is a quote missing?",
                "body,category\\nhello,general | has no column text, description: name one with --text, it has body, category.",
                "text,kind\\nhello,general | has no column category, label, priority, sentiment: name one with --label, it has text, kind.",
            })
    void aWrongFileIsRefusedInOneLine(String content, String message) {
        String test = file("test.csv", content.replace("\\n", "\n"));
        String gap = message.startsWith(",") ? "" : " ";
        refused("--test " + test + gap + message, "--test", test);
    }

    @Test
    void otherEncodingsAreRefused() {
        String test = file("test.csv", "text,category\nGrüße,general\n", StandardCharsets.ISO_8859_1);
        refused("--test " + test + " is not UTF-8: save it as UTF-8.", "--test", test);
    }

    @Test
    void whatNobodyCanHaveLearnedIsRefused() {
        refused(
                "--train has no row with the label damage, which --test has: add some, or take those rows out of --test.",
                "--classifier",
                "learning",
                "--test",
                file("test.csv", parcels(4)),
                "--train",
                file("train.csv", "text,category\nThe parcel is late,Late parcel\n"));
        String moods = file("moods.csv", "text,sentiment\nI am furious,angry\n");
        err.getBuffer().setLength(0);
        refused(
                "--classifier learning learns categories and priorities, no sentiments: give keyword or llm.",
                "--classifier",
                "learning",
                "--test",
                moods,
                "--train",
                moods);
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("--test", "--train", "--text", "--label", "--sizes", "--classifier", "--threshold", "--json");
    }

    private void model(ModelServer server) {
        environment.put("TICKET_LLM_PROVIDER", "openai");
        environment.put("TICKET_LLM_API_KEY", "sk-test");
        environment.put("TICKET_LLM_BASE_URL", server.url() + "/v1");
        environment.put("TICKET_LLM_MODEL", "test-model");
        environment.put("TICKET_LLM_TIMEOUT_SECONDS", "20");
        environment.put("TICKET_LLM_PRICES", file("prices.json", ModelServer.PRICES));
    }

    @Test
    void aModelIsAskedOnceForEachRowAndItsCostTold() {
        try (ModelServer server = new ModelServer()) {
            server.completes(ModelServer.VERDICT);
            model(server);
            JsonNode run = runs("--test", file("test.csv", SUPPORT), "--classifier", "llm")
                    .get(0);
            assertThat(run.get("accuracy").asDouble()).isEqualTo(0.2);
            assertThat(run.get("cost_usd").asDouble()).isEqualTo(5 * Double.parseDouble(ModelServer.COST));
            assertThat(server.requests()).hasSize(5);
        }
    }

    @Test
    void aBudgetIsRespectedAndWhatFailedIsCounted() {
        try (ModelServer server = new ModelServer()) {
            server.completes(ModelServer.VERDICT);
            model(server);
            environment.put("TICKET_LLM_DAILY_BUDGET_USD", "0.05");
            StringBuilder csv = new StringBuilder("text,category\n");
            for (char first = 'a'; first < 'k'; first++) {
                for (char second = 'a'; second < 'z'; second++) {
                    csv.append("Where is the invoice ")
                            .append(first)
                            .append(second)
                            .append("?,billing\n");
                }
            }
            JsonNode run = runs("--test", file("test.csv", csv.toString()), "--classifier", "llm")
                    .get(0);
            assertThat(run.get("failed").asInt()).isPositive();
            assertThat(run.get("cost_usd").asDouble()).isBetween(0.001, 0.05);
            assertThat(server.requests()).hasSizeLessThan(250);
        }
    }

    @Test
    void aModelThatNeverAnswersIsGivenUp() {
        try (ModelServer server = new ModelServer()) {
            server.says(401, "{}");
            model(server);
            assertThat(run("--test", file("test.csv", SUPPORT), "--classifier", "llm"))
                    .isEqualTo(2);
            assertThat(err.toString())
                    // the last of the five may find the circuit open already
                    .contains("--classifier llm: the model answered none of the first 5 rows ([authentication");
            assertThat(out.toString()).isEmpty();
        }
    }
}
