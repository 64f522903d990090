//! The calls that are looked for in source code: those that the pack declares.

use smartro_lint::{CHANNEL_FIELD, CHANNEL_GROUP_FIELD, Linter};
use smartro_lint_source::{Calls, ComponentCall, RestCall, SdkCall, ServerCall};

/// The calls of a pack's operations.
pub(crate) fn calls(linter: &Linter) -> Calls {
    let hosts = linter.hosts().map(str::to_owned).collect();
    let authorization = linter.authorization().map(str::to_owned);
    let channel_fields = [CHANNEL_FIELD, CHANNEL_GROUP_FIELD].map(str::to_owned).to_vec();
    let mut calls = Calls { hosts, authorization, channel_fields, ..Calls::default() };
    for callable in linter.callables() {
        let operation = callable.operation;
        for function in callable.functions {
            let (name, module) = (function.name.to_owned(), function.module.to_owned());
            let operation = operation.to_owned();
            if let Some(component) = function.component() {
                calls.components.push(ComponentCall {
                    operation,
                    name: component.name.to_owned(),
                    attribute: component.attribute.to_owned(),
                    sets: component.sets.into_iter().map(str::to_owned).collect(),
                    module,
                });
                continue;
            }
            match &callable.http {
                None => calls.sdk.push(SdkCall { operation, name, module }),
                Some(http) => {
                    let path_parameters =
                        http.parameters.iter().map(|name| (*name).to_owned()).collect();
                    calls.server.push(ServerCall { operation, name, module, path_parameters });
                }
            }
        }
        if let Some(http) = callable.http {
            let (method, path) = (http.method.to_owned(), http.path);
            calls.rest.push(RestCall { operation: operation.to_owned(), method, path });
        }
    }
    calls
}
