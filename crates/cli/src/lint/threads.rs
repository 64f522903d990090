//! Jobs on threads, whose results are taken in the order of the jobs.

use std::collections::BTreeMap;
use std::iter::{Enumerate, Fuse};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::{io, thread};

/// How many jobs may be ahead of the one whose result is written next, beside one a thread: enough that
/// threads seldom wait for a slow one. It does not grow with the threads, as each result takes memory.
const AHEAD: usize = 6;

/// What any of the threads does of a job: its work, and the rest of it once that was compared.
pub(super) struct Steps<W, J, D, S> {
    pub(super) work: fn(&mut W, J) -> D,
    pub(super) settle: fn(&mut W, D) -> S,
}

/// Does jobs on threads, one for each worker, with `compare` between the two steps and `write` after
/// them in the order of the jobs. After an error of `write` no job is begun.
///
/// A thread takes its jobs itself, which reads them: what it works on is in its own cache, and
/// no thread is needed beside the workers.
///
/// # Errors
///
/// No thread could be started; inside, the error of `write`.
pub(super) fn in_order<W: Send, J, D: Send, S: Send, E: Send>(
    workers: Vec<W>,
    jobs: impl Iterator<Item = J> + Send,
    steps: &Steps<W, J, D, S>,
    compare: impl FnMut(D) -> D + Send,
    write: impl FnMut(S) -> Result<(), E> + Send,
) -> io::Result<Result<(), E>> {
    let shared = Shared {
        jobs: Mutex::new(jobs.fuse().enumerate()),
        compared: Mutex::new((Queue::new(), compare)),
        written: Mutex::new(Written { queue: Queue::new(), write, error: None, is_over: false }),
        advanced: Condvar::new(),
        most: workers.len() + AHEAD,
    };
    let shared_by_all = &shared;
    thread::scope(|threads| {
        let mut started = Ok(());
        for (index, mut worker) in workers.into_iter().enumerate() {
            let run = move || shared_by_all.run(&mut worker, steps);
            match thread::Builder::new().spawn_scoped(threads, run) {
                Ok(_) => {}
                Err(error) if index == 0 => started = Err(error),
                // Those that have started do all jobs.
                Err(_) => break,
            }
        }
        started
    })?;
    let written = shared.written.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(written.error.map_or(Ok(()), Err))
}

/// What threads share.
struct Shared<I, D, C, S, O, E> {
    jobs: Mutex<Enumerate<Fuse<I>>>,
    compared: Mutex<(Queue<D>, C)>,
    written: Mutex<Written<S, O, E>>,
    /// Something was written.
    advanced: Condvar,
    /// How many jobs are under way at most.
    most: usize,
}

struct Written<S, O, E> {
    queue: Queue<S>,
    write: O,
    error: Option<E>,
    /// Whether no job is begun any more: after an error, or where a thread panicked.
    is_over: bool,
}

/// Ends the run where its thread panics, for the others would wait for its job.
struct EndsWithPanic<'s, S, O, E> {
    written: &'s Mutex<Written<S, O, E>>,
    advanced: &'s Condvar,
}

impl<S, O, E> Drop for EndsWithPanic<'_, S, O, E> {
    fn drop(&mut self) {
        if thread::panicking() {
            lock(self.written).is_over = true;
            self.advanced.notify_all();
        }
    }
}

/// Values that come in any order, and are taken in the order of their numbers.
struct Queue<T> {
    next: usize,
    waiting: BTreeMap<usize, T>,
}

impl<T> Queue<T> {
    fn new() -> Self {
        Self { next: 0, waiting: BTreeMap::new() }
    }

    /// The values whose turn it is with this one, each with its number.
    fn add(&mut self, number: usize, value: T) -> impl Iterator<Item = (usize, T)> {
        self.waiting.insert(number, value);
        std::iter::from_fn(|| {
            let value = self.waiting.remove(&self.next)?;
            self.next += 1;
            Some((self.next - 1, value))
        })
    }
}

impl<I, D, C, S, O, E> Shared<I, D, C, S, O, E>
where
    I: Iterator,
    C: FnMut(D) -> D,
    O: FnMut(S) -> Result<(), E>,
{
    fn run<W>(&self, worker: &mut W, steps: &Steps<W, I::Item, D, S>) {
        let Self { written, advanced, .. } = self;
        let _ends = EndsWithPanic { written, advanced };
        while let Some((number, job)) = self.take() {
            let done = (steps.work)(worker, job);
            for (number, compared) in self.compare(number, done) {
                let settled = (steps.settle)(worker, compared);
                self.write(number, settled);
            }
        }
    }

    /// The next job, once there is room for what comes of it; none after an error.
    fn take(&self) -> Option<(usize, I::Item)> {
        let (number, job) = lock(&self.jobs).next()?;
        let is_full = |written: &mut Written<S, O, E>| {
            !written.is_over && number >= written.queue.next + self.most
        };
        let written = self.advanced.wait_while(lock(&self.written), is_full);
        let written = written.unwrap_or_else(PoisonError::into_inner);
        (!written.is_over).then_some((number, job))
    }

    /// Compares what came of a job with those before it, and what waited for it.
    fn compare(&self, number: usize, done: D) -> Vec<(usize, D)> {
        let (queue, compare) = &mut *lock(&self.compared);
        queue.add(number, done).map(|(number, done)| (number, compare(done))).collect()
    }

    fn write(&self, number: usize, settled: S) {
        let Written { queue, write, error, is_over } = &mut *lock(&self.written);
        for (_, settled) in queue.add(number, settled) {
            if error.is_none() {
                *error = write(settled).err();
                *is_over |= error.is_some();
            }
        }
        self.advanced.notify_all();
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn slow(job: u64) -> u64 {
        (0..job * 7919 % 1013).fold(job, |sum, _| std::hint::black_box(sum))
    }

    #[test]
    fn results_are_compared_and_written_in_the_order_of_the_jobs() {
        let (mut compared, mut written) = (Vec::new(), Vec::new());
        let compare = |job: u64| {
            compared.push(job);
            job + 1
        };
        let write = |settled: u64| {
            written.push(settled);
            Ok::<(), ()>(())
        };
        let steps = Steps { work: |(), job| slow(job), settle: |(), job| slow(job) * 2 };
        in_order(vec![(); 4], 0..1000, &steps, compare, write).unwrap().unwrap();
        assert!(compared.into_iter().eq(0..1000));
        assert!(written.into_iter().eq((1..=1000).map(|job| job * 2)));
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn where_a_thread_panics_the_others_end() {
        let steps = Steps { work: |(), job: usize| job, settle: |(), job| job };
        let compare = |job| {
            assert_ne!(job, 5, "this job panics");
            job
        };
        let _ = in_order(vec![(); 3], 0.., &steps, compare, |_| Ok::<(), ()>(()));
    }

    #[test]
    fn jobs_wait_for_what_is_written() {
        let begun = AtomicUsize::new(0);
        let jobs = (0_usize..).inspect(|job| begun.store(job + 1, Ordering::Relaxed));
        let steps = Steps { work: |(), job| job, settle: |(), job| job };
        let mut ahead = 0;
        let write = |job: usize| {
            ahead = ahead.max(begun.load(Ordering::Relaxed) - job);
            if job == 1000 { Err("the disk is full") } else { Ok(()) }
        };
        let ended = in_order(vec![(); 2], jobs, &steps, |job| job, write).unwrap();
        assert_eq!(ended, Err("the disk is full"));
        // One that each thread has taken, and has no room for yet.
        assert!(ahead <= 2 + AHEAD + 2, "{ahead}");
        assert!(begun.into_inner() < 1100);
    }
}
