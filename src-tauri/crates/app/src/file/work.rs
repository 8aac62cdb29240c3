//! Long work: how far it has come, and やめる. One at a time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::vault::{Continue, Progress};

use crate::failure::{Code, Failure};
use crate::program::Program;

/// The long work that is under way, if any.
#[derive(Default)]
pub(crate) struct Work {
    progress: Mutex<Progress>,
    cancelled: AtomicBool,
}

/// Long work of one call; over when this is dropped.
pub(crate) struct UnderWay<'a> {
    work: &'a Work,
    what: &'static str,
}

impl Work {
    /// Begins long work under a name (`progress.` in the texts). Refused while other work is under way.
    pub(crate) fn begin(&self, what: &'static str) -> Result<UnderWay<'_>, Failure> {
        let mut progress = self.progress();
        if progress.running {
            return Err(Failure::not_now("busy"));
        }
        self.cancelled.store(false, Ordering::SeqCst);
        *progress = Progress {
            running: true,
            what: what.into(),
            done: 0,
            total: 0,
        };
        Ok(UnderWay { work: self, what })
    }

    /// Asks the work under way to stop and leave everything as it was.
    pub(crate) fn stop(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl UnderWay<'_> {
    /// Notes how far the work has come; the answer is whether to go on.
    pub(crate) fn step(&self, done: u32, total: u32) -> Continue {
        let mut progress = self.work.progress();
        *progress = Progress {
            running: true,
            what: self.what.into(),
            done,
            total,
        };
        if self.work.cancelled.load(Ordering::SeqCst) {
            Continue::No
        } else {
            Continue::Yes
        }
    }

    /// The same for work that reports with a `Progress` of its own.
    pub(crate) fn take(&self, progress: &Progress) -> Continue {
        self.step(progress.done, progress.total)
    }

    /// Refuses when the person pressed やめる: to be asked before the result is stored.
    pub(crate) fn still_wanted(&self) -> Result<(), Failure> {
        if self.work.cancelled.load(Ordering::SeqCst) {
            return Err(Failure::of(Code::Cancelled));
        }
        Ok(())
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        *self.work.progress() = Progress::default();
    }
}

/// Answers how far long work has come.
pub(crate) fn progress(program: &Program, (): ()) -> Result<Progress, Failure> {
    Ok(program.work().progress().clone())
}

/// Asks the long work under way to stop and leave everything as it was.
pub(crate) fn cancel(program: &Program, (): ()) -> Result<(), Failure> {
    program.work().stop();
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::ask::pairing::trial::Trial;
    use crate::failure::Code;

    #[test]
    fn what_was_read_before_the_book_was_locked_does_not_leave_afterwards() {
        let trial = Trial::new();
        let under_way = trial.program.work().begin("sheet").unwrap();
        trial.program.call("lock", Value::Null).unwrap();
        let passphrase = json!({ "passphrase": "たぬき さくら みかん つばめ ほたる" });
        trial.program.call("open_book", passphrase).unwrap();
        let left = trial
            .program
            .hand_out(&under_way, "save_sheet", Value::Null, "", |_, _| Ok(()));
        assert_eq!(left.unwrap_err().code, Code::Cancelled);
    }
}
