package io.skuld.engine.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.hybrid.Hybrid;
import io.skuld.engine.model.hybrid.HybridModel;
import io.skuld.engine.model.hybrid.HybridSettings;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
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

    private int event() {
        int person = random.nextInt(PEOPLE);
        int item = random.nextInt(ITEMS);
        hybrid.absorb(person, item, random.nextBoolean() ? 1 : -1, SignedEdges.NO_TIME);
        live.learn(person, item, SignedEdges.NO_TIME);
        return person;
    }

    /// A person's views are solved from their signals alone: who is known to the last signal comes out the same once more.
    @Test
    void whatComesDuringARefreshIsInWhatItMakes() throws InterruptedException {
        FeatureSources before = live.now();
        Thread refresh = Thread.ofPlatform().start(live::refresh);
        Set<Integer> changed = new HashSet<>();
        while (refresh.isAlive()) changed.add(event());
        refresh.join();
        assertThat(live.now()).isNotSameAs(before);
        int[] items = IntStream.range(0, ITEMS).toArray();
        FactorViews views = live.now().views();
        for (int person : changed) {
            float[] known = views.scores(FactorViews.EXPOSURE, person, items);
            views.learn(hybrid.view(), person);
            assertThat(views.scores(FactorViews.EXPOSURE, person, items))
                    .containsExactly(known, within(1e-5f));
        }
    }
}
