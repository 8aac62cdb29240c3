//! Runs the reading and the comparison over files, for score.py: `score read FILE OUT`, `score compare OLD NEW OUT`.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "an example for measuring, not a program for people"
)]

use chrono::NaiveDate;
use domain::intake::IntakeRequest;
use domain::vault::Continue;
use exchange::{Known, ListRead, read, understood};

fn list(path: &str, known: &Known) -> ListRead {
    let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let bytes = std::fs::read(path).unwrap();
    let request = IntakeRequest::default();
    read(&bytes, path, &request, known, today, &mut |_| Continue::Yes).unwrap()
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["read", file, out] => {
            let text = understood(&list(file, &Known::default())).to_string();
            std::fs::write(out, text).unwrap();
        }
        _ => panic!("score read FILE OUT | score compare OLD NEW OUT"),
    }
}
