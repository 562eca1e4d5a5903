package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.model.baseline.Ease;
import io.skuld.engine.model.baseline.Popularity;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Popularity's figures are known from elsewhere; an evaluator that masks, counts or discounts otherwise misses them.
/// Many items are equally popular, so the figures are known up to the order of ties.
class PublishedFiguresTest {
    @ParameterizedTest
    @CsvSource({
        "amazon-music, 4, 2719, .0672, .0322",
        "kuairand, 1, 11181, .0904, .04355",
        "kuairec, 1, 1020, .0882, .0535"
    })
    void popularityIsAsGoodAsPublished(
            String dataset, double offset, int users, double recall, double ndcg)
            throws IOException {
        SignedDataset data = SignedGraphFolder.read(RealData.folder(dataset), offset);
        RankingReport report =
                new RankingEvaluator(data.train(), data.test())
                        .evaluate(new Popularity().fit(data.train()));
        assertThat(report.users()).isEqualTo(users);
        assertThat(report.mean(Metric.RECALL)).isCloseTo(recall, within(.0006));
        assertThat(report.mean(Metric.NDCG)).isCloseTo(ndcg, within(.0006));
    }

    /// A closed form has one answer; an inverse or a signed entry gone wrong shows here.
    @Test
    void signedEaseIsAsGoodAsTheReference() throws IOException {
        SignedDataset data = SignedGraphFolder.read(RealData.folder("amazon-music"), 4);
        RankingReport report =
                new RankingEvaluator(data.train(), data.test())
                        .evaluate(new Ease(50, 0.6f).fit(data.train()));
        assertThat(report.mean(Metric.RECALL)).isCloseTo(.3066, within(.003));
        assertThat(report.mean(Metric.NDCG)).isCloseTo(.1928, within(.004));
    }
}
