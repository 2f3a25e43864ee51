//! Work on many threads, results in the order of the inputs, memory bounded.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Results that wait for an earlier one, and what the threads must know of each other.
struct Gate<O> {
    ready: BTreeMap<usize, O>,
    /// How many results have been handed on.
    handed: usize,
    /// Threads that have not ended.
    alive: usize,
}

/// Applies `work` to every item on `threads` threads and hands each result to `sink`, in the order of the items, as soon
/// as it is its turn. `sink` is also told whether another result is ready at once.
///
/// At most `4 * threads` items are taken and not yet handed on: one slow page stops the others rather than letting their
/// results pile up. `items` is asked by one thread at a time, so it may read from a pipe.
pub fn in_order<I, O: Send>(
    items: impl Iterator<Item = I> + Send,
    threads: usize,
    work: impl Fn(I) -> O + Sync,
    mut sink: impl FnMut(O, bool),
) {
    let threads = threads.max(1);
    let window = 4 * threads;
    let items = Mutex::new(items.enumerate());
    let gate = Mutex::new(Gate { ready: BTreeMap::new(), handed: 0, alive: threads });
    let (arrived, space) = (Condvar::new(), Condvar::new());

    let run = || {
        let _last = Leaving(&gate, &arrived);
        loop {
            let (n, item) = {
                let mut items = lock(&items);
                let Some((n, item)) = items.next() else { return };
                // Holding `items` is right: whoever waits for it would take a later item and had to wait as well.
                let room = space.wait_while(lock(&gate), |g| n >= g.handed + window);
                drop(room);
                (n, item)
            };
            let out = work(item);
            lock(&gate).ready.insert(n, out);
            arrived.notify_one();
        }
    };

    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(run);
        }
        loop {
            let mut g = arrived
                .wait_while(lock(&gate), |g| g.alive > 0 && !g.ready.contains_key(&g.handed))
                .unwrap_or_else(PoisonError::into_inner);
            let n = g.handed;
            let Some(out) = g.ready.remove(&n) else { return };
            g.handed += 1;
            let more = g.ready.contains_key(&g.handed);
            drop(g);
            space.notify_all();
            sink(out, more);
        }
    });
}

/// Counts a thread out however it ends, so that the others never wait for it.
struct Leaving<'a, O>(&'a Mutex<Gate<O>>, &'a Condvar);

impl<O> Drop for Leaving<'_, O> {
    fn drop(&mut self) {
        lock(self.0).alive -= 1;
        self.1.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn order_is_kept_and_the_window_holds() {
        for threads in [1, 2, 7] {
            let taken = AtomicUsize::new(0);
            let mut got = Vec::new();
            let items = (0..500).inspect(|_| {
                taken.fetch_add(1, Ordering::SeqCst);
            });
            let work = |i: usize| {
                if i.is_multiple_of(97) {
                    std::thread::sleep(std::time::Duration::from_millis(3));
                }
                i * 2
            };
            in_order(items, threads, work, |out, _| {
                got.push(out);
                assert!(taken.load(Ordering::SeqCst) <= got.len() + 4 * threads + 1);
            });
            assert_eq!(got, (0..500).map(|i| i * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_items_no_results() {
        in_order(std::iter::empty::<u8>(), 3, |i| i, |_, _| panic!("nothing to hand on"));
    }
}
