import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends right and wrong requests at once. */
final class CancelServiceTest {
    private record Case(String body, int status, String part) {}

    private static final List<Case> CASES = List.of(
            new Case("{\"reason\": \"단순 변심\"}", 200, "\"diagnostics\":[]"),
            new Case("{\"reason\": \"단순 변심\", \"ammount\": 1}", 422, "\"unknown-field\""),
            new Case("{\"reason\": ", 422, "\"invalid-json\""),
            new Case("x".repeat(CancelService.LONGEST + 1), 413, "{}"));

    public static void main(String[] arguments) throws Exception {
        AtomicInteger sent = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try (CancelService service = new CancelService(0, (paymentId, body) -> sent.incrementAndGet())) {
            URI address = URI.create("http://127.0.0.1:" + service.port() + "/payments/order1/cancel");
            HttpClient client = HttpClient.newHttpClient();
            List<Future<?>> running = new ArrayList<>();
            for (int index = 0; index < 8; index++) {
                int first = index;
                running.add(clients.submit(() -> {
                    for (int turn = 0; turn < 20; turn++) {
                        post(client, address, CASES.get((first + turn) % CASES.size()));
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            clients.shutdown();
        }
        if (sent.get() != 8 * 20 / 4) {
            throw new AssertionError(sent + " were sent");
        }
        System.out.println("the service in Java passes its test");
    }

    private static void post(HttpClient client, URI address, Case one) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .POST(HttpRequest.BodyPublishers.ofString(one.body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != one.status || !response.body().contains(one.part)) {
            throw new AssertionError(response.statusCode() + ": " + response.body());
        }
    }
}
