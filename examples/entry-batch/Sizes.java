import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says how long each file is. */
class Sizes {

    List<String> run(List<Path> miniBatch) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : miniBatch) {
            lines.add(file.getFileName() + ": " + Files.size(file));
        }
        return lines;
    }
}
