//! Work on threads, whose results come back in order.

use std::sync::mpsc::{Receiver, RecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, thread};

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// Threads, and a worker for each.
pub(super) struct Pool<W> {
    threads: Arc<ThreadPool>,
    /// By thread: no thread waits for another's.
    workers: Arc<[Mutex<W>]>,
}

/// What a thread is to do, or what needs none.
pub(super) enum Step<J, D> {
    Todo(J),
    Done(D),
}

/// What comes of jobs, in their order; an error: the job's thread panicked.
pub(super) struct Results<D>(Receiver<Receiver<D>>);

impl<D> Iterator for Results<D> {
    type Item = Result<D, RecvError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.recv().ok().map(|result| result.recv())
    }
}

/// How many jobs are queued beside those that threads work on: enough that the producer and the
/// workers seldom wait for each other, which takes time. It does not grow with the threads, as each
/// job takes memory.
const AHEAD: usize = 6;

impl<W: Send + 'static> Pool<W> {
    /// Starts as many threads as there are workers.
    pub(super) fn start(workers: Vec<W>) -> Result<Self, ThreadPoolBuildError> {
        let threads = ThreadPoolBuilder::new().num_threads(workers.len());
        // Who waits for a result learns that none comes; the process goes on.
        let threads = threads.panic_handler(|_| ()).build()?;
        let workers = workers.into_iter().map(Mutex::new).collect();
        Ok(Self { threads: Arc::new(threads), workers })
    }

    /// What comes of jobs, in their order.
    ///
    /// No more jobs are started than keep the threads busy: a consumer that does not take results
    /// holds up the producer.
    pub(super) fn in_order<J: Send + 'static, D: Send + 'static>(
        &self,
        steps: impl Iterator<Item = Step<J, D>> + Send + 'static,
        work: fn(&mut W, J) -> D,
    ) -> io::Result<Results<D>> {
        let under_way = self.threads.current_num_threads() + AHEAD;
        let (promise, promised) = sync_channel::<Receiver<D>>(under_way);
        let (threads, workers) = (Arc::clone(&self.threads), Arc::clone(&self.workers));
        // What waits for jobs is none of the threads that do them.
        thread::Builder::new().spawn(move || {
            for step in steps {
                let (done, result) = sync_channel(1);
                if promise.send(result).is_err() {
                    break;
                }
                // The receiver may be gone.
                match step {
                    Step::Done(ready) => drop(done.send(ready)),
                    Step::Todo(job) => {
                        let workers = Arc::clone(&workers);
                        threads.spawn_fifo(move || {
                            let own = rayon::current_thread_index();
                            if let Some(worker) = own.and_then(|thread| workers.get(thread)) {
                                let mut worker =
                                    worker.lock().unwrap_or_else(PoisonError::into_inner);
                                drop(done.send(work(&mut worker, job)));
                            }
                        });
                    }
                }
            }
        })?;
        Ok(Results(promised))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        let pool = Pool::start(vec![(); 4]).unwrap();
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
        let (sender, receiver) = std::sync::mpsc::channel();
        let jobs = (0_u32..).inspect(move |job| sender.send(*job).unwrap_or_default());
        let pool = Pool::start(vec![(); 2]).unwrap();
        let mut results = pool.in_order(jobs.map(Step::Todo), |(), job| job).unwrap();
        assert_eq!(results.by_ref().take(100).last(), Some(Ok(99)));
        // The receiver is gone: soon no job is begun.
        drop(results);
        assert!(receiver.iter().last().unwrap() < 200);
    }

    #[test]
    fn of_a_job_that_comes_to_nothing_that_much_is_known() {
        let pool = Pool::start(vec![(); 2]).unwrap();
        let work = |(): &mut (), job: u32| {
            assert_ne!(job % 10, 3, "this job comes to nothing");
            job
        };
        let results = pool.in_order((0..100).map(Step::Todo), work).unwrap();
        let came = |job| if job % 10 == 3 { Err(RecvError) } else { Ok(job) };
        assert!(results.eq((0..100).map(came)));
    }
}
