//! Work on threads, whose results come back in order.

use std::io;
use std::sync::mpsc::{Receiver, RecvError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Something that a thread does with its worker.
type Task<W> = Box<dyn FnOnce(&mut W) + Send>;

/// Threads, each with a worker of its own. They end when nobody has work for them.
pub(super) struct Pool<W> {
    give: SyncSender<Task<W>>,
    threads: usize,
}

/// What a thread is to do, or what needs none.
pub(super) enum Step<J, D> {
    Todo(J),
    Done(D),
}

/// What comes of jobs, in their order; an error: the job's thread came to nothing.
pub(super) struct Results<D>(Receiver<Receiver<D>>);

impl<D> Iterator for Results<D> {
    type Item = Result<D, RecvError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.recv().ok().map(|result| result.recv())
    }
}

impl<W: 'static> Pool<W> {
    /// Starts threads; each makes its worker by itself.
    pub(super) fn start(
        threads: usize,
        worker: impl Fn() -> W + Clone + Send + 'static,
    ) -> io::Result<Self> {
        let (give, tasks) = sync_channel(threads);
        let tasks = Arc::new(Mutex::new(tasks));
        for _ in 0..threads {
            let (tasks, worker) = (Arc::clone(&tasks), worker.clone());
            start(move || work(&tasks, &mut worker()))?;
        }
        Ok(Self { give, threads })
    }

    /// What comes of jobs, in their order.
    ///
    /// Only so many jobs are under way that the threads have work: whoever does not take
    /// results holds up the jobs.
    pub(super) fn in_order<J: Send + 'static, D: Send + 'static>(
        &self,
        steps: impl Iterator<Item = Step<J, D>> + Send + 'static,
        work: fn(&mut W, J) -> D,
    ) -> io::Result<Results<D>> {
        let (promise, promised) = sync_channel::<Receiver<D>>(self.threads);
        let give = self.give.clone();
        start(move || {
            for step in steps {
                let (done, result) = sync_channel(1);
                if promise.send(result).is_err() {
                    break;
                }
                // Nobody may be waiting for it any more.
                match step {
                    Step::Done(ready) => drop(done.send(ready)),
                    Step::Todo(job) => {
                        let task: Task<W> =
                            Box::new(move |worker| drop(done.send(work(worker, job))));
                        if give.send(task).is_err() {
                            break;
                        }
                    }
                }
            }
        })?;
        Ok(Results(promised))
    }
}

fn work<W>(tasks: &Mutex<Receiver<Task<W>>>, worker: &mut W) {
    loop {
        let task = tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(task) = task else { break };
        task(worker);
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
        let pool = Pool::start(4, || ()).unwrap();
        let slow = |(): &mut (), job: u64| {
            (0..job * 7919 % 1013).fold(job, |sum, _| std::hint::black_box(sum))
        };
        let once = pool.in_order((0..1000).map(Step::Todo), slow).unwrap();
        // What comes of one step is what the next one has to do, on the same threads.
        let odd = |job| if job % 2 == 0 { Step::Todo(job) } else { Step::Done(job) };
        let twice = pool.in_order(once.map(Result::unwrap).map(odd), |(), job| job + 1).unwrap();
        assert!(twice.eq((0..1000).map(|job| Ok(job + 1 - job % 2))));
    }

    #[test]
    fn jobs_wait_until_results_are_taken() {
        let (told, asked) = std::sync::mpsc::channel();
        let jobs = (0_u32..).inspect(move |job| told.send(*job).unwrap_or_default());
        let pool = Pool::start(2, || ()).unwrap();
        let mut results = pool.in_order(jobs.map(Step::Todo), |(), job| job).unwrap();
        assert_eq!(results.by_ref().take(100).last(), Some(Ok(99)));
        // Nobody takes them: soon no job is begun.
        drop(results);
        assert!(asked.iter().last().unwrap() < 200);
    }
}
