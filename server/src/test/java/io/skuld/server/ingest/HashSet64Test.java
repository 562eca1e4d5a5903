package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class HashSet64Test {
    @Property(tries = 200)
    void isASetOfHashes(@ForAll List<@LongRange(min = -3, max = 300) Long> hashes) {
        HashSet64 set = new HashSet64();
        Set<Long> oracle = new HashSet<>();
        for (long hash : hashes) {
            assertThat(set.lacks(hash)).isEqualTo(!oracle.contains(hash));
            assertThat(set.add(hash)).isEqualTo(oracle.add(hash));
        }
        assertThat(set.size()).isEqualTo(oracle.size());
    }

    @Test
    void remembersAMillion() {
        HashSet64 set = new HashSet64();
        Random random = new Random(3);
        for (int n = 0; n < 1_000_000; n++) assertThat(set.add(random.nextLong())).isTrue();
        random.setSeed(3);
        for (int n = 0; n < 1_000_000; n++) assertThat(set.lacks(random.nextLong())).isFalse();
    }
}
