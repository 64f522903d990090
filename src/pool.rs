//! Sessions that threads take and give back.

use std::ops::{Deref, DerefMut};
use std::sync::Mutex;

use crate::ruleset::Ruleset;
use crate::session::Session;

/// Keeps used sessions for the next thread. No thread waits: one that finds no free session makes a
/// new one.
///
/// ```
/// use smartro_lint::{Linter, Pool, Request};
///
/// let pool: Pool = Linter::smartro()?.pool();
/// std::thread::scope(|scope| {
///     for _ in 0..4 {
///         scope.spawn(|| {
///             let mut session = pool.take();
///             let request = Request::json(r#"{"reason": "변심"}"#).operation("cancelPayment");
///             assert!(session.lint(&request).is_clean());
///         });
///     }
/// });
/// # Ok::<(), smartro_lint::BuiltInError>(())
/// ```
pub struct Pool {
    ruleset: Ruleset,
    /// Each holds a session that is free, or none.
    places: Box<[Mutex<Option<Session>>]>,
}

/// A session of a [`Pool`], which has it back when this is dropped.
pub struct Pooled<'p> {
    pool: &'p Pool,
    session: Session,
}

/// How many sessions are kept for each thread that can run at once.
const FOR_EACH_THREAD: usize = 2;

impl Pool {
    pub(crate) fn new(ruleset: Ruleset) -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let places = (0..threads * FOR_EACH_THREAD).map(|_| Mutex::new(None));
        Self { ruleset, places: places.collect() }
    }

    /// A session for this thread alone.
    pub fn take(&self) -> Pooled<'_> {
        let free = self.places.iter().find_map(|place| place.try_lock().ok()?.take());
        let session = free.unwrap_or_else(|| Session::new(self.ruleset.clone()));
        Pooled { pool: self, session }
    }
}

impl Deref for Pooled<'_> {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl DerefMut for Pooled<'_> {
    fn deref_mut(&mut self) -> &mut Session {
        &mut self.session
    }
}

impl Drop for Pooled<'_> {
    fn drop(&mut self) {
        let free = self.pool.places.iter().find_map(|place| {
            let place = place.try_lock().ok()?;
            place.is_none().then_some(place)
        });
        if let Some(mut place) = free {
            // A session that has read nothing takes no memory.
            let unread = Session::new(self.pool.ruleset.clone());
            *place = Some(std::mem::replace(&mut self.session, unread));
        }
    }
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Pooled<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Pooled").field(&self.session).finish()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Linter, Request};

    #[test]
    fn a_session_comes_back_warm() {
        let pool = Linter::smartro().unwrap().pool();
        let text = r#"{"reason": "변심", "memo": 1}"#;
        let request = Request::json(text).operation("cancelPayment");
        let first = pool.take().lint(&request).report();
        assert!(pool.places.iter().any(|place| place.lock().unwrap().is_some()));
        let (mut one, mut other) = (pool.take(), pool.take());
        assert_eq!(one.lint(&request).report(), first);
        assert_eq!(other.lint(&request).report(), first);
        drop((one, other));
        let kept = pool.places.iter().filter(|place| place.lock().unwrap().is_some());
        assert_eq!(kept.count(), 2.min(pool.places.len()));
    }
}
