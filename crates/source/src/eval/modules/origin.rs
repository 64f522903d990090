//! Where a name that a file imports is declared.

use oxc_ast::{
    AstKind,
    ast::{ExportDefaultDeclarationKind, ModuleExportName, Statement},
};
use oxc_semantic::SymbolId;

use super::{Evaluator, Scope};
use crate::{
    unit::{Unit, declared},
    value::Frame,
};

/// How many files a re-exported name is followed through.
pub(super) const DEEPEST: u32 = 8;

impl<'a> Evaluator<'_, 'a> {
    /// The declaration of a name, with the file it is in: another, where the name is imported from
    /// a file of the project.
    pub(crate) fn origin_of(
        &self,
        symbol: SymbolId,
        scope: &Scope<'a>,
    ) -> Option<(Scope<'a>, SymbolId)> {
        let (mut symbol, mut scope) = (symbol, scope.clone());
        for _ in 0..DEEPEST {
            let nodes = scope.unit.semantic.nodes();
            let declaration = scope.unit.semantic.scoping().symbol_declaration(symbol);
            let name = match nodes.kind(declaration) {
                AstKind::ImportSpecifier(specifier) => specifier.imported.name().to_string(),
                AstKind::ImportDefaultSpecifier(_) => "default".to_owned(),
                _ => return Some((scope, symbol)),
            };
            let AstKind::ImportDeclaration(import) = nodes.parent_kind(declaration) else {
                return None;
            };
            (scope, symbol) = self.declared_in(&import.source.value, &name, &scope)?;
        }
        None
    }

    /// What another file exports under a name, where it declares or imports it itself.
    fn declared_in(
        &self,
        module: &str,
        name: &str,
        scope: &Scope<'a>,
    ) -> Option<(Scope<'a>, SymbolId)> {
        let (mut module, mut name, mut scope) = (module.to_owned(), name.to_owned(), scope.clone());
        for _ in 0..DEEPEST {
            if !self.spend(1) {
                return None;
            }
            let id = self.project.file(&scope.unit.name, &module)?;
            let unit = self.project.unit(id);
            scope = Scope { id, unit, frame: Frame::root(), consumer: None };
            if let Some(symbol) = own_export(&scope.unit, &name) {
                return Some((scope, symbol));
            }
            (module, name) = passed_on(&scope.unit, &name)?;
        }
        None
    }
}

/// The name of a file that it exports under another.
pub(super) fn own_export(unit: &Unit<'_>, name: &str) -> Option<SymbolId> {
    let scoping = unit.semantic.scoping();
    unit.program.body.iter().find_map(|statement| match statement {
        Statement::ExportDeclaration(export) => {
            let mut symbols = declared(&export.declaration).into_iter();
            symbols.find(|symbol| scoping.symbol_name(*symbol) == name)
        }
        Statement::ExportNamedDeclaration(export) => {
            let mut specifiers = export.specifiers.iter();
            match &specifiers.find(|found| found.exported.name() == name)?.local {
                ModuleExportName::IdentifierReference(local) => unit.symbol(local),
                _ => None,
            }
        }
        Statement::ExportDefaultDeclaration(export) if name == "default" => {
            match &export.declaration {
                ExportDefaultDeclarationKind::Identifier(id) => unit.symbol(id),
                _ => None,
            }
        }
        _ => None,
    })
}

/// The module that a file exports a name from, and what the name is there.
fn passed_on(unit: &Unit<'_>, name: &str) -> Option<(String, String)> {
    unit.program.body.iter().find_map(|statement| match statement {
        Statement::ExportFromDeclaration(export) => {
            let mut specifiers = export.specifiers.iter();
            let found = specifiers.find(|found| found.exported.name() == name)?;
            Some((export.source.value.to_string(), found.local.name().to_string()))
        }
        _ => None,
    })
}
