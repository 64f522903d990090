package smartrolint;

import java.util.List;
import java.util.Map;

/** What was found in one request. */
public final class Report {
    private final String json;
    private final Map<?, ?> object;
    private final List<Finding> findings;

    Report(String json) {
        this.json = json;
        object = (Map<?, ?>) Json.read(json);
        findings = ((List<?>) object.get("diagnostics")).stream().map(Finding::of).toList();
    }

    /** The operation of the request, or null where it is not known. */
    public String operation() {
        return (String) object.get("operation");
    }

    /** The findings, in the order of their places. */
    public List<Finding> findings() {
        return findings;
    }

    /** Whether nothing at all was found. */
    public boolean isClean() {
        return findings.isEmpty();
    }

    /** How many findings there are. */
    public Verdict verdict() {
        return new Verdict(count("error"), count("warning"), count("advice"));
    }

    private int count(String severity) {
        return (int) findings.stream().filter(finding -> finding.severity().equals(severity)).count();
    }

    /**
     * The report as {@code smartro-lint.report.schema.json} describes it, with labels, fixes and undecided rules;
     * ranges have {@code utf16} besides: the same in {@code char}s.
     */
    public String toJson() {
        return json;
    }

    @Override
    public String toString() {
        return findings.toString();
    }

    /**
     * A finding.
     *
     * @param rule its name
     * @param severity {@code error}, {@code warning} or {@code advice}
     * @param message what is wrong
     * @param help what to do, or null
     * @param url the document, or null
     * @param pointer a JSON Pointer to the value
     * @param span where the value is in the text, or null
     */
    public record Finding(
            String rule, String severity, String message, String help, String url, String pointer, Span span) {
        private static Finding of(Object value) {
            Map<?, ?> finding = (Map<?, ?>) value;
            return new Finding(
                    (String) finding.get("rule"),
                    (String) finding.get("severity"),
                    (String) finding.get("message"),
                    (String) finding.get("help"),
                    (String) finding.get("url"),
                    (String) finding.get("pointer"),
                    Span.of((Map<?, ?>) finding.get("span")));
        }
    }

    /**
     * A range of the text in {@code char}s, as {@link String#substring} takes it; lines and columns count from 1.
     */
    public record Span(int start, int end, int line, int column) {
        private static Span of(Map<?, ?> span) {
            if (span == null) {
                return null;
            }
            Map<?, ?> units = (Map<?, ?>) span.get("utf16");
            return new Span(number(units, "start"), number(units, "end"), number(span, "line"), number(units, "column"));
        }

        private static int number(Map<?, ?> object, String key) {
            return ((Number) object.get(key)).intValue();
        }
    }
}
