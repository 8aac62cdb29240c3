//! The surroundings of a story: a clock that moves only when the story says so, keys in order, paths as they are.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use domain::id::FileToken;

use crate::host::{Host, Ids};

/// Where chance for the keys of the book comes from: the host around the story.
pub type Chance = Box<dyn Fn(&mut [u8]) + Send + Sync>;

/// The clock of a story and what else its host gives.
pub struct Stage {
    now: Mutex<DateTime<Utc>>,
    ids: Ids,
    chance: Chance,
}

impl Stage {
    /// Returns a stage at a moment.
    pub fn at(now: DateTime<Utc>, chance: Chance) -> Arc<Self> {
        Arc::new(Self {
            now: Mutex::new(now),
            ids: Ids::default(),
            chance,
        })
    }

    /// Sets the clock.
    pub fn set(&self, now: DateTime<Utc>) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// Moves the clock on.
    pub fn pass(&self, time: Duration) {
        let now = self.moment() + time;
        self.set(now);
    }

    /// Returns the moment on the clock.
    pub fn moment(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The host that gives what the stage has. A token of it is the path itself.
pub struct StageHost(pub Arc<Stage>);

impl Host for StageHost {
    fn now(&self) -> DateTime<Utc> {
        self.0.moment()
    }

    fn new_id(&self) -> String {
        // The keys are the same every time, so that two practice books of one day are the same.
        self.0.ids.next(self.0.moment(), 0)
    }

    fn ids(&self) -> &Ids {
        &self.0.ids
    }

    fn path_of(&self, token: &FileToken) -> Option<PathBuf> {
        Some(PathBuf::from(token.as_str()))
    }

    fn random(&self, bytes: &mut [u8]) {
        (self.0.chance)(bytes);
    }
}
