package io.skuld.server.ingest;

import io.skuld.server.tasks.Tasks.Progress;

/// Progress that nobody looks at and nobody stops.
public enum Unheard implements Progress {
    INSTANCE;

    @Override
    public void at(long done, long total, String message) {}

    @Override
    public void checkpoint() {}
}
