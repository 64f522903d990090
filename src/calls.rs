//! How the operations of a pack are called, for who looks for calls in source code.

use crate::linter::Linter;
pub use smartro_lint_rules::program::Component;
use smartro_lint_rules::program::{Operation, Segment};

/// An operation, and how it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callable<'l> {
    /// Its name.
    pub operation: &'l str,
    /// How it is called by HTTP, where it is.
    pub http: Option<HttpCall<'l>>,
    /// The functions that call it. Each takes the body as its argument and, where the operation
    /// is called by HTTP, the path parameters among the fields of the body.
    pub functions: Vec<Function<'l>>,
}

/// A method and a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpCall<'l> {
    /// In capitals.
    pub method: &'l str,
    /// As `/payments/{paymentId}/instant`.
    pub path: String,
    /// The names of the path's parameters.
    pub parameters: Vec<&'l str>,
}

/// A function or a component that a module exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Function<'l> {
    /// From the export to the function, as `PortOneClient().payment.payInstantly`; `()` is a call
    /// or a `new`. A [component](Self::component) is written as `<Payment request>`.
    pub name: &'l str,
    /// The module, as `@portone/server-sdk`.
    pub module: &'l str,
}

impl<'l> Function<'l> {
    /// The component that it is, if it is none to call: it takes the body in an attribute.
    #[must_use]
    pub fn component(&self) -> Option<Component<'l>> {
        Component::read(self.name)
    }
}

impl Linter {
    /// The hosts that operations are called at by HTTP, in lower case.
    pub fn hosts(&self) -> impl Iterator<Item = &str> {
        self.program().hosts.iter().map(|host| &**host)
    }

    /// The scheme of the `Authorization` header that calls by HTTP have, as `PortOne`.
    #[must_use]
    pub fn authorization(&self) -> Option<&str> {
        self.program().authorization.as_deref()
    }

    /// The operations that can be linted, and how each is called.
    ///
    /// ```
    /// use smartro_lint::Linter;
    ///
    /// let linter = Linter::smartro()?;
    /// let payment = linter.callables().find(|one| one.operation == "requestPayment");
    /// let functions = payment.map(|one| one.functions).unwrap_or_default();
    /// assert_eq!(functions[0].name, "PortOne.requestPayment");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn callables(&self) -> impl Iterator<Item = Callable<'_>> {
        self.program().operations.iter().map(|operation| Callable {
            operation: &operation.name,
            http: http(operation),
            functions: operation
                .sdk
                .iter()
                .map(|call| Function { name: &call.function, module: &call.module })
                .collect(),
        })
    }
}

fn http(operation: &Operation) -> Option<HttpCall<'_>> {
    let http = operation.http.as_ref()?;
    let name = |segment: &Segment| match segment {
        Segment::Fixed(_) => None,
        Segment::Parameter(node) => Some(&*operation.tree.node(*node).name),
    };
    let parameters = http.segments.iter().filter_map(name).collect();
    Some(HttpCall { method: &http.method, path: http.path(&operation.tree), parameters })
}
