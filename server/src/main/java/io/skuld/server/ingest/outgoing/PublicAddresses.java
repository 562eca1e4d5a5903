package io.skuld.server.ingest.outgoing;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;

/// Resolves names at the moment of dialling and refuses those that lead into a private network, so that no feed, redirect
/// or picture can make Skuld ask a machine at home. A name is refused when any of its addresses is private.
final class PublicAddresses implements DnsResolver {
    private final Set<String> exceptions;

    PublicAddresses(Iterable<String> privateHosts) {
        exceptions =
                java.util.stream.StreamSupport.stream(privateHosts.spliterator(), false)
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        if (exceptions.contains(host.toLowerCase(Locale.ROOT))) return addresses;
        for (InetAddress address : addresses)
            if (!isPublic(address)) throw new PrivateAddressException(host);
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return resolve(host)[0].getCanonicalHostName();
    }

    /// Thrown out of a connection that is being opened.
    static final class PrivateAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1;

        PrivateAddressException(String host) {
            super(host);
        }
    }

    /// By the registries of RFC 6890 for special purposes.
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) return false;
        byte[] bytes = address.getAddress();
        return switch (address) {
            case Inet4Address v4 -> isPublic4(bytes);
            case Inet6Address v6 -> isPublic6(bytes);
            default -> false;
        };
    }

    private static boolean isPublic4(byte[] bytes) {
        int a = bytes[0] & 0xFF;
        int b = bytes[1] & 0xFF;
        int c = bytes[2] & 0xFF;
        boolean shared = a == 100 && b >= 64 && b < 128;
        boolean protocols = a == 192 && b == 0 && (c == 0 || c == 2);
        boolean benchmarks = a == 198 && (b == 18 || b == 19);
        boolean examples = a == 198 && b == 51 && c == 100 || a == 203 && b == 0 && c == 113;
        return a != 0 && a < 240 && !shared && !protocols && !benchmarks && !examples;
    }

    private static boolean isPublic6(byte[] bytes) {
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if ((first & 0xFE) == 0xFC) return false; // unique local
        if (first == 0x20 && second == 0x02) return embedded(bytes, 2); // 6to4
        if (first == 0x00 && second == 0x64) return embedded(bytes, 12); // NAT64
        if (first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0)
            return false; // Teredo
        boolean compatible = true;
        for (int i = 0; i < 10; i++) compatible &= bytes[i] == 0;
        return compatible ? embedded(bytes, 12) : (first & 0xE0) == 0x20;
    }

    /// An IPv4 address inside of an IPv6 address.
    private static boolean embedded(byte[] bytes, int at) {
        try {
            return isPublic(InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }
}
