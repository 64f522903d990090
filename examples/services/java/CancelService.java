import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import smartrolint.Linter;
import smartrolint.LintException;
import smartrolint.Options;
import smartrolint.Report;

/** A service that cancels payments: it lints what it would send to PortOne, and answers with what is wrong. */
final class CancelService implements AutoCloseable {
    /** The most that is read of a request, in bytes. */
    static final int LONGEST = 64 << 10;

    private static final Pattern PATH = Pattern.compile("/payments/([^/]+)/cancel");
    private static final Options CANCEL = Options.operation("cancelPayment").withContext(Map.of("channel", "live"));

    private final Linter linter = Linter.smartro("en");
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final HttpServer server;
    private final BiConsumer<String, byte[]> send;

    /** Listens on a port, 0 for any; what is right is sent, by the payment's id. */
    CancelService(int port, BiConsumer<String, byte[]> send) throws IOException {
        this.send = send;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/payments/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            if (!exchange.getRequestMethod().equals("POST") || !path.matches()) {
                answer(exchange, 404, "{}");
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST + 1);
            if (body.length > LONGEST) {
                answer(exchange, 413, "{}");
                return;
            }
            String paymentId = path.group(1);
            Report report;
            try {
                report = linter.lint(body, CANCEL.withPath(Map.of("paymentId", paymentId)));
            } catch (LintException error) {
                answer(exchange, 500, "{}");
                return;
            }
            if (report.verdict().errors() + report.verdict().warnings() > 0) {
                answer(exchange, 422, report.toJson());
                return;
            }
            send.accept(paymentId, body);
            answer(exchange, 200, report.toJson());
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        linter.close();
    }

    public static void main(String[] arguments) throws IOException {
        // Here a real service calls https://api.portone.io/payments/{paymentId}/cancel.
        CancelService service = new CancelService(8080, (paymentId, body) -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    }
}
