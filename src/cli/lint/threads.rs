//! Work on threads, whose results come back in order.

use std::io;
use std::sync::mpsc::{Receiver, RecvError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// A job, and where its result goes.
type Task<J, D> = (J, SyncSender<D>);

/// What comes of jobs, in their order; an error: the job's thread came to nothing.
///
/// Each thread makes its worker by itself. Only so many jobs are under way that the threads
/// have work: whoever does not take results holds up the jobs.
pub(super) fn in_order<J, D, W>(
    jobs: impl Iterator<Item = J> + Send + 'static,
    threads: usize,
    worker: impl Fn() -> W + Clone + Send + 'static,
) -> io::Result<impl Iterator<Item = Result<D, RecvError>>>
where
    J: Send + 'static,
    D: Send + 'static,
    W: FnMut(J) -> D,
{
    let (promise, promised) = sync_channel::<Receiver<D>>(2 * threads);
    let (give, tasks) = sync_channel::<Task<J, D>>(threads);
    let tasks = Arc::new(Mutex::new(tasks));
    for _ in 0..threads {
        let (tasks, worker) = (Arc::clone(&tasks), worker.clone());
        start(move || work(&tasks, worker()))?;
    }
    start(move || {
        for job in jobs {
            let (done, result) = sync_channel(1);
            // Where nobody wants results any more, there is nothing left to do.
            if promise.send(result).is_err() || give.send((job, done)).is_err() {
                break;
            }
        }
    })?;
    Ok(promised.into_iter().map(|result| result.recv()))
}

fn work<J, D>(tasks: &Mutex<Receiver<Task<J, D>>>, mut worker: impl FnMut(J) -> D) {
    loop {
        let task = tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((job, done)) = task else { break };
        // Nobody may be waiting for it any more.
        let _ = done.send(worker(job));
    }
}

fn start(run: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().spawn(run).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        let results = in_order(0..1000_u64, 4, || {
            |job| (0..job * 7919 % 1013).fold(job, |sum, _| std::hint::black_box(sum))
        });
        assert!(results.unwrap().eq((0..1000).map(Ok)));
    }

    #[test]
    fn jobs_wait_until_results_are_taken() {
        let (told, asked) = std::sync::mpsc::channel();
        let jobs = (0_u32..).inspect(move |job| told.send(*job).unwrap_or_default());
        let mut results = in_order(jobs, 2, || |job| job).unwrap();
        assert_eq!(results.by_ref().take(100).last(), Some(Ok(99)));
        // Nobody takes them: soon no job is begun.
        drop(results);
        assert!(asked.iter().last().unwrap() < 200);
    }
}
