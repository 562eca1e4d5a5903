package io.skuld.server.ingest.outgoing;

import java.util.Locale;

/// Why another host did not give what was asked, in words for the person. The name is the key in message bundles.
public enum Trouble {
    BAD_ADDRESS("the address is not one that can be asked (http or https, without a user name)"),
    PRIVATE_ADDRESS("the address leads into a private network; outgoing.private-hosts allows it"),
    UNKNOWN_HOST("there is no host of that name, or no connection to the Internet"),
    UNREACHABLE("the host cannot be reached"),
    NOT_TRUSTED("the host could not prove who it is (its certificate)"),
    TIMEOUT("the host did not answer in time"),
    BROKEN_OFF("the connection broke off"),
    TOO_LARGE("the answer is larger than is taken"),
    TOO_MANY_REDIRECTS("the address leads from one place to the next without an end"),
    BUSY("the host asks to come back later"),
    NOT_FOUND("there is nothing at this address"),
    GONE("what was here is gone for good"),
    FORBIDDEN("the host does not give it to us"),
    HOST_FAILED("the host failed"),
    NOT_UNDERSTOOD("the answer is not in a format that is understood"),
    NOT_ALLOWED("the permission to read this account has ended; connect it again"),
    QUOTA("today's share of requests is used up"),
    OUR_MISTAKE("Skuld made a mistake; the log has the details");

    private final String text;

    Trouble(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /// The name in the API, the database and message keys.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The inverse of [#label].
    public static Trouble of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
