//! Goes through the declarations of a pack and notes what every name means.

use smartro_lint::source::Span;
use smartro_lint_rules::syntax::ast;
use smartro_lint_rules::syntax::ast::{
    BatchKind, Collection, Expression, FieldType, FixKind, Item, Name, Operand, Path, Record,
    Relation, Statement,
};

use super::index::{FileSpan, Index, Occurrence, Symbol, ValueType};

/// Every name of the pack's rule files.
pub(super) fn occurrences<'p>(index: &Index<'p>) -> Vec<Occurrence<'p>> {
    let mut found = Vec::new();
    for (file, one) in index.files.iter().enumerate() {
        let mut walker = Walker { index, file, found, bodies: Vec::new(), names: Vec::new() };
        one.tree().items.iter().for_each(|item| walker.item(item));
        found = walker.found;
    }
    found
}

struct Walker<'i, 'p> {
    index: &'i Index<'p>,
    file: usize,
    found: Vec<Occurrence<'p>>,
    /// What the bodies of the rule's operations are.
    bodies: Vec<ValueType<'p>>,
    /// The names that the rule defines: what they are, and where.
    names: Vec<(&'p str, FileSpan, Vec<ValueType<'p>>)>,
}

impl<'p> Walker<'_, 'p> {
    fn note(&mut self, span: Span, symbol: Symbol<'p>, is_definition: bool) {
        let place = FileSpan { file: self.file, span };
        self.found.push(Occurrence { place, symbol, is_definition });
    }

    fn define(&mut self, name: &'p Name, symbol: impl FnOnce(&'p str) -> Symbol<'p>) {
        self.note(name.span, symbol(&name.text), true);
    }

    fn refer(&mut self, name: &'p Name, symbol: impl FnOnce(&'p str) -> Symbol<'p>) {
        self.note(name.span, symbol(&name.text), false);
    }

    /// A name that is known by where it is.
    fn define_here(
        &mut self,
        name: &'p Name,
        symbol: impl FnOnce(FileSpan) -> Symbol<'p>,
    ) -> FileSpan {
        let place = FileSpan { file: self.file, span: name.span };
        self.note(name.span, symbol(place), true);
        place
    }

    fn item(&mut self, item: &'p Item) {
        (self.bodies, self.names) = (Vec::new(), Vec::new());
        match item {
            Item::Enumeration(one) => {
                self.define(&one.name, Symbol::Enumeration);
                self.members(&one.members);
            }
            Item::Shape(one) => {
                self.define(&one.name, Symbol::Shape);
                self.record(&one.record);
            }
            Item::Extension(one) => self.extension(one),
            Item::Context(one) => self.record(&one.record),
            Item::Operation(one) => {
                self.define(&one.name, Symbol::Operation);
                one.bodies.iter().for_each(|body| self.refer(body, Symbol::Shape));
                self.bodies = self.index.bodies(&[&one.name.text]);
                for path in one.detects.iter().flat_map(|it| it.with.iter().chain(&it.without)) {
                    self.path(path);
                }
            }
            Item::Set(one) => {
                self.define(&one.name, Symbol::Definition);
                one.enumeration.iter().for_each(|name| self.refer(name, Symbol::Enumeration));
                let types = one.enumeration.iter().map(|name| ValueType::Member(&name.text));
                let types: Vec<_> = types.collect();
                one.members.iter().for_each(|member| self.compared(member, &types));
            }
            Item::Define(one) => {
                self.define(&one.name, Symbol::Definition);
                self.bodies = self.index.any_body();
                for parameter in &one.parameters {
                    self.bind_inside(parameter, Vec::new());
                }
                self.expression(&one.condition);
            }
            Item::Amendment(one) => {
                for shape in &one.shapes {
                    self.record(&shape.record);
                }
                one.extensions.iter().for_each(|extension| self.extension(extension));
                self.on(&one.operations);
                let paths = one.amends.iter().flat_map(|amend| &amend.paths);
                paths.for_each(|path| drop(self.path(path)));
            }
            Item::Silence(one) => {
                let rules = one.rules.iter().filter(|name| !name.text.ends_with('*'));
                rules.for_each(|name| self.refer(name, Symbol::Rule));
                self.on(&one.operations);
                one.at.iter().for_each(|path| drop(self.path(path)));
                self.expression(&one.condition);
            }
            Item::Use(one) => self.used(one),
            Item::Drop(one) => one.rules.iter().for_each(|name| self.refer(name, Symbol::Rule)),
            Item::Rule(one) => self.rule(one),
            _ => {}
        }
    }

    fn extension(&mut self, extension: &'p ast::Extension) {
        self.refer(&extension.name, Symbol::Enumeration);
        self.members(&extension.members);
    }

    fn members(&mut self, members: &'p [Name]) {
        for member in members {
            self.define_here(member, Symbol::Member);
        }
    }

    fn record(&mut self, record: &'p Record) {
        for field in &record.fields {
            self.define_here(&field.name, Symbol::Field);
            self.field_type(&field.field_type);
        }
        for addition in &record.additions {
            self.members(&addition.members);
        }
    }

    fn field_type(&mut self, field_type: &'p FieldType) {
        match field_type {
            FieldType::List(inner) => self.field_type(inner),
            FieldType::Union(types) => types.iter().for_each(|(one, _)| self.field_type(one)),
            FieldType::Record(record) => self.record(record),
            FieldType::Choice { members, .. } => self.members(members),
            FieldType::Named(name) if self.index.shapes.contains_key(&*name.text) => {
                self.refer(name, Symbol::Shape);
            }
            FieldType::Named(name) if self.index.enumerations.contains_key(&*name.text) => {
                self.refer(name, Symbol::Enumeration);
            }
            _ => {}
        }
    }

    /// The operations that what follows is about.
    fn on(&mut self, operations: &'p [Name]) {
        operations.iter().for_each(|name| self.refer(name, Symbol::Operation));
        let names: Vec<&str> = operations.iter().map(|name| &*name.text).collect();
        self.bodies.extend(self.index.bodies(&names));
    }

    /// A rule that is used: what is given for its parameters means what it means there.
    fn used(&mut self, used: &'p ast::Use) {
        self.refer(&used.rule, Symbol::Rule);
        used.renamed.iter().for_each(|name| self.define(name, Symbol::Rule));
        let cited = used.cites.iter().flat_map(|cited| &cited.operations);
        used.operations.iter().chain(cited).for_each(|name| self.refer(name, Symbol::Operation));
        used.cites.iter().for_each(|cited| self.refer(&cited.cite.source, Symbol::Source));
        let rule = self.index.rules.get(&*used.rule.text);
        let operations = rule.into_iter().flat_map(|(_, rule)| &rule.on);
        let operations = operations.flat_map(|on| &on.operations).map(|name| &*name.text);
        self.bodies = self.index.bodies(&operations.collect::<Vec<_>>());
        for argument in &used.arguments {
            if let ast::Argument::Operand(operand) = argument {
                self.operand(operand);
            }
        }
    }

    fn rule(&mut self, rule: &'p ast::Rule) {
        self.define(&rule.name, Symbol::Rule);
        rule.parameters.iter().for_each(|parameter| self.bind_inside(parameter, Vec::new()));
        let all = rule.on.iter();
        all.for_each(|on| self.on(&on.operations));
        // What a clause names is something else in each, and has one name.
        for on in &rule.on {
            let bodies = self.bodies.clone();
            let names: Vec<&str> = on.operations.iter().map(|name| &*name.text).collect();
            self.bodies = self.index.bodies(&names);
            on.bindings.iter().for_each(|binding| self.binding(binding));
            on.when.iter().for_each(|condition| self.expression(condition));
            self.statements(&on.statements);
            self.bodies = bodies;
        }
        self.statements(&rule.statements);
    }

    fn binding(&mut self, binding: &'p ast::Binding) {
        let types = self.operand(&binding.value);
        self.bind(&binding.name, types);
    }

    /// Defines a name of the rule; a name that clauses give again is the same.
    fn bind(&mut self, name: &'p Name, types: Vec<ValueType<'p>>) {
        let known = self.names.iter_mut().find(|(known, ..)| *known == &*name.text);
        match known {
            Some((_, place, known)) => {
                known.extend(types);
                let symbol = Symbol::Binding(*place);
                self.note(name.span, symbol, true);
            }
            None => {
                let place = self.define_here(name, Symbol::Binding);
                self.names.push((&name.text, place, types));
            }
        }
    }

    fn statements(&mut self, statements: &'p [Statement]) {
        // A `let` holds for its whole block, what is before it included.
        for statement in statements {
            if let Statement::Let(binding) = statement {
                self.binding(binding);
            }
        }
        statements.iter().for_each(|statement| self.statement(statement));
    }

    fn statement(&mut self, statement: &'p Statement) {
        match statement {
            Statement::Cite(cite) => self.refer(&cite.source, Symbol::Source),
            Statement::When(condition) | Statement::Unless(condition) => self.expression(condition),
            Statement::Assert(assertion) => {
                self.expression(&assertion.condition);
                assertion.assuming.iter().for_each(|condition| self.expression(condition));
                assertion.at.iter().for_each(|path| drop(self.path(path)));
            }
            Statement::If(condition) => {
                for (condition, block) in &condition.branches {
                    self.expression(condition);
                    self.statements(block);
                }
                self.statements(&condition.otherwise);
            }
            Statement::Each(each) => {
                let types = self.collection(&each.collection);
                let outer = self.names.len();
                self.bind_inside(&each.variable, types);
                self.statements(&each.statements);
                self.names.truncate(outer);
            }
            Statement::Batch(batch) => match &batch.kind {
                BatchKind::Unique(operand) => drop(self.operand(operand)),
                BatchKind::Implies(one, other) => {
                    self.operand(one);
                    self.operand(other);
                }
            },
            Statement::Fix(fix) => self.fix(&fix.kind),
            _ => {}
        }
    }

    /// A name of a loop or a quantifier, which hides others of its name.
    fn bind_inside(&mut self, name: &'p Name, types: Vec<ValueType<'p>>) {
        let place = self.define_here(name, Symbol::Binding);
        self.names.push((&name.text, place, types));
    }

    fn fix(&mut self, kind: &'p FixKind) {
        match kind {
            FixKind::Remove(paths) => paths.iter().for_each(|path| drop(self.path(path))),
            FixKind::Rename(path, _) | FixKind::Replace(path, _) | FixKind::Insert(path, _) => {
                self.path(path);
            }
        }
    }

    fn collection(&mut self, collection: &'p Collection) -> Vec<ValueType<'p>> {
        match collection {
            Collection::Branches(paths) => paths.iter().flat_map(|path| self.path(path)).collect(),
            Collection::Elements(path) => Index::elements(&self.path(path)),
            Collection::Keys(path, _) | Collection::Fields(path, _) => {
                self.path(path);
                Vec::new()
            }
            #[allow(unreachable_patterns, reason = "collections of the language may become more")]
            _ => Vec::new(),
        }
    }

    fn expression(&mut self, expression: &'p Expression) {
        match expression {
            Expression::And(all) | Expression::Or(all) => {
                all.iter().for_each(|one| self.expression(one));
            }
            Expression::Not(one) => self.expression(one),
            Expression::Iff(one, other) => {
                self.expression(one);
                self.expression(other);
            }
            Expression::Listed(_, paths, _) => paths.iter().for_each(|path| drop(self.path(path))),
            Expression::Quantified(one) => {
                let types = self.collection(&one.collection);
                let outer = self.names.len();
                self.bind_inside(&one.variable, types);
                self.expression(&one.body);
                self.names.truncate(outer);
            }
            Expression::Presence(_, path, _) | Expression::Known(path, _) => {
                self.path(path);
            }
            Expression::Distinct(one) => {
                let elements = Index::elements(&self.path(&one.list));
                let outer = self.names.len();
                // The first word of the value is the element's name, which nothing else has.
                if let Some(variable) = one.value.segments.first() {
                    self.bind_inside(variable, elements);
                }
                self.path(&one.value);
                self.names.truncate(outer);
            }
            Expression::Comparison(one) => self.comparison(one),
        }
    }

    fn comparison(&mut self, comparison: &'p ast::Comparison) {
        let left = self.operand(&comparison.left);
        match &comparison.relation {
            Some(Relation::Is { right, .. } | Relation::Contains { right, .. }) => {
                self.compared(right, &left);
            }
            Some(Relation::In { set, .. }) => {
                set.iter().for_each(|right| self.compared(right, &left));
            }
            Some(Relation::Order { right, .. }) => drop(self.operand(right)),
            Some(Relation::Matches { pattern, named: true, .. }) => {
                let bound = self.names.iter().rev().find(|(name, ..)| *name == &*pattern.text);
                if let Some((_, place, _)) = bound {
                    self.note(pattern.span, Symbol::Binding(*place), false);
                }
            }
            _ => {}
        }
    }

    /// What something of a type is compared with: a word may be a member.
    fn compared(&mut self, right: &'p Operand, left: &[ValueType<'p>]) {
        if let Operand::Path(path) = right
            && let [word] = path.segments.as_slice()
        {
            let members = left.iter().flat_map(|value| self.index.members(*value));
            let named: Vec<_> = members.filter(|(_, member)| member.text == word.text).collect();
            for (file, member) in &named {
                let place = FileSpan { file: *file, span: member.span };
                self.note(word.span, Symbol::Member(place), false);
            }
            if !named.is_empty() {
                return;
            }
        }
        self.operand(right);
    }

    fn operand(&mut self, operand: &'p Operand) -> Vec<ValueType<'p>> {
        match operand {
            Operand::Sum(terms, _) | Operand::Product(terms, _) => {
                terms.iter().for_each(|term| drop(self.operand(term)));
            }
            Operand::Negated(term, _) => drop(self.operand(term)),
            Operand::Over(over) => self.over(over),
            Operand::Call { function, arguments, .. } => {
                let is_defined = self.index.definitions.contains_key(&*function.text);
                let symbol = if is_defined { Symbol::Definition } else { Symbol::Function };
                self.refer(function, symbol);
                arguments.iter().for_each(|argument| drop(self.operand(argument)));
            }
            Operand::Path(path) | Operand::Defaulted(path, ..) => return self.path(path),
            _ => {}
        }
        Vec::new()
    }

    fn over(&mut self, over: &'p ast::Over) {
        let elements = Index::elements(&self.path(&over.list));
        let outer = self.names.len();
        self.bind_inside(&over.variable, elements);
        over.condition.iter().for_each(|condition| self.expression(condition));
        over.value.iter().for_each(|value| drop(self.operand(value)));
        self.names.truncate(outer);
    }

    /// What a path leads to; each of its words is noted.
    fn path(&mut self, path: &'p Path) -> Vec<ValueType<'p>> {
        let Some((first, mut rest)) = path.segments.split_first() else { return Vec::new() };
        if path.at_sign {
            return Vec::new();
        }
        let bound = self.names.iter().rev().find(|(name, ..)| *name == &*first.text);
        let bound = bound.map(|(_, place, types)| (Symbol::Binding(*place), types.clone()));
        let is_bound = bound.is_some();
        let mut values = match bound {
            Some((symbol, types)) => {
                self.note(first.span, symbol, false);
                types
            }
            None if &*first.text == "context" => self.index.context(),
            None => {
                rest = &path.segments;
                match &*first.text {
                    "now" => self.index.context(),
                    _ => self.bodies.clone(),
                }
            }
        };
        for segment in rest {
            let fields = self.index.field(&values, &segment.text);
            for (file, field) in &fields {
                let place = FileSpan { file: *file, span: field.name.span };
                self.note(segment.span, Symbol::Field(place), false);
            }
            let types = fields.iter().map(|(file, it)| ValueType::Type(*file, &it.field_type));
            values = types.collect();
        }
        // A word that is no field may be the name of a set or a condition.
        if values.is_empty()
            && path.segments.len() == 1
            && !is_bound
            && self.index.definitions.contains_key(&*first.text)
        {
            self.refer(first, Symbol::Definition);
        }
        values
    }
}
