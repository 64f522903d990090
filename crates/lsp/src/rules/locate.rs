//! From a position to what is meant there, and to every other place that means it.

use std::path::Path;

use super::Packs;
use super::catalogs;
use super::file::File;
use super::index::{Index, Occurrence, Symbol};
use super::pack::Pack;
use super::walk::occurrences;
use crate::protocol::{
    GotoDefinitionParams, Location, Range, ReferenceParams, TextDocumentPositionParams, path, uri,
};

/// The names of a pack, and what is meant at a place.
pub(super) struct Meant<'p> {
    pub(super) index: Index<'p>,
    pub(super) all: Vec<Occurrence<'p>>,
    /// What the name at the place may mean: a field of several shapes is several.
    pub(super) symbols: Vec<Symbol<'p>>,
    pub(super) range: Range,
    /// Whether the name is defined there.
    pub(super) is_definition: bool,
}

impl<'p> Meant<'p> {
    /// What is meant at an offset of a file.
    pub(super) fn at(pack: &'p Pack, file: &'p File, offset: usize) -> Option<Self> {
        let index = pack.index();
        if !file.is_rules() {
            let entry = catalogs::around(file.text.as_str(), offset)?;
            let (rule, _) = index.rules.get_key_value(entry.rule)?;
            let symbols = vec![Symbol::Rule(rule)];
            let range = file.text.range(entry.span.start as usize, entry.span.end as usize);
            let is_definition = false;
            return Some(Self { all: occurrences(&index), symbols, range, index, is_definition });
        }
        let number = index.files.iter().position(|known| known.path == file.path)?;
        let all = occurrences(&index);
        let here = |one: &&Occurrence<'p>| {
            let span = one.place.span.range();
            one.place.file == number && span.start <= offset && offset <= span.end
        };
        let found: Vec<_> = all.iter().filter(here).copied().collect();
        // Between two names, the one that begins there.
        let place = found.iter().map(|one| one.place).max()?;
        let found = found.iter().filter(|one| one.place == place);
        let is_definition = found.clone().any(|one| one.is_definition);
        let symbols = found.map(|one| one.symbol).collect();
        let span = place.span.range();
        let range = file.text.range(span.start, span.end);
        Some(Self { index, all, symbols, range, is_definition })
    }

    fn location(&self, one: &Occurrence<'p>) -> Option<Location> {
        let file = self.index.files.get(one.place.file)?;
        let span = one.place.span.range();
        location(file, span.start, span.end)
    }

    /// The rule that is meant, if one is.
    pub(super) fn rule(&self) -> Option<&'p str> {
        self.symbols.iter().find_map(|symbol| match symbol {
            Symbol::Rule(name) => Some(*name),
            _ => None,
        })
    }
}

/// A range of a file; nothing for one that is built in.
pub(super) fn location(file: &File, start: usize, end: usize) -> Option<Location> {
    let uri = uri(&file.path).filter(|_| file.path.is_absolute())?;
    Some(Location { uri, range: file.text.range(start, end) })
}

impl Packs {
    pub(super) fn meant(&self, at: &TextDocumentPositionParams) -> Option<(&Pack, Meant<'_>)> {
        let path = path(&at.text_document.uri);
        let (pack, file) = self.file(&path)?;
        let meant = Meant::at(pack, file, file.text.offset(at.position))?;
        Some((pack, meant))
    }

    /// Where a name is defined; of a rule's own name, its entries in the catalogs.
    pub(crate) fn definition(&mut self, params: GotoDefinitionParams) -> Vec<Location> {
        let Some((pack, meant)) = self.meant(&params.text_document_position_params) else {
            return Vec::new();
        };
        if let Some(rule) = meant.rule().filter(|_| meant.is_definition) {
            return entries_of(pack, rule);
        }
        let defined =
            |one: &&Occurrence<'_>| one.is_definition && meant.symbols.contains(&one.symbol);
        let found = meant.all.iter().filter(defined).filter_map(|one| meant.location(one));
        let sources = meant.symbols.iter().filter_map(|symbol| source(pack, symbol));
        found.chain(sources).collect()
    }

    pub(crate) fn references(&mut self, params: ReferenceParams) -> Vec<Location> {
        let Some((pack, meant)) = self.meant(&params.text_document_position) else {
            return Vec::new();
        };
        let is_wanted = |one: &&Occurrence<'_>| {
            meant.symbols.contains(&one.symbol)
                && (params.context.include_declaration || !one.is_definition)
        };
        let found = meant.all.iter().filter(is_wanted).filter_map(|one| meant.location(one));
        let mut found: Vec<Location> = found.collect();
        if let Some(rule) = meant.rule() {
            found.extend(entries_of(pack, rule));
            let cases = pack.files_of_rule(rule);
            let whole = |path: &std::path::PathBuf| {
                let is_cases = path.extension().is_some_and(|extension| extension == "yaml");
                let uri = uri(path).filter(|_| is_cases)?;
                Some(Location { uri, range: Range::default() })
            };
            found.extend(cases.iter().filter_map(whole));
        }
        found
    }
}

/// A rule's entries in the catalogs.
fn entries_of(pack: &Pack, rule: &str) -> Vec<Location> {
    let of = |file: &File| {
        let entries = catalogs::entries(file.text.as_str());
        let entry = entries.into_iter().find(|entry| entry.rule == rule)?;
        location(file, entry.span.start as usize, entry.span.end as usize)
    };
    pack.catalogs().filter_map(of).collect()
}

/// Where the manifest has a source.
fn source(pack: &Pack, symbol: &Symbol<'_>) -> Option<Location> {
    let Symbol::Source(name) = symbol else { return None };
    let is_manifest = |file: &&File| file.path.file_name() == Path::new("pack.yaml").file_name();
    let manifest = pack.files.values().find(is_manifest)?;
    let at = manifest.text.as_str().find(&format!("\n  {name}:"))? + 3;
    location(manifest, at, at + name.len())
}
