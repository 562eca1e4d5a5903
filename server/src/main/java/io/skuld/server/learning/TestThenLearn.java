package io.skuld.server.learning;

import io.skuld.engine.model.taste.TasteModel;
import io.skuld.engine.model.taste.TasteModel.Observation;
import io.skuld.engine.model.taste.TasteSettings;
import io.skuld.engine.model.taste.TasteSpace;
import java.util.List;

/// How well a taste was known while it was being learned: each opinion is predicted before it is learned (Gama, Sebastião
/// and Rodrigues, "On evaluating stream learning algorithms", 2013).
///
/// @param opinions how many were predicted
/// @param error mean absolute error of the predictions, 0 to 10; 0 without opinions
/// @param errorOfMean the same for the mean of the opinions before, which knows nothing of the items
public record TestThenLearn(int opinions, double error, double errorOfMean) {

    /// @param said oldest first, each item once
    static TestThenLearn of(TasteSpace space, TasteSettings settings, List<Observation> said) {
        TasteModel model = TasteModel.empty(space, settings);
        double error = 0;
        double errorOfMean = 0;
        for (Observation next : said) {
            error += Math.abs(model.mean(next.features()) - next.rating());
            errorOfMean += Math.abs(model.usualRating() - next.rating());
            model = model.absorb(next);
        }
        int count = said.size();
        return count == 0
                ? new TestThenLearn(0, 0, 0)
                : new TestThenLearn(count, error / count, errorOfMean / count);
    }
}
