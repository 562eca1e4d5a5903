package io.skuld.server.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.learning.ServedModel;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final Names names = new Names(20);

    @Test
    void plainNumeralsAreTheDataSetsOwn() {
        assertThat(names.number("0")).isZero();
        assertThat(names.number("19")).isEqualTo(19);
        assertThat(names.name(19)).isEqualTo("19");
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
