package smartrolint;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What goes with a request. One may be made once and used for many requests, by many threads. */
public final class Options {
    /** A body whose operation is detected. */
    public static final Options NONE = new Options(null, null, null);

    final byte[] operation;
    final byte[] path;
    final byte[] context;

    private Options(byte[] operation, byte[] path, byte[] context) {
        this.operation = operation;
        this.path = path;
        this.context = context;
    }

    /** The operation of the body, such as {@code payInstantly}. */
    public static Options operation(String name) {
        return new Options(name.getBytes(StandardCharsets.UTF_8), null, null);
    }

    /** The same with the parameters of the path, such as {@code paymentId}. */
    public Options withPath(Map<String, String> parameters) {
        return new Options(operation, json(parameters), context);
    }

    /** The same with what the request does not contain, such as {@code channel}: {@code live}. */
    public Options withContext(Map<String, ?> known) {
        return new Options(operation, path, json(known));
    }

    private static byte[] json(Object value) {
        return Json.write(value).getBytes(StandardCharsets.UTF_8);
    }
}
