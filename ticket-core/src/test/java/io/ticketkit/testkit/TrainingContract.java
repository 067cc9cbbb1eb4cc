package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.ClassifiedField;
import io.ticketkit.Ticket;
import io.ticketkit.spi.ModelWriter.Round;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who looks after the models of which tenant, and when: any number of nodes share the work. */
interface TrainingContract extends StorageContract {
    private ModelDesk models() {
        ModelDesk desk = new ModelDesk(harness());
        desk.clear();
        return desk;
    }

    private static Instant at(long second) {
        return ModelDesk.NOW.plusSeconds(second);
    }

    @Test
    default void aTenantWithALabelOrAModelIsDueAtOnce() {
        ModelDesk labelled = models();
        labelled.label("Printer");
        ModelDesk modelled = labelled.other();
        modelled.replace(modelled.model(1, "learned"));
        ModelDesk neither = labelled.other();
        neither.desk().submit("Guessed");

        assertThat(labelled.claim(0, at(0), 10))
                .containsExactlyInAnyOrder(new Round(labelled.tenant(), null), new Round(modelled.tenant(), null));
        assertThat(labelled.claim(1, at(0), 10)).isEmpty();
    }

    @Test
    default void aFinishedRoundIsDueAgainWhenItWasSaid() {
        ModelDesk desk = models();
        desk.label("Printer");
        desk.claim(0, at(0), 10);

        desk.finish("what was seen", at(30));

        assertThat(desk.claim(0, at(29), 10)).isEmpty();
        assertThat(desk.claim(1, at(30), 10)).containsExactly(new Round(desk.tenant(), "what was seen"));
        desk.finish("x".repeat(100), at(40));
        assertThat(desk.claim(0, at(41), 10)).containsExactly(new Round(desk.tenant(), "x".repeat(100)));
    }

    @Test
    default void aRoundMayEndWithNothingSeen() {
        ModelDesk desk = models();
        desk.label("Printer");
        desk.claim(0, at(0), 10);
        desk.finish("seen", at(1));
        desk.claim(0, at(1), 10);

        desk.finish(null, at(2));

        assertThat(desk.claim(1, at(2), 10)).containsExactly(new Round(desk.tenant(), null));
    }

    @Test
    default void aClaimThatIsNotFinishedEndsWithItsLease() {
        ModelDesk desk = models();
        desk.label("Printer");
        desk.claim(0, at(0), 10);
        desk.finish("seen", at(1));
        assertThat(desk.claim(0, at(10), 10)).hasSize(1);

        assertThat(desk.claim(1, at(69), 10)).isEmpty();
        assertThat(desk.claim(1, at(71), 10)).containsExactly(new Round(desk.tenant(), "seen"));
        assertThat(desk.claim(0, at(72), 10)).isEmpty();
    }

    @Test
    default void theFirstClaimOfATenantEndsWithItsLeaseToo() {
        ModelDesk desk = models();
        desk.label("Printer");
        assertThat(desk.claim(0, at(0), 10)).hasSize(1);

        assertThat(desk.claim(1, at(59), 10)).isEmpty();
        assertThat(desk.claim(1, at(61), 10)).containsExactly(new Round(desk.tenant(), null));
    }

    @Test
    default void whoWaitsLongestIsFirstAndWhoHadNoRoundYetBeforeAll() {
        ModelDesk desk = models();
        List<ModelDesk> desks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            desks.add(desk.other());
            desks.get(i).label("Printer");
            desk.claim(0, at(0), 10);
            desks.get(i).finish("seen", at(4 - i));
        }
        ModelDesk fresh = desk.other();
        fresh.label("Printer");

        List<String> tenants = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<Round> rounds = desk.claim(i % 2, at(3), i == 1 ? 2 : 1);
            rounds.forEach(round -> tenants.add(round.tenant()));
        }

        assertThat(tenants)
                .containsExactly(
                        fresh.tenant(),
                        desks.get(3).tenant(),
                        desks.get(2).tenant(),
                        desks.get(1).tenant());
        assertThat(desk.claim(0, at(3), 10)).isEmpty();
        assertThat(desk.claim(0, at(4), 10))
                .extracting(Round::tenant)
                .containsExactly(desks.get(0).tenant());
    }

    @Test
    default void whoClaimAtOnceGetDifferentTenants() {
        ModelDesk desk = models();
        List<String> tenants = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ModelDesk next = desk.other();
            next.label("Printer");
            tenants.add(next.tenant());
        }
        for (int round = 0; round < 3; round++) {
            Instant now = at(round * 100L);
            List<String> claimed = new ArrayList<>();
            for (int look = 0; look < 20 && claimed.size() < tenants.size(); look++) {
                Desk.atOnce(4, number -> desk.claim(number % 2, now, 2))
                        .forEach(outcome -> outcome.get().forEach(r -> claimed.add(r.tenant())));
            }
            assertThat(claimed).containsExactlyInAnyOrderElementsOf(tenants);
            assertThat(desk.claim(0, now, 10)).isEmpty();
            for (String tenant : tenants) {
                desk.write(1, models -> {
                    models.finish(tenant, "seen", now.plusSeconds(100));
                    return true;
                });
            }
        }
    }

    @Test
    default void aTenantWithNothingLeftIsLeftAlone() {
        ModelDesk desk = models();
        Ticket ticket = desk.label("Printer");
        desk.replace(desk.model(1, "learned"));
        desk.claim(0, at(0), 10);
        desk.finish("seen", at(1));

        desk.desk().staff().erase(ticket.id());
        assertThat(desk.claim(0, at(1), 10)).containsExactly(new Round(desk.tenant(), "seen"));
        desk.drop(ClassifiedField.CATEGORY);
        desk.finish("none", at(2));

        assertThat(desk.claim(1, at(100), 10)).isEmpty();
        desk.label("Printer");
        assertThat(desk.claim(1, at(100), 10)).extracting(Round::tenant).containsExactly(desk.tenant());
    }

    @Test
    default void aClaimThatIsRolledBackWasNone() {
        ModelDesk desk = models();
        desk.label("Printer");

        for (int time = 0; time < 2; time++) {
            Instant now = at(time);
            assertThatThrownBy(() -> desk.write(0, models -> {
                        assertThat(models.claim(now, now.plusSeconds(60), 10)).hasSize(1);
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            assertThat(desk.claim(1, now, 10)).hasSize(1);
            desk.finish("seen", at(time + 1));
        }
    }
}
