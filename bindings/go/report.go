package smartrolint

// Verdict is how many findings there are.
type Verdict struct{ Errors, Warnings, Advice int }

// IsClean tells whether nothing at all was found.
func (v Verdict) IsClean() bool { return v == Verdict{} }

// Report is what was found in one request.
type Report struct {
	// Operation of the request, or "" where it is not known.
	Operation   string      `json:"operation"`
	Diagnostics []Finding   `json:"diagnostics"`
	Undecided   []Undecided `json:"undecided"`
	// Call is the method and address of an HTTP call, or nil.
	Call *Region `json:"call"`
	// Ignored is "same-api" or "other" for a call that is not checked, and otherwise "".
	Ignored string `json:"ignored"`
	// Truncated tells whether there were more findings than are reported.
	Truncated bool `json:"truncated"`

	json []byte
}

// JSON is the report as smartro-lint.report.schema.json describes it.
func (r *Report) JSON() []byte { return r.json }

// Verdict counts the findings.
func (r *Report) Verdict() Verdict {
	var counted Verdict
	for _, finding := range r.Diagnostics {
		switch finding.Severity {
		case "error":
			counted.Errors++
		case "warning":
			counted.Warnings++
		default:
			counted.Advice++
		}
	}
	return counted
}

// Finding is one finding.
type Finding struct {
	Rule     string `json:"rule"`
	Pack     string `json:"pack"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Help     string `json:"help"`
	URL      string `json:"url"`
	// Pointer is a JSON Pointer to the value.
	Pointer string `json:"pointer"`
	// Span is where the value is in the text, or nil.
	Span   *Region `json:"span"`
	Labels []Label `json:"labels"`
	Fixes  []Fix   `json:"fixes"`
}

// Label is a place to look at.
type Label struct {
	Pointer string  `json:"pointer"`
	Span    *Region `json:"span"`
	Text    string  `json:"text"`
	Primary bool    `json:"primary"`
	File    string  `json:"file"`
}

// Fix is a repair; one that is not Safe should be reviewed.
type Fix struct {
	Title string `json:"title"`
	Safe  bool   `json:"safe"`
	Edits []Edit `json:"edits"`
}

// Edit replaces bytes of the text.
type Edit struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Region is a range of the text's bytes; lines and columns, in characters, count from 1.
type Region struct {
	Start     int `json:"start"`
	End       int `json:"end"`
	Line      int `json:"line"`
	Column    int `json:"column"`
	EndLine   int `json:"endLine"`
	EndColumn int `json:"endColumn"`
}

// Undecided is a rule that depends on what is not known.
type Undecided struct {
	Rule    string   `json:"rule"`
	Needs   []string `json:"needs"`
	Unknown []string `json:"unknown"`
}
