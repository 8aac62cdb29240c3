//! Runs the reading and the comparison over files, for score.py: `score read FILE OUT`, `score compare OLD NEW OUT`.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "an example for measuring, not a program for people"
)]

use chrono::NaiveDate;
use comparison::{Entry, compare, report};
use domain::intake::{Draft, IntakeRequest};
use domain::registrant::RegistrantDraft;
use domain::vault::Continue;
use exchange::{Known, ListRead, read, understood};

fn list(path: &str, known: &Known) -> ListRead {
    let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let bytes = std::fs::read(path).unwrap();
    let request = IntakeRequest::default();
    read(&bytes, path, &request, known, today, &mut |_| Continue::Yes).unwrap()
}

/// Names of the rows, drafts and blocks.
type Rows<'a> = (Vec<String>, Vec<(&'a RegistrantDraft, &'a str)>);

fn rows(list: &ListRead) -> Rows<'_> {
    let (mut names, mut drafts) = (Vec::new(), Vec::new());
    for (at, row) in list.rows.iter().enumerate() {
        let held = list.held.iter().find(|(place, _)| *place == at);
        let draft = row.draft.as_ref().or(held.map(|(_, draft)| draft));
        if let Some(Draft::Registrant(draft)) = draft {
            names.push(row.shown.row.clone());
            drafts.push((&**draft, row.block.as_str()));
        }
    }
    (names, drafts)
}

fn compared(old: &str, new: &str) -> serde_json::Value {
    let clock = std::time::Instant::now();
    let before = list(old, &Known::default());
    let now = list(new, &Known::default());
    eprintln!("read {:.2} s", clock.elapsed().as_secs_f64());
    let ((old_names, old), (new_names, new)) = (rows(&before), rows(&now));
    let entries = |rows: &[(&'_ RegistrantDraft, &'_ str)]| -> usize { rows.len() };
    eprintln!("{} and {} rows", entries(&old), entries(&new));
    let old: Vec<Entry<'_>> = old.into_iter().map(Entry::from).collect();
    let new: Vec<Entry<'_>> = new.into_iter().map(Entry::from).collect();
    let found = compare(&old, &new, &mut |_| Continue::Yes);
    eprintln!("compared {:.2} s", clock.elapsed().as_secs_f64());
    report(&found, &old_names, &new_names)
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["read", file, out] => {
            let text = understood(&list(file, &Known::default())).to_string();
            std::fs::write(out, text).unwrap();
        }
        ["compare", old, new, out] => {
            std::fs::write(out, compared(old, new).to_string()).unwrap();
        }
        _ => panic!("score read FILE OUT | score compare OLD NEW OUT"),
    }
}
