package dev.scoreline.server;

import dev.scoreline.server.command.Commands;

/** The entry point of the jar and of the image. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(Commands.create().execute(args));
    }
}
