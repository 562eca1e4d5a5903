package io.skuld.server.activity;

import java.util.List;

/// Where activity may be read. Keys `activity.…`.
///
/// @param addresses of ActivityWatch servers at home that may be read: the only private addresses that are asked for it
public record ActivitySettings(List<String> addresses) {
    public static final ActivitySettings DEFAULTS =
            new ActivitySettings(List.of("http://127.0.0.1:5600"));

    public ActivitySettings {
        addresses = addresses.stream().map(address -> address.replaceFirst("/+$", "")).toList();
    }
}
