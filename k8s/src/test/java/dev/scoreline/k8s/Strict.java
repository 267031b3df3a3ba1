package dev.scoreline.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/** Judges an object by the types of its kind: what the API would refuse, or drop without a word, is an error. */
final class Strict {

    private static final Map<String, String> KINDS = Map.of(
            "v1", "V1",
            "apps/v1", "V1",
            "batch/v1", "V1",
            "policy/v1", "V1",
            "networking.k8s.io/v1", "V1",
            "autoscaling/v2", "V2");

    private static final Map<String, Class<?>> CUSTOM_KINDS = Map.of(
            "monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class,
            "monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class,
            "gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class);

    private static final ObjectMapper JACKSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Strict() {}

    /** @throws IllegalArgumentException with what is wrong */
    static void check(Manifest object) {
        Class<?> custom = CUSTOM_KINDS.get(object.apiVersion() + " " + object.kind());
        if (custom == null) {
            checkBuiltIn(object);
        } else {
            checkCustom(object, custom);
        }
    }

    private static void checkBuiltIn(Manifest object) {
        String version = KINDS.get(object.apiVersion());
        JsonElement json = JsonParser.parseString(new Gson().toJson(object.root()));
        try {
            Class<?> type = Class.forName("io.kubernetes.client.openapi.models." + version + object.kind());
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
            type.getMethod("fromJson", String.class).invoke(null, json.toString());
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    object.kind() + ": " + e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("there is no " + object.apiVersion() + " " + object.kind(), e);
        }
    }

    private static void checkCustom(Manifest object, Class<?> type) {
        try {
            Object typed = JACKSON.readValue(new Gson().toJson(object.root()), type);
            UnknownFields.find(typed, "").ifPresent(field -> {
                throw new IllegalArgumentException(object.kind() + " has no field " + field);
            });
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
