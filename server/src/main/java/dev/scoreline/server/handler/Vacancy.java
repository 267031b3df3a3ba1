package dev.scoreline.server.handler;

import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.Admission;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/**
 * Refuses a request that has no chance of a place before its body is read: a server that is full should not spend its time on
 * bodies for nothing. Only looks; the place itself is taken when the body is there. Called on event-loop threads.
 */
public final class Vacancy implements Handler<RoutingContext> {

    private final Function<RoutingContext, Admission> admissionOf;
    private final int maxBodyBytes;

    private Vacancy(Function<RoutingContext, Admission> admissionOf, int maxBodyBytes) {
        this.admissionOf = admissionOf;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** For requests to the model that was chosen; {@code maxBodyBytes} is how much of a refused body is thrown away. */
    public static Vacancy ofModel(int maxBodyBytes) {
        return new Vacancy(context -> ModelChoice.of(context).scorer().admission(), maxBodyBytes);
    }

    /** For requests to the entry script. */
    public static Vacancy of(Admission admission, int maxBodyBytes) {
        return new Vacancy(context -> admission, maxBodyBytes);
    }

    @Override
    public void handle(RoutingContext context) {
        try {
            admissionOf.apply(context).checkVacancy();
        } catch (InferenceException refusal) {
            UnwantedBody.discard(context.request(), maxBodyBytes);
            context.fail(refusal);
            return;
        }
        context.next();
    }
}
