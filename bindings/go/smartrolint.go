// Package smartrolint checks PortOne V2 payment requests against the constraints of Smartro before they
// are sent. It is the Rust library smartro-lint, called through its C functions.
package smartrolint

/*
#cgo CFLAGS: -I${SRCDIR}/../capi/include
#cgo linux LDFLAGS: ${SRCDIR}/../capi/target/release/libsmartro_lint_c.a -lm -ldl -lpthread
#include <stdlib.h>
#include "smartro_lint.h"

// Pointers of Go may be arguments, but not in a struct that is passed by pointer.
typedef struct {
	size_t operation, path, context;
	bool is_value;
} lengths;

static SmartroOptions options(const char *operation, const char *path, const char *context, lengths l) {
	return (SmartroOptions){operation, l.operation, path, l.path, context, l.context, l.is_value};
}

static char *verdict(const SmartroLinter *linter, const char *request, size_t length, const char *operation,
	const char *path, const char *context, lengths l, SmartroVerdict *verdict) {
	SmartroOptions all = options(operation, path, context, l);
	return smartro_lint_verdict(linter, request, length, &all, verdict);
}

static char *report(const SmartroLinter *linter, const char *request, size_t length, const char *operation,
	const char *path, const char *context, lengths l, char **report) {
	SmartroOptions all = options(operation, path, context, l);
	return smartro_lint_report(linter, request, length, &all, report);
}
*/
import "C"

import (
	"encoding/json"
	"errors"
	"sync"
	"unsafe"
)

// ErrClosed is what a closed Linter returns.
var ErrClosed = errors.New("the linter is closed")

// Error is what cannot be linted with: an unknown key of the context, a pack with mistakes.
type Error struct{ Message string }

func (e *Error) Error() string { return e.Message }

// Settings are how a Linter is made. The zero value is the built-in pack with messages in Korean.
type Settings struct {
	// Language of messages: "ko", the default, or "en".
	Language string `json:"language,omitempty"`
	// Pack is the directory of a pack of your own.
	Pack string `json:"pack,omitempty"`
	// Severity of rules by name: "error", "warning", "advice" or "off".
	Severity map[string]string `json:"severity,omitempty"`
	// ShowValues shows names, e-mail addresses and the like, which are masked otherwise.
	ShowValues bool `json:"showValues,omitempty"`
}

// Options go with a request. The zero value is a body whose operation is detected.
type Options struct {
	// Operation of the body, such as "payInstantly".
	Operation string
	// Path has the parameters of the path, such as paymentId.
	Path map[string]string
	// Context is what the request does not contain, such as "channel": "live".
	Context map[string]any
}

// Linter is a pack of rules. Any number of goroutines may use one at once.
type Linter struct {
	// Held to read by every call, and to write by Close.
	lock   sync.RWMutex
	handle *C.SmartroLinter
}

// New makes a linter, which Close frees.
func New(settings Settings) (*Linter, error) {
	text, err := json.Marshal(settings)
	if err != nil {
		return nil, err
	}
	var handle *C.SmartroLinter
	if err := failure(C.smartro_lint_open(chars(text), C.size_t(len(text)), &handle)); err != nil {
		return nil, err
	}
	return &Linter{handle: handle}, nil
}

// Close frees the linter when the calls that run have returned. Later calls return ErrClosed; closing it
// again does nothing.
func (l *Linter) Close() {
	l.lock.Lock()
	defer l.lock.Unlock()
	C.smartro_lint_close(l.handle)
	l.handle = nil
}

// Verdict counts the findings of a request, given as JSON, without writing messages.
func (l *Linter) Verdict(request []byte, options Options) (Verdict, error) {
	var found C.SmartroVerdict
	err := l.with(options, false, func(o *given) *C.char {
		return C.verdict(l.handle, chars(request), C.size_t(len(request)), chars(o.operation), chars(o.path),
			chars(o.context), o.lengths, &found)
	})
	return Verdict{int(found.errors), int(found.warnings), int(found.advice)}, err
}

// Lint lints a request, given as JSON. Text that is no JSON is a finding, not an error.
func (l *Linter) Lint(request []byte, options Options) (*Report, error) {
	return l.report(request, options, false)
}

// LintValue lints what would be sent, as encoding/json writes it. Its report has pointers and no places.
func (l *Linter) LintValue(request any, options Options) (*Report, error) {
	text, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	return l.report(text, options, true)
}

func (l *Linter) report(request []byte, options Options, isValue bool) (*Report, error) {
	var text *C.char
	err := l.with(options, isValue, func(o *given) *C.char {
		return C.report(l.handle, chars(request), C.size_t(len(request)), chars(o.operation), chars(o.path),
			chars(o.context), o.lengths, &text)
	})
	if err != nil {
		return nil, err
	}
	report := &Report{json: []byte(taken(text))}
	return report, json.Unmarshal(report.json, report)
}

// Mask returns JSON text as it may be logged: secrets and values that identify a person are masked.
func (l *Linter) Mask(text []byte) (string, error) {
	var masked *C.char
	err := l.open(func() *C.char {
		return C.smartro_lint_mask(l.handle, chars(text), C.size_t(len(text)), &masked)
	})
	if err != nil {
		return "", err
	}
	return taken(masked), nil
}

// given are options as the C functions take them.
type given struct {
	operation, path, context []byte
	lengths                  C.lengths
}

func (l *Linter) with(options Options, isValue bool, call func(*given) *C.char) error {
	var o given
	var err error
	if options.Operation != "" {
		o.operation = []byte(options.Operation)
	}
	if len(options.Path) > 0 {
		if o.path, err = json.Marshal(options.Path); err != nil {
			return err
		}
	}
	if options.Context != nil {
		if o.context, err = json.Marshal(options.Context); err != nil {
			return err
		}
	}
	o.lengths = C.lengths{
		operation: C.size_t(len(o.operation)),
		path:      C.size_t(len(o.path)),
		context:   C.size_t(len(o.context)),
		is_value:  C.bool(isValue),
	}
	return l.open(func() *C.char { return call(&o) })
}

// open calls while the linter cannot be closed.
func (l *Linter) open(call func() *C.char) error {
	l.lock.RLock()
	defer l.lock.RUnlock()
	if l.handle == nil {
		return ErrClosed
	}
	return failure(call())
}

func chars(text []byte) *C.char { return (*C.char)(unsafe.Pointer(unsafe.SliceData(text))) }

func taken(text *C.char) string {
	defer C.smartro_lint_free(text)
	return C.GoString(text)
}

func failure(message *C.char) error {
	if message == nil {
		return nil
	}
	return &Error{taken(message)}
}
