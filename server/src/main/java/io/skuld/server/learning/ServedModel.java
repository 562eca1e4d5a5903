package io.skuld.server.learning;

import io.skuld.engine.model.signed.SignedPathsModel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The graph model that programs ask: people and items by the names they have outside, scores by dense numbers inside.
/// Thread-safe. What [#absorb] returned from is on the disk and in the next answer.
public interface ServedModel {
    /// The number of nobody and nothing: no graph has edges there.
    int UNKNOWN = Integer.MAX_VALUE;

    /// The walks and the graph below the scores, for those who want to look at edges.
    SignedPathsModel paths();

    /// Whether an answer about one person tells what others said, who share nothing: then it is for those alone who may see
    /// everyone.
    boolean tellsOfOthers();

    /// How many scores [#score] writes.
    int items();

    /// The person's number, or [#UNKNOWN].
    int person(String name);

    /// The item's number, or [#UNKNOWN].
    int item(String name);

    String personName(int person);

    String itemName(int item);

    /// Writes the score of each item for this person; somebody unknown gets what is best for a newcomer. A number that no
    /// item has gets [io.skuld.engine.math.TopN#EXCLUDED].
    ///
    /// @param caution 0 ranks for accuracy alone; larger values push likely dislikes down
    /// @param scores shape (items) or longer; further cells have no meaning afterwards
    void score(int person, float caution, float[] scores);

    /// The item as a vector, or null when the model has none of it.
    float @Nullable [] itemVector(int item);

    /// The person as a vector, or null when the model has none of them.
    float @Nullable [] personVector(int person);

    /// Something a program says that a person did.
    ///
    /// @param id makes it idempotent: the same id twice counts once; null for one that nobody will send again
    /// @param weight in [-1, 1], not 0: above 0 a like, below 0 a dislike; an earlier one of the pair is replaced
    record Interaction(@Nullable String id, String user, String item, float weight, Instant at) {
        public Interaction {
            if (!(Math.abs(weight) <= 1) || weight == 0)
                throw new IllegalArgumentException(
                        "An interaction's weight lies in [-1, 1] and is not 0, got " + weight);
        }
    }

    /// @param added interactions that were new
    /// @param known those whose id was there already
    record Absorbed(int added, int known) {}

    /// How well likes were foretold since the start.
    Prequential.Report foretold();

    /// Whether a second stage re-orders the best candidates, and why it does or does not.
    ///
    /// @param on whether it does
    /// @param why in words
    /// @param events likes that it was judged by while it served; 0 without one
    /// @param ndcg its running NDCG on these
    /// @param firstStageNdcg that of the first stage on the same
    record SecondStage(boolean on, String why, int events, double ndcg, double firstStageNdcg) {
        public static SecondStage none(String why) {
            return new SecondStage(false, why, 0, 0, 0);
        }
    }

    SecondStage secondStage();

    /// Stores all of them, or none, and learns them.
    Absorbed absorb(List<Interaction> interactions);

    /// A model that is kept.
    ///
    /// @param name `000003`
    /// @param facts what it was made of and how good it is
    /// @param problem why it cannot be used, or null
    record Version(
            String name, boolean active, Map<String, String> facts, @Nullable String problem) {
        public Version {
            facts = Map.copyOf(facts);
        }
    }

    /// Every version there is, the newest first.
    List<Version> versions();

    /// The version that answers now.
    Version active();

    /// Answers with this version from now on; what was absorbed since it was made is learned first, so nothing is lost.
    ///
    /// @throws UnknownVersionException when there is none of this name
    void activate(String version);
}
