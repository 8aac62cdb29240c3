//! Independent pieces of work on several threads; the results stand in the order of the pieces, whoever did them.

use std::num::NonZeroUsize;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};

/// Returns how many threads work unless somebody says otherwise: as many as the machine runs at once.
pub(crate) fn usual() -> usize {
    static USUAL: OnceLock<usize> = OnceLock::new();
    *USUAL.get_or_init(|| std::thread::available_parallelism().map_or(1, NonZeroUsize::get))
}

/// Asked by long work now and then, with steps newly done: may it go on?
pub(crate) type Pulse<'a> = dyn FnMut(u32) -> bool + 'a;

/// Does so many pieces of work. `None` where `pulse` said stop or a piece gave up.
pub(crate) fn on_threads<T: Send>(
    threads: usize,
    pieces: usize,
    pulse: &mut Pulse<'_>,
    work: &(dyn Fn(usize, &mut Pulse<'_>) -> Option<T> + Sync),
) -> Option<Vec<T>> {
    if threads <= 1 || pieces <= 1 {
        return (0..pieces).map(|n| work(n, pulse)).collect();
    }
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let run = |steps: Sender<u32>| {
        let mut done = Vec::new();
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= pieces || stop.load(Ordering::Relaxed) {
                return done;
            }
            let mut tell = |more: u32| steps.send(more).is_ok() && !stop.load(Ordering::Relaxed);
            done.push((n, work(n, &mut tell)));
        }
    };
    let mut all: Vec<(usize, Option<T>)> = std::thread::scope(|scope| {
        let (send, receive) = channel();
        let workers: Vec<_> = (0..threads.min(pieces))
            .map(|_| {
                let steps = send.clone();
                scope.spawn(|| run(steps))
            })
            .collect();
        drop(send);
        for steps in receive {
            if !pulse(steps) {
                stop.store(true, Ordering::Relaxed);
            }
        }
        let ended = workers.into_iter().map(|worker| match worker.join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        ended.flatten().collect()
    });
    if all.len() < pieces || stop.into_inner() {
        return None;
    }
    all.sort_by_key(|(n, _)| *n);
    all.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_pieces() {
        for threads in [1, 2, 5] {
            let mut steps = 0;
            let mut pulse = |more| {
                steps += more;
                true
            };
            let squares = on_threads(threads, 40, &mut pulse, &|n, tell| tell(1).then_some(n * n));
            assert_eq!(squares, Some((0..40).map(|n| n * n).collect()));
            assert_eq!(steps, 40);
        }
    }

    #[test]
    fn a_stop_ends_all_threads() {
        for threads in [1, 3] {
            let ended = on_threads(threads, 1000, &mut |_| false, &|n, tell| {
                tell(1).then_some(n)
            });
            assert_eq!(ended, None);
        }
    }
}
