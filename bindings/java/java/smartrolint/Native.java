package smartrolint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** The native library, and where it is loaded from. Texts are UTF-8; null is none. */
final class Native {
    private Native() {}

    static {
        load();
    }

    /** Loads the file that {@code smartrolint.library} names, or the one in the jar. */
    private static void load() {
        String given = System.getProperty("smartrolint.library");
        if (given != null) {
            System.load(Path.of(given).toAbsolutePath().toString());
            return;
        }
        String platform = platform();
        try (InputStream library = Native.class.getResourceAsStream("native/" + platform)) {
            if (library == null) {
                throw new UnsatisfiedLinkError("smartro-lint.jar has no library for " + platform);
            }
            Path file = Files.createTempFile("smartro-lint-", ".library");
            try {
                Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
                System.load(file.toString());
            } finally {
                // What is loaded stays, except where the system keeps the file.
                file.toFile().deleteOnExit();
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch");
        return system + "-" + (machine.equals("amd64") ? "x86_64" : machine);
    }

    static native long open(byte[] settings);

    static native void close(long handle);

    static native long verdict(
            long handle, byte[] request, byte[] operation, byte[] path, byte[] context, boolean isValue);

    static native byte[] report(
            long handle, byte[] request, byte[] operation, byte[] path, byte[] context, boolean isValue);

    static native byte[] mask(long handle, byte[] json);
}
