package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"smartrolint"
)

func TestRightAndWrongRequestsAtOnce(t *testing.T) {
	linter, err := smartrolint.New(smartrolint.Settings{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	defer linter.Close()
	var sent atomic.Int64
	server := httptest.NewServer(handler(linter, func(string, []byte) error {
		sent.Add(1)
		return nil
	}))
	defer server.Close()
	cases := []struct {
		body   string
		status int
		part   string
	}{
		{`{"reason": "단순 변심"}`, http.StatusOK, `"findings":[]`},
		{`{"reason": "단순 변심", "ammount": 1}`, http.StatusUnprocessableEntity, `"unknown-field"`},
		{`{"reason": `, http.StatusUnprocessableEntity, `"invalid-json"`},
		{strings.Repeat("x", longest+1), http.StatusRequestEntityTooLarge, `"findings":[]`},
	}
	var clients sync.WaitGroup
	for client := 0; client < 8; client++ {
		clients.Add(1)
		go func(client int) {
			defer clients.Done()
			for turn := 0; turn < 20; turn++ {
				one := cases[(client+turn)%len(cases)]
				response, err := http.Post(server.URL+"/payments/order1/cancel", "application/json", strings.NewReader(one.body))
				if err != nil {
					t.Error(err)
					return
				}
				body, _ := io.ReadAll(response.Body)
				response.Body.Close()
				if response.StatusCode != one.status || !strings.Contains(string(body), one.part) {
					t.Errorf("%d: %s", response.StatusCode, body)
				}
			}
		}(client)
	}
	clients.Wait()
	if sent.Load() != 8*20/4 {
		t.Error(sent.Load(), "were sent")
	}
}
