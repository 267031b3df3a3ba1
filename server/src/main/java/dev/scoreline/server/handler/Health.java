package dev.scoreline.server.handler;

import dev.scoreline.scoring.config.Compatibility;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;

/**
 * Answers probes. Alive as long as it answers. Ready from the moment that the models have scored their samples until the
 * server is told to stop, but not while every worker is held by a run that should long have been over.
 *
 * <p>Thread-safe.
 */
public final class Health {

    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String STARTING = "starting";
    private static final String STOPPING = "stopping";
    private static final String NONE = "";

    private final BooleanSupplier isStuck;

    /** Why it is not ready; empty if it is. */
    private volatile String obstacle = STARTING;

    /** {@code isStuck} says whether nothing that needs a worker gets one; asked at each probe. */
    public Health(BooleanSupplier isStuck) {
        this.isStuck = isStuck;
    }

    public void ready() {
        startedWith(NONE);
    }

    /** It cannot do its work and will not be able to; {@code why} is told to whoever asks. */
    public void unfit(String why) {
        startedWith(why);
    }

    private synchronized void startedWith(String next) {
        if (obstacle.equals(STARTING)) {
            obstacle = next;
        }
    }

    public synchronized void stopping() {
        obstacle = STOPPING;
    }

    public boolean isReady() {
        return obstacle.equals(NONE) && !isStuck.getAsBoolean();
    }

    public boolean isStopping() {
        return obstacle.equals(STOPPING);
    }

    /** The word that Azure ML's probes look for. */
    public Handler<RoutingContext> healthy(Compatibility compatibility) {
        String type = switch (compatibility) {
            case DEFAULT -> PLAIN;
            case STRICT -> "text/html; charset=utf-8";
        };
        return context -> Document.send(context.response(), type, "Healthy");
    }

    public Handler<RoutingContext> live() {
        return context -> answer(context, 200, "Alive");
    }

    public Handler<RoutingContext> readiness() {
        return context -> {
            String why = why();
            if (why.isEmpty()) {
                answer(context, 200, "Ready");
            } else {
                answer(context, 503, "Not ready: " + why);
            }
        };
    }

    private String why() {
        String known = obstacle;
        return known.isEmpty() && isStuck.getAsBoolean()
                ? "every worker is held by a run that is long past its deadline"
                : known;
    }

    private static void answer(RoutingContext context, int status, String text) {
        Document.send(context.response().setStatusCode(status), PLAIN, text);
    }
}
