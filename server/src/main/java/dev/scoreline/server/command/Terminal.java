package dev.scoreline.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody watches. Stateless; thread-safe. */
final class Terminal {

    private Terminal() {}

    /**
     * Whether the error stream is a terminal. {@code System.console()} says it of both other streams, and from JDK 22 on of
     * none; so Linux is asked, and elsewhere the answer is no.
     */
    static boolean isErrorStream() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
