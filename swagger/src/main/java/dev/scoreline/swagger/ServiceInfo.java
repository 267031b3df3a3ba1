package dev.scoreline.swagger;

/**
 * What a document says of the service as a whole.
 *
 * @param name Azure ML's {@code SERVICE_NAME}
 * @param version Azure ML's {@code SERVICE_VERSION}
 * @param pathPrefix Azure ML's {@code SERVICE_PATH_PREFIX}, with or without outer slashes: what stands before every path as
 *     callers see it
 */
public record ServiceInfo(String name, String version, String pathPrefix) {

    public static final ServiceInfo DEFAULT = new ServiceInfo("ML service", "1.0", "");

    public ServiceInfo {
        pathPrefix = pathPrefix.replaceAll("^/+|/+$", "");
    }

    String path(String path) {
        return pathPrefix.isEmpty() ? path : "/" + pathPrefix + path;
    }
}
