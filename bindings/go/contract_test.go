package smartrolint

import (
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"testing"
)

type contractRequest struct {
	Name      string
	Text      *string
	Base64    []byte
	Value     any
	Operation string
	Path      map[string]string
	Context   map[string]any
	Language  string
}

func read(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile("../contract/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// withoutUTF16 removes places that are for other languages.
func withoutUTF16(value any) any {
	switch value := value.(type) {
	case map[string]any:
		delete(value, "utf16")
		for _, inner := range value {
			withoutUTF16(inner)
		}
	case []any:
		for _, inner := range value {
			withoutUTF16(inner)
		}
	}
	return value
}

func TestContract(t *testing.T) {
	var requests []contractRequest
	var reports map[string]map[string]any
	read(t, "requests.json", &requests)
	read(t, "reports.json", &reports)
	linters := map[string]*Linter{"": linter(t, "ko"), "en": linter(t, "en"), "ko": linter(t, "ko")}
	for _, request := range requests {
		t.Run(request.Name, func(t *testing.T) {
			linter := linters[request.Language]
			options := Options{request.Operation, request.Path, request.Context}
			var report *Report
			var err error
			text := request.Base64
			switch {
			case request.Text != nil:
				text = []byte(*request.Text)
				report, err = linter.Lint(text, options)
			case request.Base64 != nil:
				report, err = linter.Lint(text, options)
			default:
				text, _ = json.Marshal(request.Value)
				report, err = linter.LintValue(request.Value, options)
			}
			expected := reports[request.Name]
			if message, is := expected["error"]; is {
				var own *Error
				if !errors.As(err, &own) || own.Message != message {
					t.Fatalf("%v, not %v", err, message)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var got any
			if err := json.Unmarshal(report.JSON(), &got); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, withoutUTF16(expected)) {
				t.Fatalf("%s", report.JSON())
			}
			verdict, err := linter.Verdict(text, options)
			if err != nil || verdict != report.Verdict() {
				t.Fatalf("%v, %v", verdict, err)
			}
			if len(report.Diagnostics) != len(expected["diagnostics"].([]any)) {
				t.Fatal("the report's findings are not those of its JSON")
			}
		})
	}
}

// TestFields holds the types to the schema of reports.
func TestFields(t *testing.T) {
	var schema struct {
		Definitions map[string]struct{ Properties map[string]any }
	}
	read(t, "../../smartro-lint.report.schema.json", &schema)
	types := map[string]any{"FileReport": Report{}, "Finding": Finding{}, "Label": Label{}, "Fix": Fix{},
		"Edit": Edit{}, "Region": Region{}, "Undecided": Undecided{}}
	for name, value := range types {
		known := map[string]bool{}
		for _, field := range reflect.VisibleFields(reflect.TypeOf(value)) {
			known[field.Tag.Get("json")] = true
		}
		for field := range schema.Definitions[name].Properties {
			if ofFile := name == "FileReport" && (field == "file" || field == "index" || field == "packs"); !ofFile && !known[field] {
				t.Errorf("%s has no %s", name, field)
			}
		}
	}
}
