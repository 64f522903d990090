// A service that cancels payments: it lints what it would send to PortOne, and answers with what is wrong.
package main

import (
	"encoding/json"
	"errors"
	"io"
	"log"
	"net/http"
	"strings"

	"smartrolint"
)

// The most that is read of a request, in bytes.
const longest = 64 << 10

// send calls PortOne in a real service, and is given so that tests send nothing.
type send func(paymentID string, body []byte) error

func handler(linter *smartrolint.Linter, send send) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/payments/", func(w http.ResponseWriter, r *http.Request) {
		paymentID, isCancel := strings.CutSuffix(strings.TrimPrefix(r.URL.Path, "/payments/"), "/cancel")
		if r.Method != http.MethodPost || !isCancel {
			http.NotFound(w, r)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, longest))
		var tooLong *http.MaxBytesError
		if errors.As(err, &tooLong) {
			answer(w, http.StatusRequestEntityTooLarge, nil)
			return
		} else if err != nil {
			answer(w, http.StatusBadRequest, nil)
			return
		}
		report, err := linter.Lint(body, smartrolint.Options{
			Operation: "cancelPayment",
			Path:      map[string]string{"paymentId": paymentID},
			Context:   map[string]any{"channel": "live"},
		})
		if err != nil {
			log.Print(err)
			answer(w, http.StatusInternalServerError, nil)
			return
		}
		if verdict := report.Verdict(); verdict.Errors+verdict.Warnings > 0 {
			answer(w, http.StatusUnprocessableEntity, report.Diagnostics)
			return
		}
		if err := send(paymentID, body); err != nil {
			answer(w, http.StatusBadGateway, nil)
			return
		}
		answer(w, http.StatusOK, nil)
	})
	return mux
}

func answer(w http.ResponseWriter, status int, findings []smartrolint.Finding) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if findings == nil {
		findings = []smartrolint.Finding{}
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"findings": findings})
}

func main() {
	linter, err := smartrolint.New(smartrolint.Settings{Language: "en"})
	if err != nil {
		log.Fatal(err)
	}
	defer linter.Close()
	// Here a real service calls https://api.portone.io/payments/{paymentId}/cancel.
	sent := func(paymentID string, body []byte) error { return nil }
	log.Print(http.ListenAndServe("127.0.0.1:8080", handler(linter, sent)))
}
