package io.skuld.engine.model.signed;

/// One weight for each sign pattern of a walk person → item → person → item. The three letters are my sign on the first
/// item, their sign on it, their sign on the last item; `p` is a like, `m` a dislike.
public record SignWeights(
        float ppp, float ppm, float pmp, float pmm, float mpp, float mpm, float mmp, float mmm) {
    public static final int PATTERNS = 8;

    public SignWeights {
        float sum = ppp + ppm + pmp + pmm + mpp + mpm + mmp + mmm;
        if (!Float.isFinite(sum))
            throw new IllegalArgumentException(
                    "Sign weights must be finite, got %s %s %s %s %s %s %s %s"
                            .formatted(ppp, ppm, pmp, pmm, mpp, mpm, mmp, mmm));
    }

    /// The one knob: each dislike on the walk multiplies its weight by c. Above 0 a dislike is weak interest, as data sets
    /// without random exposure want it; below 0 it pushes away.
    public static SignWeights knob(float c) {
        return new SignWeights(1, c, c, c * c, c, c * c, c * c, c * c * c);
    }

    /// Weight of pattern `k`: bit 4 is set when my sign is a dislike, bit 2 for their sign on the first item, bit 1 for
    /// their sign on the last one. So 0 is `ppp` and 7 is `mmm`.
    public float get(int k) {
        return switch (k) {
            case 0 -> ppp;
            case 1 -> ppm;
            case 2 -> pmp;
            case 3 -> pmm;
            case 4 -> mpp;
            case 5 -> mpm;
            case 6 -> mmp;
            case 7 -> mmm;
            default -> throw new IllegalArgumentException("Patterns are 0 to 7, got " + k);
        };
    }

    /// From an array in the order of [#get], shape (8).
    public static SignWeights of(float... w) {
        if (w.length != PATTERNS)
            throw new IllegalArgumentException("Eight sign weights are needed, got " + w.length);
        return new SignWeights(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7]);
    }

    public float[] toArray() {
        return new float[] {ppp, ppm, pmp, pmm, mpp, mpm, mmp, mmm};
    }
}
