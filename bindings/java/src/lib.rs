//! The native methods of the Java class `smartrolint.Native`. Texts are UTF-8 in arrays of bytes, and
//! null is none. Errors are `smartrolint.LintException`; a panic is one too.

use jni::errors::{Error, ErrorPolicy};
use jni::objects::{JByteArray, JClass};
use jni::strings::JNIString;
use jni::sys::{jboolean, jlong};
use jni::{Env, EnvUnowned, jni_str};
use smartro_lint_bindings::{Options, Shared};

/// Why a call fails.
enum Failure {
    /// What the library has to say, for the caller.
    Lint(String),
    /// What the JVM has to say; an exception may wait already.
    Jni(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Jni(error)
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Lint(message)
    }
}

/// Throws, and returns 0 or null, which is not read.
struct Throw;

impl<T: Default> ErrorPolicy<T, Failure> for Throw {
    type Captures<'unowned, 'native>
        = ()
    where
        'unowned: 'native;

    fn on_error<'unowned, 'native>(
        env: &mut Env<'unowned>,
        (): &mut Self::Captures<'unowned, 'native>,
        failure: Failure,
    ) -> jni::errors::Result<T>
    where
        'unowned: 'native,
    {
        if !env.exception_check() {
            let message = match failure {
                Failure::Lint(message) => message,
                Failure::Jni(error) => error.to_string(),
            };
            throw(env, &message);
        }
        Ok(T::default())
    }

    fn on_panic<'unowned, 'native>(
        env: &mut Env<'unowned>,
        (): &mut Self::Captures<'unowned, 'native>,
        _: Box<dyn std::any::Any + Send + 'static>,
    ) -> jni::errors::Result<T>
    where
        'unowned: 'native,
    {
        if !env.exception_check() {
            throw(env, "the linter failed on this call: please report it");
        }
        Ok(T::default())
    }
}

fn throw(env: &mut Env<'_>, message: &str) {
    // It throws, and says by an error that it did.
    let _ = env.throw_new(jni_str!("smartrolint/LintException"), JNIString::from(message));
}

fn bytes(env: &Env<'_>, array: &JByteArray<'_>) -> Result<Option<Vec<u8>>, Failure> {
    if array.is_null() {
        return Ok(None);
    }
    Ok(Some(env.convert_byte_array(array)?))
}

fn text(env: &Env<'_>, array: &JByteArray<'_>) -> Result<Option<String>, Failure> {
    let text = bytes(env, array)?.map(String::from_utf8).transpose();
    text.map_err(|_| Failure::Lint("a text is not UTF-8".to_owned()))
}

/// # Safety
///
/// The handle is one of `open` that is not closed for as long as the result is used.
unsafe fn linter<'a>(handle: jlong) -> &'a Shared {
    // SAFETY: the caller promises it.
    unsafe { &*(handle as *const Shared) }
}

/// Options as Java has them, with their texts.
struct Given {
    operation: Option<String>,
    path: Option<String>,
    context: Option<String>,
    is_value: bool,
}

impl Given {
    fn read(
        env: &Env<'_>,
        [operation, path, context]: [&JByteArray<'_>; 3],
        is_value: bool,
    ) -> Result<Self, Failure> {
        let (operation, path) = (text(env, operation)?, text(env, path)?);
        Ok(Self { operation, path, context: text(env, context)?, is_value })
    }

    fn options(&self) -> Options<'_> {
        Options {
            operation: self.operation.as_deref(),
            path: self.path.as_deref(),
            context: self.context.as_deref(),
            is_value: self.is_value,
            utf16: true,
        }
    }
}

/// Makes a linter; the handle is not 0.
#[unsafe(no_mangle)]
pub extern "system" fn Java_smartrolint_Native_open<'a>(
    mut env: EnvUnowned<'a>,
    _: JClass<'a>,
    settings: JByteArray<'a>,
) -> jlong {
    let done = env.with_env(|env| -> Result<_, Failure> {
        let settings = text(env, &settings)?.unwrap_or_default();
        let shared = Box::new(Shared::from_settings(&settings)?);
        Ok(Box::into_raw(shared) as jlong)
    });
    done.resolve::<Throw>()
}

/// Frees a linter.
///
/// # Safety
///
/// The handle is one of `open` which is used no more: the Java class sees to that.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn Java_smartrolint_Native_close<'a>(
    mut env: EnvUnowned<'a>,
    _: JClass<'a>,
    handle: jlong,
) {
    let done = env.with_env(|_| -> Result<_, Failure> {
        // SAFETY: the caller promises it.
        drop(unsafe { Box::from_raw(handle as *mut Shared) });
        Ok(())
    });
    done.resolve::<Throw>();
}

/// Counts the findings of a request: errors, warnings and advice, of 21 bits each.
///
/// # Safety
///
/// The handle is one of `open` that is not closed before this returns: the Java class sees to that.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn Java_smartrolint_Native_verdict<'a>(
    mut env: EnvUnowned<'a>,
    _: JClass<'a>,
    handle: jlong,
    request: JByteArray<'a>,
    operation: JByteArray<'a>,
    path: JByteArray<'a>,
    context: JByteArray<'a>,
    is_value: jboolean,
) -> jlong {
    let done = env.with_env(|env| -> Result<_, Failure> {
        let request = bytes(env, &request)?.unwrap_or_default();
        let given = Given::read(env, [&operation, &path, &context], is_value)?;
        // SAFETY: the caller promises it.
        let verdict = unsafe { linter(handle) }.verdict(&request, &given.options())?;
        let part = |count: u32, shift: u32| jlong::from(count.min((1 << 21) - 1)) << shift;
        Ok(part(verdict.errors, 42) | part(verdict.warnings, 21) | part(verdict.advice, 0))
    });
    done.resolve::<Throw>()
}

/// Lints a request and writes its report as JSON.
///
/// # Safety
///
/// The handle is one of `open` that is not closed before this returns: the Java class sees to that.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn Java_smartrolint_Native_report<'a>(
    mut env: EnvUnowned<'a>,
    _: JClass<'a>,
    handle: jlong,
    request: JByteArray<'a>,
    operation: JByteArray<'a>,
    path: JByteArray<'a>,
    context: JByteArray<'a>,
    is_value: jboolean,
) -> JByteArray<'a> {
    let done = env.with_env(|env| -> Result<_, Failure> {
        let request = bytes(env, &request)?.unwrap_or_default();
        let given = Given::read(env, [&operation, &path, &context], is_value)?;
        // SAFETY: the caller promises it.
        let report = unsafe { linter(handle) }.report(&request, &given.options())?;
        Ok(env.byte_array_from_slice(report.as_bytes())?)
    });
    done.resolve::<Throw>()
}

/// JSON text as it may be logged.
///
/// # Safety
///
/// The handle is one of `open` that is not closed before this returns: the Java class sees to that.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn Java_smartrolint_Native_mask<'a>(
    mut env: EnvUnowned<'a>,
    _: JClass<'a>,
    handle: jlong,
    json: JByteArray<'a>,
) -> JByteArray<'a> {
    let done = env.with_env(|env| -> Result<_, Failure> {
        let json = text(env, &json)?.unwrap_or_default();
        // SAFETY: the caller promises it.
        let masked = unsafe { linter(handle) }.linter().mask(&json);
        Ok(env.byte_array_from_slice(masked.as_bytes())?)
    });
    done.resolve::<Throw>()
}
