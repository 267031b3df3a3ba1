package dev.scoreline.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.scoring.config.ListenerSettings;
import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each object is one that Kubernetes takes, and all of them fit each other and the server. */
class ManifestsTest {

    static List<String> overlays() {
        return Overlays.ALL;
    }

    /** All but those of jobs. */
    static List<String> servers() throws IOException {
        List<String> servers = new ArrayList<>();
        for (String overlay : Overlays.ALL) {
            if (!Overlays.ofKind(overlay, "Deployment").isEmpty()) {
                servers.add(overlay);
            }
        }
        return servers;
    }

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: a}
            spec:
              selector: {matchLabels: {a: b}}
              template:
                metadata: {labels: {a: b}}
                spec:
                  containers: [{name: a, image: a, %s}]
            """;

    private static Manifest deploymentWith(String containerField) {
        return Manifest.parse(DEPLOYMENT.formatted(containerField)).get(0);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyObjectIsOneOfItsKind(String overlay) throws IOException {
        for (Manifest object : Overlays.build(overlay)) {
            Strict.check(object);
            assertThat(object.name()).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
        }
    }

    /** The check itself is held: it lets a good object pass and refuses what a cluster refuses. */
    @Test
    void theCheckRefusesMisspeltFieldsWrongTypesAndUnknownKinds() {
        Strict.check(deploymentWith("ports: [{containerPort: 1}]"));

        assertThatThrownBy(() -> Strict.check(deploymentWith("readinesProbe: {}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("readinesProbe");
        assertThatThrownBy(() -> Strict.check(deploymentWith("ports: [{containerPort: http}]")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        Strict.check(Manifest.parse("{apiVersion: apps/v1, kind: Deploiment, metadata: {name: a}}")
                                .get(0)))
                .hasMessageContaining("Deploiment");
        assertThatThrownBy(() -> Strict.check(Manifest.parse(
                                "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec: {endpoints: [{prot: a}]}}")
                        .get(0)))
                .hasMessageContaining("prot");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void noTwoObjectsAreTheSame(String overlay) throws IOException {
        assertThat(Overlays.build(overlay).stream().map(object -> object.kind() + "/" + object.name()))
                .doesNotHaveDuplicates();
    }

    /** The restricted profile of Kubernetes' pod security standards. */
    @ParameterizedTest
    @MethodSource("overlays")
    void podsAreRestricted(String overlay) throws IOException {
        for (Manifest pod : pods(overlay)) {
            assertThat(pod.at("securityContext", "runAsNonRoot")).contains(true);
            assertThat((Integer) pod.at("securityContext", "runAsUser").orElseThrow())
                    .isPositive();
            assertThat(pod.text("securityContext", "seccompProfile", "type")).isEqualTo("RuntimeDefault");
            assertThat(pod.root()).doesNotContainKeys("hostNetwork", "hostPID", "hostIPC");
            assertThat(pod.at("automountServiceAccountToken")).contains(false);
            for (Manifest volume : pod.listAt("volumes")) {
                assertThat(volume.root()).doesNotContainKey("hostPath");
            }
            for (Manifest container : pod.listAt("containers")) {
                assertThat(container.at("securityContext", "allowPrivilegeEscalation"))
                        .contains(false);
                assertThat(container.at("securityContext", "readOnlyRootFilesystem"))
                        .contains(true);
                assertThat(container.at("securityContext", "capabilities", "drop"))
                        .contains(List.of("ALL"));
                assertThat(container.at("securityContext", "capabilities", "add"))
                        .isEmpty();
                assertThat(container.listAt("ports"))
                        .noneMatch(port -> port.at("hostPort").isPresent());
                assertThat(container.at("resources", "limits", "memory"))
                        .isPresent()
                        .isEqualTo(container.at("resources", "requests", "memory"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyMountHasItsVolumeAndEveryVolumeItsMount(String overlay) throws IOException {
        for (Manifest pod : pods(overlay)) {
            List<String> mounted = pod.listAt("containers").stream()
                    .flatMap(container -> container.listAt("volumeMounts").stream())
                    .map(mount -> mount.text("name"))
                    .distinct()
                    .toList();
            assertThat(pod.listAt("volumes").stream().map(volume -> volume.text("name")))
                    .containsExactlyInAnyOrderElementsOf(mounted);
        }
    }

    /** A misspelt setting would do nothing and say nothing. */
    @ParameterizedTest
    @MethodSource("overlays")
    void everyVariableIsASettingOfTheServerAndItsValueAText(String overlay) throws IOException {
        List<String> known = ServerSettings.ALL.stream()
                .map(setting -> setting.environmentName())
                .toList();
        for (Manifest pod : pods(overlay)) {
            for (Manifest container : pod.listAt("containers")) {
                for (Manifest source : container.listAt("envFrom")) {
                    Map<String, Object> settings = configMap(overlay, source.text("configMapRef", "name"));
                    assertThat(known).containsAll(settings.keySet());
                    assertThat(settings.values()).allMatch(String.class::isInstance);
                }
                for (Manifest variable : container.listAt("env")) {
                    assertThat(known).contains(variable.text("name"));
                    assertThat(variable.at("value")).containsInstanceOf(String.class);
                }
            }
        }
    }

    /** Where a secret is mounted, the setting looks for it. */
    @ParameterizedTest
    @CsvSource({
        "overlays/production, AUTH_KEYS",
        "overlays/tls, AUTH_KEYS",
        "overlays/tls, TLS_CERTIFICATE",
        "overlays/tls, TLS_KEY"
    })
    void secretsAreMountedWhereTheServerLooksForThem(String overlay, String setting) throws IOException {
        String file = String.valueOf(configMap(overlay, "scoreline").get(setting));

        List<Manifest> mounts = pods(overlay).get(0).listAt("containers").get(0).listAt("volumeMounts");
        assertThat(mounts).anyMatch(mount -> file.startsWith(mount.text("mountPath") + "/"));
    }

    /** Probes in plain text of a server that speaks TLS would kill it. */
    @ParameterizedTest
    @MethodSource("servers")
    void probesSpeakAsTheServerDoes(String overlay) throws IOException {
        boolean isTls = configMap(overlay, "scoreline").containsKey("TLS_CERTIFICATE");
        for (Manifest pod : pods(overlay)) {
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(pod.listAt("containers").get(0).at(probe, "httpGet", "scheme"))
                        .isEqualTo(isTls ? Optional.of("HTTPS") : Optional.empty());
            }
        }
    }

    /** Kubernetes kills when this time is over; the server needs the two, and a moment to end. */
    @ParameterizedTest
    @MethodSource("servers")
    void aPodHasTimeToDrainAndToFinish(String overlay) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of("DRAIN_DELAY_SECONDS", "5"));
        configMap(overlay, "scoreline").forEach((name, value) -> environment.put(name, String.valueOf(value)));
        Settings settings = Settings.read(ServerSettings.ALL, Map.of(), environment, new Problems());
        Duration needed =
                settings.get(ListenerSettings.DRAIN_DELAY).plus(settings.get(ListenerSettings.SHUTDOWN_GRACE));

        for (Manifest pod : pods(overlay)) {
            assertThat(Duration.ofSeconds(
                            (Integer) pod.at("terminationGracePeriodSeconds").orElseThrow()))
                    .isGreaterThan(needed);
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void servicesSelectPodsAndTheirPorts(String overlay) throws IOException {
        for (Manifest service : Overlays.ofKind(overlay, "Service")) {
            List<Manifest> selected = selected(overlay, service.mapAt("spec", "selector"));
            assertThat(selected).as(service.name()).isNotEmpty();
            for (Manifest port : service.listAt("spec", "ports")) {
                assertThat(selected).allMatch(pod -> portNames(pod).contains(port.text("targetPort")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void policiesAndBudgetsSelectPods(String overlay) throws IOException {
        for (Manifest policy : Overlays.ofKind(overlay, "NetworkPolicy")) {
            List<Manifest> selected = selected(overlay, policy.mapAt("spec", "podSelector", "matchLabels"));
            assertThat(selected).hasSameSizeAs(pods(overlay));
            for (Manifest rule : policy.listAt("spec", "ingress")) {
                for (Manifest port : rule.listAt("ports")) {
                    assertThat(selected).allMatch(pod -> portNames(pod).contains(port.text("port")));
                }
            }
        }
        for (Manifest budget : Overlays.ofKind(overlay, "PodDisruptionBudget")) {
            assertThat(selected(overlay, budget.mapAt("spec", "selector", "matchLabels")))
                    .hasSameSizeAs(pods(overlay));
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void deploymentsSelectTheirOwnPodsAndNoOthers(String overlay) throws IOException {
        for (Manifest deployment : Overlays.ofKind(overlay, "Deployment")) {
            assertThat(selected(overlay, deployment.mapAt("spec", "selector", "matchLabels")))
                    .as(deployment.name())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theAutoscalerScalesADeploymentAndLeavesTheBudgetRoom(String overlay) throws IOException {
        Manifest autoscaler =
                Overlays.ofKind(overlay, "HorizontalPodAutoscaler").get(0);
        Manifest budget = Overlays.ofKind(overlay, "PodDisruptionBudget").get(0);
        List<Manifest> deployments = Overlays.ofKind(overlay, "Deployment");
        assertThat(autoscaler.text("spec", "scaleTargetRef", "name")).isEqualTo("scoreline");

        String name = autoscaler.text("spec", "scaleTargetRef", "name");
        assertThat(deployments).anyMatch(deployment -> deployment.name().equals(name));
        // A number of replicas beside an autoscaler would fight with it.
        assertThat(deployments)
                .filteredOn(deployment -> deployment.name().equals(name))
                .noneMatch(deployment -> deployment.at("spec", "replicas").isPresent());
        int least = (Integer) autoscaler.at("spec", "minReplicas").orElseThrow();
        assertThat(least)
                .isGreaterThan((Integer) budget.at("spec", "minAvailable").orElseThrow());
        assertThat(least)
                .isLessThan((Integer) autoscaler.at("spec", "maxReplicas").orElseThrow());
    }

    @Test
    void theCandidateIsTheDeploymentOnceMore() throws IOException {
        String stable = Files.readString(Overlays.ROOT.resolve("base/deployment.yaml"));
        String candidate = Files.readString(Overlays.ROOT.resolve("overlays/canary/deployment-candidate.yaml"));

        assertThat(facts(candidate))
                .isEqualTo(
                        facts(stable.replace("  name: scoreline\n  labels:", "  name: scoreline-candidate\n  labels:")
                                .replace("track: stable", "track: candidate")
                                .replace("image: scoreline:0.1.0", "image: scoreline:0.1.0-candidate")));
    }

    /** The lines but for comments and the number of replicas. */
    private static String facts(String yaml) {
        return yaml.lines()
                .filter(line -> !line.strip().startsWith("#") && !line.equals("  replicas: 1"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void theRouteSharesOutAllRequestsAmongServicesThatThereAre() throws IOException {
        Manifest route = Overlays.ofKind("overlays/canary", "HTTPRoute").get(0);
        List<Manifest> backends = route.listAt("spec", "rules").get(0).listAt("backendRefs");
        List<Manifest> services = Overlays.ofKind("overlays/canary", "Service");

        assertThat(backends.stream()
                        .mapToInt(backend -> (Integer) backend.at("weight").orElseThrow())
                        .sum())
                .isEqualTo(100);
        for (Manifest backend : backends) {
            assertThat(services)
                    .anyMatch(service -> service.name().equals(backend.text("name"))
                            && service.listAt("spec", "ports").stream()
                                    .anyMatch(port -> port.at("port").equals(backend.at("port"))));
        }
    }

    private static Map<String, Object> configMap(String overlay, String name) throws IOException {
        return Overlays.ofKind(overlay, "ConfigMap").stream()
                .filter(map -> map.name().equals(name))
                .findFirst()
                .orElseThrow()
                .mapAt("data");
    }

    /** The pod templates. */
    private static List<Manifest> pods(String overlay) throws IOException {
        return templates(overlay)
                .map(template -> new Manifest(template.mapAt("spec")))
                .toList();
    }

    private static Stream<Manifest> templates(String overlay) throws IOException {
        return Overlays.build(overlay).stream()
                .filter(object -> object.at("spec", "template").isPresent())
                .map(object -> new Manifest(object.mapAt("spec", "template")));
    }

    private static List<Manifest> selected(String overlay, Map<String, Object> labels) throws IOException {
        assertThat(labels).isNotEmpty();
        return templates(overlay)
                .filter(template ->
                        template.mapAt("metadata", "labels").entrySet().containsAll(labels.entrySet()))
                .map(template -> new Manifest(template.mapAt("spec")))
                .toList();
    }

    private static List<String> portNames(Manifest pod) {
        return pod.listAt("containers").stream()
                .flatMap(container -> container.listAt("ports").stream())
                .map(port -> port.text("name"))
                .toList();
    }
}
