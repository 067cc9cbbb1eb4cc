package io.ticketkit.llm.internal.answer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as models write them: as text, with a comma, as a percentage. */
final class Numbers {
    private static final Pattern FORM = Pattern.compile("(-?\\d{1,6}(?:[.,]\\d{1,12})?(?:[eE]-?\\d{1,2})?)(\\s?%)?");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Numbers() {}

    /** 0 to 1; 2 to 100 is taken for a percentage; what stands between 1 and 2 can be neither. */
    static Optional<Double> confidence(String text) {
        Matcher number = FORM.matcher(text.strip());
        if (!number.matches()) {
            return Optional.empty();
        }
        BigDecimal value = value(number);
        boolean percent = number.group(2) != null || value.compareTo(BigDecimal.valueOf(2)) >= 0;
        if (percent) {
            value = value.movePointLeft(2);
        }
        boolean inRange = value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0;
        return inRange ? Optional.of(value.doubleValue()) : Optional.empty();
    }

    /** 0 to 100; a fraction up to 1, written as one ("1.0"), is taken for a share of 1. */
    static Optional<Integer> urgency(String text) {
        Matcher number = FORM.matcher(text.strip());
        if (!number.matches()) {
            return Optional.empty();
        }
        BigDecimal value = value(number);
        boolean fraction =
                value.compareTo(BigDecimal.ONE) < 0 || (value.compareTo(BigDecimal.ONE) == 0 && value.scale() > 0);
        boolean share = value.signum() > 0 && fraction && number.group(2) == null;
        BigDecimal score = (share ? value.movePointRight(2) : value).setScale(0, RoundingMode.HALF_UP);
        boolean inRange = score.signum() >= 0 && score.compareTo(HUNDRED) <= 0;
        return inRange ? Optional.of(score.intValueExact()) : Optional.empty();
    }

    private static BigDecimal value(Matcher number) {
        return new BigDecimal(number.group(1).replace(',', '.'));
    }
}
