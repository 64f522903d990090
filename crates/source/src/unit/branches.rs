//! What a template decides about a script: which statements there are.

use std::collections::{HashMap, HashSet};

use oxc_ast::AstKind;
use oxc_semantic::{ScopeId, SymbolId};
use oxc_span::GetSpan;

use super::Unit;
use crate::lowered::Span;

/// A name that a part of the script declares for what is around it.
struct Declared {
    symbol: SymbolId,
    part: Span,
    /// What is around the part.
    around: Span,
    is_at_top: bool,
}

impl Unit<'_> {
    /// Whether the control structures in the places of a template's are what the script is: each is
    /// read as such, and no name means something else without them.
    pub(crate) fn is_as_structured(&self) -> bool {
        let declared = match self.surroundings.branches.is_empty() {
            true => Vec::new(),
            false => self.declared_in_branches(),
        };
        let scoping = self.semantic.scoping();
        let mut names: HashMap<&str, Vec<&Declared>> = HashMap::new();
        for declared in &declared {
            names.entry(scoping.symbol_name(declared.symbol)).or_default().push(declared);
        }
        let mut conditions: HashSet<usize> =
            self.surroundings.conditions.iter().map(|span| span.start).collect();
        for node in self.semantic.nodes().iter() {
            let AstKind::IdentifierReference(name) = node.kind() else { continue };
            let at = name.span.start as usize;
            if self.is_global(name) {
                conditions.remove(&at);
            }
            let is_within = |span: Span| span.start <= at && at < span.end;
            if let Some(declared) = names.get(name.name.as_str())
                && declared.iter().any(|it| self.is_of_block(it.symbol) && is_within(it.around))
                && !declared.iter().any(|it| is_within(it.part))
            {
                return false;
            }
        }
        let mut counts: HashMap<&str, u32> = HashMap::new();
        if !declared.is_empty() {
            scoping.symbol_names().for_each(|name| *counts.entry(name).or_default() += 1);
        }
        conditions.is_empty() && !declared.iter().any(|it| self.may_be_another(it, &counts))
    }

    fn declared_in_branches(&self) -> Vec<Declared> {
        let scoping = self.semantic.scoping();
        let span = |scope: ScopeId| {
            Span::from(self.semantic.nodes().kind(scoping.get_node_id(scope)).span())
        };
        let declared = scoping.symbol_ids().filter_map(|symbol| {
            let at = scoping.symbol_span(symbol).start as usize;
            let parts = self.surroundings.branches.iter();
            let parts = parts.filter(|it| it.start <= at && at < it.end);
            let part = *parts.min_by_key(|it| it.end - it.start)?;
            let scope = scoping.symbol_scope_id(symbol);
            // Names of blocks and functions in the part are its own.
            (span(scope).start < part.start).then_some(())?;
            let around = scoping.scope_parent_id(scope).unwrap_or(scope);
            let is_at_top = around == scoping.root_scope_id();
            Some(Declared { symbol, part, around: span(around), is_at_top })
        });
        declared.collect()
    }

    /// Whether a name is declared by `const` or `let`.
    fn is_of_block(&self, symbol: SymbolId) -> bool {
        let flags = self.semantic.scoping().symbol_flags(symbol);
        flags.is_block_scoped() && !flags.is_function() && !flags.is_class()
    }

    /// Whether a name may be another one, or be changed by others, where a template puts what declares
    /// it among the statements around.
    fn may_be_another(&self, declared: &Declared, counts: &HashMap<&str, u32>) -> bool {
        let scoping = self.semantic.scoping();
        let flags = scoping.symbol_flags(declared.symbol);
        if self.is_of_block(declared.symbol) {
            let is_shared = || {
                !flags.is_const_variable()
                    || self.is_in_markup(scoping.symbol_name(declared.symbol))
            };
            return declared.is_at_top && is_shared();
        }
        let name = scoping.symbol_ident(declared.symbol);
        if flags.is_function() || flags.is_class() {
            return counts.get(name.as_str()).is_some_and(|count| *count > 1);
        }
        // Where it is not declared, the name means what is around.
        let around = scoping.scope_parent_id(scoping.symbol_scope_id(declared.symbol));
        around.is_some_and(|scope| scoping.find_binding(scope, name).is_some())
    }
}
