package io.skuld.engine.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.hybrid.Hybrid;
import io.skuld.engine.model.hybrid.HybridModel;
import io.skuld.engine.model.hybrid.HybridSettings;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveSourcesTest {
    private static final int PEOPLE = 400;
    private static final int ITEMS = 60;

    private final Random random = new Random(5);
    private final HybridModel hybrid;
    private final LiveSources live;

    LiveSourcesTest() {
        int[] person = random.ints(4000, 0, PEOPLE).toArray();
        int[] item = random.ints(4000, 0, ITEMS).toArray();
        boolean[] liked = new boolean[person.length];
        for (int e = 0; e < liked.length; e++) liked[e] = random.nextBoolean();
        SignedEdges edges = SignedEdges.untimed(PEOPLE, ITEMS, person, item, liked);
        HybridSettings small =
                HybridSettings.DEFAULTS.withFactors(IalsSettings.DEFAULTS.withDim(8));
        hybrid = new Hybrid(small).fit(edges);
        live = new LiveSources(FeatureSources.of(hybrid, edges, false));
    }

    private void likes(int person, int item) {
        hybrid.absorb(person, item, 1, SignedEdges.NO_TIME);
        live.learn(person, item, SignedEdges.NO_TIME);
    }

    @Test
    void whoComesDuringARefreshIsKnownToWhatItMakes() throws InterruptedException {
        FeatureSources before = live.now();
        Thread refresh = Thread.ofPlatform().start(live::refresh);
        int people = PEOPLE;
        while (refresh.isAlive()) likes(people++, random.nextInt(ITEMS));
        refresh.join();
        assertThat(live.now()).isNotSameAs(before);
        int[] items = IntStream.range(0, ITEMS).toArray();
        for (int person = PEOPLE; person < people; person++)
            for (int view = 0; view < FactorViews.COUNT; view++)
                assertThat(live.now().views().scores(view, person, items))
                        .as("person %d of %d", person, people)
                        .isNotEqualTo(new float[ITEMS]);
    }
}
