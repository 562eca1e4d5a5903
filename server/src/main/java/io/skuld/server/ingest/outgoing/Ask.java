package io.skuld.server.ingest.outgoing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request to another host.
///
/// @param form sent as the body of a POST; null for a GET
public record Ask(URI address, Map<String, String> headers, @Nullable Map<String, String> form) {
    private static final int LONGEST = 4000;

    public Ask {
        headers = Map.copyOf(headers);
        form = form == null ? null : Map.copyOf(form);
    }

    public static Ask get(String address, Map<String, String> headers) {
        return new Ask(address(address), headers, null);
    }

    public static Ask post(String address, Map<String, String> form) {
        return new Ask(address(address), Map.of(), form);
    }

    /// An address that may be asked: absolute, http or https, with a host and without a user.
    ///
    /// @throws OutgoingException when it is none
    public static URI address(String text) {
        if (text.length() > LONGEST)
            throw refused(text.substring(0, 80) + "…", LONGEST + " characters at most");
        try {
            URI address = new URI(text.strip().replace(" ", "%20"));
            String scheme = address.getScheme() == null ? "" : address.getScheme();
            boolean web =
                    scheme.toLowerCase(Locale.ROOT).equals("http")
                            || scheme.toLowerCase(Locale.ROOT).equals("https");
            if (!web || address.getHost() == null || address.getUserInfo() != null)
                throw refused(text, "");
            return address;
        } catch (URISyntaxException e) {
            throw refused(text, String.valueOf(e.getReason()));
        }
    }

    private static OutgoingException refused(String address, String why) {
        return new OutgoingException(Trouble.BAD_ADDRESS, address, why, null);
    }

    String host() {
        return String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    }
}
