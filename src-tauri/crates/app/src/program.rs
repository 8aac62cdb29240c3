//! The running program: one host, at most one open book, the settings of this PC, and what long work is under way.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{Datelike, NaiveDate};
use domain::date::in_japan;
use domain::id::{EntryId, FileToken};
use domain::secret::Secret;
use domain::user::{Right, User};
use domain::vault::{Done, PcSettings};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use store::{ActNote, Book, Reader, StoreError, Tx, Written};

use crate::audit::{self, ClockMark, Looks};
use crate::calls::right_of;
use crate::failure::{Code, Failure};
use crate::file::backup::Beside;
use crate::file::intake::LastLook;
use crate::file::plan_question::HeldPlan;
use crate::file::work::{UnderWay, Work};
use crate::host::{Host, Scene, Setup};
use crate::session;

/// A book that is open, who is at work in it, and whether it is the practice book.
pub(crate) struct OpenedBook {
    /// The book itself.
    pub(crate) book: Book,
    /// Who is at work, as of the newest call.
    pub(crate) me: User,
    /// Where it lies.
    pub(crate) folder: PathBuf,
    /// Whether it is the practice book.
    pub(crate) practice: bool,
    /// The list that was looked at last.
    last_look: LastLook,
    /// The pairs made ready for the question who steps in.
    plan: Option<HeldPlan>,
    /// What was looked at in it.
    pub(crate) looks: Looks,
}

impl OpenedBook {
    /// Takes over a book that somebody just opened with these words. New keys go on after its newest, also when the clock was set back.
    pub(crate) fn new(
        program: &Program,
        mut book: Book,
        folder: &Path,
        passphrase: &Secret,
    ) -> Result<Self, Failure> {
        if let Some(key) = book.reader().newest_key()? {
            program.host().ids().go_on_after(&key);
        }
        let me = session::whoever_opened(program, &mut book, passphrase)?;
        Ok(Self {
            book,
            me,
            practice: folder == program.setup().practice,
            folder: folder.to_path_buf(),
            last_look: LastLook::default(),
            plan: None,
            looks: Looks::default(),
        })
    }
}

/// The running program.
pub struct Program {
    host: Box<dyn Host>,
    setup: Setup,
    opened: Mutex<Option<OpenedBook>>,
    settings: Mutex<PcSettings>,
    clock: Mutex<ClockMark>,
    work: Work,
    /// The second folder for backups.
    second: Mutex<Option<PathBuf>>,
    beside: Beside,
}

/// Locks, also after a panic in another call: what the lock guards is only ever replaced whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Program {
    /// Starts the program over what its host gives. No book is open yet.
    pub fn new(host: Box<dyn Host>, setup: Setup) -> Self {
        let settings = crate::file::settings::read(&setup.settings);
        let second = crate::file::backup::read_second(&setup.settings);
        // A power cut may have come between two names. Where even this fails, the first screen says what there is.
        store::finish_restore(&setup.book).ok();
        let clock = ClockMark::of(host.now(), host.seconds_running());
        Self {
            host,
            setup,
            clock: Mutex::new(clock),
            opened: Mutex::new(None),
            settings: Mutex::new(settings),
            work: Work::default(),
            second: Mutex::new(second),
            beside: Beside::default(),
        }
    }

    /// Runs the call of this name: the one way in for every host.
    ///
    /// # Errors
    /// `Failure` says why the call was refused; then nothing was changed.
    pub fn call(&self, name: &str, request: Value) -> Result<Value, Failure> {
        crate::dispatch::run(self, name, request)
    }

    /// Answers an ask. A look at people is noted.
    pub(crate) fn ask<Q: DeserializeOwned, A: Serialize>(
        &self,
        name: &str,
        request: Value,
        handler: crate::dispatch::Ask<Q, A>,
    ) -> Result<Value, Failure> {
        let noted = request.clone();
        let mut opened = self.permitted(name)?;
        let opened = opened.as_mut().ok_or_else(Failure::locked)?;
        let scene = self.scene_of(&opened.me);
        let answer = understood(request).and_then(|it| handler(&opened.book.reader(), &scene, it));
        let answer = answer.inspect_err(|why| opened.note_hidden(self, name, &noted, why))?;
        let answer = answered(&answer)?;
        if audit::is_search(name) {
            audit::searched(self, opened, name, &noted, &answer);
        }
        Ok(answer)
    }

    /// Does an act in one transaction and answers `Done`.
    pub(crate) fn act<Q: DeserializeOwned, A: Serialize>(
        &self,
        name: &str,
        request: Value,
        handler: crate::dispatch::Act<Q, A>,
    ) -> Result<Value, Failure> {
        let noted = request.clone();
        let mut opened = self.permitted(name)?;
        let opened = opened.as_mut().ok_or_else(Failure::locked)?;
        let done = self.write_in(opened, name, noted.clone(), |tx, scene| {
            handler(tx, scene, understood(request)?)
        });
        answered(&done.inspect_err(|why| opened.note_hidden(self, name, &noted, why))?)
    }

    /// Answers a call of the book itself.
    pub(crate) fn file<Q: DeserializeOwned, A: Serialize>(
        &self,
        name: &str,
        request: Value,
        handler: crate::dispatch::File<Q, A>,
    ) -> Result<Value, Failure> {
        drop(self.permitted(name)?);
        let noted = request.clone();
        let answer = understood(request).and_then(|it| handler(self, it));
        let answer = answer.inspect_err(|why| {
            if let Some(opened) = self.opened().as_mut() {
                opened.note_hidden(self, name, &noted, why);
            }
        })?;
        answered(&answer)
    }

    /// Lets a call in, or refuses it: the one place where the right a call needs meets the person who makes it.
    fn permitted(&self, call: &str) -> Result<MutexGuard<'_, Option<OpenedBook>>, Failure> {
        let right = right_of(call).unwrap_or(Right::Manage);
        let mut opened = self.opened();
        match (right, opened.as_mut()) {
            (Right::Anyone, _) | (Right::Door, None) => {}
            (_, None) => return Err(Failure::locked()),
            (_, Some(opened)) => opened.permit(self, call, right)?,
        }
        Ok(opened)
    }

    /// Reads the open book under the lock. Long work takes what it needs here and computes without the lock.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Reader<'_>, &Scene<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let opened = lock(&self.opened);
        let opened = opened.as_ref().ok_or_else(Failure::locked)?;
        work(&opened.book.reader(), &self.scene_of(&opened.me))
    }

    /// Looks at, or keeps, the list that was looked at last.
    pub(crate) fn looked_at<T>(&self, work: impl FnOnce(&mut LastLook) -> T) -> Result<T, Failure> {
        let mut opened = lock(&self.opened);
        let opened = opened.as_mut().ok_or_else(Failure::locked)?;
        Ok(work(&mut opened.last_look))
    }

    /// Writes in one transaction and notes it under `call`. When `work` refuses, nothing is left behind.
    pub(crate) fn write<T>(
        &self,
        call: &str,
        request: Value,
        work: impl FnOnce(&mut Tx<'_>, &Scene<'_>) -> Result<T, Failure>,
    ) -> Result<Done<T>, Failure> {
        let mut opened = lock(&self.opened);
        let opened = opened.as_mut().ok_or_else(Failure::locked)?;
        self.write_in(opened, call, request, work)
    }

    fn write_in<T>(
        &self,
        opened: &mut OpenedBook,
        call: &str,
        request: Value,
        work: impl FnOnce(&mut Tx<'_>, &Scene<'_>) -> Result<T, Failure>,
    ) -> Result<Done<T>, Failure> {
        opened.last_look = LastLook::default();
        let scene = self.scene_of(&opened.me);
        audit::watch_clock(self, &mut opened.book, &scene);
        let note = note_of(call, request, String::new(), &scene);
        Ok(done(opened.book.write(note, |tx| work(tx, &scene))?))
    }

    /// Notes that something leaves the program, then lets it leave: whatever happens in between, there is no file without an
    /// entry. A further entry says where the file could not be written to its end.
    pub(crate) fn hand_out<T>(
        &self,
        under_way: &UnderWay<'_>,
        call: &str,
        request: Value,
        subject: &str,
        write: impl FnOnce(&mut Book, &Scene<'_>) -> Result<T, StoreError>,
    ) -> Result<T, Failure> {
        self.with_book(|book, scene| {
            // Locking ends what is under way: what was read from one book never leaves under another.
            under_way.still_wanted()?;
            book.note(note_of(call, request, subject.to_owned(), scene))?;
            let written = write(book, scene);
            if written.is_err() {
                let note = note_of("not_written", Value::Null, subject.to_owned(), scene);
                // Where this fails too, the first entry stands: it says too much, not too little.
                book.note(note).ok();
            }
            Ok(written?)
        })
    }

    /// Hands out the open book itself: undo, redo, back up.
    pub(crate) fn with_book<T>(
        &self,
        work: impl FnOnce(&mut Book, &Scene<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut opened = lock(&self.opened);
        let opened = opened.as_mut().ok_or_else(Failure::locked)?;
        opened.last_look = LastLook::default();
        let scene = self.scene_of(&opened.me);
        audit::watch_clock(self, &mut opened.book, &scene);
        work(&mut opened.book, &scene)
    }

    /// Returns the place of the open book; none while it is locked.
    pub(crate) fn opened(&self) -> MutexGuard<'_, Option<OpenedBook>> {
        lock(&self.opened)
    }

    /// Returns the settings of this PC.
    pub(crate) fn settings(&self) -> MutexGuard<'_, PcSettings> {
        lock(&self.settings)
    }

    /// Returns the clock beside the counter of the PC.
    pub(crate) fn clock(&self) -> MutexGuard<'_, ClockMark> {
        lock(&self.clock)
    }

    /// Returns where things lie.
    pub(crate) fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Returns the host.
    pub(crate) fn host(&self) -> &dyn Host {
        self.host.as_ref()
    }

    /// Returns the long work that is under way.
    pub(crate) fn work(&self) -> &Work {
        &self.work
    }

    /// Returns the second folder for backups.
    pub(crate) fn second(&self) -> MutexGuard<'_, Option<PathBuf>> {
        lock(&self.second)
    }

    /// Returns the keeping of backups.
    pub(crate) fn beside(&self) -> &Beside {
        &self.beside
    }

    /// Hands out the plan that is held, for one question. It goes with the book when that is locked.
    pub(crate) fn take_plan(&self) -> Option<HeldPlan> {
        self.opened().as_mut()?.plan.take()
    }

    /// Holds a plan for the next question.
    pub(crate) fn hold_plan(&self, plan: HeldPlan) {
        if let Some(opened) = self.opened().as_mut() {
            opened.plan = Some(plan);
        }
    }

    /// Returns this moment while nobody is at work.
    pub(crate) fn scene(&self) -> Scene<'_> {
        self.scene_of(&User::default())
    }

    /// Returns what a handler is handed beside the request, as of this moment.
    pub(crate) fn scene_of(&self, me: &User) -> Scene<'_> {
        let now = self.host.now();
        Scene {
            now,
            today: in_japan(now).date_naive(),
            me: me.clone(),
            host: self.host.as_ref(),
        }
    }

    /// Refuses work for which the disk of this folder has too little room: three times so many bytes.
    pub(crate) fn need_room(&self, folder: &Path, bytes: u64) -> Result<(), Failure> {
        Ok(store::need_room(self.host.free_space(folder), bytes)?)
    }

    /// Returns the path behind a token.
    pub(crate) fn path_of(&self, token: &FileToken) -> Result<PathBuf, Failure> {
        self.host
            .path_of(token)
            .ok_or_else(|| Failure::of(Code::CannotRead))
    }
}

/// Years of the days a page may send. Far beyond them sums of days have no answer.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;

/// Reads a request as the type its handler wants.
fn understood<Q: DeserializeOwned>(request: Value) -> Result<Q, Failure> {
    // What serde says quotes what was sent, and that may be about somebody.
    let other_shape = || Failure::fault("the request has another shape");
    if has_absurd_day(&request) {
        return Err(other_shape());
    }
    serde_json::from_value(request).map_err(|_error| other_shape())
}

fn has_absurd_day(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            let day = text.get(..text.find('T').unwrap_or(text.len()));
            let day: Option<NaiveDate> = day.and_then(|day| day.parse().ok());
            day.is_some_and(|day| !YEARS.contains(&day.year()))
        }
        Value::Array(all) => all.iter().any(has_absurd_day),
        Value::Object(fields) => fields.values().any(has_absurd_day),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn answered<A: Serialize>(answer: &A) -> Result<Value, Failure> {
    serde_json::to_value(answer).map_err(|error| Failure::fault(&format!("answer: {error}")))
}

/// Returns what the journal says of a call beside what it changes.
pub(crate) fn note_of(call: &str, request: Value, subject: String, scene: &Scene<'_>) -> ActNote {
    ActNote {
        call: call.into(),
        request,
        by: scene.me.name.clone(),
        at: scene.now,
        entry_id: scene.new_id::<EntryId>(),
        subject,
    }
}

/// Turns what was committed into what the page is told.
pub(crate) fn done<T>(written: Written<T>) -> Done<T> {
    Done {
        value: written.value,
        entry: written.entry,
        touched: written.touched,
    }
}
