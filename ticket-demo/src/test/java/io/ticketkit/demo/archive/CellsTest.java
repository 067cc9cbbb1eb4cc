package io.ticketkit.demo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts in cells: as they were once they are read, and no formulas until then. */
class CellsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'",
                "''",
                "=1+1",
                "'=1+1",
                "-",
                "x;=1+1",
                "x;'=1+1",
                "x;''@y;",
                ";;+1;",
                "x\t=1+1\r\n=2",
                "\\;=1+1\\n",
                "\\e",
                "\"a\";=\"b\""
            })
    void noSpreadsheetTakesThemForFormulasWhateverSeparatesItsCells(String text) throws UnreadableException {
        String cell = Cells.written(text);

        assertThat(Cells.read("title", cell)).isEqualTo(text);
        assertThat(cell.split("[;\t\r\n]", -1)).noneMatch(part -> part.matches("[=+@-].*"));
    }
}
