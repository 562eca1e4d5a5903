package io.skuld.server.activity;

/// One watcher on one machine.
///
/// @param machine the computer's name; empty when the watcher does not know it
/// @param name as ActivityWatch calls it: `aw-watcher-window_laptop`
public record Bucket(String machine, String name, Watcher watcher) {
    private static final int LONGEST = 200;
    private static final String UNKNOWN = "unknown";

    public Bucket {
        machine = Texts.clipped(machine, LONGEST);
        name = Texts.clipped(name, LONGEST);
        if (machine.equals(UNKNOWN)) machine = "";
        if (name.isEmpty()) throw new IllegalArgumentException("A bucket has a name");
    }
}
