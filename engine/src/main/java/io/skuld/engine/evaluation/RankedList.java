package io.skuld.engine.evaluation;

/// What one person's ranking is worth, from the places of the liked and disliked items in it.
///
/// @param places length of a full list
/// @param relevant held-out liked lines
/// @param dislikes held-out disliked items
/// @param hits liked items in the list
/// @param misfits disliked items in the list
/// @param gain sum of 1/log2(rank+1) over the hits
/// @param pain the same over the misfits
record RankedList(
        int places, int relevant, int dislikes, int hits, int misfits, double gain, double pain) {

    static RankedList of(int person, TopItems top, HeldOut held, int places) {
        int hits = 0;
        int misfits = 0;
        double gain = 0;
        double pain = 0;
        for (int place = 0; place < top.size(); place++) {
            if (held.likes(person, top.item(place))) {
                hits++;
                gain += discount(place);
            } else if (held.dislikes(person, top.item(place))) {
                misfits++;
                pain += discount(place);
            }
        }
        return new RankedList(
                places,
                held.relevant(person),
                held.dislikedItems(person).length,
                hits,
                misfits,
                gain,
                pain);
    }

    double recall() {
        return relevant == 0 ? Double.NaN : (double) hits / relevant;
    }

    double precision() {
        return relevant == 0 ? Double.NaN : (double) hits / places;
    }

    double ndcg() {
        return relevant == 0 ? Double.NaN : gain / idealGain();
    }

    double signedNdcg() {
        return relevant == 0 ? Double.NaN : (gain - pain) / idealGain();
    }

    double negative() {
        return dislikes == 0 ? Double.NaN : (double) misfits / dislikes;
    }

    private double idealGain() {
        double ideal = 0;
        for (int place = 0; place < Math.min(relevant, places); place++) ideal += discount(place);
        return ideal;
    }

    /// @param place 0 for the first
    static double discount(int place) {
        return Math.log(2) / Math.log(place + 2);
    }
}
