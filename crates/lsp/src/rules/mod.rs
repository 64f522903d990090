//! Rule packs: their mistakes, and what their names mean.

mod catalogs;
mod complete;
mod file;
mod functions;
mod grammar;
mod index;
mod lexer;
mod locate;
mod outline;
mod pack;
mod rename;
mod show;
mod tokens;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use smartro_lint::pack::Cases;
use smartro_lint::source::Source;
use smartro_lint::{Language, Linter};
use smartro_lint_rules::pack::PackMistake;
use smartro_lint_rules::syntax::format;

use crate::diagnostics::{of_mistake, with_help};
use crate::documents::{Document, DocumentKind};
use crate::protocol::{
    CompletionItem, Diagnostic, DiagnosticSeverity, DocumentFormattingParams, DocumentSymbol,
    DocumentSymbolParams, SemanticTokens, SemanticTokensParams, TextEdit, Uri, path, uri,
};
use file::File;
use pack::Pack;
pub(crate) use tokens::token_types;

/// The packs that the client has files of, by their directories.
pub(crate) struct Packs {
    language: Language,
    packs: BTreeMap<PathBuf, Pack>,
}

/// The diagnostics of a file.
type Published = (Uri, Vec<Diagnostic>);

impl Packs {
    pub(crate) fn new(language: Language) -> Self {
        Self { language, packs: BTreeMap::new() }
    }

    fn pack(&mut self, file: &Path) -> &mut Pack {
        let directory = Pack::directory(file);
        self.packs.entry(directory).or_insert_with_key(|directory| Pack::load(directory))
    }

    /// A file of an open pack, and the pack.
    fn file(&self, path: &Path) -> Option<(&Pack, &File)> {
        let pack = self.packs.get(&Pack::directory(path))?;
        Some((pack, pack.files.get(path)?))
    }

    /// Takes a document's text, if it is one of a pack.
    pub(crate) fn set(&mut self, document: &Document) {
        if matches!(document.kind, DocumentKind::Rules | DocumentKind::PackYaml) {
            self.pack(&document.path).set(&document.path, &document.text);
        }
    }

    /// A document is closed: the files whose diagnostics are to be taken back with it.
    pub(crate) fn close(&mut self, document: &Document) -> Vec<Published> {
        let directory = Pack::directory(&document.path);
        let Some(pack) = self.packs.get_mut(&directory) else { return Vec::new() };
        if pack.close(&document.path) {
            return Vec::new();
        }
        let left = self.packs.remove(&directory).map(|pack| pack.reported).unwrap_or_default();
        left.iter().filter_map(|path| Some((uri(path)?, Vec::new()))).collect()
    }

    /// Files on disk have changed.
    pub(crate) fn reload(&mut self) {
        self.packs.values_mut().for_each(Pack::reload);
    }

    /// The diagnostics of a pack one of whose files has changed.
    pub(crate) fn diagnostics(&mut self, changed: &Path) -> Vec<Published> {
        let language = self.language;
        let pack = self.pack(changed);
        if !pack.has_manifest() && !pack.files.get(changed).is_some_and(File::is_like_rules) {
            return uri(changed).map(|uri| (uri, Vec::new())).into_iter().collect();
        }
        // While a file is being written, nothing is known of what others take from it.
        if let Some(error) = pack.files.get(changed).and_then(File::error) {
            let mistake = self::diagnostic(pack, &error.clone().into(), language);
            pack.reported.insert(changed.to_owned());
            let published = mistake.map(|(_, mistake)| vec![mistake]);
            return uri(changed).zip(published).into_iter().collect();
        }
        if !std::mem::take(&mut pack.is_changed) {
            return Vec::new();
        }
        let mut found: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
        let open = pack.files.values().filter(|file| file.is_open);
        let known = open.map(|file| &file.path).chain(&pack.reported);
        found.extend(known.map(|path| (path.clone(), Vec::new())));
        for mistake in pack.mistakes() {
            if let Some((path, diagnostic)) = self::diagnostic(pack, &mistake, language) {
                found.entry(path).or_default().push(diagnostic);
            }
        }
        let has_some = |(_, found): &(&PathBuf, &Vec<Diagnostic>)| !found.is_empty();
        pack.reported = found.iter().filter(has_some).map(|(path, _)| path.clone()).collect();
        found.into_iter().filter_map(|(path, found)| Some((uri(&path)?, found))).collect()
    }

    /// The mistakes of a case file.
    pub(crate) fn cases_diagnostics(&mut self, document: Option<&Document>) -> Vec<Diagnostic> {
        let Some(document) = document else { return Vec::new() };
        let source = Source::new("", document.text.as_str().to_owned());
        let bases = Pack::directory(&document.path).join("bases");
        let base_of = |name: &str| {
            let is_name = !name.contains(['/', '\\']) && !name.starts_with('.');
            let path = bases.join(format!("{name}.json"));
            let text = is_name.then(|| std::fs::read_to_string(&path).ok()).flatten()?;
            Some(Source::new(name.to_owned(), text))
        };
        let Err(error) = Cases::parse(&source, base_of) else { return Vec::new() };
        let error = error.in_language(self.language);
        let (mut start, mut end) = (error.span.start as usize, error.span.end as usize);
        if !Arc::ptr_eq(&error.file, &source) {
            // A mistake of a base is shown where the base is named.
            start = document.text.as_str().find(&error.file.name).unwrap_or(0);
            end = start + error.file.name.len();
        }
        let range = document.text.range(start, end);
        vec![of_mistake("cases", range, error.to_string())]
    }

    /// A linter of the pack that a file is in; the built-in one, if that pack has mistakes.
    pub(crate) fn linter(&mut self, file: &Path) -> Option<Linter> {
        let language = self.language;
        let linter = self.pack(file).linter().or_else(|| Linter::smartro().ok());
        Some(linter?.language(language))
    }

    pub(crate) fn complete(&mut self, path: &Path, offset: usize) -> Vec<CompletionItem> {
        let language = self.language;
        let Some((pack, file)) = self.file(path) else { return Vec::new() };
        complete::items(pack, file, offset, language)
    }

    pub(crate) fn formatted(&mut self, params: DocumentFormattingParams) -> Vec<TextEdit> {
        let path = path(&params.text_document.uri);
        let Some((_, file)) = self.file(&path).filter(|(_, file)| file.is_rules()) else {
            return Vec::new();
        };
        match format(&file.source) {
            Ok(new_text) if new_text != *file.text.as_str() => {
                vec![TextEdit { range: file.text.whole(), new_text }]
            }
            _ => Vec::new(),
        }
    }

    pub(crate) fn outline(&mut self, params: DocumentSymbolParams) -> Vec<DocumentSymbol> {
        let path = path(&params.text_document.uri);
        let file = self.file(&path).filter(|(_, file)| file.is_rules());
        file.map(|(_, file)| outline::symbols(file)).unwrap_or_default()
    }

    pub(crate) fn tokens(&mut self, params: SemanticTokensParams) -> Option<SemanticTokens> {
        let path = path(&params.text_document.uri);
        let (pack, file) = self.file(&path).filter(|(_, file)| file.is_rules())?;
        let data = tokens::tokens(&pack.index(), file);
        Some(SemanticTokens { result_id: None, data })
    }
}

/// A mistake as a diagnostic, and the file that it is in.
fn diagnostic(
    pack: &Pack,
    mistake: &PackMistake,
    language: Language,
) -> Option<(PathBuf, Diagnostic)> {
    use miette::Diagnostic as _;
    let mistake = mistake.clone().in_language(language);
    let (source, span) = match &mistake {
        PackMistake::Syntax(error) => (&error.file, error.span),
        PackMistake::Compile(error) => (&error.file, error.span),
    };
    let path = PathBuf::from(&source.name);
    let span = span.range();
    let range = match pack.files.get(&path) {
        Some(file) => file.text.range(span.start, span.end),
        None => crate::text::Text::new(source.text.to_string()).range(span.start, span.end),
    };
    let code = mistake.code().map(|code| code.to_string()).unwrap_or_default();
    let help = mistake.help().map(|help| help.to_string());
    let message = with_help(mistake.to_string(), help.as_deref());
    let severity = match mistake.severity() {
        Some(miette::Severity::Warning) => DiagnosticSeverity::WARNING,
        _ => DiagnosticSeverity::ERROR,
    };
    let severity = Some(severity);
    Some((path, Diagnostic { severity, ..of_mistake(&code, range, message) }))
}
