package io.skuld.engine.math;

/// Steps of adapted size (Kingma & Ba, "Adam: a method for stochastic optimization", ICLR 2015), with the paper's β₁, β₂
/// and ε.
public final class Adam {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final float learningRate;
    private final float[] mean;
    private final float[] square;
    private double power1 = 1;
    private double power2 = 1;

    public Adam(int size, float learningRate) {
        this.learningRate = learningRate;
        mean = new float[size];
        square = new float[size];
    }

    /// Moves the parameters down the gradient of the loss.
    public void step(float[] parameters, float[] gradient) {
        step(parameters, gradient, 1);
    }

    /// The same with this share of the learning rate.
    public void step(float[] parameters, float[] gradient, float share) {
        power1 *= BETA1;
        power2 *= BETA2;
        float rate = (float) (share * learningRate / (1 - power1));
        float unbias = (float) (1 / Math.sqrt(1 - power2));
        for (int k = 0; k < parameters.length; k++) {
            mean[k] = BETA1 * mean[k] + (1 - BETA1) * gradient[k];
            square[k] = BETA2 * square[k] + (1 - BETA2) * gradient[k] * gradient[k];
            parameters[k] -= rate * mean[k] / ((float) Math.sqrt(square[k]) * unbias + EPSILON);
        }
    }
}
