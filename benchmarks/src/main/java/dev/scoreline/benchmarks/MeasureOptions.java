package dev.scoreline.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param server the folder of {@code scoreline.jar} with its {@code lib}
 * @param classes the folder of these classes
 * @param models model directories that have a {@code sample_input.json} in the form {@code data}
 * @param rows how many rows a body has, each in its turn
 * @param warmUp requests with one row that each target answers before anything is measured
 * @param rate requests a second while times are taken
 */
record MeasureOptions(
        Path server,
        Path classes,
        List<Path> models,
        List<Integer> rows,
        int rounds,
        int requests,
        int warmUp,
        int rate,
        List<Peer> peers) {

    static final String HELP = """
            benchmarks/run [--models DIR,DIR] [--rows 1,100] [--rounds 9] [--requests 20000]
                           [--warm-up 200000] [--rate 1000] [--peer NAME=http://127.0.0.1:PORT/PATH --body FILE]...

            Prints a table in Markdown: CPU time of the server's process, throughput with 16 connections, and the times of
            requests that are sent at a fixed rate. A peer is another server on this machine, which you have started; the body is
            what it takes.""";

    /** Another server to drive with a body that it takes. */
    record Peer(String name, URI url, Path body) {
        Peer {
            if (!"127.0.0.1".equals(url.getHost()) && !"localhost".equals(url.getHost())) {
                throw new IllegalArgumentException("load goes to 127.0.0.1 only, but --peer names " + url);
            }
        }
    }

    static MeasureOptions parse(List<String> args) {
        Deque<String> left = new ArrayDeque<>(args);
        Path server = Path.of(left.pop());
        Path classes = Path.of(left.pop());
        List<Path> models = List.of(Path.of("examples/diabetes"));
        List<Integer> rows = List.of(1, 100);
        int rounds = 9;
        int requests = 20_000;
        int warmUp = 200_000;
        int rate = 1000;
        List<Peer> peers = new ArrayList<>();
        while (!left.isEmpty()) {
            String option = left.pop();
            switch (option) {
                case "--models" -> models = texts(left).stream().map(Path::of).toList();
                case "--rows" ->
                    rows = texts(left).stream().map(Integer::valueOf).toList();
                case "--rounds" -> rounds = Integer.parseInt(left.pop());
                case "--requests" -> requests = Integer.parseInt(left.pop());
                case "--warm-up" -> warmUp = Integer.parseInt(left.pop());
                case "--rate" -> rate = Integer.parseInt(left.pop());
                case "--peer" -> peers.add(peer(left));
                default -> throw new IllegalArgumentException("there is no option " + option + "\n" + HELP);
            }
        }
        return new MeasureOptions(server, classes, models, rows, rounds, requests, warmUp, rate, peers);
    }

    private static List<String> texts(Deque<String> left) {
        return Arrays.asList(left.pop().split(",", -1));
    }

    private static Peer peer(Deque<String> left) {
        String[] named = left.pop().split("=", 2);
        if (named.length != 2 || !"--body".equals(left.poll()) || left.isEmpty()) {
            throw new IllegalArgumentException("expected --peer NAME=URL --body FILE");
        }
        return new Peer(named[0], URI.create(named[1]), Path.of(left.pop()));
    }
}
