package io.skuld.server.settings;

/// Where the server listens. Keys `server.…`.
///
/// @param port TCP port; 0 takes a free one
/// @param host address to listen on; anything but loopback needs a password
public record ServerSettings(int port, String host) {
    public static final ServerSettings DEFAULTS = new ServerSettings(7070, "127.0.0.1");

    public ServerSettings {
        if (port < 0 || port > 65535)
            throw new IllegalArgumentException("server.port is from 0 to 65535, got " + port);
    }

    /// Can only this machine reach it?
    public boolean loopback() {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }
}
