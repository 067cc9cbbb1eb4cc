package io.ticketkit.jpa;

import static io.ticketkit.testkit.PersonStory.MARK;
import static io.ticketkit.testkit.PersonStory.PERSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Source;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketId;
import io.ticketkit.classify.Classifiers;
import io.ticketkit.classify.LearnedModel;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.setup.Learning;
import io.ticketkit.spi.FileAttachmentStore;
import io.ticketkit.testkit.Fixtures;
import io.ticketkit.testkit.PersonStory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who is erased leaves no trace in any column of any table, in no file, and in nothing that is kept in memory. A person
 * leaves traces in every table before: one that is new must get them in {@link PersonStory}, or a reason here.
 */
class PrivacyTraceTest {
    /** Why nobody's name or words can stand in a table. */
    private static final Map<String, String> NOTHING_PERSONAL = Map.of(
            "ticket_schema_version", "numbers of versions",
            "ticketkit_schema_history", "names of scripts",
            "ticket_category", "codes of the taxonomy",
            "ticket_spend", "sums of money by day",
            "ticket_model", "numbers made of words, which are looked for otherwise",
            "ticket_training", "times, and a checksum",
            "ticket_file", "random keys; looked for otherwise",
            "ticket_link", "ids of tickets; looked for otherwise",
            "ticket_merge", "ids of tickets",
            "ticket_job", "the host's name of a job, and how far it is");

    @TempDir
    @Nullable
    Path folder;

    @Test
    void nothingIsLeftInH2() throws Exception {
        try (TestDatabase database = TestDatabase.h2()) {
            eraseAndLook(database, false);
        }
    }

    @Test
    void nothingIsLeftInPostgresql() throws Exception {
        try (TestDatabase database = TestDatabase.postgresql()) {
            eraseAndLook(database, false);
        }
    }

    @Test
    void nothingIsLeftInFiles() throws Exception {
        try (TestDatabase database = TestDatabase.h2()) {
            eraseAndLook(database, true);
        }
    }

    /** Keeps the last texts, as a cache does. */
    private static final class Remembering implements Classifier {
        private final Set<String> texts = new TreeSet<>();

        @Override
        public synchronized Optional<Classification> classify(ClassificationRequest request) {
            texts.add(request.text());
            return Optional.of(Classification.builder(Source.LLM)
                    .rationale("It says: " + request.description())
                    .build());
        }

        @Override
        public synchronized void forget(String tenant) {
            texts.clear();
        }

        synchronized Set<String> texts() {
            return Set.copyOf(texts);
        }
    }

    private void eraseAndLook(TestDatabase database, boolean inFiles) throws SQLException {
        try (JpaHarness harness = new JpaHarness(database, Provider.ECLIPSELINK, JpaHarness.Mode.MANAGED)) {
            TableScan scan = new TableScan(database.dataSource());
            LearningClassifier learned = LearningClassifier.create();
            Remembering cache = new Remembering();
            AtomicBoolean broken = new AtomicBoolean();
            PersonStory story = new PersonStory(harness, builder -> {
                builder.classifier(Classifiers.firstOf(cache, Fixtures.plainClassifier()))
                        .offlineClassifier(Classifiers.firstOf(learned, Fixtures.plainClassifier()))
                        .learning(Learning.of(learned))
                        .beforeCommit(event -> {
                            if (event instanceof TicketEvent.Erased && broken.get()) {
                                throw new StorageUnavailableException(null);
                            }
                        });
                if (inFiles) {
                    builder.attachmentStore(new FileAttachmentStore(folder()));
                }
            });
            TicketId bobs = story.tell().id();
            story.kit().learningWorker().tick();
            String tenant = story.desk().tenant();
            assertThat(learned.version(tenant, ClassifiedField.CATEGORY)).isPositive();
            assertThat(scan.rows("ticket_model")).isPositive();
            assertThat(cache.texts()).anyMatch(text -> text.contains(MARK));
            assertThat(files().stream().anyMatch(PrivacyTraceTest::holdsMark)).isEqualTo(inFiles);

            broken.set(true);
            assertThatThrownBy(() -> story.officer().privacy().erase(PERSON))
                    .isInstanceOf(StorageUnavailableException.class);
            Set<String> filled = scan.tablesWith(MARK);
            if (inFiles) {
                assertThat(filled).doesNotContain("ticket_file_chunk");
                filled.add("ticket_file_chunk");
            }
            assertThat(filled).doesNotContainAnyElementsOf(NOTHING_PERSONAL.keySet());
            filled.addAll(NOTHING_PERSONAL.keySet());
            assertThat(filled).as("each table is filled, or has a reason").containsAll(scan.tables());

            broken.set(false);
            story.desk().clock().advance(Duration.ofMinutes(5));
            story.kit().retentionWorker().tick();

            assertThat(scan.columnsWith(MARK)).isEmpty();
            for (String table : List.of("ticket_file", "ticket_link")) {
                assertThat(scan.rows(table)).as(table).isZero();
            }
            assertThat(scan.rows("ticket")).isEqualTo(1);
            assertThat(files()).isEmpty();
            assertThat(learned.version(tenant, ClassifiedField.CATEGORY)).isZero();
            assertThat(models(harness, tenant))
                    .allSatisfy(model -> assertThat(model.learnedOnlyFrom(id -> id == bobs.value()))
                            .isTrue());
            assertThat(cache.texts()).isEmpty();

            story.desk().clock().advance(Duration.ofMinutes(10));
            story.kit().learningWorker().tick();
            assertThat(models(harness, tenant))
                    .allSatisfy(model -> assertThat(model.learnedOnlyFrom(id -> id == bobs.value()))
                            .isTrue());
        }
    }

    private static List<LearnedModel> models(JpaHarness harness, String tenant) {
        return harness.node(1)
                .<List<LearnedModel>>read(reader -> Stream.of(ClassifiedField.CATEGORY, ClassifiedField.PRIORITY)
                        .flatMap(field -> reader.models().find(tenant, field).stream())
                        .map(stored -> LearnedModel.read(stored.content()))
                        .toList());
    }

    private Path folder() {
        if (folder == null) {
            throw new IllegalStateException("no folder");
        }
        return folder;
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(folder())) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holdsMark(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(MARK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
