package io.ticketkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TaxonomyTest {
    @Test
    void presetsHaveTheirCodesAndFallbacks() {
        assertThat(Taxonomy.support().active()).hasToString("[billing, technical, account, general]");
        assertThat(Taxonomy.product().active()).hasToString("[bug, feature, billing, support, other]");
        assertThat(Taxonomy.education().active())
                .hasToString("[technical, billing, general, bug_report, feature_request]");
        assertThat(Taxonomy.support().fallback()).hasToString("general");
        assertThat(Taxonomy.product().fallback()).hasToString("other");
        assertThat(Taxonomy.education().fallback()).hasToString("general");
    }

    @Test
    void namesAreFoundByCodeLabelAndAlias() {
        Taxonomy taxonomy = Taxonomy.builder()
                .add(CategoryDefinition.builder("bug_report")
                        .label("Bug reports")
                        .aliases("defect")
                        .build())
                .add(CategoryDefinition.builder("old").retired().build())
                .add("other")
                .build();

        assertThat(taxonomy.resolve(" Bug-Report ")).contains(new Category("bug_report"));
        assertThat(taxonomy.resolve("bug reports")).contains(new Category("bug_report"));
        assertThat(taxonomy.resolve("DEFECT")).contains(new Category("bug_report"));
        assertThat(taxonomy.resolve("old")).isEmpty();
        assertThat(taxonomy.resolve("")).isEmpty();
        assertThat(taxonomy.fallback()).hasToString("other");
        assertThat(taxonomy.definitions()).hasSize(3);
    }

    @Test
    void badTaxonomiesAreRefusedWithTheReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Taxonomy.builder().build())
                .withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Taxonomy.builder().add("a", "a").build())
                .withMessageContaining("defined twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Taxonomy.builder().add("a").fallback("b").build())
                .withMessageContaining("fallback b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Taxonomy.builder()
                        .add("a")
                        .add(CategoryDefinition.builder("b").aliases("A").build())
                        .build())
                .withMessageContaining("stands for both");
        assertThatIllegalArgumentException().isThrownBy(() -> new Category("Not A Code"));
    }
}
