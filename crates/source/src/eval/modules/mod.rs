//! The files of a project: what one imports from another.

mod origin;
mod resolve;

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use oxc_allocator::Allocator;
use oxc_ast::{
    AstKind,
    ast::{ExportDefaultDeclarationKind, ModuleExportName, Statement},
};
use oxc_semantic::NodeId;

use super::{Evaluator, Scope};
use origin::{DEEPEST, own_export};

use crate::{
    bounds,
    calls::Calls,
    options::{FileReader, Options},
    room,
    unit::{Surroundings, Unit, UnitId, source_type},
    value::{Callable, External, Frame, FunctionNode, Value, ValueKind},
};

/// The most other files that are read for one.
const MOST_FILES: u32 = 32;

type Import = (Rc<str>, Rc<str>);

/// The file that is lowered, and those that it imports.
pub(crate) struct Project<'p, 'a> {
    allocator: &'a Allocator,
    pub(crate) calls: &'p Calls,
    options: &'p Options<'p>,
    main: Rc<Unit<'a>>,
    units: RefCell<Vec<Rc<Unit<'a>>>>,
    /// By the importing file and the specifier.
    resolved: RefCell<HashMap<Import, Option<UnitId>>>,
    configurations: resolve::Configurations,
    files: Cell<u32>,
    depth: Cell<u32>,
}

impl<'p, 'a> Project<'p, 'a> {
    pub(crate) fn new(
        allocator: &'a Allocator,
        calls: &'p Calls,
        options: &'p Options<'p>,
        unit: Unit<'a>,
    ) -> Self {
        let main = Rc::new(unit);
        Self {
            allocator,
            calls,
            options,
            units: RefCell::new(vec![Rc::clone(&main)]),
            main,
            resolved: RefCell::default(),
            configurations: RefCell::default(),
            files: Cell::new(0),
            depth: Cell::new(0),
        }
    }

    /// A file by its number; the one that is lowered is the first.
    pub(crate) fn unit(&self, id: UnitId) -> Rc<Unit<'a>> {
        let units = self.units.borrow();
        units.get(id).map_or_else(|| Rc::clone(&self.main), Rc::clone)
    }

    /// The file that a specifier names in another.
    fn file(&self, from: &Rc<str>, specifier: &str) -> Option<UnitId> {
        let key: Import = (Rc::clone(from), specifier.into());
        if let Some(known) = self.resolved.borrow().get(&key) {
            return *known;
        }
        let named = self.named(from, specifier);
        let found = named.and_then(|(reader, name)| self.load(reader, &name));
        self.resolved.borrow_mut().insert(key, found);
        found
    }

    /// The text of the file that a specifier names in another.
    pub(crate) fn text(&self, from: &str, specifier: &str) -> Option<String> {
        let (reader, name) = self.named(from, specifier)?;
        reader.read(&name)
    }

    /// The name of the file that a specifier names in another, and what reads it.
    fn named(&self, from: &str, specifier: &str) -> Option<(&'p dyn FileReader, String)> {
        // A configuration may map an SDK to nothing but its types.
        let reader = self.options.reader.filter(|_| !self.calls.is_sdk(specifier))?;
        let configurations = &self.configurations;
        let name = resolve::resolve(reader, from, specifier, configurations, self.allocator)?;
        Some((reader, name))
    }

    fn load(&self, reader: &dyn FileReader, name: &str) -> Option<UnitId> {
        if let Some(known) = self.units.borrow().iter().position(|unit| &*unit.name == name) {
            return Some(known);
        }
        self.files.set(self.files.get() + 1);
        let text = reader.read(name).filter(|_| self.files.get() <= MOST_FILES)?;
        let is_bounded = bounds::check(name, &text, self.options).is_none();
        if !is_bounded || !room::has_room(bounds::levels(&text)) {
            return None;
        }
        let extension = name.rsplit('.').next().unwrap_or_default();
        let text: &'a str = self.allocator.alloc_str(&text);
        let unit = Unit::parse(
            self.allocator,
            name,
            text,
            source_type(extension),
            Surroundings::default(),
        )
        .ok()?;
        let mut units = self.units.borrow_mut();
        units.push(Rc::new(unit));
        Some(units.len() - 1)
    }
}

impl<'a> Evaluator<'_, 'a> {
    /// What an import declaration binds: one export, or all of them.
    pub(crate) fn imported(
        &self,
        specifier: NodeId,
        name: Option<&str>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let AstKind::ImportDeclaration(import) = scope.unit.semantic.nodes().parent_kind(specifier)
        else {
            return Value::unknown();
        };
        self.export_of(&import.source.value, name, scope)
    }

    /// What a module exports under a name, or all of it.
    pub(crate) fn export_of(
        &self,
        module: &str,
        name: Option<&str>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let found = self.project.file(&scope.unit.name, module).and_then(|file| match name {
            Some(name) => self.export(file, name),
            None => Some(ValueKind::Module(file).into()),
        });
        found.unwrap_or_else(|| {
            let path = name.map(Into::into).into_iter().collect();
            ValueKind::External(Rc::new(External { module: module.into(), path, argument: None }))
                .into()
        })
    }

    /// The value that a file exports under a name.
    pub(crate) fn export(&self, file: UnitId, name: &str) -> Option<Value<'a>> {
        let depth = &self.project.depth;
        if depth.get() >= DEEPEST || !self.spend(1) {
            return None;
        }
        depth.set(depth.get() + 1);
        let value = self.exported(file, name);
        depth.set(depth.get() - 1);
        value
    }

    fn exported(&self, file: UnitId, name: &str) -> Option<Value<'a>> {
        let unit = self.project.unit(file);
        let scope =
            Scope { id: file, unit: Rc::clone(&unit), frame: Frame::root(), consumer: None };
        if let Some(symbol) = own_export(&unit, name) {
            return Some(self.symbol(symbol, NodeId::ROOT, &scope));
        }
        let named = |export: &ModuleExportName<'a>| export.name() == name;
        for statement in &unit.program.body {
            match statement {
                Statement::ExportFromDeclaration(export) => {
                    let mut specifiers = export.specifiers.iter();
                    if let Some(specifier) = specifiers.find(|found| named(&found.exported)) {
                        let name = specifier.local.name();
                        return Some(self.export_of(&export.source.value, Some(&name), &scope));
                    }
                }
                Statement::ExportDefaultDeclaration(export) if name == "default" => {
                    return Some(match &export.declaration {
                        ExportDefaultDeclarationKind::FunctionDeclaration(function) => {
                            ValueKind::Function(Callable {
                                unit: file,
                                node: FunctionNode::Function(function),
                                frame: Frame::root(),
                            })
                            .into()
                        }
                        declaration => match declaration.as_expression()? {
                            expression if self.is_guessing() => self.eval(expression, &scope),
                            // Every importer has the same object.
                            expression => self.eval(expression, &scope).opened(),
                        },
                    });
                }
                Statement::ExportAllDeclaration(export)
                    if export.exported.as_ref().is_some_and(named) =>
                {
                    return Some(self.export_of(&export.source.value, None, &scope));
                }
                _ => {}
            }
        }
        self.exported_by_star(name, &scope)
    }

    /// What a file exports because another does: what is exported by name comes before it.
    fn exported_by_star(&self, name: &str, scope: &Scope<'a>) -> Option<Value<'a>> {
        let stars = scope.unit.program.body.iter().filter_map(|statement| match statement {
            Statement::ExportAllDeclaration(export)
                if export.exported.is_none() && name != "default" =>
            {
                Some(export.source.value.as_str())
            }
            _ => None,
        });
        let of_file = |source: &str| {
            let file = self.project.file(&scope.unit.name, source)?;
            self.export(file, name).filter(|_| file != scope.id)
        };
        let of_sdk = |source: &&str| self.project.calls.is_sdk(source);
        stars.clone().find_map(of_file).or_else(|| {
            let module = stars.clone().find(of_sdk)?.into();
            let path = vec![name.into()];
            Some(ValueKind::External(Rc::new(External { module, path, argument: None })).into())
        })
    }
}
