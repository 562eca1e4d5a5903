package io.skuld.server.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.learning.ServedModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final Names names = Names.counted(20);

    @Test
    void plainNumeralsAreTheDataSetsOwn() {
        assertThat(names.number("0")).isZero();
        assertThat(names.number("19")).isEqualTo(19);
        assertThat(names.name(19)).isEqualTo("19");
    }

    @Test
    void aDataSetMayHaveIdsOfItsOwn() {
        Names films = Names.of(List.of(3L, 90L, 5_000_000_000L));
        assertThat(films.number("90")).isEqualTo(1);
        assertThat(films.number("5000000000")).isEqualTo(2);
        assertThat(films.name(2)).isEqualTo("5000000000");
        for (String name : List.of("0", "1", "4", "-3", "9999999999999999999"))
            assertThat(films.number(name)).as(name).isEqualTo(ServedModel.UNKNOWN);
        assertThat(films.add("4")).isEqualTo(3);
        assertThat(films.name(3)).isEqualTo("4");
    }

    @Test
    void anythingElseIsUnknownUntilItIsAdded() {
        for (String name :
                new String[] {"20", "007", "-1", "", "1e1", "99999999999", "\u0661", "zoe"})
            assertThat(names.number(name)).as(name).isEqualTo(ServedModel.UNKNOWN);
        assertThat(names.add("007")).isEqualTo(20);
        assertThat(names.add("zoe")).isEqualTo(21);
        assertThat(names.add("007")).isEqualTo(20);
        assertThat(names.name(21)).isEqualTo("zoe");
    }
}
