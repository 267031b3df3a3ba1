package dev.scoreline.entry;

import dev.scoreline.model.entry.EntryRequest;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles a source file in memory, with the classes beside it, those of the source directory and all that the server itself
 * has on its class path. Blocks; stateless.
 */
final class SourceCompiler {

    private static final int MAX_TOLD = 10;

    private SourceCompiler() {}

    /**
     * The class files of a source file, by class name.
     *
     * @throws dev.scoreline.model.InferenceException {@code INVALID_SCRIPT} with the compiler's messages, a line each
     */
    static Map<String, byte[]> compile(Path source, EntryCodePath code) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw ScriptRefusal.of("this Java runtime has no compiler, which the entry script " + source.getFileName()
                    + " needs: run the server on a JDK, or compile the script into a jar");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> output = new HashMap<>();
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8);
                InMemory memory = new InMemory(files, output)) {
            boolean compiled = compiler.getTask(
                            Writer.nullWriter(),
                            memory,
                            diagnostics,
                            options(source, code),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            if (!compiled) {
                throw ScriptRefusal.of("the entry script " + source.getFileName() + " does not compile:\n"
                        + errors(diagnostics.getDiagnostics()));
            }
        } catch (IOException e) {
            throw ScriptRefusal.of("the entry script " + source.getFileName() + " cannot be read: " + e, e);
        }
        return output.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toByteArray()));
    }

    private static List<String> options(Path source, EntryCodePath code) {
        String classPath =
                System.getProperty("java.class.path", "") + File.pathSeparator + ownJar() + joined(code.classPath());
        String folders = source.toAbsolutePath().getParent()
                + joined(code.sourceDirectory().stream().toList());
        return List.of(
                "-parameters", "-g", "-proc:none", "-implicit:class", "-classpath", classPath, "-sourcepath", folders);
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(path -> File.pathSeparator + path).collect(Collectors.joining());
    }

    /** Where the API for scripts lies, in case the class path does not name it. */
    private static String ownJar() {
        CodeSource source = EntryRequest.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? "" : Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return "";
        }
    }

    private static String errors(List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .limit(MAX_TOLD)
                .map(SourceCompiler::line)
                .collect(Collectors.joining("\n"));
    }

    private static String line(Diagnostic<? extends JavaFileObject> diagnostic) {
        JavaFileObject file = diagnostic.getSource();
        String name = file == null ? "" : Path.of(file.getName()).getFileName() + ":";
        return "  " + name + diagnostic.getLineNumber() + ":" + diagnostic.getColumnNumber() + ": "
                + diagnostic.getMessage(Locale.ENGLISH);
    }

    /** Keeps what the compiler writes. */
    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> output;

        InMemory(StandardJavaFileManager files, Map<String, ByteArrayOutputStream> output) {
            super(files);
            this.output = output;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    output.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
