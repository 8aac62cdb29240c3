//! Runs the reading and the comparison over files, for score.py: `score read FILE OUT`, `score compare OLD NEW OUT`.

#![expect(
    clippy::unwrap_used,
    reason = "an example for measuring, not a program for people"
)]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::Instant;

use chrono::NaiveDate;
use comparison::{Entry, compare, duplicate_report, duplicates, report};
use domain::intake::IntakeRequest;
use domain::vault::Continue;
use exchange::{Known, ListRead, Listed, people, read, understood};
use serde::Serialize;

fn list(path: &str, known: &Known) -> ListRead {
    let today = NaiveDate::from_ymd_opt(2027, 11, 25).unwrap();
    let bytes = std::fs::read(path).unwrap();
    let request = IntakeRequest::default();
    read(&bytes, path, &request, known, today, &mut |_| Continue::Yes).unwrap()
}

fn entries(listed: &[Listed]) -> Vec<Entry<'_>> {
    let entries = listed.iter().map(|it| Entry {
        draft: &it.draft,
        block: &it.block,
    });
    entries.collect()
}

fn names(listed: &[Listed]) -> Vec<String> {
    listed.iter().map(|it| it.row.clone()).collect()
}

fn write(path: &str, value: &impl Serialize) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    serde_json::to_writer(&mut file, value).unwrap();
    file.flush().unwrap();
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let clock = Instant::now();
    let told = |what: &str| eprintln!("{what} {:.2} s", clock.elapsed().as_secs_f64());
    match words.as_slice() {
        ["read", file, out] => write(out, &understood(&list(file, &Known::default()))),
        ["twice", file, out] => {
            let people = people(list(file, &Known::default()));
            told("read");
            let found = duplicates(&entries(&people), &|_, _| false);
            told("searched");
            write(out, &duplicate_report(&found, &names(&people)));
        }
        ["compare", old, new, out] => {
            let old = people(list(old, &Known::default()));
            let new = people(list(new, &Known::default()));
            told("read");
            let found = compare(&entries(&old), &entries(&new), &mut |_| Continue::Yes);
            told("compared");
            write(out, &report(&found, &names(&old), &names(&new)));
            told("written");
        }
        _ => panic!("score read FILE OUT | score compare OLD NEW OUT | score twice FILE OUT"),
    }
}
