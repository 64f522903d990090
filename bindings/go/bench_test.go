package smartrolint

import (
	"encoding/json"
	"fmt"
	"syscall"
	"testing"
)

// payment is a request of the payment window; one in twenty has a finding.
func payment(index int) []byte {
	product := func(place int) map[string]any {
		return map[string]any{"id": fmt.Sprintf("product-%d-%d", index, place), "name": "감귤 상자", "amount": 19500,
			"quantity": 1, "link": fmt.Sprintf("https://shop.example.com/products/%d/%d", index, place)}
	}
	id := fmt.Sprintf("order2026112300%d", index)
	if index%20 == 0 {
		id += "-"
	}
	text, _ := json.Marshal(map[string]any{
		"storeId": "store-5b1f3c52-8d0a-4b7e-9a55-0c1d2e3f4a5b", "channelKey": "channel-key-0f6a1c9e-2b47-4d1b-8f7c-6e5d4c3b2a19",
		"paymentId": id, "orderName": "제주 감귤 5kg 선물 세트", "totalAmount": 39000, "currency": "KRW", "payMethod": "CARD",
		"locale": "KO_KR", "redirectUrl": "https://shop.example.com/orders/complete",
		"noticeUrls": []string{"https://shop.example.com/hooks/portone"},
		"customer": map[string]any{"customerId": fmt.Sprintf("member%d", index), "fullName": "김감귤",
			"phoneNumber": "010-1234-5678", "email": "buyer@example.com"},
		"products": []any{product(0), product(1)},
	})
	return text
}

// measure reports CPU time, which other programs on the machine change less than time.
func measure(b *testing.B, run func([]byte) error) {
	requests := make([][]byte, 400)
	for index := range requests {
		requests[index] = payment(index)
	}
	cpu := func() int64 {
		var usage syscall.Rusage
		_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
		return usage.Utime.Nano() + usage.Stime.Nano()
	}
	before := cpu()
	for turn := 0; turn < b.N; turn++ {
		if err := run(requests[turn%len(requests)]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(cpu()-before)/float64(b.N), "cpu-ns/op")
}

func BenchmarkVerdict(b *testing.B) {
	linter := linter(b, "ko")
	options := Options{Operation: "requestPayment"}
	measure(b, func(request []byte) error {
		_, err := linter.Verdict(request, options)
		return err
	})
}

func BenchmarkReport(b *testing.B) {
	linter := linter(b, "ko")
	options := Options{Operation: "requestPayment"}
	measure(b, func(request []byte) error {
		_, err := linter.Lint(request, options)
		return err
	})
}

// BenchmarkEncodingJSON reads the request, which any validator of values needs first.
func BenchmarkEncodingJSON(b *testing.B) {
	measure(b, func(request []byte) error {
		var value any
		return json.Unmarshal(request, &value)
	})
}
