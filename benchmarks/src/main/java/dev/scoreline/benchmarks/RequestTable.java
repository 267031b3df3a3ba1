package dev.scoreline.benchmarks;

import io.vertx.core.buffer.Buffer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What a request costs beside its floors, and how long it takes: starts Scoreline and {@link FloorServer} with each model in turn,
 * drives all of them round by round over loopback, and prints a table in Markdown. CPU time stands first, since it depends
 * least on who else uses the machine.
 */
public final class RequestTable {

    private static final Duration PACED = Duration.ofSeconds(5);

    private final MeasureOptions options;
    private final String java = System.getProperty("java.home") + "/bin/java";

    private RequestTable(MeasureOptions options) {
        this.options = options;
    }

    /** Arguments: see {@link MeasureOptions#HELP}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.println(MeasureOptions.HELP);
            return;
        }
        new RequestTable(MeasureOptions.parse(List.of(args))).print();
    }

    private void print() throws IOException, InterruptedException {
        System.out.printf(
                "Java %s, %d rounds in turn, %,d requests a round with one row; median (least to most).%n%n",
                System.getProperty("java.version"), options.rounds(), options.requests());
        System.out.println(
                "| model | rows | target | CPU µs a request | to bare body | requests a second | p50 ms | p99 ms |"
                        + " RSS MiB | ready ms |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (Path model : options.models()) {
            for (int rows : options.rows()) {
                measure(model, rows);
            }
        }
    }

    private void measure(Path model, int rows) throws IOException, InterruptedException {
        Buffer body = SampleBody.of(model, rows);
        try (ServerProcess scoreline = scoreline(model);
                ServerProcess floors = floors(model, rows);
                LoopbackLoad load = new LoopbackLoad();
                PacedLoad paced = new PacedLoad()) {
            Target bareBody = target("bare body", floors, "/body", body);
            List<Target> targets = List.of(
                    target("bare text", floors, "/text", body),
                    bareBody,
                    target("body and decode", floors, "/decode", body),
                    target("body and model", floors, "/model", body),
                    target("Scoreline", scoreline, "/score", body));
            drive(targets, rows, load);
            for (Target target : targets) {
                print(model, rows, target, bareBody, paced);
            }
            if (rows == options.rows().get(0)) {
                peers(model, load, paced);
            }
        }
    }

    /** A path of a server, what is sent there, and what was seen of it in each round. */
    private record Target(
            String name, ServerProcess server, String path, Buffer body, double[] cpuMicros, double[] perSecond) {}

    private Target target(String name, ServerProcess server, String path, Buffer body) {
        return new Target(name, server, path, body, new double[options.rounds()], new double[options.rounds()]);
    }

    private void drive(List<Target> targets, int rows, LoopbackLoad load) throws InterruptedException {
        int less = rows > 1 ? 10 : 1;
        int requests = Math.max(100, options.requests() / less);
        for (Target target : targets) {
            load.send(target.server().port(), target.path(), target.body(), options.warmUp() / less);
        }
        for (int round = 0; round < options.rounds(); round++) {
            for (Target target : targets) {
                double cpu = target.server().cpuMicros();
                long start = System.nanoTime();
                load.send(target.server().port(), target.path(), target.body(), requests);
                target.perSecond()[round] = requests * 1e9 / (System.nanoTime() - start);
                target.cpuMicros()[round] = (target.server().cpuMicros() - cpu) / requests;
            }
        }
    }

    private void print(Path model, int rows, Target target, Target floor, PacedLoad paced) throws InterruptedException {
        Histogram micros = paced.send(target.server().port(), target.path(), target.body(), options.rate(), PACED)
                .micros();
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %s | %.2f | %.2f | %s | %d |%n",
                model.getFileName(),
                rows,
                target.name(),
                Spread.of(target.cpuMicros()),
                Spread.ratio(target.cpuMicros(), floor.cpuMicros()),
                Spread.of(target.perSecond()),
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                target.server()
                        .residentMib()
                        .map(mib -> String.format(Locale.ROOT, "%.0f", mib))
                        .orElse("–"),
                target.server().readyAfter().toMillis());
    }

    /** A peer is somebody else's process: its CPU is not ours to read, so only its times are told. */
    private void peers(Path model, LoopbackLoad load, PacedLoad paced) throws IOException, InterruptedException {
        for (MeasureOptions.Peer peer : options.peers()) {
            Buffer body = Buffer.buffer(Files.readAllBytes(peer.body()));
            int port = peer.url().getPort();
            String path = peer.url().getPath();
            int requests = options.requests() / 10;
            load.send(port, path, body, requests);
            double[] perSecond = new double[options.rounds()];
            for (int round = 0; round < perSecond.length; round++) {
                long start = System.nanoTime();
                load.send(port, path, body, requests);
                perSecond[round] = requests * 1e9 / (System.nanoTime() - start);
            }
            Histogram micros =
                    paced.send(port, path, body, options.rate(), PACED).micros();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | as in %s | %s | – | – | %s | %.2f | %.2f | – | – |%n",
                    model.getFileName(),
                    peer.body().getFileName(),
                    peer.name(),
                    Spread.of(perSecond),
                    micros.getValueAtPercentile(50) / 1000.0,
                    micros.getValueAtPercentile(99) / 1000.0);
        }
    }

    private ServerProcess scoreline(Path model) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(List.of(java, "-Xmx512m", "-jar", options.server() + "/scoreline.jar"));
        command.addAll(List.of("serve", model.toString(), "--host", "127.0.0.1", "--port", Integer.toString(port)));
        return ServerProcess.start(command, port, "/readyz");
    }

    private ServerProcess floors(Path model, int rows) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        String classPath = options.classes() + File.pathSeparator + options.server() + "/lib/*";
        return ServerProcess.start(
                List.of(
                        java,
                        "-Xmx512m",
                        "-cp",
                        classPath,
                        FloorServer.class.getName(),
                        Integer.toString(port),
                        model.toString(),
                        Integer.toString(rows)),
                port,
                "/text");
    }
}
