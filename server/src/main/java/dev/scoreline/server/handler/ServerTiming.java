package dev.scoreline.server.handler;

import dev.scoreline.scoring.Phases;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** W3C {@code Server-Timing}: where the time of a request went, in milliseconds, for browsers' and clients' own tools. */
final class ServerTiming {

    private static final CharSequence HEADER = HttpHeaders.createOptimized("Server-Timing");

    private ServerTiming() {}

    static void put(HttpServerResponse response, Phases phases) {
        response.putHeader(HEADER, of(phases));
    }

    /** {@code queue;dur=0.000, decode;dur=0.012, compute;dur=0.003, encode;dur=0.002}. */
    static String of(Phases phases) {
        StringBuilder out = new StringBuilder(80);
        add(out, "queue;dur=", phases.queueNanos());
        add(out, ", decode;dur=", phases.decodeNanos());
        add(out, ", compute;dur=", phases.computeNanos());
        add(out, ", encode;dur=", phases.encodeNanos());
        return out.toString();
    }

    private static void add(StringBuilder out, String name, long nanos) {
        long micros = (nanos + 500) / 1000;
        int thousandths = (int) (micros % 1000);
        out.append(name)
                .append(micros / 1000)
                .append('.')
                .append((char) ('0' + thousandths / 100))
                .append((char) ('0' + thousandths / 10 % 10))
                .append((char) ('0' + thousandths % 10));
    }
}
