package dev.scoreline.batch.config;

import dev.scoreline.scoring.codec.Excerpt;
import dev.scoreline.scoring.config.ConfigFile;
import dev.scoreline.scoring.config.NearestName;
import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A batch deployment's YAML as Azure ML's command line takes it. The settings may stand at its root, as in 2021, or under {@code
 * settings}; the deployment may be the only one under {@code deployments} of an endpoint. Names may be spelt as in the REST
 * API, {@code miniBatchSize}. Paths are relative to the file. One thread.
 */
public final class DeploymentFile {

    private static final int MAX_CHARS = 1024 * 1024;

    /** What Azure ML says about its own cloud, which means nothing on one machine. */
    private static final Set<String> IGNORED = Set.of(
            "$schema",
            "name",
            "description",
            "tags",
            "properties",
            "type",
            "endpoint_name",
            "auth_mode",
            "traffic",
            "defaults",
            "environment",
            "location");

    /** What somebody may count on, and is told not to. */
    private static final Set<String> UNUSED = Set.of(
            "environment_variables", "compute", "resources", "instance_count", "partition_keys", "job_definition");

    private final Path file;
    private final Problems problems;
    private final Consumer<String> warnings;
    private final Map<String, String> values = new LinkedHashMap<>();

    private DeploymentFile(Path file, Problems problems, Consumer<String> warnings) {
        this.file = file;
        this.problems = problems;
        this.warnings = warnings;
    }

    /**
     * Reads a file; what is wrong with it is a problem, every one of them.
     *
     * @param warnings is told what has no effect here
     */
    public static ConfigFile read(Path file, Problems problems, Consumer<String> warnings) {
        DeploymentFile deployment = new DeploymentFile(file, problems, warnings);
        deployment.load();
        return new ConfigFile(file.toString(), deployment.values);
    }

    private void load() {
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setCodePointLimit(MAX_CHARS)
                .setMaxAliasesForCollections(20)
                .build();
        try {
            Object root = new Load(settings).loadFromString(Files.readString(file));
            if (root instanceof Map<?, ?> map) {
                takeDeployment(map);
            } else {
                problems.add(file + ": expected a deployment, such as mini_batch_size: 10");
            }
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark()
                    .map(mark -> " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                    .orElse("");
            problems.add(file + ": expected YAML but" + place + ": " + Excerpt.of(e.getProblem(), 200));
        } catch (YamlEngineException e) {
            problems.add(file + ": expected YAML: " + Excerpt.of(String.valueOf(e.getMessage()), 200));
        } catch (IOException e) {
            problems.add(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void takeDeployment(Map<?, ?> root) {
        if (!(root.get("deployments") instanceof List<?> deployments)) {
            root.forEach((key, value) -> take(String.valueOf(key), value));
            return;
        }
        if (deployments.size() != 1 || !(deployments.get(0) instanceof Map<?, ?> only)) {
            problems.add(file + ": deployments: expected one deployment but there are " + deployments.size());
            return;
        }
        only.forEach((key, value) -> take(String.valueOf(key), value));
    }

    private void take(String key, Object value) {
        String name = snakeCase(key);
        if (IGNORED.contains(name)) {
            return;
        }
        if (UNUSED.contains(name)) {
            warnings.accept(file + ": " + Excerpt.of(key) + ": not used here, as a run is one process on this machine");
            return;
        }
        switch (name) {
            case "settings" -> nested(key, value, "");
            case "retry_settings" -> nested(key, value, "retry_settings.");
            case "code_configuration" -> takeCode(value);
            case "model" -> takeModel(value);
            default -> takeSetting(name, key, value);
        }
    }

    private void nested(String key, Object value, String prefix) {
        if (!(value instanceof Map<?, ?> map)) {
            problems.add(file + ": " + Excerpt.of(key) + ": expected settings below it");
            return;
        }
        map.forEach((inner, innerValue) -> {
            if (prefix.isEmpty()) {
                take(String.valueOf(inner), innerValue);
            } else {
                takeSetting(prefix + snakeCase(String.valueOf(inner)), key + "." + inner, innerValue);
            }
        });
    }

    /** {@code code} is the folder of {@code scoring_script}. */
    private void takeCode(Object value) {
        if (value instanceof Map<?, ?> map && map.get("scoring_script") != null) {
            Path folder = map.get("code") == null ? Path.of("") : Path.of(text(map.get("code")));
            values.put(
                    BatchSettings.ENTRY_SCRIPT.environmentName(),
                    beside(folder.resolve(text(map.get("scoring_script")))).toString());
        }
    }

    /** A registered model lies somewhere else: it has to be given by its folder. */
    private void takeModel(Object value) {
        Object path = value;
        if (value instanceof Map<?, ?> map) {
            path = map.get("path") == null ? map.get("local_path") : map.get("path");
        }
        if (path != null && !text(path).startsWith("azureml:")) {
            values.put(
                    BatchSettings.MODEL.environmentName(),
                    beside(Path.of(text(path))).toString());
        }
    }

    private void takeSetting(String name, String key, Object value) {
        List<String> known = new ArrayList<>(BatchSettings.ALL.stream()
                .map(Setting::environmentName)
                .filter(setting -> !setting.startsWith("code_"))
                .toList());
        if (!known.contains(name)) {
            problems.add(file + ": " + Excerpt.of(key) + ": there is no such setting; the nearest is "
                    + NearestName.of(name, known));
        } else if (value instanceof Map || value instanceof List) {
            problems.add(file + ": " + Excerpt.of(key) + ": expected one value");
        } else if (value != null) {
            values.put(name, isPath(name) ? beside(Path.of(text(value))).toString() : text(value));
        }
    }

    private static boolean isPath(String name) {
        return name.equals(BatchSettings.INPUT.environmentName())
                || name.equals(BatchSettings.OUTPUT.environmentName());
    }

    private Path beside(Path path) {
        return file.toAbsolutePath().resolveSibling(path).normalize();
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }

    /** {@code maxRetries} as {@code max_retries}. */
    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z])([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
