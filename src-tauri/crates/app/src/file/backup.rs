//! 控え the program makes by itself, beside the work: the book is held only while it is copied.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use chrono::{DateTime, TimeDelta, Utc};
use domain::backup::{Backups, SecondPlace};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::Keeping;

use crate::failure::{Code, Failure};
use crate::file::seen;
use crate::file::sheet::file_name;
use crate::program::{Program, note_of};

/// Age of the newest backup from which on another one is made, if something was written since.
const OLD: TimeDelta = TimeDelta::minutes(30);

/// How often it is looked whether something is due, or whether the stick was put in.
const LOOK: TimeDelta = TimeDelta::minutes(10);

/// Name of the file that holds the second folder, in the folder of the settings. The page never sees the path.
const SECOND: &str = "second.json";

/// The keeping of backups beside the work: one at a time, and over before the key is gone.
#[derive(Default)]
pub(crate) struct Beside {
    turn: Mutex<()>,
    unwanted: AtomicBool,
    looked_at: Mutex<Option<DateTime<Utc>>>,
}

impl Beside {
    /// Begins, unless the keeping is under way already.
    fn turn(&self) -> Option<MutexGuard<'_, ()>> {
        let turn = match self.turn.try_lock() {
            Ok(turn) => turn,
            Err(TryLockError::Poisoned(after_panic)) => after_panic.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        self.unwanted.store(false, Ordering::SeqCst);
        Some(turn)
    }

    /// Begins when what is under way is over.
    fn next_turn(&self) -> MutexGuard<'_, ()> {
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.unwanted.store(false, Ordering::SeqCst);
        turn
    }

    /// Ends what is under way. Whoever calls holds the book, so that nothing new begins.
    pub(crate) fn end(&self) {
        self.unwanted.store(true, Ordering::SeqCst);
        drop(self.turn.lock().unwrap_or_else(PoisonError::into_inner));
        *self.looked_at() = None;
    }

    /// Returns whether it is time to look what is due.
    pub(crate) fn is_due(&self, now: DateTime<Utc>) -> bool {
        let looked = *self.looked_at();
        looked.is_none_or(|at| now < at || now - at >= LOOK)
    }

    fn looked_at(&self) -> MutexGuard<'_, Option<DateTime<Utc>>> {
        self.looked_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn is_wanted(&self) -> bool {
        !self.unwanted.load(Ordering::SeqCst)
    }
}

/// The second folder as it is kept between two starts.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Second {
    path: Option<PathBuf>,
}

/// Reads the second folder at the start.
pub(crate) fn read_second(settings: &Path) -> Option<PathBuf> {
    let bytes = std::fs::read(settings.join(SECOND)).unwrap_or_default();
    let second: Second = serde_json::from_slice(&bytes).unwrap_or_default();
    second.path
}

/// Does what is due: makes a backup, carries it to the second folder, thins, reads old ones again. Answers whether anything
/// changed.
pub(crate) fn keep_backups(program: &Program, (): ()) -> Result<bool, Failure> {
    let beside = program.beside();
    let folder = &program.setup().book;
    program.need_room(folder, store::size_of(folder))?;
    let (keeping, _turn) = {
        let opened = program.opened();
        let Some(book) = opened.as_ref().filter(|it| !it.practice) else {
            return Ok(false);
        };
        let Some(turn) = beside.turn() else {
            return Ok(false);
        };
        let now = program.scene().now;
        *beside.looked_at() = Some(now);
        seen::remember(program, &book.book);
        (book.book.begin_keeping(now, OLD)?, turn)
    };
    let second = program.second().clone();
    Ok(keeping.go_on(second.as_deref(), &|| beside.is_wanted())?)
}

/// Makes a backup before something that changes much, if anything was written since the newest one. Refused where the disk has
/// too little room for the book and so many bytes more.
pub(crate) fn before_risk(program: &Program, more: u64) -> Result<(), Failure> {
    let folder = &program.setup().book;
    program.need_room(folder, store::size_of(folder).saturating_add(more))?;
    let Some((mut keeping, _turn)) = begun(program, TimeDelta::zero())? else {
        return Ok(());
    };
    let beside = program.beside();
    keeping.make(&|| beside.is_wanted())?;
    Ok(())
}

/// Begins as soon as what is under way is over; not at all for the practice book.
fn begun(
    program: &Program,
    age: TimeDelta,
) -> Result<Option<(Keeping, MutexGuard<'_, ()>)>, Failure> {
    let opened = program.opened();
    let opened = opened.as_ref().ok_or_else(Failure::locked)?;
    if opened.practice {
        return Ok(None);
    }
    let turn = program.beside().next_turn();
    Ok(Some((
        opened.book.begin_keeping(program.scene().now, age)?,
        turn,
    )))
}

/// Answers the backups the program made. The book may be locked or damaged.
pub(crate) fn backups(program: &Program, (): ()) -> Result<Backups, Failure> {
    if program.opened().as_ref().is_some_and(|it| it.practice) {
        return Ok(Backups::default());
    }
    let book = &program.setup().book;
    let second = program.second().clone();
    let second = second.as_deref();
    Ok(Backups {
        rows: store::backups(book),
        second: second.map(shown),
        second_is_there: second.is_some_and(Path::is_dir),
        second_is_same_disk: second.is_some_and(|path| store::on_same_disk(path, book)),
    })
}

/// The last part of a path, or all of it where it has none (a stick).
fn shown(path: &Path) -> String {
    match file_name(path) {
        name if name.is_empty() => path.display().to_string(),
        name => name,
    }
}

/// Chooses the second folder, once a backup lies in it; or goes without one.
pub(crate) fn choose_backup_folder(
    program: &Program,
    request: SecondPlace,
) -> Result<Backups, Failure> {
    let path = request
        .folder
        .map(|token| program.path_of(&token))
        .transpose()?;
    if let Some(path) = &path {
        if !path.is_dir() {
            return Err(Failure::of(Code::CannotRead));
        }
        if path.starts_with(&program.setup().book) {
            return Err(Failure::not_now("folder_of_book"));
        }
        let Some((keeping, _turn)) = begun(program, OLD)? else {
            return Err(Failure::not_now("practice"));
        };
        let beside = program.beside();
        keeping.go_on(Some(path), &|| beside.is_wanted())?;
    }
    let settings = &program.setup().settings;
    store::make_folder(settings)?;
    let bytes = serde_json::to_vec(&Second { path: path.clone() })
        .map_err(|error| Failure::fault(&format!("second folder: {error}")))?;
    let name = path.as_deref().map(shown).unwrap_or_default();
    program.with_book(|book, scene| {
        book.note(note_of("choose_backup_folder", Value::Null, name, scene))?;
        Ok(())
    })?;
    store::write_whole(&settings.join(SECOND), &bytes)?;
    *program.second() = path;
    backups(program, ())
}
