package smartrolint;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongFunction;

/**
 * A pack of rules, ready to lint. Any number of threads may use one at once.
 *
 * <p>It holds memory outside of the heap until it is closed; later calls throw an {@link
 * IllegalStateException}. Closing waits for the calls that run.
 */
public final class Linter implements AutoCloseable {
    /** Held to read by every call, and to write by {@link #close}. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** 0: it is closed. */
    private long handle;

    private Linter(Settings settings) {
        handle = Native.open(settings.toJson().getBytes(StandardCharsets.UTF_8));
    }

    /** The Smartro pack that is built in, with messages in {@code ko} or {@code en}. */
    public static Linter smartro(String language) {
        return new Linter(Settings.language(language));
    }

    /**
     * A linter of these settings.
     *
     * @throws LintException for settings that are none; of a pack with all its mistakes
     */
    public static Linter of(Settings settings) {
        return new Linter(settings);
    }

    /** Lints a request, JSON in UTF-8. Text that is no JSON is a finding. */
    public Report lint(byte[] request, Options options) {
        return report(request, options, false);
    }

    /** Lints a request, JSON text. */
    public Report lint(String request, Options options) {
        return report(request.getBytes(StandardCharsets.UTF_8), options, false);
    }

    /**
     * Lints what would be sent: a map of maps, iterables, strings, numbers, booleans and nulls. Its report has
     * pointers and no places in a text.
     *
     * @throws LintException for a value that is no JSON: a cycle, {@code NaN}, another class
     */
    public Report lintValue(Object request, Options options) {
        return report(Json.write(request).getBytes(StandardCharsets.UTF_8), options, true);
    }

    /** Counts the findings of a request, without writing messages. */
    public Verdict verdict(byte[] request, Options options) {
        Objects.requireNonNull(request);
        return Verdict.unpack(
                open(handle -> Native.verdict(
                        handle, request, options.operation, options.path, options.context, false)));
    }

    /** JSON text as it may be logged: secrets and values that identify a person are masked. */
    public String mask(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return new String(open(handle -> Native.mask(handle, text)), StandardCharsets.UTF_8);
    }

    private Report report(byte[] request, Options options, boolean isValue) {
        Objects.requireNonNull(request);
        return new Report(new String(
                open(handle -> Native.report(
                        handle, request, options.operation, options.path, options.context, isValue)),
                StandardCharsets.UTF_8));
    }

    private <T> T open(LongFunction<T> call) {
        lock.readLock().lock();
        try {
            if (handle == 0) {
                throw new IllegalStateException("the linter is closed");
            }
            return call.apply(handle);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (handle != 0) {
                Native.close(handle);
                handle = 0;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
