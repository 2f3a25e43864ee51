//! Answers that were given before, kept while nothing has changed and as long as there is room.

use axum::body::Bytes;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// An answer as it goes out.
#[derive(Debug)]
pub struct Answer {
    /// Media type.
    pub media: &'static str,
    /// The bytes.
    pub body: Bytes,
    /// Digest of the bytes, in quotation marks.
    pub tag: String,
}

impl Answer {
    fn weight(&self) -> usize {
        self.body.len() + 256
    }
}

/// Answers by address. Those that were not asked for the longest give way.
pub struct Cache {
    room: usize,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    version: i64,
    weight: usize,
    clock: u64,
    answers: HashMap<String, (u64, Arc<Answer>)>,
    by_age: BTreeMap<u64, String>,
}

impl Cache {
    /// One that holds so many bytes.
    pub fn new(room: usize) -> Cache {
        Cache { room, inner: Mutex::default() }
    }

    /// The answer for an address, if it was given for this version of the archive.
    pub fn get(&self, version: i64, key: &str) -> Option<Arc<Answer>> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.version != version {
            *inner = Inner { version, clock: inner.clock, ..Inner::default() };
        }
        inner.clock += 1;
        let now = inner.clock;
        let (age, answer) = inner.answers.get_mut(key)?;
        let (before, answer) = (std::mem::replace(age, now), Arc::clone(answer));
        if let Some(key) = inner.by_age.remove(&before) {
            inner.by_age.insert(now, key);
        }
        Some(answer)
    }

    /// Keeps an answer.
    pub fn put(&self, version: i64, key: String, answer: &Arc<Answer>) {
        let weight = answer.weight() + 2 * key.len();
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.version != version || weight > self.room / 8 || inner.answers.contains_key(&key) {
            return;
        }
        while inner.weight + weight > self.room {
            let Some((_, oldest)) = inner.by_age.pop_first() else { break };
            if let Some((_, gone)) = inner.answers.remove(&oldest) {
                inner.weight -= gone.weight() + 2 * oldest.len();
            }
        }
        inner.clock += 1;
        let now = inner.clock;
        inner.weight += weight;
        inner.by_age.insert(now, key.clone());
        inner.answers.insert(key, (now, Arc::clone(answer)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(bytes: usize) -> Arc<Answer> {
        Arc::new(Answer { media: "text/plain", body: vec![b'x'; bytes].into(), tag: String::new() })
    }

    #[test]
    fn what_was_asked_for_last_stays() {
        let cache = Cache::new(20_000);
        let key = |i: usize| format!("/{i}");
        (0..9).for_each(|i| cache.put(0, key(i), &answer(1_700)));
        assert!(cache.get(0, &key(0)).is_some());
        (9..12).for_each(|i| cache.put(0, key(i), &answer(1_700)));
        let there: Vec<usize> = (0..12).filter(|i| cache.get(0, &key(*i)).is_some()).collect();
        assert_eq!(there, [0, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        cache.put(0, "large".into(), &answer(10_000));
        assert!(cache.get(0, "large").is_none(), "one answer must not turn out all others");
        assert!(cache.get(1, &key(0)).is_none(), "the archive has changed");
    }
}
