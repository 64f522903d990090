//! JUnit's XML, as build servers show it: a suite for each file, a case for each request.
//!
//! A request fails if it makes the command fail; less severe findings are in its output.
//! Suites have no counts, for those would have to come before the cases.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::emitter::{Emitter, Outcome, ReportEntry};
use super::one_line::{line_of, on_one_line};
use smartro_lint::report::visible;

/// JUnit's XML.
pub(crate) struct JUnit;

impl Emitter for JUnit {
    fn begin(&self, out: &mut Vec<u8>) {
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), None);
        write(0, out, |xml| xml.write_event(Event::Decl(declaration)));
        let suites = with("testsuites", &[("name", "smartro-lint")]);
        write(0, out, |xml| xml.write_event(Event::Start(suites)));
    }

    fn begin_file(&self, name: &str, out: &mut Vec<u8>) {
        write(1, out, |xml| {
            xml.write_event(Event::Start(with("testsuite", &[("name", &visible(name))])))
        });
    }

    fn writes_clean(&self) -> bool {
        true
    }

    fn entry(&self, entry: &ReportEntry<'_>, out: &mut Vec<u8>) {
        let ReportEntry { file, index, report, .. } = *entry;
        let operation = report.operation.iter().map(|operation| format!(" {operation}"));
        let name = format!("#{index}{}", operation.collect::<String>());
        let line = report.diagnostics.first().and_then(|finding| finding.span);
        let line = line.map_or(entry.text.origin.position.line, |span| span.line).to_string();
        let file = &*visible(file);
        let case = with(
            "testcase",
            &[("name", &name), ("classname", file), ("file", file), ("line", &line)],
        );
        write(2, out, |xml| {
            if report.diagnostics.is_empty() && !report.truncated {
                return xml.write_event(Event::Empty(case));
            }
            xml.write_event(Event::Start(case))?;
            findings(entry, xml)?;
            xml.write_event(Event::End(BytesEnd::new("testcase")))
        });
    }

    fn end_file(&self, out: &mut Vec<u8>) {
        write(1, out, |xml| xml.write_event(Event::End(BytesEnd::new("testsuite"))));
    }

    fn end(&self, outcome: &Outcome, out: &mut Vec<u8>) {
        if !outcome.unread.is_empty() {
            self.begin_file("unread", out);
            for reason in &outcome.unread {
                write(2, out, |xml| {
                    xml.write_event(Event::Start(with("testcase", &[("name", reason)])))?;
                    xml.write_event(Event::Empty(with("error", &[("message", reason)])))?;
                    xml.write_event(Event::End(BytesEnd::new("testcase")))
                });
            }
            self.end_file(out);
        }
        write(0, out, |xml| xml.write_event(Event::End(BytesEnd::new("testsuites"))));
    }
}

/// What was found in a request, inside of its case.
fn findings(entry: &ReportEntry<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    let ReportEntry { file, report, fail_on, .. } = *entry;
    let lines = report.diagnostics.iter().map(|finding| {
        let help = finding.help.iter().chain(&finding.url).flat_map(|text| text.lines());
        let help = help.map(|line| format!("\n    {}", on_one_line(line)));
        format!("\n{}{}", line_of(file, finding), help.collect::<String>())
    });
    let text = lines.collect::<String>() + "\n";
    let worst = report.diagnostics.iter().rev().max_by_key(|finding| finding.severity);
    let fails = report.truncated || worst.is_some_and(|worst| worst.severity >= fail_on);
    let (element, attributes) = match worst.filter(|_| fails) {
        Some(worst) => ("failure", vec![("type", &*worst.rule), ("message", &worst.message)]),
        None if fails => ("failure", vec![("type", "truncated")]),
        None => ("system-out", Vec::new()),
    };
    xml.write_event(Event::Start(with(element, &attributes)))?;
    xml.write_event(Event::Text(BytesText::new(&allowed(&text))))?;
    xml.write_event(Event::End(BytesEnd::new(element)))
}

type Xml<'o> = Writer<&'o mut Vec<u8>>;

/// Writes something at this depth of the document, on lines of its own.
fn write(depth: usize, out: &mut Vec<u8>, events: impl FnOnce(&mut Xml<'_>) -> io::Result<()>) {
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = events(&mut Writer::new(&mut text));
    out.extend(std::iter::repeat_n(b' ', 2 * depth));
    out.extend_from_slice(&text);
    out.push(b'\n');
}

fn with<'e>(element: &'e str, attributes: &[(&str, &str)]) -> BytesStart<'e> {
    let mut start = BytesStart::new(element);
    for (name, value) in attributes {
        start.push_attribute((*name, &*allowed(&on_one_line(value))));
    }
    start
}

/// A text without the characters that XML 1.0 has no way to write, however escaped.
fn allowed(text: &str) -> String {
    text.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")
}
