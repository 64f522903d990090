//! The native half of the Python package `smartro_lint`.

mod arrow;
mod linter;
mod object;
mod pack;
mod report;

use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

create_exception!(
    smartro_lint,
    LintError,
    PyValueError,
    "What cannot be linted with: an unknown context key, a pack with mistakes (`mistakes`), a dict \
     that is no JSON."
);

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let error = module.py().get_type::<LintError>();
    // A pack's mistakes, where those are the reason.
    error.setattr("mistakes", PyTuple::empty(module.py()))?;
    module.add("LintError", error)?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<linter::Linter>()?;
    module.add_class::<arrow::RecordBatch>()?;
    module.add_class::<arrow::Columns>()?;
    module.add_class::<report::Report>()?;
    module.add_class::<report::Finding>()?;
    module.add_class::<report::Label>()?;
    module.add_class::<report::Fix>()?;
    module.add_class::<report::Edit>()?;
    module.add_class::<report::Region>()?;
    module.add_class::<report::Undecided>()?;
    module.add_class::<report::Verdict>()
}
