//! What the evaluator knows of an object.

use std::{collections::HashSet, rc::Rc};

use oxc_span::Span;

use super::{Value, ValueKind};

/// An object's own fields, in their order; `open` where there may be others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Object<'a> {
    pub(crate) fields: Vec<Field<'a>>,
    pub(crate) open: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Field<'a> {
    pub(crate) name: Rc<str>,
    pub(crate) key: Span,
    pub(crate) value: Value<'a>,
    /// Whether there may be no such field: it may have been deleted, or never written.
    pub(crate) may_lack: bool,
}

impl<'a> Field<'a> {
    /// A field that is there.
    pub(crate) fn new(name: impl Into<Rc<str>>, key: Span, value: Value<'a>) -> Self {
        Self { name: name.into(), key, value, may_lack: false }
    }

    /// The same, or none.
    fn or_absent(self) -> Self {
        Self { value: self.value.or_absent(), may_lack: true, ..self }
    }

    /// What is known of it if another may be written over it.
    fn or_written(&self, after: &Self) -> Self {
        let is_undefined = |field: &Self| matches!(field.value.kind, ValueKind::Undefined);
        Self {
            value: self.value.clone().join(after.value.clone()),
            // What is undefined is not sent.
            may_lack: self.may_lack || is_undefined(self) != is_undefined(after),
            ..after.clone()
        }
    }
}

impl<'a> Object<'a> {
    pub(crate) fn get(&self, name: &str) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| &*field.name == name)
    }

    /// Sets a field; it keeps the place of one that is there.
    pub(crate) fn set(&mut self, field: Field<'a>) {
        match self.fields.iter_mut().find(|other| other.name == field.name) {
            Some(other) => *other = field,
            None => self.fields.push(field),
        }
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.fields.retain(|field| &*field.name != name);
    }

    /// What is known if it is either of the two; `None` where that takes more than `most` fields.
    pub(super) fn join(one: &Rc<Self>, other: &Rc<Self>, most: &mut u32) -> Option<Rc<Self>> {
        if Rc::ptr_eq(one, other) {
            return Some(Rc::clone(one));
        }
        let count = u32::try_from(one.fields.len() + other.fields.len()).ok()?;
        *most = most.checked_sub(count)?;
        let in_one_of = |field: &Field<'a>, without: &Self| {
            let field = field.clone().or_absent();
            match without.open {
                true => Field { value: field.value.forgotten(), ..field },
                false => field,
            }
        };
        let mut fields = Vec::with_capacity(one.fields.len());
        for field in &one.fields {
            fields.push(match other.get(&field.name) {
                Some(too) => {
                    let value = field.value.clone().join_within(too.value.clone(), most);
                    // What is undefined is not sent.
                    let is_undefined =
                        |field: &Field<'a>| matches!(field.value.kind, ValueKind::Undefined);
                    let may_lack = field.may_lack || too.may_lack;
                    let may_lack = may_lack || is_undefined(field) != is_undefined(too);
                    Field { value, may_lack, ..field.clone() }
                }
                None => in_one_of(field, other),
            });
        }
        let others = other.fields.iter().filter(|field| one.get(&field.name).is_none());
        fields.extend(others.map(|field| in_one_of(field, one)));
        Some(Rc::new(Self { fields, open: one.open || other.open }))
    }

    /// What is left when fields that are not known are written over it.
    pub(crate) fn overwrite_unknown(&mut self) {
        for field in &mut self.fields {
            field.value = std::mem::replace(&mut field.value, Value::unknown()).forgotten();
        }
        self.open = true;
    }

    /// Copies the own fields of another object, as a spread does.
    pub(crate) fn spread(&mut self, other: &Self) {
        if other.open {
            self.overwrite_unknown();
        }
        for field in &other.fields {
            let mut field = field.clone();
            if let Some(before) = self.get(&field.name) {
                // It may not be an own field of the other: then what was there before stays.
                if field.may_lack {
                    field = before.or_written(&field);
                } else if matches!(field.value.kind, ValueKind::Unknown { absent: true, .. }) {
                    field.value = field.value.forgotten();
                }
            }
            self.set(field);
        }
    }

    /// The same if the other may be nothing.
    pub(crate) fn may_spread(&mut self, other: Self) {
        if other.open {
            self.overwrite_unknown();
        }
        for field in other.fields {
            let field = match self.get(&field.name) {
                Some(before) => before.or_written(&field),
                None if self.open => Field { value: field.value.forgotten(), ..field }.or_absent(),
                None => field.or_absent(),
            };
            self.set(field);
        }
    }
}

/// An object that gets its fields one after the other.
pub(crate) struct ObjectBuilder<'a> {
    object: Object<'a>,
    /// The names of its fields, where there may be many.
    names: Option<HashSet<Rc<str>>>,
}

impl<'a> ObjectBuilder<'a> {
    /// From how many fields on looking for a name takes longer than a table of them.
    const MANY: usize = 32;

    pub(crate) fn new(count: usize) -> Self {
        let names = (count >= Self::MANY).then(|| HashSet::with_capacity(count));
        Self { object: Object::default(), names }
    }

    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.object.fields.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn set(&mut self, field: Field<'a>) {
        let is_new = self.names.as_mut().is_some_and(|names| names.insert(Rc::clone(&field.name)));
        if is_new {
            self.object.fields.push(field);
        } else {
            self.object.set(field);
        }
    }

    /// Changes the object in another way, which takes no fields from it.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Object<'a>)) {
        let count = self.object.fields.len();
        change(&mut self.object);
        if let Some(names) = &mut self.names {
            names.extend(self.object.fields.iter().skip(count).map(|field| Rc::clone(&field.name)));
        }
    }

    /// There may be other fields.
    pub(crate) fn open(&mut self) {
        self.object.open = true;
    }

    pub(crate) fn done(self) -> Object<'a> {
        self.object
    }
}

/// Names that every object has.
pub(crate) fn is_inherited(name: &str) -> bool {
    const NAMES: [&str; 12] = [
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "toString",
        "valueOf",
        "__proto__",
        "__defineGetter__",
        "__defineSetter__",
        "__lookupGetter__",
        "__lookupSetter__",
    ];
    NAMES.contains(&name)
}
