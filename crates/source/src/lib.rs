//! Finds the calls of an API in JavaScript and TypeScript, and lowers each to **JSON with holes**.
//!
//! [`lower`] takes a file's name and text, and [`Calls`], which says what names, modules, paths and
//! hosts are the API's. It gives the requests as text with a map from places in it to places in the
//! file, and the comments that suppress findings. Scripts and event handlers in Vue, Svelte, Astro,
//! HTML, JSP, EJS and Blade files are found as well, and so are the requests of HTTP clients' files
//! (`.http`), whose `{{placeholders}}` are holes. All offsets are bytes of the file.
//!
//! # JSON with holes
//!
//! ```text
//! value  := JSON value | hole | open object | open array | partly known string
//! hole   := `?` type [`?` [`?`]]      type: any string number integer boolean object array
//! string := `?(` piece* `)` [`?`]     piece: a JSON string, or a gap
//! gap    := `*` [class] [bounds]      class: `[…]` of ASCII, `[^…]` any character but these
//!                                     bounds: `{min,max}` `{min,}` `{n}`, in characters
//! open   := `{"a": 1, ...}`           fields that are not written may be there
//!           `[1, ...]`                more elements may follow
//! ```
//!
//! A hole's second `?` says that the value may be absent or null, the third that its key may not be
//! there either. `?("payment-" *[0-9a-f-]{36})` is a text that begins with `payment-`.
//!
//! # What is claimed
//!
//! Less is always claimed rather than more: what may have been changed, aliased, passed on, assigned
//! in a closure, shadowed or set by markup is a hole. What is claimed holds for programs that
//! run: a name that is read before its declaration throws, and then nothing is sent.
//!
//! The top-level names of a classic script are names of the whole page. Its `const`s and functions are
//! taken for the file's own: that another script of the page writes to a field of such a constant,
//! or has a function of the same name, is not considered. A `let` or `var` is claimed only where
//! nothing of another script can have run since the script began: at its top, as long as it names
//! nothing that is not the language's, the browser's or its own; in a document that has all
//! its scripts in it, also in functions.
//!
//! Where a request depends on conditions it is lowered once for each combination of them
//! ([`LoweredRequest::worlds`]), at most 16 times; where there are more, both sides of the other
//! conditions are joined.
//!
//! A call of a function of another file that makes a call of the API is a request too, with what it is
//! given ([`World::sender`]), if it tells more than the function itself does. Which of several calls
//! the function makes has to be known. What tests give functions is left out.
//!
//! # Bounds
//!
//! A file that is too large, minified, or nested too deeply is skipped; the work for one file is
//! bounded ([`Options::work`]). Files in which no name of the calls occurs, and that import no file which is
//! named after an SDK, are not parsed.

mod bounds;
mod calls;
mod comments;
mod eval;
mod find;
mod host;
mod http_file;
mod lower;
mod lowered;
mod markup;
mod options;
mod room;
mod text;
mod unit;
mod value;
mod worlds;

use oxc_allocator::Allocator;

pub use calls::{Calls, ComponentCall, RestCall, SdkCall, ServerCall};
pub use lowered::{
    Channel, Condition, Covers, Literal, Lowered, LoweredRequest, LoweredText, Mapping, OtherCall,
    PathParameter, Quote, Sender, Skipped, SourceError, SourcePlace, Span, Suppression, World,
};
pub use options::{FileReader, KnownParts, Options};
pub use room::with_room;

use eval::{Evaluator, Project, Scope};
use find::{Found, Request};
use unit::Unit;
use value::Frame;

/// The most calls of a file that are looked at.
const MOST_CALLS: usize = 4000;

/// Whether a file of this name is one that [`lower`] looks into.
pub fn is_source(name: &str) -> bool {
    http_file::is_named(name) || host::is_host(name)
}

/// Whether the scripts of a file of this name are parts of a document, as those of HTML are.
pub fn is_document(name: &str) -> bool {
    host::is_document(name)
}

/// Whether a file of this name has requests for an HTTP client, which are sent in their order.
pub fn is_http_file(name: &str) -> bool {
    http_file::is_named(name)
}

/// Finds and lowers the calls of a file.
pub fn lower(name: &str, text: &str, calls: &Calls, options: &Options<'_>) -> Lowered {
    let mut lowered = Lowered { suppressions: comments::suppressions(text), ..Lowered::default() };
    let prefilter = find::Prefilter::new(calls);
    if !prefilter.matches(text) {
        return lowered;
    }
    if text.len() > options.max_bytes {
        lowered.skipped = Some(Skipped::TooLarge);
        return lowered;
    }
    if http_file::is_named(name) {
        if let Err(error) = http_file::lower(text, calls, options.known_parts, &mut lowered) {
            lowered.errors.push(error);
        }
        return lowered;
    }
    let is_worth = |script: &str| prefilter.matches(script);
    let leading = |script: &str, extension: &str| {
        if bounds::check(name, script, options).is_some() {
            return Vec::new();
        }
        let names = || unit::leading_names(script, extension, calls, &prefilter);
        room::guarded(bounds::levels(script), names).and_then(Result::ok).unwrap_or_default()
    };
    let worth = host::Worth { is_worth: &is_worth, names: &leading };
    for script in host::scripts(name, text, worth).unwrap_or_default() {
        if lowered.requests.len() >= MOST_CALLS {
            lowered.skipped = Some(Skipped::TooMuchWork);
            break;
        }
        if let Some(skipped) = bounds::check(name, &script.text, options) {
            lowered.skipped = Some(skipped);
            continue;
        }
        let mut read = |script: &host::Script| {
            let levels = bounds::levels(&script.text);
            let part = || lower_script(name, script, calls, options);
            match room::guarded(levels, part) {
                Some(Ok(part)) => lowered.extend(part),
                Some(Err(error)) => return Some(error),
                None => lowered.skipped = Some(Skipped::NoMemory),
            }
            None
        };
        let mut error = read(&script);
        let without = script.without_handlers.as_deref();
        if error.is_some()
            && let Some(without) = without
        {
            error = read(without);
        }
        let Some(error) = error.filter(|_| !script.is_attribute) else { continue };
        let mut blocks = script.apart(text).peekable();
        let errors: Vec<SourceError> = match blocks.peek() {
            None => vec![error],
            Some(_) => blocks
                .filter(|block| is_worth(&block.text))
                .filter_map(|block| read(&block))
                .collect(),
        };
        lowered.errors.extend(errors);
    }
    lowered.requests.sort_by_key(|request| request.call);
    lowered.others.sort_by_key(|other| other.call);
    lowered
}

fn lower_script(
    name: &str,
    script: &host::Script,
    calls: &Calls,
    options: &Options<'_>,
) -> Result<Lowered, SourceError> {
    let mut lowered = Lowered::default();
    let allocator = Allocator::default();
    let source_type = unit::source_type(&script.extension);
    let is_generated = script.surroundings.is_generated;
    let unit = Unit::parse(
        &allocator,
        name,
        allocator.alloc_str(&script.text),
        source_type,
        script.surroundings.clone(),
    );
    let unit = match (unit, &script.plain) {
        (Ok(unit), Some(_)) if unit.is_as_structured() => unit,
        (_, Some(plain)) => return lower_script(name, plain, calls, options),
        (unit, None) => unit?,
    };
    let project = Project::new(&allocator, calls, options, unit);
    let evaluator = Evaluator::new(&project, options.work);
    let scope = Scope { id: 0, unit: project.unit(0), frame: Frame::root(), consumer: None };
    let (found, others) = find::find(&evaluator, &scope);
    lowered.others.extend(others);
    let harmless = found.iter().filter(|found| found.is_harmless());
    scope.unit.know_harmless(harmless.map(|found| found.node));
    evaluator.forget();
    if evaluator.is_exhausted() {
        // What was found until then is looked at.
        lowered.skipped = Some(Skipped::TooMuchWork);
        evaluator.refuel(options.work);
    }
    let (own, senders): (Vec<_>, Vec<_>) = found.into_iter().partition(Found::is_harmless);
    for call in own {
        let is_full = lowered.requests.len() >= MOST_CALLS;
        if !is_full {
            lowered.requests.extend(lower_call(&evaluator, &call, &scope, is_generated));
        }
        if is_full || evaluator.is_exhausted() {
            lowered.skipped = Some(Skipped::TooMuchWork);
            break;
        }
    }
    // What functions of other files send is found there too: without it, this file is read to its end.
    for call in senders {
        let request = lower_call(&evaluator, &call, &scope, is_generated);
        if evaluator.is_exhausted() || lowered.requests.len() >= MOST_CALLS {
            break;
        }
        lowered.requests.extend(request);
    }
    Ok(lowered)
}

fn lower_call<'a>(
    evaluator: &Evaluator<'_, 'a>,
    found: &Found<'a>,
    scope: &Scope<'a>,
    is_generated: bool,
) -> Option<LoweredRequest> {
    let consumer = found.is_immediate(scope).then_some((0, found.node));
    let scope = Scope { consumer, ..scope.clone() };
    // As many conditions as it has if the combinations are few, else those that are met first.
    [worlds::MOST - 1, worlds::MOST.ilog2() as usize, 1, 0].into_iter().find_map(|most| {
        evaluator.worlds.begin(most);
        let mut request: Option<LoweredRequest> = None;
        for _ in 0..worlds::MOST {
            if let Some((operation, world)) = lower_world(evaluator, found, &scope, is_generated) {
                let request = request.get_or_insert_with(|| LoweredRequest {
                    operation,
                    call: found.span.into(),
                    worlds: Vec::new(),
                });
                match request.worlds.iter_mut().find(|other| other.is_same(&world)) {
                    Some(same) => same.others.push(world.conditions),
                    None => request.worlds.push(world),
                }
            }
            if !evaluator.worlds.advance() {
                return request.filter(tells_more);
            }
        }
        None
    })
}

/// Whether a call of a function tells more of a request than the function itself does.
fn tells_more(request: &LoweredRequest) -> bool {
    let tells = |world: &World| match &world.sender {
        Some(sender) => !sender.world.sends_same(world),
        None => true,
    };
    request.worlds.iter().any(tells)
}

fn lower_world<'a>(
    evaluator: &Evaluator<'_, 'a>,
    found: &Found<'a>,
    scope: &Scope<'a>,
    is_generated: bool,
) -> Option<(String, World)> {
    let call: Span = found.span.into();
    let request = found.request(evaluator, scope)?;
    let operation = request.operation.to_owned();
    let mut world = world(evaluator, request, call, is_generated);
    let decided = evaluator.worlds.decisions().into_iter().map(|decision| Condition {
        place: lower::place(evaluator, decision.place.0, decision.place.1.into()),
        holds: decision.taken == 0,
        id: decision.key.0,
        taken: decision.taken,
    });
    world.conditions = decided.collect();
    let sender = found.of_function(evaluator);
    world.sender = sender.map(|((unit, span), request)| {
        let callee = lower::place(evaluator, unit, span.into());
        let world = self::world(evaluator, request, found.span.into(), is_generated);
        Box::new(Sender { callee, world })
    });
    Some((operation, world))
}

fn world<'a>(
    evaluator: &Evaluator<'_, 'a>,
    mut request: Request<'_, 'a>,
    call: Span,
    is_generated: bool,
) -> World {
    if is_generated || evaluator.is_exhausted() {
        // What of the script there is, is decided before it runs.
        request.body = request.body.forgotten();
        request.path.iter_mut().for_each(|(_, value)| *value = value.clone().forgotten());
    }
    let write = |value: &value::Value<'a>| {
        lower::Writer::new(evaluator, request.is_json).write(value, call)
    };
    World {
        body: write(&request.body),
        path: request
            .path
            .iter()
            .map(|(name, value)| PathParameter { name: (*name).to_owned(), value: write(value) })
            .collect(),
        channel: lower::channel(evaluator, &request.body),
        conditions: Vec::new(),
        others: Vec::new(),
        sender: None,
    }
}
