package io.ticketkit.demo.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Category;
import io.ticketkit.CategoryDefinition;
import io.ticketkit.Classification;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Taxonomy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
    private static Labels of(String... labels) {
        return Labels.of(List.of(labels));
    }

    private static String value(Labels labels, String label) {
        return labels.value(new Sample(null, "text", label));
    }

    @ParameterizedTest
    @CsvSource({
        "billing/technical/account/general, the categories of the preset support",
        "Billing/ACCOUNT, the categories of the preset support",
        "billing/technical/account/other, the categories of the preset support",
        "bug/feature, the categories of the preset product",
        "Bug report/feature-request/general, the categories of the preset education",
        "bug/tech, categories of its own",
        "billing/parcels, categories of its own",
        "low/Medium/HIGH/critical, priorities",
        "low/normal/high/urgent, priorities",
        "low/medium/P1, categories of its own",
        "calm/angry, sentiments",
        "neutral, sentiments",
        "positive/neutral/negative, 'sentiments on the scale positive, neutral, negative'",
    })
    void areTakenForWhatTheirHostMeans(String labels, String meaning) {
        assertThat(of(labels.split("/", -1)).meaning()).isEqualTo(meaning);
    }

    @Test
    void ofAPresetBecomeItsCodes() {
        Labels labels = of("Billing", "Tech", "ACCOUNT", "other");
        assertThat(labels.taxonomy()).isSameAs(Taxonomy.support());
        assertThat(labels.field()).isEqualTo(ClassifiedField.CATEGORY);
        assertThat(labels.isPreset()).isTrue();
        assertThat(value(labels, "Tech")).isEqualTo("technical");
        assertThat(value(labels, "other")).isEqualTo("general");
        assertThat(labels.order()).isEmpty();
    }

    @Test
    void ofOnesOwnBecomeATaxonomyWithUniqueCodes() {
        String[] names = {"HR Support", "hr-support", "C++", "C#", "c", "???", "Größe ändern", "Miscellaneous", "支付"};
        Labels labels = of(names);
        assertThat(labels.isPreset()).isFalse();
        assertThat(labels.taxonomy().definitions())
                .extracting(definition -> definition.category().code())
                .containsExactlyInAnyOrder(
                        "hr_support", "c_2", "c_3", "c", "label", "größe_ändern", "miscellaneous", "支付");
        assertThat(labels.taxonomy().definitions())
                .extracting(CategoryDefinition::label)
                .contains("HR Support", "C++", "Größe ändern");
        assertThat(value(labels, "hr-support")).isEqualTo("hr_support");
        assertThat(Arrays.stream(names).map(name -> value(labels, name)).distinct())
                .hasSize(8);
        assertThat(labels.taxonomy().fallback()).isEqualTo(new Category("miscellaneous"));
    }

    @Test
    void thatAreLongBecomeCodesOfAllowedLength() {
        String same = "very ".repeat(30);
        Labels labels = of(same + "one", same + "two");
        assertThat(labels.taxonomy().definitions())
                .extracting(definition -> definition.category().code().length())
                .allMatch(length -> length <= 64);
        assertThat(value(labels, same + "one")).isNotEqualTo(value(labels, same + "two"));
    }

    @Test
    void areComparedWithWhatTheClassifierSaysOfTheirField() {
        Classification answer = Classification.builder(Source.LLM)
                .category("billing", 0.9)
                .priority(Priority.CRITICAL, 0.8)
                .sentiment(Sentiment.FRUSTRATED, 0.7)
                .build();
        assertThat(of("billing", "account").read(answer)).contains(new Labels.Answer("billing", 0.9));
        Labels priorities = of("low", "normal", "urgent");
        assertThat(priorities.read(answer)).contains(new Labels.Answer("critical", 0.8));
        assertThat(value(priorities, "urgent")).isEqualTo("critical");
        assertThat(value(priorities, "normal")).isEqualTo("medium");
        assertThat(priorities.order()).containsExactly("low", "medium", "high", "critical");
        assertThat(of("angry").read(answer)).contains(new Labels.Answer("frustrated", 0.7));
        assertThat(of("positive", "Negative").read(answer)).contains(new Labels.Answer("negative", 0.7));
        assertThat(of("billing").read(Classification.builder(Source.LLM).build()))
                .isEmpty();
    }
}
