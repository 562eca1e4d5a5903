package io.skuld.server.tasks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/// The process that runs a task. A command may look at the tasks while a server works on them, so being unfinished does
/// not mean being cut off.
///
/// @param started when the process started, in milliseconds since 1970: process ids are used again
record TaskOwner(String host, long process, long started) {
    /// Systems count a process's start from their own, which moves when the clock is set right.
    private static final long CLOCK_CORRECTION_MILLIS = 5_000;

    static final TaskOwner ME = of(ProcessHandle.current());

    private static TaskOwner of(ProcessHandle process) {
        return new TaskOwner(hostName(), process.pid(), startOf(process));
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    static TaskOwner parse(String text) {
        String[] parts = text.split(" ");
        return new TaskOwner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    /// Of processes on other hosts nothing is known.
    boolean mayBeAlive() {
        if (!host.equals(ME.host())) return true;
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .filter(alive -> Math.abs(startOf(alive) - started) <= CLOCK_CORRECTION_MILLIS)
                .isPresent();
    }

    @Override
    public String toString() {
        return host + " " + process + " " + started;
    }
}
