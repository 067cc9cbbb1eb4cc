package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.ClassifiedField;
import io.ticketkit.spi.ModelReader;
import io.ticketkit.spi.ModelWriter;
import io.ticketkit.spi.StoredModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Learned models are kept for all nodes, and replaced only by the next one. */
interface ModelContract extends StorageContract {
    private ModelDesk models() {
        return new ModelDesk(harness());
    }

    @Test
    default void aModelIsReadBackOnAnotherNodeAsItWasStored() {
        ModelDesk desk = models();
        StoredModel model = desk.model(1, "learned 😀");

        assertThat(desk.replace(model)).isTrue();

        StoredModel read = desk.find(ClassifiedField.CATEGORY).orElseThrow();
        assertThat(read).usingRecursiveComparison().isEqualTo(model);
        assertThat(read.trainedAt()).isEqualTo(ModelDesk.NOW.plusSeconds(1));
        assertThat(read.isIntact()).isTrue();
        assertThat(desk.find(ClassifiedField.PRIORITY)).isEmpty();
    }

    @Test
    default void aModelIsFromOneByteTo20MiBLong() {
        ModelDesk desk = models();
        byte[] largest = new byte[StoredModel.MAX_BYTES];
        new Random(1).nextBytes(largest);
        long version = 0;
        for (byte[] content : List.of(new byte[1], largest, new byte[] {-1})) {
            StoredModel model = desk.model(++version, content);

            assertThat(desk.replace(model)).isTrue();

            StoredModel read = desk.find(ClassifiedField.CATEGORY).orElseThrow();
            assertThat(read.content()).isEqualTo(content);
            assertThat(read.checksum()).isEqualTo(model.checksum());
            assertThat(read.isIntact()).isTrue();
        }
    }

    @Test
    default void onlyTheNextVersionReplacesAModel() {
        ModelDesk desk = models();

        assertThat(desk.replace(desk.model(2, "too early"))).isFalse();
        assertThat(desk.content()).isEqualTo("none");
        assertThat(desk.replace(desk.model(1, "first"))).isTrue();
        assertThat(desk.replace(desk.model(1, "first again"))).isFalse();
        assertThat(desk.replace(desk.model(3, "too early"))).isFalse();
        assertThat(desk.content()).isEqualTo("first");
        assertThat(desk.replace(desk.model(2, "second"))).isTrue();
        assertThat(desk.replace(desk.model(2, "second again"))).isFalse();
        assertThat(desk.replace(desk.model(1, "first again"))).isFalse();
        assertThat(desk.content()).isEqualTo("second");
        assertThat(desk.versions(List.of(desk.tenant()))).containsExactly(ModelDesk.version(desk.model(2, "second")));
    }

    @Test
    default void aRefusedModelLeavesItsTransactionUsable() {
        ModelDesk desk = models();
        desk.replace(desk.model(1, "first"));

        boolean priority = desk.write(0, models -> {
            assertThat(models.replace(desk.model(1, "again"))).isFalse();
            return models.replace(
                    StoredModel.of(desk.tenant(), ClassifiedField.PRIORITY, 1, ModelDesk.NOW, new byte[] {1}));
        });

        assertThat(priority).isTrue();
        assertThat(desk.find(ClassifiedField.PRIORITY)).isPresent();
    }

    @Test
    default void ofManyWhoReplaceAModelAtOnceOneDoes() {
        ModelDesk desk = models();
        for (long version = 1; version <= 3; version++) {
            long next = version;

            List<Outcome<Boolean>> outcomes = Desk.atOnce(
                    6,
                    number -> desk.write(
                            number % 2, models -> models.replace(desk.model(next, "v" + next + " of " + number))));

            List<Integer> winners = new ArrayList<>();
            for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i).get()) {
                    winners.add(i);
                }
            }
            assertThat(winners).hasSize(1);
            assertThat(desk.content()).isEqualTo("v" + next + " of " + winners.get(0));
        }
    }

    @Test
    default void whoHoldsTheModelsOfATenantSeesWhatWhoHeldThemBeforeDid() throws Exception {
        ModelDesk desk = models();
        desk.label("Invoice");
        List<ModelWriter.Round> claimed;
        do {
            claimed = desk.claim(0, ModelDesk.NOW, 100);
        } while (claimed.stream().noneMatch(round -> round.tenant().equals(desk.tenant())));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch stored = new CountDownLatch(1);
        FutureTask<Boolean> first = new FutureTask<>(() -> desk.write(0, models -> {
            models.hold(desk.tenant());
            held.countDown();
            return await(stored) && models.replace(desk.model(1, "first"));
        }));
        FutureTask<Boolean> second = new FutureTask<>(() -> desk.write(1, models -> {
            models.hold(desk.tenant());
            return models.find(desk.tenant(), ClassifiedField.CATEGORY).isPresent();
        }));
        new Thread(first, "first").start();
        assertThat(await(held)).isTrue();
        new Thread(second, "second").start();

        assertThatThrownBy(() -> second.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        stored.countDown();

        assertThat(first.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(second.get(1, TimeUnit.MINUTES)).isTrue();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    default void whoReadsAModelWhileItIsReplacedGetsAWholeOne() {
        ModelDesk desk = models();
        int size = 2_000_000;
        desk.replace(desk.model(1, new byte[size]));

        List<Outcome<Boolean>> outcomes = Desk.atOnce(3, number -> {
            boolean fine = true;
            for (int i = 0; i < 10; i++) {
                long next = i + 2L;
                fine &= number == 0
                        ? desk.replace(desk.model(next, new byte[size + i]))
                        : desk.find(ClassifiedField.CATEGORY).orElseThrow().isIntact();
            }
            return fine;
        });

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.get()).isTrue());
    }

    @Test
    default void aDroppedModelIsGoneAndTheNextIsTheFirst() {
        ModelDesk desk = models();
        desk.drop(ClassifiedField.CATEGORY);
        desk.replace(desk.model(1, "first"));
        desk.replace(desk.model(2, "second"));
        desk.drop(ClassifiedField.PRIORITY);
        assertThat(desk.content()).isEqualTo("second");

        desk.drop(ClassifiedField.CATEGORY);

        assertThat(desk.content()).isEqualTo("none");
        assertThat(desk.versions(List.of(desk.tenant()))).isEmpty();
        assertThat(desk.replace(desk.model(3, "third"))).isFalse();
        assertThat(desk.replace(desk.model(1, "first"))).isTrue();
        assertThat(desk.content()).isEqualTo("first");
    }

    @Test
    default void tenantsAndFieldsHaveTheirOwnModels() {
        ModelDesk one = models();
        ModelDesk other = one.other();
        one.replace(one.model(1, "one"));
        other.replace(other.model(1, "other"));
        other.replace(other.model(2, "other's second"));
        StoredModel priority =
                StoredModel.of(other.tenant(), ClassifiedField.PRIORITY, 1, ModelDesk.NOW, new byte[] {7});
        other.replace(priority);

        assertThat(one.content()).isEqualTo("one");
        assertThat(other.content()).isEqualTo("other's second");
        ModelReader.Version ones = ModelDesk.version(one.model(1, "one"));
        List<ModelReader.Version> others =
                List.of(ModelDesk.version(other.model(2, "other's second")), ModelDesk.version(priority));
        assertThat(one.versions(List.of())).isEmpty();
        assertThat(one.versions(List.of("nobody"))).isEmpty();
        assertThat(one.versions(List.of(one.tenant()))).containsExactly(ones);
        assertThat(one.versions(List.of(other.tenant()))).containsExactlyInAnyOrderElementsOf(others);
        List<String> many = new ArrayList<>(List.of(one.tenant()));
        for (int i = 0; i < 3_000; i++) {
            many.add("nobody-" + i);
        }
        many.add(other.tenant());
        many.add(one.tenant());
        assertThat(one.versions(many)).hasSize(3).contains(ones).containsAll(others);
        other.drop(ClassifiedField.CATEGORY);
        assertThat(one.content()).isEqualTo("one");
    }

    @Test
    default void whatIsRolledBackWasNotStored() {
        ModelDesk desk = models();
        desk.replace(desk.model(1, "first"));

        assertThatThrownBy(() -> desk.write(0, models -> {
                    models.replace(desk.model(2, "second"));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(desk.content()).isEqualTo("first");
        assertThatThrownBy(() -> desk.write(0, models -> {
                    models.drop(desk.tenant(), ClassifiedField.CATEGORY);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(desk.content()).isEqualTo("first");
    }
}
