package io.skuld.server.ingest.youtube;

import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.text.CsvReader;
import java.io.IOException;

/// Takeout's list of subscriptions: channel's id, address and title, under a header in the person's language, in a file
/// whose name is in it too. So columns are taken by position, and the file is known by the ids in it.
final class ChannelList {
    private ChannelList() {}

    static boolean is(Part part) {
        try (CsvReader rows = new CsvReader(new java.io.StringReader(part.head()), ',')) {
            rows.next();
            CsvReader.Row first = rows.next();
            return first != null
                    && first.cells().size() >= 2
                    && Subscription.isChannel(first.cell(0))
                    && first.cell(1).contains("youtube.com/channel/");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Reading from memory failed", e);
        }
    }

    static void read(Part part, ImportSink sink) throws IOException {
        try (CsvReader rows = new CsvReader(part.text(sink), ',')) {
            rows.next();
            for (CsvReader.Row row = rows.next(); row != null; row = rows.next()) {
                Where where = new Where(part.name(), row.line());
                if (row.fault() == CsvReader.Fault.UNCLOSED_QUOTE)
                    sink.skip(where, SkipReason.UNCLOSED_QUOTE, row.text());
                else if (row.fault() == CsvReader.Fault.OVERLONG)
                    sink.skip(where, SkipReason.OVERLONG, row.text());
                else if (Subscription.isChannel(row.cell(0)))
                    sink.follows(where, Subscription.channel(row.cell(0), row.cell(2)));
                else sink.skip(where, SkipReason.BAD_ID, row.text());
            }
        }
    }
}
