package io.skuld.engine.graph;

/// Interactions too many to hold besides the graph that is made of them: they are told twice, the same ones in the same
/// order.
@FunctionalInterface
public interface EdgeSource {
    /// Hears one interaction.
    @FunctionalInterface
    interface Listener {
        /// @param person dense id
        /// @param item dense id
        void edge(int person, int item, boolean liked);
    }

    void tell(Listener listener);
}
