//! Sessions that threads take and give back.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard};

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
    places: Box<[Mutex<Session>]>,
}

/// A session of a [`Pool`], for the thread that took it.
pub struct Pooled<'p>(Taken<'p>);

enum Taken<'p> {
    /// One that the pool has back when this is dropped.
    Kept(MutexGuard<'p, Session>),
    /// One beyond those that are kept.
    Extra(Box<Session>),
}

/// How many sessions are kept for each thread that can run at once.
const FOR_EACH_THREAD: usize = 2;

impl Pool {
    pub(crate) fn new(ruleset: Ruleset) -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        // A session that has read nothing takes little memory.
        let session = |_| Mutex::new(Session::new(ruleset.clone()));
        let places = (0..threads * FOR_EACH_THREAD).map(session).collect();
        Self { ruleset, places }
    }

    /// A session for this thread alone.
    pub fn take(&self) -> Pooled<'_> {
        let free = self.places.iter().find_map(|place| place.try_lock().ok());
        let extra = || Taken::Extra(Box::new(Session::new(self.ruleset.clone())));
        Pooled(free.map_or_else(extra, Taken::Kept))
    }
}

impl Deref for Pooled<'_> {
    type Target = Session;

    fn deref(&self) -> &Session {
        match &self.0 {
            Taken::Kept(session) => session,
            Taken::Extra(session) => session,
        }
    }
}

impl DerefMut for Pooled<'_> {
    fn deref_mut(&mut self) -> &mut Session {
        match &mut self.0 {
            Taken::Kept(session) => session,
            Taken::Extra(session) => session,
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
        f.debug_tuple("Pooled").field(&**self).finish()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Linter, Request};

    #[test]
    fn sessions_come_back() {
        let pool = Linter::smartro().unwrap().pool();
        let text = r#"{"reason": "변심", "memo": 1}"#;
        let request = Request::json(text).operation("cancelPayment");
        let taken = || pool.places.iter().filter(|place| place.try_lock().is_err()).count();
        let expected = pool.take().lint(&request).report();
        assert_eq!(taken(), 0);
        let mut sessions: Vec<_> = (0..pool.places.len() + 2).map(|_| pool.take()).collect();
        assert_eq!(taken(), pool.places.len());
        for session in &mut sessions {
            assert_eq!(session.lint(&request).report(), expected);
        }
        drop(sessions);
        assert_eq!(taken(), 0);
    }
}
