package smartrolint;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The contract, and what is Java's own. Ends with an exception when something does not hold. */
public final class Tests {
    private static final Options CANCEL = Options.operation("cancelPayment");
    private static final byte[] RIGHT = "{\"reason\": \"단순 변심\"}".getBytes(StandardCharsets.UTF_8);
    private static final String WRONG = "{\"reason\": \"단순 변심 💐\", \"ammount\": 1}";

    public static void main(String[] arguments) throws Exception {
        contract(Path.of(arguments[0]));
        brokenRequestsAreFindings();
        errorsAreThoseOfTheLibrary();
        packsOfOnesOwn();
        spansCountChars();
        closedLinters();
        threads();
        memoryIsFlat();
        System.out.println("all tests of the jar pass");
    }

    private static void contract(Path directory) throws Exception {
        List<?> requests = (List<?>) Json.read(Files.readString(directory.resolve("requests.json")));
        Map<?, ?> reports = (Map<?, ?>) Json.read(Files.readString(directory.resolve("reports.json")));
        try (Linter korean = Linter.smartro("ko"); Linter english = Linter.smartro("en")) {
            for (Object one : requests) {
                Map<?, ?> request = (Map<?, ?>) one;
                Linter linter = "en".equals(request.get("language")) ? english : korean;
                String name = (String) request.get("name");
                Map<?, ?> expected = (Map<?, ?>) reports.get(name);
                if (expected.containsKey("error")) {
                    same(expected.get("error"), thrown(LintException.class, () -> lint(linter, request)), name);
                    continue;
                }
                Report report = lint(linter, request);
                same(expected, Json.read(report.toJson()), name);
                same(((List<?>) expected.get("diagnostics")).size(), report.findings().size(), name);
                byte[] text = text(request);
                if (text != null) {
                    same(report.verdict(), linter.verdict(text, options(request)), name);
                }
            }
        }
    }

    private static byte[] text(Map<?, ?> request) {
        String text = (String) request.get("text");
        String base64 = (String) request.get("base64");
        return text != null
                ? text.getBytes(StandardCharsets.UTF_8)
                : base64 == null ? null : Base64.getDecoder().decode(base64);
    }

    @SuppressWarnings("unchecked")
    private static Options options(Map<?, ?> request) {
        String operation = (String) request.get("operation");
        Options options = operation == null ? Options.NONE : Options.operation(operation);
        if (request.get("path") != null) {
            options = options.withPath((Map<String, String>) request.get("path"));
        }
        return request.get("context") == null ? options : options.withContext((Map<String, ?>) request.get("context"));
    }

    private static Report lint(Linter linter, Map<?, ?> request) {
        byte[] text = text(request);
        return text == null
                ? linter.lintValue(request.get("value"), options(request))
                : linter.lint(text, options(request));
    }

    private static void brokenRequestsAreFindings() {
        try (Linter linter = Linter.smartro("en")) {
            for (byte[] request : new byte[][] {{}, {(byte) 0xff}, {'{'}, {0}, new byte[100_000_000],
                "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8)}) {
                same("invalid-json", linter.lint(request, CANCEL).findings().get(0).rule(), "broken");
                same(1, linter.verdict(request, CANCEL).errors(), "broken");
            }
            same("invalid-json", linter.lintValue(deep(200), CANCEL).findings().get(0).rule(), "deep");
        }
    }

    private static List<Object> deep(int depth) {
        return depth == 0 ? List.of() : List.of(deep(depth - 1));
    }

    private static void errorsAreThoseOfTheLibrary() {
        try (Linter linter = Linter.smartro("en")) {
            Options wrong = CANCEL.withContext(Map.of("chanel", "live"));
            same(true, thrown(LintException.class, () -> linter.lint(RIGHT, wrong)).contains("`chanel`"), "context");
            List<Object> cycle = new ArrayList<>();
            cycle.add(cycle);
            Map<Object, Object> numbered = new HashMap<>(Map.of(1, 2));
            for (Object value : List.of(cycle, numbered, List.of(Double.NaN), List.of(new Object()))) {
                thrown(LintException.class, () -> linter.lintValue(value, CANCEL));
            }
            thrown(NullPointerException.class, () -> linter.lint((byte[]) null, CANCEL));
            thrown(NullPointerException.class, () -> linter.lint((String) null, CANCEL));
            thrown(NullPointerException.class, () -> linter.verdict(RIGHT, null));
            // A lone surrogate has no UTF-8: written as an escape, it is JSON.
            linter.lintValue(Map.of("reason", "\ud800"), CANCEL);
            same(false, linter.mask("{\"customer\": {\"fullName\": \"홍길동\"}}").contains("홍길동"), "mask");
        }
        Settings korean = Settings.language("ko");
        for (Settings settings : List.of(Settings.language("fr"), korean.withPack(Path.of("/no/such")),
            korean.withSeverity(Map.of("no-such-rule", "off")))) {
            thrown(LintException.class, () -> Linter.of(settings));
        }
    }

    private static void packsOfOnesOwn() throws Exception {
        Path directory = Files.createTempDirectory("smartro-lint-pack");
        Files.writeString(directory.resolve("pack.yaml"), "name: my-pg\nversion: 0.1.0\nuses: [portone]\n");
        Path rules = directory.resolve("ids.rules");
        Files.writeString(rules, "/// At most 20.\nrule my-payment-id: error on requestPayment {\n"
            + "  require paymentId matches /[A-Za-z0-9]{1,20}/\n}\n");
        Settings settings = Settings.language("en").withPack(directory);
        try (Linter linter = Linter.of(settings)) {
            Report report = linter.lint("{\"paymentId\": \"order 1\"}", Options.operation("requestPayment"));
            same(true, report.toJson().contains("my-payment-id"), "a pack");
        }
        Files.writeString(rules, "rule x: eror on requestPayment {}");
        same(true, thrown(LintException.class, () -> Linter.of(settings)).contains("\n"), "its mistakes");
        Files.delete(rules);
        Files.delete(directory.resolve("pack.yaml"));
        Files.delete(directory);
    }

    private static void spansCountChars() {
        try (Linter linter = Linter.smartro("en")) {
            Report.Span span = linter.lint(WRONG, CANCEL).findings().get(0).span();
            same("1", WRONG.substring(span.start(), span.end()), "a span");
        }
    }

    private static void closedLinters() throws Exception {
        Linter linter = Linter.smartro("ko");
        Callable<String> untilClosed = () -> {
            while (true) {
                try {
                    linter.verdict(RIGHT, CANCEL);
                } catch (IllegalStateException closed) {
                    return closed.getMessage();
                }
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<String>> running = new ArrayList<>();
        for (int index = 0; index < 8; index++) {
            running.add(threads.submit(untilClosed));
        }
        linter.close();
        for (Future<String> one : running) {
            same("the linter is closed", one.get(), "closed");
        }
        threads.shutdown();
        linter.close();
        thrown(IllegalStateException.class, () -> linter.mask("{}"));
    }

    private static void threads() throws Exception {
        try (Linter linter = Linter.smartro("en")) {
            ExecutorService threads = Executors.newFixedThreadPool(16);
            List<Future<?>> running = new ArrayList<>();
            for (int index = 0; index < 16; index++) {
                Options options = CANCEL.withContext(Map.of("channel", index % 2 == 0 ? "live" : "test"));
                running.add(threads.submit(() -> {
                    for (int turn = 0; turn < 500; turn++) {
                        same(true, linter.verdict(RIGHT, options).isClean(), "a right request");
                        same("unknown-field", linter.lint(WRONG, options).findings().get(0).rule(), "a wrong one");
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            threads.shutdown();
        }
    }

    /** Of the process: the heap is bounded by the options that the tests run with. */
    private static void memoryIsFlat() throws Exception {
        try (Linter linter = Linter.smartro("ko")) {
            Callable<Long> run = () -> {
                for (int turn = 0; turn < 250_000; turn++) {
                    linter.verdict(RIGHT, CANCEL);
                    if (turn % 8 == 0) {
                        linter.lint(WRONG, CANCEL);
                    }
                }
                return resident();
            };
            run.call();
            long before = run.call();
            run.call();
            run.call();
            run.call();
            long grown = run.call() - before;
            same(true, grown < 16 << 10, "memory has grown by " + grown + " KiB");
        }
    }

    private static long resident() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new AssertionError("no VmRSS");
    }

    private static String thrown(Class<? extends Exception> kind, Callable<?> call) {
        try {
            call.call();
        } catch (Exception error) {
            same(kind, error.getClass(), String.valueOf(error));
            return String.valueOf(error.getMessage());
        }
        throw new AssertionError("no " + kind);
    }

    private static void same(Object expected, Object got, String what) {
        if (!expected.equals(got)) {
            throw new AssertionError(what + ": " + got + "\nis not " + expected);
        }
    }
}
