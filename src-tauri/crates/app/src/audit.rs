//! What the history keeps beside the changes: who came in, what was searched for, and a clock that jumped.
//! Searches wait in memory and are written down with the next change, at the lock, or after a minute: reading stays fast.

use chrono::{DateTime, TimeDelta, Utc};
use domain::history::{Chain, ChainBreak};
use serde_json::{Value, json};
use store::{Book, Reader};

use crate::failure::Failure;
use crate::host::Scene;
use crate::program::{OpenedBook, Program, note_of};

/// A search that stood for less was still being typed: the next one takes its place.
const SETTLED: TimeDelta = TimeDelta::seconds(3);

/// After so long, what waits is written down with the next question.
const LONGEST_WAIT: TimeDelta = TimeDelta::seconds(60);

/// So much may wait.
const MOST_WAITING: usize = 50;

/// The clock may be set back by so much without a word: clocks are put right by a little all the time.
const SET_RIGHT: TimeDelta = TimeDelta::minutes(5);

/// While the program runs, the clock may not run ahead of the counter of the PC by more.
const AHEAD: TimeDelta = TimeDelta::hours(24);

/// Nobody leaves a book alone for longer: after that the clock, not the time, has jumped.
const LONGEST_REST: TimeDelta = TimeDelta::days(400);

/// What is being searched for in the open book.
#[derive(Debug, Default)]
pub(crate) struct Looks {
    /// What is in the box now.
    search: Option<Search>,
}

#[derive(Debug, PartialEq, Eq)]
struct Search {
    list: String,
    mark: String,
    hits: u64,
    at: DateTime<Utc>,
    noted: bool,
}

/// The clock beside the counter of the PC, as they stood when they agreed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClockMark {
    wall: DateTime<Utc>,
    running: Option<u64>,
}

impl ClockMark {
    pub(crate) fn of(wall: DateTime<Utc>, running: Option<u64>) -> Self {
        Self { wall, running }
    }

    /// Returns by how much the clock ran ahead of the counter since.
    fn ahead(self, now: Self) -> Option<TimeDelta> {
        let ran = now.running?.checked_sub(self.running?)?;
        Some(now.wall - self.wall - TimeDelta::seconds(i64::try_from(ran).ok()?))
    }
}

/// Notes that somebody came in, what happened before the door, and whether the history is whole. Where the disk refuses, the notes
/// wait: the book can be read all the same.
pub(crate) fn opened(
    program: &Program,
    opened: &mut OpenedBook,
    call: &str,
) -> Result<(), Failure> {
    let scene = program.scene_of(&opened.me);
    let book = &mut opened.book;
    let missed = book.missed_tries();
    if missed.tries > 0 {
        let told = json!({ "tries": missed.tries, "last": missed.last });
        book.note_later(note_of("wrong_tries", told, String::new(), &scene));
    }
    watch_clock(program, book, &scene);
    book.note_later(note_of(call, Value::Null, String::new(), &scene));
    let chain = book.check_chain(scene.now)?;
    note_break(book, &chain, &scene)?;
    if book.write_waiting().is_ok() {
        book.forget_missed_tries();
        // Where the mark cannot be kept, more of the chain is followed next time.
        book.keep_checked(&chain, scene.now).ok();
    }
    // A disk that fails while this is written may have taken the book with it.
    if book.is_lost() {
        return Err(Failure::of(crate::failure::Code::DiskFailing));
    }
    Ok(())
}

/// Notes where the chain breaks, once for each place.
fn note_break(book: &mut Book, chain: &Chain, scene: &Scene<'_>) -> Result<(), Failure> {
    let Some(broken) = &chain.broken else {
        return Ok(());
    };
    if chain_break(&book.reader())?.is_none_or(|known| known.no != broken.no) {
        let told = json!({ "no": broken.no, "at": broken.at });
        book.note_later(note_of("chain_broken", told, String::new(), scene));
    }
    Ok(())
}

/// Returns where the history is known to break.
pub(crate) fn chain_break(reader: &Reader<'_>) -> Result<Option<ChainBreak>, Failure> {
    let known = reader.noted(&["chain_broken"], DateTime::UNIX_EPOCH)?;
    Ok(known.last().map(|noted| ChainBreak {
        no: noted.request["no"]
            .as_u64()
            .and_then(|no| u32::try_from(no).ok())
            .unwrap_or_default(),
        at: serde_json::from_value(noted.request["at"].clone()).unwrap_or_default(),
    }))
}

/// Notes that the book is locked, and writes down what waits. The lock falls also where the disk refuses.
pub(crate) fn locking(program: &Program, opened: &mut OpenedBook) {
    let scene = program.scene_of(&opened.me);
    opened.looks.settle(&mut opened.book, &scene);
    opened
        .book
        .note_later(note_of("lock", Value::Null, String::new(), &scene));
    opened.book.write_waiting().ok();
}

/// Whether this question may be a search, which is noted.
pub(crate) fn is_search(ask: &str) -> bool {
    matches!(ask, "registrants" | "supporters")
}

/// Notes a search. It waits; what waits too long is written down.
pub(crate) fn searched(
    program: &Program,
    opened: &mut OpenedBook,
    list: &str,
    request: &Value,
    answer: &Value,
) {
    let scene = program.scene_of(&opened.me);
    let OpenedBook { book, looks, .. } = opened;
    looks.search(book, list, request, answer, &scene);
    let is_due = |(since, how_many): (DateTime<Utc>, usize)| {
        how_many >= MOST_WAITING || scene.now - since > LONGEST_WAIT
    };
    if book.waiting().is_some_and(is_due) {
        watch_clock(program, book, &scene);
        // On a full or read-only disk people can still be looked up; the notes go on waiting.
        book.write_waiting().ok();
    }
}

impl Looks {
    /// Notes a search once it is no longer being typed. Its words are noted as a mark only.
    fn search(
        &mut self,
        book: &mut Book,
        list: &str,
        request: &Value,
        answer: &Value,
        scene: &Scene<'_>,
    ) {
        let text = request["text"].as_str().unwrap_or_default().trim();
        let before = self.search.take();
        let stood = before
            .as_ref()
            .is_some_and(|it| scene.now - it.at >= SETTLED);
        if text.is_empty() {
            self.search = before.filter(|_| stood);
            self.settle(book, scene);
            self.search = None;
            return;
        }
        let mark = book.mark_of(&domain::name::fold(text));
        match before {
            Some(same) if same.mark == mark && same.list == list => self.search = Some(same),
            other => {
                self.search = other.filter(|_| stood);
                self.settle(book, scene);
                self.search = Some(Search {
                    list: list.to_owned(),
                    mark,
                    hits: answer["total"].as_u64().unwrap_or_default(),
                    at: scene.now,
                    noted: false,
                });
            }
        }
    }

    /// Notes the search that stands, if it was not noted yet.
    fn settle(&mut self, book: &mut Book, scene: &Scene<'_>) {
        if let Some(search) = self.search.as_mut().filter(|it| !it.noted) {
            search.noted = true;
            let told = json!({ "list": search.list, "term": search.mark, "hits": search.hits });
            let note = note_of("search", told, String::new(), scene);
            book.note_later(store::ActNote {
                at: search.at,
                ..note
            });
        }
    }
}

/// Notes where the clock cannot be right: before the newest entry, far ahead of the counter of the PC, or after a rest nobody takes.
/// The order of the history does not depend on it.
pub(crate) fn watch_clock(program: &Program, book: &mut Book, scene: &Scene<'_>) {
    let now = ClockMark::of(scene.now, program.host().seconds_running());
    let mut mark = program.clock();
    let ahead = mark.ahead(now).unwrap_or_default();
    // Nothing in a new book contradicts the clock.
    let Some(before) = book.newest_entry_at() else {
        return;
    };
    let is_back = scene.now < before - SET_RIGHT || ahead < -SET_RIGHT;
    if is_back || ahead > AHEAD || scene.now > before + LONGEST_REST {
        *mark = now;
        let told = json!({ "before": before, "back": is_back });
        book.note_later(note_of("clock_jump", told, String::new(), scene));
    }
}

/// Whether the clock jumped and nobody has said since that it is right. Nothing is deleted by date until then.
pub(crate) fn is_clock_doubtful(reader: &Reader<'_>) -> Result<bool, Failure> {
    let said = reader.noted(&["clock_jump", "confirm_clock"], DateTime::UNIX_EPOCH)?;
    Ok(said
        .last()
        .is_some_and(|noted| noted.line.call == "clock_jump"))
}

#[cfg(test)]
mod tests {
    use domain::home::Home;
    use serde_json::Value;

    use super::*;
    use crate::ask::pairing::trial::Trial;

    #[test]
    fn a_history_that_breaks_is_said_on_the_first_page_and_noted_once() {
        let trial = Trial::new();
        let broken = ChainBreak {
            no: 7,
            at: Some(trial.program.scene().now),
        };
        let chain = Chain {
            broken: Some(broken.clone()),
            ..Chain::default()
        };
        for _ in 0..2 {
            let mut opened = trial.program.opened();
            let book = &mut opened.as_mut().unwrap().book;
            note_break(book, &chain, &trial.program.scene()).unwrap();
            book.write_waiting().unwrap();
            let known = book.reader().noted(&["chain_broken"], DateTime::UNIX_EPOCH);
            assert_eq!(known.unwrap().len(), 1);
        }
        let home = trial.program.call("home", Value::Null).unwrap();
        let home: Home = serde_json::from_value(home).unwrap();
        assert_eq!(home.chain_break, Some(broken));
    }
}
