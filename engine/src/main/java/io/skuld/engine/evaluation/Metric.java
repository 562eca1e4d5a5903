package io.skuld.engine.evaluation;

import java.util.Arrays;

/// What is measured of one person's ranking. Each is averaged over the persons for whom it is defined.
public enum Metric {
    /// Found likes over held-out likes.
    RECALL("recall@20"),
    /// Discounted gain 1/log2(rank+1) of the found likes, over that of the best possible list
    /// (Järvelin & Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 2002).
    NDCG("ndcg@20"),
    /// Found likes over places.
    PRECISION("precision@20"),
    /// Shown dislikes over held-out dislikes: lower is better. Defined for persons with a held-out dislike.
    NEGATIVE("negative@20"),
    /// The chance that a held-out like scores above a held-out dislike, ties counting half. Defined for persons with both.
    VALENCE_AUC("vauc"),
    /// NDCG where a disliked item in the list takes away what a liked one in its place would give.
    SIGNED_NDCG("sndcg@20");

    private final String label;

    Metric(String label) {
        this.label = label;
    }

    /// The metric's name in result files; the places of a ranking are 20 unless a report says otherwise.
    public String label() {
        return label;
    }

    public static Metric of(String label) {
        return Arrays.stream(values())
                .filter(metric -> metric.label.equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'%s' is no metric; there are %s"
                                        .formatted(
                                                label,
                                                Arrays.stream(values())
                                                        .map(Metric::label)
                                                        .toList())));
    }
}
