//! Opens what a power cut left and says what is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use domain::backup::{Backups, SecondPlace};
use domain::history::HistoryFilter;
use domain::home::Home;
use domain::secret::Secret;
use domain::vault::{BookPresence, OpenBook};
use store::{Book, StoreError};
use tests::app::{TEN_O_CLOCK, TestApp, with};
use tests::people::registrant;

use crate::recording::{self, Files, Recording, Step};
use crate::story::{GUEST, WORDS};

/// What was found on a disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// No book yet: a person can make one.
    Nothing,
    /// A whole book: the entries of its history, oldest first, which words open it, and how many people do.
    Book {
        entries: Vec<String>,
        words: usize,
        holders: usize,
    },
    /// Something nobody can go on with.
    Broken(String),
}

/// Remembers what was found: many cuts leave the same disk.
#[derive(Default)]
pub(crate) struct Judge {
    known: BTreeMap<u64, Found>,
    /// Backups whose sum was compared, by what is in them.
    whole: BTreeSet<u64>,
    /// Whether the disk obeys: then nothing is ever older than what was last seen.
    obeys: bool,
    /// Disks that were opened.
    pub(crate) opened: usize,
}

impl Judge {
    /// Returns a judge of disks that obey, or lie.
    pub(crate) fn of(obeys: bool) -> Self {
        Self {
            obeys,
            ..Self::default()
        }
    }

    /// Says what is on the disk.
    pub(crate) fn look(&mut self, files: &Files) -> Found {
        let key = hash_of(files);
        if let Some(found) = self.known.get(&key) {
            return found.clone();
        }
        self.opened += 1;
        let place = recording::place();
        recording::lay(place.path(), files);
        let found = match self.torn_backup(place.path(), files) {
            Some(why) => Found::Broken(why),
            None => look(place.path()),
        };
        // Every hundredth is used on: found, read, written to, closed, opened.
        if self.opened % 100 == 1 && !matches!(found, Found::Broken(_)) {
            go_on(place.path(), &found, self.obeys);
        }
        self.known.insert(key, found.clone());
        found
    }
}

impl Judge {
    /// Says which backup under its own name is not whole.
    fn torn_backup(&mut self, folder: &Path, files: &Files) -> Option<String> {
        let is_backup = |name: &String| {
            let (above, name) = name.rsplit_once('/').unwrap_or(("", name));
            ["stick", "book/backups"].contains(&above)
                && name.ends_with(".sasae")
                && !name.starts_with('.')
        };
        for (name, bytes) in files.iter().filter(|(name, _)| is_backup(name)) {
            let key = hash_of(bytes);
            if self.whole.contains(&key) {
                continue;
            }
            if let Err(error) = store::check_backup(&folder.join(name)) {
                return Some(format!("{name}: {error}"));
            }
            self.whole.insert(key);
        }
        None
    }
}

fn hash_of(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// Returns a moment after the story, so many hours on.
pub(crate) fn moment(hours: i64) -> DateTime<Utc> {
    let at = DateTime::from_timestamp(TEN_O_CLOCK, 0).unwrap_or_default();
    at + TimeDelta::days(3) + TimeDelta::hours(hours)
}

fn look(folder: &Path) -> Found {
    let book = folder.join("book");
    if let Err(error) = store::finish_restore(&book) {
        return Found::Broken(format!("finishing: {error:?}"));
    }
    if store::presence(&book) == BookPresence::None {
        return Found::Nothing;
    }
    let first = first_holder(&book);
    for (words, passphrase) in WORDS.iter().enumerate() {
        let opened = Book::open(
            &book,
            &first,
            &Secret::new(*passphrase),
            moment(words as i64),
        );
        match opened {
            Ok(opened) => {
                let found = read(&opened, words);
                drop(opened);
                return sound(&book, found, moment(9));
            }
            Err(StoreError::WrongKey { .. }) => {}
            Err(error) => return Found::Broken(format!("opening: {error:?}")),
        }
    }
    Found::Broken("no words open it".into())
}

/// Whose words the story changes: those of whoever made the book.
fn first_holder(book: &Path) -> String {
    let holders = store::holders(book).unwrap_or_default();
    holders.into_iter().next().unwrap_or_default().holder
}

/// Looks whether everybody who is said to open the book does, and whether files were left that belong to nobody.
fn sound(folder: &Path, found: Found, at: DateTime<Utc>) -> Found {
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    if let Some(left) = names.find(|name| name.starts_with("data-")) {
        return Found::Broken(format!("{left} was left over"));
    }
    if matches!(found, Found::Book { holders: 2, .. })
        && let Err(error) = Book::open(folder, GUEST.0, &Secret::new(GUEST.1), at)
    {
        return Found::Broken(format!("the guest: {error:?}"));
    }
    found
}

fn read(book: &Book, words: usize) -> Found {
    let whole = book.check_history().and_then(|_| book.check_records());
    if let Err(error) = whole {
        return Found::Broken(format!("{error:?}"));
    }
    let all = HistoryFilter {
        limit: 100_000,
        ..HistoryFilter::default()
    };
    match book.reader().history(&all) {
        Ok(page) => {
            let entries = page.lines.iter().rev();
            Found::Book {
                entries: entries.map(|line| line.entry.as_str().to_owned()).collect(),
                words,
                holders: book.holders().map_or(0, |holders| holders.len()),
            }
        }
        Err(error) => Found::Broken(format!("history: {error:?}")),
    }
}

fn open(app: &TestApp, words: usize, accept_older: bool) {
    let request = OpenBook {
        accept_older,
        user: first_holder(&app.folder().join("book")).into(),
        ..with(WORDS[words])
    };
    app.call::<()>("open_book", &request);
}

/// A person goes on with what is there.
fn go_on(folder: &Path, found: &Found, obeys: bool) {
    let app = TestApp::in_folder(folder);
    app.pass_seconds(5 * 86_400);
    let words = match found {
        Found::Book { words, .. } => {
            open(&app, *words, !obeys);
            *words
        }
        Found::Nothing | Found::Broken(_) => {
            app.create_book();
            0
        }
    };
    let before: Home = app.call("home", &());
    registrant().named("水野", "ハル").saved_in(&app);
    tidied_up(&app);
    app.lock();
    open(&app, words, false);
    let after: Home = app.call("home", &());
    assert_eq!(after.registrants, before.registrants + 1);
}

/// Backups go on, and nothing half written stays of those the power cut short.
fn tidied_up(app: &TestApp) {
    if app.folder().join("stick").is_dir() {
        let folder = Some(app.token("stick"));
        app.call::<Backups>("choose_backup_folder", &SecondPlace { folder });
    } else {
        app.call::<bool>("keep_backups", &());
    }
    for place in ["stick", "book/backups"] {
        let entries = std::fs::read_dir(app.folder().join(place))
            .into_iter()
            .flatten();
        for name in entries.flatten().map(|entry| entry.file_name()) {
            let name = name.to_string_lossy().into_owned();
            let is_half = name.starts_with(".sasae-")
                || name.starts_with(".auto")
                || name.starts_with(".check");
            assert!(!is_half, "{place}/{name} stays");
        }
    }
}

/// What was said at a step: how many entries there are, and how the book opens from then on.
struct Acknowledged {
    at: usize,
    entries: usize,
    words: usize,
    holders: usize,
}

/// What must be on the disk at each moment of a recording.
pub(crate) struct Promise {
    /// Every entry of the book that was there before, oldest first; none if there was no book.
    before: Vec<String>,
    /// Every entry of the history at the end, oldest first.
    entries: Vec<String>,
    acknowledged: Vec<Acknowledged>,
    /// Step, file that was said to be written.
    written: Vec<(usize, String)>,
    /// Step, user who was said to have no slot any more.
    gone: Vec<(usize, String)>,
    /// Step, backup that was made by then, or a newer one, in both places.
    shelf: Vec<(usize, String)>,
}

impl Promise {
    /// Reads from a recording what was promised when; `last` is what is there at its end.
    pub(crate) fn of(recording: &Recording, last: &Found) -> Self {
        let Found::Book { entries, .. } = last else {
            panic!("the story ended without a book: {last:?}");
        };
        let before = match Judge::default().look(&recording.before) {
            Found::Book { entries, .. } => entries,
            Found::Nothing | Found::Broken(_) => Vec::new(),
        };
        let mut promise = Self {
            before,
            entries: entries.clone(),
            acknowledged: Vec::new(),
            written: Vec::new(),
            gone: Vec::new(),
            shelf: Vec::new(),
        };
        for (at, step) in recording.steps.iter().enumerate() {
            let Step::Acknowledge(text) = step else {
                continue;
            };
            match text.split(' ').collect::<Vec<_>>()[..] {
                ["entry", entry, words, holders] => {
                    let place = promise.entries.iter().position(|e| e == entry);
                    let count = place.expect("an acknowledged entry is there at the end") + 1;
                    promise.acknowledged.push(Acknowledged {
                        at,
                        entries: count,
                        words: words.parse().expect("the number of the words"),
                        holders: holders.parse().expect("how many people"),
                    });
                }
                ["gone", user] => promise.gone.push((at, user.to_owned())),
                ["shelf", name] => promise.shelf.push((at, name.to_owned())),
                ["file", name] => promise.written.push((at, name.to_owned())),
                _ => panic!("an unknown acknowledgement: {text}"),
            }
        }
        promise
    }

    /// Returns how many entries a disk must hold after this step: those acknowledged, and those of before that stay.
    fn owed(&self, step: usize) -> usize {
        let acknowledged = self.acknowledged.iter().rev().find(|said| said.at <= step);
        let stay = self
            .before
            .iter()
            .zip(&self.entries)
            .take_while(|(old, new)| old == new);
        acknowledged.map_or_else(|| stay.count(), |said| said.entries)
    }

    /// Says what is wrong with a disk that was cut off after this step; nothing if all is well.
    pub(crate) fn broken_by(&self, step: usize, files: &Files, found: &Found) -> Option<String> {
        let owed = self.owed(step);
        for (_, name) in self.written.iter().filter(|(at, _)| *at <= step) {
            if !files.contains_key(name) {
                return Some(format!("{name} is lost"));
            }
        }
        for (_, user) in self.gone.iter().filter(|(at, _)| *at <= step) {
            let slot = format!("\"holder\":\"{user}\"");
            let has_slot = |file: &[u8]| String::from_utf8_lossy(file).contains(&slot);
            let mut keys = files.iter().filter(|(name, _)| name.contains("keys.slot"));
            if keys.any(|(_, file)| has_slot(file)) {
                return Some(format!("{user} still has a slot"));
            }
        }
        if let Some((_, name)) = self.shelf.iter().rev().find(|(at, _)| *at <= step) {
            for place in ["stick/", "book/backups/"] {
                let from = format!("{place}{name}");
                let mut there = files.range(from..).map(|(path, _)| path);
                if !there
                    .next()
                    .is_some_and(|path| path.starts_with(&format!("{place}sasae-")))
                {
                    return Some(format!("{place} lost {name}"));
                }
            }
        }
        match found {
            Found::Nothing if owed == 0 => None,
            Found::Nothing => Some("the book is lost".into()),
            Found::Broken(why) => Some(why.clone()),
            Found::Book {
                entries,
                words,
                holders,
            } => {
                let mut said = self.acknowledged.iter();
                let begun = said.any(|said| said.at <= step);
                // The book that was there before, opened and locked for the last time.
                if !begun && !self.before.is_empty() && entries.starts_with(&self.before) {
                    return None;
                }
                if entries.len() < owed {
                    return Some(format!("{} of {owed} saves are there", entries.len()));
                }
                if !self.entries.starts_with(entries) {
                    return Some("there are other saves than were made".into());
                }
                (!self.opens_so(step, *words, *holders))
                    .then(|| format!("other words open it: {words}, for {holders}"))
            }
        }
    }

    /// Returns whether the book may open so after a step: as was said last, or as will be said next.
    fn opens_so(&self, step: usize, words: usize, holders: usize) -> bool {
        let now = self.acknowledged.iter().rev().find(|said| said.at <= step);
        let next = self.acknowledged.iter().find(|said| said.at > step);
        let mut both = [now, next].into_iter().flatten();
        both.any(|said| said.words == words && said.holders == holders)
    }
}
