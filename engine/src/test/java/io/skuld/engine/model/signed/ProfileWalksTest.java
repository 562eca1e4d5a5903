package io.skuld.engine.model.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Eight people, twelve items, five attributes.
class ProfileWalksTest {
    private static final PathSettings SETTINGS = PathSettings.HOME;
    private final ProfileWalks walks = new ProfileWalks(SETTINGS);

    private static SignedPathsModel world(long seed) {
        Random random = new Random(seed);
        int[] person = new int[40];
        int[] item = new int[40];
        boolean[] liked = new boolean[40];
        for (int e = 0; e < 40; e++) {
            person[e] = random.nextInt(8);
            item[e] = random.nextInt(12);
            liked[e] = random.nextInt(3) > 0;
        }
        SignedPathsModel model =
                new SignedPaths(SETTINGS).fit(SignedEdges.untimed(8, 12, person, item, liked));
        for (int i = 0; i < 12; i++) model.setAttributes(i, random.nextInt(5), random.nextInt(5));
        return model;
    }

    private static Profile profileOf(GraphView graph, int person) {
        TreeMap<Integer, Float> edges = new TreeMap<>();
        EdgeRun run = new EdgeRun();
        graph.itemsOf(person, run);
        while (run.next())
            for (int k = run.from; k < run.to; k++)
                edges.put(EdgeRun.id(run.ends[k]), EdgeRun.liked(run.ends[k]) ? 1f : -1f);
        float[] weights = new float[edges.size()];
        int k = 0;
        for (float weight : edges.values()) weights[k++] = weight;
        return Profile.of(edges.keySet().stream().mapToInt(i -> i).toArray(), weights);
    }

    private float[] throughPeople(GraphView graph, Profile own, int self) {
        float[] scores = new float[12];
        walks.throughPeople(graph, own, self, scores, new int[12]);
        return scores;
    }

    private float[] throughAttributes(GraphView attributes, Profile own) {
        float[] scores = new float[12];
        walks.throughAttributes(attributes, own, scores);
        return scores;
    }

    /// Walks through oneself lead to the own items alone, so nothing else may differ.
    @Property(tries = 40)
    void whoIsInTheGraphGetsTheScoresOfTheModel(@ForAll long seed) {
        SignedPathsModel model = world(seed);
        float[] expected = new float[12];
        for (int u = 0; u < 8; u++) {
            Profile own = profileOf(model.view(), u);
            if (own.size() == 0) continue;
            model.score(u, expected);
            float[] people = throughPeople(model.view(), own, u);
            float[] attributes = throughAttributes(model.attributeView(), own);
            for (int i = 0; i < 12; i++)
                if (model.view().weight(u, i) == 0)
                    assertThat(people[i] + attributes[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    @Property(tries = 40)
    void theSharesAddUpToTheScores(@ForAll long seed) {
        SignedPathsModel model = world(seed);
        Profile own = profileOf(model.view(), 3);
        float[] people = throughPeople(model.view(), own, 3);
        float[] attributes = throughAttributes(model.attributeView(), own);
        for (int i = 0; i < 12; i++) {
            assertThat(sum(walks.sharesOfPeople(model.view(), own, 3, i)))
                    .isCloseTo(people[i], within(1e-5f));
            assertThat(sum(walks.sharesOfAttributes(model.attributeView(), own, i)))
                    .isCloseTo(attributes[i], within(1e-5f));
        }
    }

    /// Scores are scaled by how much a person said, which orders nothing; beside that, removing a cause takes away the share
    /// that was shown for it, and nothing else.
    @Property(tries = 40)
    void removingAnEdgeTakesExactlyItsShareAway(@ForAll long seed) {
        SignedPathsModel model = world(seed);
        Profile own = profileOf(model.view(), 3);
        float[] before = throughPeople(model.view(), own, 3);
        float[] beforeFacts = throughAttributes(model.attributeView(), own);
        double scale = Math.pow(own.size(), SETTINGS.profileExponent());
        for (int k = 0; k < own.size(); k++) {
            int cause = own.item(k);
            double left = Math.pow(Math.max(1, own.size() - 1), SETTINGS.profileExponent());
            model.retract(3, cause);
            Profile rest = profileOf(model.view(), 3);
            float[] after = throughPeople(model.view(), rest, 3);
            float[] afterFacts = throughAttributes(model.attributeView(), rest);
            model.absorb(3, cause, own.liked(k) ? 1 : -1, SignedEdges.NO_TIME);
            for (int i = 0; i < 12; i++) {
                if (i == cause) continue;
                float people = walks.sharesOfPeople(model.view(), own, 3, i)[k];
                float facts = walks.sharesOfAttributes(model.attributeView(), own, i)[k];
                assertThat(after[i] * left).isCloseTo((before[i] - people) * scale, within(1e-4));
                assertThat(afterFacts[i] * left)
                        .isCloseTo((beforeFacts[i] - facts) * scale, within(1e-4));
            }
        }
    }

    private static float sum(float[] values) {
        float sum = 0;
        for (float v : values) sum += v;
        return sum;
    }

    @Test
    void supportCountsTheOtherPeopleWhoLeadToAnItem() {
        int[] person = {0, 0, 1, 1, 2};
        int[] item = {0, 1, 0, 1, 1};
        boolean[] liked = {true, true, true, false, true};
        GraphView graph =
                new SignedPaths(SETTINGS)
                        .fit(SignedEdges.untimed(3, 3, person, item, liked))
                        .view();
        int[] support = new int[3];
        Profile own = Profile.of(new int[] {0}, new float[] {1});
        walks.throughPeople(graph, own, -1, new float[3], support);
        assertThat(support).containsExactly(2, 2, 0); // person 2 shares nothing with the profile
        walks.throughPeople(graph, own, 0, new float[3], support);
        assertThat(support).containsExactly(1, 1, 0);
    }

    @Test
    void anEmptyProfileAndUnknownItemsLeadNowhere() {
        SignedPathsModel model = world(1);
        Profile nothing = Profile.of(new int[0], new float[0]);
        Profile elsewhere = Profile.of(new int[] {400}, new float[] {1});
        for (Profile own : new Profile[] {nothing, elsewhere}) {
            assertThat(throughPeople(model.view(), own, -1)).containsOnly(0);
            assertThat(throughAttributes(model.attributeView(), own)).containsOnly(0);
        }
    }

    @Test
    void aProfileIsAscendingAndItsWeightsMeanSomething() {
        assertThatThrownBy(() -> Profile.of(new int[] {2, 2}, new float[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Profile.of(new int[] {-1}, new float[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Profile.of(new int[] {1}, new float[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        for (float bad : new float[] {0, 1.5f, Float.NaN})
            assertThatThrownBy(() -> Profile.of(new int[] {1}, new float[] {bad}))
                    .isInstanceOf(IllegalArgumentException.class);
    }
}
