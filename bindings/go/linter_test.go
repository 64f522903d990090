package smartrolint

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

var (
	right  = []byte(`{"reason": "단순 변심"}`)
	wrong  = []byte(`{"reason": "단순 변심", "ammount": 1}`)
	cancel = Options{Operation: "cancelPayment"}
)

func linter(t testing.TB, language string) *Linter {
	t.Helper()
	linter, err := New(Settings{Language: language})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(linter.Close)
	return linter
}

func TestBrokenRequestsAreFindings(t *testing.T) {
	linter := linter(t, "en")
	for index, request := range [][]byte{nil, {}, []byte("\xff\xfe"), []byte("{"), {0}, []byte("nil"),
		bytes.Repeat([]byte("x"), 100_000_000), bytes.Repeat([]byte("["), 1_000_000)} {
		report, err := linter.Lint(request, cancel)
		if err != nil || len(report.Diagnostics) != 1 {
			t.Fatalf("%d: %v, %v", index, report, err)
		}
	}
}

func TestErrorsAreThoseOfTheLibrary(t *testing.T) {
	linter := linter(t, "en")
	_, err := linter.Lint(right, Options{Context: map[string]any{"chanel": "live"}})
	if err == nil || !strings.Contains(err.Error(), "`chanel`") {
		t.Fatal(err)
	}
	cycle := map[string]any{}
	cycle["self"] = cycle
	for _, value := range []any{cycle, make(chan int)} {
		if _, err := linter.LintValue(value, cancel); err == nil {
			t.Fatal("encoding/json cannot write it")
		}
	}
	for _, settings := range []Settings{{Language: "fr"}, {Pack: "/no/such"},
		{Severity: map[string]string{"no-such-rule": "off"}}, {Severity: map[string]string{"unknown-field": "loud"}}} {
		if _, err := New(settings); err == nil {
			t.Fatal(settings)
		}
	}
}

func TestMask(t *testing.T) {
	masked, err := linter(t, "ko").Mask([]byte(`{"customer": {"fullName": "홍길동"}}`))
	if err != nil || strings.Contains(masked, "홍길동") || !strings.Contains(masked, "fullName") {
		t.Fatal(masked, err)
	}
}

func TestAPackOfOnesOwn(t *testing.T) {
	directory := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(directory, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("pack.yaml", "name: my-pg\nversion: 0.1.0\nuses: [portone]\n")
	write("ids.rules", "/// At most 20.\nrule my-payment-id: error on requestPayment {\n"+
		"  require paymentId matches /[A-Za-z0-9]{1,20}/\n}\n")
	linter, err := New(Settings{Pack: directory})
	if err != nil {
		t.Fatal(err)
	}
	defer linter.Close()
	verdict, err := linter.Verdict([]byte(`{"paymentId": "order 1"}`), Options{Operation: "requestPayment"})
	if err != nil || verdict.Errors == 0 {
		t.Fatal(verdict, err)
	}
	write("ids.rules", "rule x: eror on requestPayment {}")
	if _, err := New(Settings{Pack: directory}); err == nil || !strings.Contains(err.Error(), "\n") {
		t.Fatal(err)
	}
}

func TestClosedLinters(t *testing.T) {
	linter, err := New(Settings{})
	if err != nil {
		t.Fatal(err)
	}
	var calls sync.WaitGroup
	for range make([]int, 8) {
		calls.Add(1)
		go func() {
			defer calls.Done()
			for {
				if _, err := linter.Verdict(right, cancel); err != nil {
					if !errors.Is(err, ErrClosed) {
						t.Error(err)
					}
					return
				}
			}
		}()
	}
	linter.Close()
	calls.Wait()
	linter.Close()
	if _, err := linter.Lint(right, cancel); !errors.Is(err, ErrClosed) {
		t.Fatal(err)
	}
	if _, err := linter.Mask(right); !errors.Is(err, ErrClosed) {
		t.Fatal(err)
	}
}

func TestGoroutines(t *testing.T) {
	linter := linter(t, "en")
	var calls sync.WaitGroup
	for index := 0; index < 16; index++ {
		calls.Add(1)
		go func(channel string) {
			defer calls.Done()
			options := Options{Operation: "cancelPayment", Context: map[string]any{"channel": channel}}
			for turn := 0; turn < 300; turn++ {
				clean, err := linter.Verdict(right, options)
				report, wrongErr := linter.Lint(wrong, options)
				if err != nil || wrongErr != nil || !clean.IsClean() || report.Diagnostics[0].Rule != "unknown-field" {
					t.Error(clean, report, err, wrongErr)
					return
				}
			}
		}([]string{"live", "test"}[index%2])
	}
	calls.Wait()
}

// resident memory in KiB.
func resident(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("no /proc")
	}
	_, after, _ := strings.Cut(string(status), "VmRSS:")
	kibibytes, err := strconv.Atoi(strings.Fields(after)[0])
	if err != nil {
		t.Fatal(err)
	}
	return kibibytes
}

func TestMemoryIsFlat(t *testing.T) {
	linter := linter(t, "ko")
	run := func(times int) {
		for turn := 0; turn < times; turn++ {
			if _, err := linter.Verdict(right, cancel); err != nil {
				t.Fatal(err)
			}
			if turn%8 == 0 {
				if _, err := linter.Lint(wrong, cancel); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	run(50_000)
	before := resident(t)
	run(1_000_000)
	if grown := resident(t) - before; grown > 16<<10 {
		t.Fatalf("%d KiB more", grown)
	}
}
