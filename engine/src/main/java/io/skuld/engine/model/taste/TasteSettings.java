package io.skuld.engine.model.taste;

/// What the model believes before the first rating, all on the scale 0 to 10. Chosen on validation data; see
/// `./skuld evaluate taste --tune`.
///
/// @param priorMean the rating expected of a person and an item that nothing is known of
/// @param levelVariance how far people's usual ratings lie from `priorMean`, squared
/// @param textVariance how much of a rating an item's text may explain, squared
/// @param attributeVariance the same for its attributes
/// @param noiseVariance how much of a rating given by hand is chance, squared; a rating of confidence c has `1/c` as much
public record TasteSettings(
        double priorMean,
        double levelVariance,
        double textVariance,
        double attributeVariance,
        double noiseVariance) {
    public static final TasteSettings DEFAULTS = new TasteSettings(7, 3, .6, .5, 2.5);

    public TasteSettings {
        if (!(priorMean >= 0 && priorMean <= 10))
            throw new IllegalArgumentException("priorMean is from 0 to 10, got " + priorMean);
        requirePositive("levelVariance", levelVariance);
        requirePositive("textVariance", textVariance);
        requirePositive("attributeVariance", attributeVariance);
        requirePositive("noiseVariance", noiseVariance);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || value == Double.POSITIVE_INFINITY)
            throw new IllegalArgumentException("%s is above 0, got %s".formatted(name, value));
    }
}
