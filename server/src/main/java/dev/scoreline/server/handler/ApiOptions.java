package dev.scoreline.server.handler;

import dev.scoreline.swagger.ServiceInfo;
import java.nio.file.Path;

/**
 * What can be set about the API's description.
 *
 * @param appRoot the folder in which documents of the user's own may lie
 * @param isStrict whether the documents are those of Azure ML's inference server, and a request for no version in particular
 *     is one for version 2 even where that cannot be had
 * @param hasPage whether people find a page of it under {@code /docs}
 */
public record ApiOptions(ServiceInfo info, Path appRoot, boolean isStrict, boolean hasPage) {}
