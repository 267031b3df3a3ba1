package dev.scoreline.server.handler;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.codec.Excerpt;
import dev.scoreline.swagger.ApiText;
import dev.scoreline.swagger.ApiVersion;
import dev.scoreline.swagger.DeclaredSchemas;
import dev.scoreline.swagger.ModelSample;
import dev.scoreline.swagger.ModelSchemas;
import dev.scoreline.swagger.ServicePath;
import dev.scoreline.swagger.ServiceSchemas;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers the description of the API in the version that is asked for. Drawn up once, when the server starts: models do
 * not change while it runs. Called on event-loop threads.
 */
public final class ApiDocument implements Handler<RoutingContext> {

    private final Map<ApiVersion, String> documents = new EnumMap<>(ApiVersion.class);
    private final boolean isStrict;

    /** Reads the documents that the user supplies, and draws up the others. Blocks. */
    public ApiDocument(List<ServicePath> paths, ApiOptions options) {
        this.isStrict = options.isStrict();
        for (ApiVersion version : ApiVersion.values()) {
            SuppliedDocuments.description(options.appRoot(), version)
                    .or(() -> ApiText.of(version, options.info(), paths))
                    .ifPresent(document -> documents.put(version, document));
        }
    }

    /** The paths that score models, with the samples that lie beside them. Blocks. */
    public static List<ServicePath> paths(Models models, boolean isStrict) {
        List<ServicePath> paths = new ArrayList<>();
        List<LoadedModel> all = models.all();
        if (all.stream().map(LoadedModel::name).distinct().count() == 1) {
            paths.add(new ServicePath("/score", schemas(models.only(), isStrict)));
        }
        if (all.size() > 1) {
            for (LoadedModel model : all) {
                String path = "/models/" + segment(model.name()) + "/versions/" + segment(model.version()) + "/score";
                paths.add(new ServicePath(path, schemas(model, isStrict)));
            }
        }
        return paths;
    }

    private static ServiceSchemas schemas(LoadedModel loaded, boolean isStrict) {
        Path file = loaded.source().path();
        Optional<Object> input = ModelSamples.input(file);
        Optional<Object> output = ModelSamples.output(file);
        return isStrict
                ? new DeclaredSchemas(ModelSample.signature(loaded.model().signature(), input, output))
                : new ModelSchemas(loaded.model().signature(), input, output);
    }

    /** A name as a part of a path; braces in it would stand for a parameter. */
    private static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void handle(RoutingContext context) {
        Document.send(context.response(), "application/json", document(asked(context)));
    }

    private static Optional<String> asked(RoutingContext context) {
        try {
            @Nullable String asked = context.request().params().get("version");
            return Optional.ofNullable(asked);
        } catch (IllegalArgumentException e) {
            throw new InferenceException(ErrorCode.INVALID_INPUT, "the query cannot be decoded: " + e.getMessage(), e);
        }
    }

    private String document(Optional<String> asked) {
        ApiVersion version = asked.isEmpty() ? usual() : named(asked.get());
        String document = documents.get(version);
        if (document == null) {
            throw notFound("Swagger version [" + version.word()
                    + "] is not supported for the scoring script. Supported swagger versions: "
                    + words(documents.keySet()) + ".");
        }
        return document;
    }

    /** Version 2 as in Azure ML; where that cannot be had, the next one helps more than a refusal. */
    private ApiVersion usual() {
        return isStrict || documents.containsKey(ApiVersion.V2) ? ApiVersion.V2 : ApiVersion.V3;
    }

    private static ApiVersion named(String asked) {
        return ApiVersion.named(asked)
                .orElseThrow(() -> notFound("Swagger version [" + Excerpt.of(asked)
                        + "] is not valid. Supported versions: " + words(List.of(ApiVersion.values())) + "."));
    }

    private static String words(Iterable<ApiVersion> versions) {
        List<String> words = new ArrayList<>();
        versions.forEach(version -> words.add(version.word()));
        return words.stream().collect(Collectors.joining(", ", "[", "]"));
    }

    private static InferenceException notFound(String message) {
        return new InferenceException(ErrorCode.DOCUMENT_NOT_FOUND, message);
    }
}
