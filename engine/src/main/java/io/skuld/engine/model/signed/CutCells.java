package io.skuld.engine.model.signed;

import java.util.Arrays;

/// What [PrunedPaths] cut off, item by item: how much of it led there, when the first item was liked and when it was
/// disliked. A row's cut-off sum is spread over the items in these proportions. One writer; a reader may see a sum that is
/// an event old.
final class CutCells {
    /// Shape (items), with room to grow.
    private float[] liked;

    private float[] disliked;
    private double likedSum;
    private double dislikedSum;

    CutCells(int items) {
        liked = new float[items];
        disliked = new float[items];
    }

    void add(int item, float like, float dislike) {
        liked[item] += like;
        disliked[item] += dislike;
        likedSum += like;
        dislikedSum += dislike;
    }

    void addAll(CutCells other) {
        for (int i = 0; i < other.liked.length; i++) add(i, other.liked[i], other.disliked[i]);
    }

    void grow(int items) {
        if (items <= liked.length) return;
        liked = Arrays.copyOf(liked, items);
        disliked = Arrays.copyOf(disliked, items);
    }

    /// The share of a row's cut-off sum that goes to each item, before division by [#sum].
    float[] shares(boolean isLiked) {
        return isLiked ? liked : disliked;
    }

    /// What all shares add up to; 0 when sums of both signs nearly cancel, so that there are no proportions to speak of.
    float sum(boolean isLiked) {
        double sum = isLiked ? likedSum : dislikedSum;
        double size = 0;
        for (float share : shares(isLiked)) size += Math.abs(share);
        return Math.abs(sum) > size / 2 ? (float) sum : 0;
    }

    long bytes() {
        return 2L * Float.BYTES * liked.length;
    }
}
