package io.skuld.server.ingest;

import io.skuld.server.catalog.Described;

/// Hears nothing, for a first look at a file: what is wrong with it is told when it is read.
public enum DeafSink implements ImportSink {
    INSTANCE;

    @Override
    public void item(Described item) {}

    @Override
    public void said(Where where, Said said) {}

    @Override
    public void skip(Where where, SkipReason reason, String detail) {}

    @Override
    public void note(String text) {}
}
