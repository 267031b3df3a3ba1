package dev.scoreline.server;

import dev.scoreline.server.command.Commands;
import java.io.ObjectInputFilter;

/** The entry point of the jar and of the image. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        refuseSerializedObjects();
        System.exit(Commands.create(args).execute(args));
    }

    /**
     * Lets no library read Java-serialised objects, as {@code -Djdk.serialFilter=!*} does: nothing here needs them, and reading them
     * can run code. A filter that the process was started with stays.
     */
    private static void refuseSerializedObjects() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
        }
    }
}
