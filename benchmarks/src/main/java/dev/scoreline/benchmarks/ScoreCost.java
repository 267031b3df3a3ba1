package dev.scoreline.benchmarks;

import io.vertx.core.buffer.Buffer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures the CPU time that a server process spends on one request: Scoreline with the diabetes model, and {@link BodyFloor},
 * in turn, over loopback. CPU time and not throughput, because it does not depend on who else uses the machine as much.
 *
 * <p>Arguments: the folder of {@code scoreline.jar} with its {@code lib}, the folder of these classes, the model directory.
 */
public final class ScoreCost {

    private static final int ROUNDS = 9;
    private static final int WARM_UP = 200_000;
    private static final int REQUESTS = 60_000;

    private ScoreCost() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        String server = args[0];
        String classes = args[1];
        String model = args[2];
        int scorelinePort = freePort();
        int floorPort = freePort();
        String java = System.getProperty("java.home") + "/bin/java";
        Process scoreline = start(
                java,
                "-Xmx512m",
                "-jar",
                server + "/scoreline.jar",
                "serve",
                model,
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(scorelinePort));
        Process floor = start(
                java,
                "-Xmx512m",
                "-cp",
                classes + File.pathSeparator + server + "/lib/*",
                BodyFloor.class.getName(),
                Integer.toString(floorPort));
        try (LoopbackLoad load = new LoopbackLoad()) {
            awaitListening(scorelinePort);
            awaitListening(floorPort);
            System.out.printf(
                    "Java %s, %d requests a round (a tenth with 100 rows), %d rounds in turn;"
                            + " microseconds of CPU a request, median (least to most)%n",
                    System.getProperty("java.version"), REQUESTS, ROUNDS);
            for (int rows : new int[] {1, 100}) {
                compare(rows, load, new Target(scoreline, scorelinePort), new Target(floor, floorPort));
            }
        } finally {
            scoreline.destroy();
            floor.destroy();
        }
    }

    /** A server under load. */
    private record Target(Process process, int port) {

        /** Microseconds of CPU, of all threads of the process, for each of some requests. */
        double cost(LoopbackLoad load, Buffer body, int requests) throws InterruptedException {
            long before = cpuNanos();
            load.send(port, body, requests);
            return (cpuNanos() - before) / 1000.0 / requests;
        }

        private long cpuNanos() {
            return process.info().totalCpuDuration().orElseThrow().toNanos();
        }
    }

    private static void compare(int rows, LoopbackLoad load, Target scoreline, Target floor)
            throws InterruptedException {
        Buffer body = body(rows);
        int requests = rows == 1 ? REQUESTS : REQUESTS / 10;
        int warmUp = rows == 1 ? WARM_UP : WARM_UP / 10;
        scoreline.cost(load, body, warmUp);
        floor.cost(load, body, warmUp);
        double[] score = new double[ROUNDS];
        double[] bare = new double[ROUNDS];
        double[] ratio = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            score[round] = scoreline.cost(load, body, requests);
            bare[round] = floor.cost(load, body, requests);
            ratio[round] = score[round] / bare[round];
        }
        System.out.printf(
                "%d row(s), %d bytes: POST /score %s, bare body %s, ratio %s%n",
                rows, body.length(), spread(score), spread(bare), spread(ratio));
    }

    private static String spread(double[] values) {
        Arrays.sort(values);
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f)", values[values.length / 2], values[0], values[values.length - 1]);
    }

    private static Buffer body(int rows) {
        List<String> data = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            data.add("[0.038,0.051,0.062,0.022,-0.044,-0.035,-0.043,-0.003,0.02,-0.018]");
        }
        return Buffer.buffer("{\"data\":[" + String.join(",", data) + "]}");
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitListening(int port) throws InterruptedException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() < deadline) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException("nothing listens on port " + port);
    }
}
