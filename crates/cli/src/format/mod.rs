//! Emitters write findings, one for each format. They belong to the command: the library gives
//! findings as data.

mod compact;
mod counts;
mod emitter;
mod escaped;
mod frame;
mod github;
mod json;
mod jsonl;
mod junit;
mod narrated;
mod one_line;
mod pretty;
mod quote;
mod renderer;
mod sarif;
mod text;
mod wrap;

pub(crate) use compact::Compact;
pub(crate) use counts::{Counts, Fixable};
pub(crate) use emitter::{Emitter, Outcome, ReportEntry, Silent};
pub(crate) use escaped::escape_invisible;
pub(crate) use github::GitHub;
pub(crate) use json::Json;
pub(crate) use jsonl::JsonLines;
pub(crate) use junit::JUnit;
pub(crate) use pretty::Pretty;
pub(crate) use renderer::Renderer;
pub(crate) use sarif::{LoggedPack, Sarif};
pub(crate) use text::RequestText;
pub(crate) use wrap::paragraph;
