//! Every change is noted, can be taken back and put back, and nothing is done by halves.

use chrono::{NaiveDate, TimeDelta};
use domain::consent::ConsentStatus;
use domain::council::{Block, Council};
use domain::history::{HistoryFilter, HistoryGroup, Verb};
use domain::id::EntryId;
use domain::kind::Kind;
use domain::person::Person;
use domain::registrant::Registrant;
use proptest::prelude::*;
use store::{ActNote, Reader, StoreError};

use crate::support::*;

/// Everything about people and blocks, as text.
fn state(reader: &Reader<'_>) -> String {
    let people = reader.all::<Person>().unwrap();
    let registrants = reader.all::<Registrant>().unwrap();
    let consents = reader.all::<domain::consent::Consent>().unwrap();
    let blocks = reader.all::<Block>().unwrap();
    serde_json::to_string(&(people, registrants, consents, blocks)).unwrap()
}

#[test]
fn a_refused_act_leaves_nothing_behind() {
    let mut book = TestBook::new();
    let before = state(&book.book.reader());
    let refused = book.write(|tx| {
        tx.put(&person("1", "佐藤", "一", "サトウ ハジメ"))?;
        assert_eq!(tx.count::<Person>()?, 1, "the act sees its own writes");
        Err::<(), _>(StoreError::NotFound)
    });
    assert!(matches!(refused, Err(StoreError::NotFound)));
    assert_eq!(state(&book.book.reader()), before);
    let dangling = book.write(|tx| tx.put(&registrant("nobody")));
    let Err(StoreError::RuleBroken(why)) = dangling else {
        panic!("{dangling:?}")
    };
    assert!(why.contains("registrant → person"), "{why}");
    assert_eq!(state(&book.book.reader()), before);
    assert_eq!(book.book.reader().history(&all()).unwrap().total, 1);
    book.write(|tx| tx.put(&block("b"))).unwrap();
}

fn all() -> HistoryFilter {
    HistoryFilter {
        limit: 1000,
        ..HistoryFilter::default()
    }
}

#[test]
fn a_panic_inside_an_act_leaves_nothing_behind() {
    let mut book = TestBook::new();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        book.write(|tx| {
            tx.put(&block("b"))?;
            if tx.count::<Block>()? == 1 {
                panic!("a fault");
            }
            Ok(())
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(book.book.reader().count::<Block>().unwrap(), 0);
    book.write(|tx| tx.put(&block("c"))).unwrap();
}

#[test]
fn an_act_without_a_change_leaves_no_entry() {
    let mut book = TestBook::new();
    book.write(|tx| tx.put(&block("b"))).unwrap();
    let written = book
        .write(|tx| {
            tx.put(&block("b"))?;
            tx.remove::<Block>("nowhere")
        })
        .unwrap();
    assert!(written.entry.is_none() && written.touched.is_empty());
    assert_eq!(book.book.reader().history(&all()).unwrap().total, 2);
}

#[test]
fn references_may_come_in_any_order_inside_an_act() {
    let mut book = TestBook::new();
    let written = book
        .write(|tx| {
            tx.put(&consent("1", ConsentStatus::Yes))?;
            tx.put(&registrant("1"))?;
            tx.set_subject("佐藤 一");
            tx.put(&person("1", "佐藤", "一", "サトウ ハジメ"))
        })
        .unwrap();
    let line = written.entry.unwrap();
    assert_eq!(
        (line.subject.as_str(), line.changes, line.verb),
        ("佐藤 一", 3, Verb::Do)
    );
    assert_eq!(
        written.touched,
        [Kind::Person, Kind::Registrant, Kind::Consent]
    );
}

#[test]
fn undo_of_a_thousand_records_restores_every_byte() {
    let mut book = TestBook::new();
    book.write(|tx| {
        (0..1000).try_for_each(|n| {
            let id = n.to_string();
            tx.put(&person(&id, "﨑\u{fe00}山", "\"一\"\\", "サキヤマ\tハジメ"))?;
            tx.put(&registrant(&id))?;
            tx.put(&consent(&id, ConsentStatus::Yes))
        })
    })
    .unwrap();
    let before = state(&book.book.reader());
    book.write(|tx| {
        for person in tx.all::<Person>()? {
            let changed = Person {
                family_name: "崎山".into(),
                lat: Some(35.702_069_1),
                birth_date: NaiveDate::from_ymd_opt(1937, 3, 4),
                ..person
            };
            tx.put(&changed)?;
            tx.put(&Person {
                walk_order: Some(1),
                ..changed
            })?;
        }
        (500..1000).try_for_each(|n| {
            tx.remove::<domain::consent::Consent>(&format!("k-{n}"))?;
            tx.remove::<Registrant>(&format!("r-{n}"))?;
            tx.remove::<Person>(&format!("p-{n}"))
        })
    })
    .unwrap();
    let after = state(&book.book.reader());
    assert_ne!(after, before);
    let undone = book.undo().unwrap();
    assert_eq!(undone.entry.unwrap().verb, Verb::Undo);
    assert_eq!(state(&book.book.reader()), before);
    book.redo().unwrap();
    assert_eq!(state(&book.book.reader()), after);
    book.undo().unwrap();
    book.undo().unwrap();
    assert_eq!(book.book.reader().count::<Person>().unwrap(), 0);
    assert!(book.book.check_history().unwrap() > 5);
}

#[test]
fn something_new_ends_what_can_be_put_back() {
    let mut book = TestBook::new();
    book.write(|tx| tx.put(&block("a"))).unwrap();
    book.undo().unwrap();
    assert!(book.book.redoable().is_some());
    book.write(|tx| tx.put(&block("b"))).unwrap();
    assert!(book.book.redoable().is_none());
    assert!(matches!(book.redo(), Err(StoreError::NothingToUndo)));
}

#[test]
fn the_making_of_the_book_is_never_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let (mut book, _) = make(folder.path()).unwrap();
    let note = |call: &str, id: &str| ActNote {
        call: call.into(),
        at: now(),
        entry_id: EntryId(id.into()),
        ..ActNote::default()
    };
    book.write(note("create_book", "e1"), |tx| tx.put(&council()))
        .unwrap();
    assert!(book.undoable().is_none());
    let refused = book.undo("田中", now(), EntryId("e2".into()));
    assert!(
        matches!(refused, Err(StoreError::NothingToUndo)),
        "{refused:?}"
    );
    book.write(note("save_block", "e3"), |tx| tx.put(&block("b")))
        .unwrap();
    book.undo("田中", now(), EntryId("e4".into())).unwrap();
    assert!(book.undoable().is_none());
    book.redo("田中", now(), EntryId("e5".into())).unwrap();
    assert_eq!(book.reader().count::<Council>().unwrap(), 1);
    assert_eq!(book.reader().count::<Block>().unwrap(), 1);
}

#[test]
fn undo_reaches_behind_a_closed_book() {
    let mut book = TestBook::new();
    book.write(|tx| tx.put(&block("a"))).unwrap();
    let mut book = book.reopen();
    book.undo().unwrap();
    assert_eq!(book.book.reader().count::<Block>().unwrap(), 0);
    book.undo().unwrap();
    assert!(matches!(book.undo(), Err(StoreError::NothingToUndo)));
}

#[test]
fn the_history_tells_what_was_changed() {
    let mut book = TestBook::new();
    book.write(|tx| tx.put(&person("1", "佐藤", "一", "サトウ ハジメ")))
        .unwrap();
    let changed = Person {
        room: "203".into(),
        ..person("1", "斎藤", "一", "サトウ ハジメ")
    };
    let id = book
        .write(|tx| tx.put(&changed))
        .unwrap()
        .entry
        .unwrap()
        .entry;
    let entry = book.book.reader().history_entry(&id).unwrap();
    let fields: Vec<_> = entry
        .fields
        .iter()
        .map(|f| (f.field.as_str(), f.before.as_str(), f.after.as_str()))
        .collect();
    assert!(
        fields.contains(&("family_name", "佐藤", "斎藤")),
        "{fields:?}"
    );
    assert!(fields.contains(&("room", "", "203")), "{fields:?}");
    book.undo().unwrap();
    let of_person = HistoryFilter {
        key: "p-1".into(),
        limit: 10,
        ..HistoryFilter::default()
    };
    let page = book.book.reader().history(&of_person).unwrap();
    assert_eq!(page.total, 3);
    assert_eq!(page.lines[0].of, Some(id));
    assert!(page.lines[1].undone && !page.lines[2].undone);
    assert_eq!(page.redo.unwrap().entry, page.lines[1].entry);
}

#[test]
fn the_history_is_narrowed_by_day_by_person_and_by_what_was_done() {
    let mut book = TestBook::new();
    for room in ["", "203"] {
        let lives = Person {
            room: room.into(),
            ..person("1", "佐藤", "一", "サトウ ハジメ")
        };
        book.write(|tx| tx.put(&lives)).unwrap();
    }
    book.undo().unwrap();
    let later = HistoryFilter {
        from: today().succ_opt(),
        ..all()
    };
    assert_eq!(book.book.reader().history(&later).unwrap().total, 0);
    let from_today = HistoryFilter {
        from: Some(today()),
        ..all()
    };
    assert_eq!(book.book.reader().history(&from_today).unwrap().total, 4);
    let narrowed = |by: &str, what: HistoryGroup, until: i64| HistoryFilter {
        by: by.into(),
        what,
        until: today().checked_add_signed(TimeDelta::days(until)),
        ..all()
    };
    for (filter, total) in [
        (narrowed("田中", HistoryGroup::Changes, 0), 4),
        (narrowed("田中", HistoryGroup::Changes, -1), 0),
        (narrowed("山口", HistoryGroup::All, 0), 0),
        (narrowed("", HistoryGroup::Looks, 0), 0),
        (narrowed("", HistoryGroup::All, 0), 4),
    ] {
        let page = book.book.reader().history(&filter).unwrap();
        assert_eq!(
            (page.total, page.people.as_slice()),
            (total, &["田中".to_owned()][..]),
            "{filter:?}"
        );
    }
}

#[test]
fn what_waits_is_written_before_the_next_entry_and_is_not_lost_by_a_refusal() {
    let mut book = TestBook::new();
    let note = |id: &str| ActNote {
        call: "search".into(),
        at: now(),
        entry_id: id.to_owned().into(),
        ..ActNote::default()
    };
    book.book.note_later(note("n1"));
    book.book.note_later(note("n2"));
    let refused = book.write(|_| Err::<(), _>(StoreError::NotFound));
    assert!(refused.is_err());
    assert_eq!(book.book.waiting().map(|(_, n)| n), Some(2));
    book.write(|tx| tx.put(&block("x"))).unwrap();
    assert_eq!(book.book.waiting(), None);
    book.book.note_later(note("n3"));
    book.book.write_waiting().unwrap();
    let filter = HistoryFilter {
        limit: 4,
        ..HistoryFilter::default()
    };
    let lines = book.book.reader().history(&filter).unwrap().lines;
    let calls: Vec<_> = lines.iter().map(|line| line.call.as_str()).collect();
    assert_eq!(calls, ["search", "save_registrant", "search", "search"]);
    assert_eq!(book.book.check_history().unwrap(), 5);
}

/// One step of a person at work.
#[derive(Clone, Debug)]
enum Step {
    Put { block: u8, name: u8 },
    PutTwice { block: u8 },
    Remove { block: u8 },
    RemoveAll,
    Undo,
    Redo,
    Refused,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0_u8..5, 0_u8..4).prop_map(|(block, name)| Step::Put { block, name }),
        1 => (0_u8..5).prop_map(|block| Step::PutTwice { block }),
        2 => (0_u8..5).prop_map(|block| Step::Remove { block }),
        1 => Just(Step::RemoveAll),
        4 => Just(Step::Undo),
        3 => Just(Step::Redo),
        1 => Just(Step::Refused),
    ]
}

fn named(number: u8, name: u8) -> Block {
    Block {
        name: name.to_string(),
        position: u32::from(name),
        ..block(&number.to_string())
    }
}

fn take(book: &mut TestBook, step: &Step) -> Result<bool, StoreError> {
    let written = match *step {
        Step::Put { block, name } => book.write(|tx| tx.put(&named(block, name)))?,
        Step::PutTwice { block } => book.write(|tx| {
            tx.put(&named(block, 8))?;
            tx.put(&named(block, 9))
        })?,
        Step::Remove { block } => book.write(|tx| tx.remove::<Block>(&block.to_string()))?,
        Step::RemoveAll => book.write(|tx| {
            tx.all::<Block>()?
                .iter()
                .try_for_each(|block| tx.remove::<Block>(block.id.as_str()))
        })?,
        Step::Undo => book.undo()?,
        Step::Redo => book.redo()?,
        Step::Refused => book.write(|tx| {
            tx.remove::<Block>("0")?;
            tx.put(&named(4, 7))?;
            Err(StoreError::NotFound)
        })?,
    };
    Ok(written.entry.is_some())
}

/// A book with a council that cannot be taken back, so that the walk begins with an empty stack.
fn walk(steps: &[Step]) {
    let mut book = TestBook::new();
    let mut done = vec![state(&book.book.reader())];
    let mut undone = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        let current = done.last().cloned().unwrap();
        // The council itself was the first act of the book.
        if matches!(step, Step::Undo) && done.len() == 1 {
            continue;
        }
        let taken = take(&mut book, step);
        match (step, taken) {
            (Step::Undo, taken) => {
                assert!(taken.unwrap());
                undone.extend(done.pop());
            }
            (Step::Redo, taken) => match undone.pop() {
                Some(state) => {
                    assert!(taken.unwrap());
                    done.push(state);
                }
                None => assert!(matches!(taken, Err(StoreError::NothingToUndo))),
            },
            (Step::Refused, taken) => assert!(taken.is_err()),
            (_, Ok(false)) => assert_eq!(state(&book.book.reader()), current, "step {number}"),
            (_, taken) => {
                assert!(taken.unwrap());
                undone.clear();
                done.push(state(&book.book.reader()));
            }
        }
        assert_eq!(
            Some(&state(&book.book.reader())),
            done.last(),
            "step {number} {step:?}"
        );
        assert_eq!(
            book.book.redoable().is_some(),
            !undone.is_empty(),
            "step {number}"
        );
    }
    book.book.check_history().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undo_and_redo_agree_with_a_plain_stack_of_states(steps in prop::collection::vec(step(), 1..60)) {
        walk(&steps);
    }
}
