//! Measures what README states, in a release build: `cargo xtask bench`. Prints a table; decides nothing.

mod place;
mod town;
#[cfg(all(feature = "e2e", unix))]
mod window;

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use place::Place;

fn main() {
    let only: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |name: &str| only.is_empty() || only.iter().any(|one| name.contains(one.as_str()));
    say("| what | figure |");
    say("|---|---|");
    if wanted("key") {
        key();
    }
    for people in [1_000, 10_000, 200_000] {
        if wanted(&format!("book-{people}")) {
            book(people);
        }
    }
    if wanted("import-100000") {
        let place = Place::new();
        import(&place, 100_000);
    }
    if wanted("sheets") {
        sheets();
    }
    #[cfg(all(feature = "e2e", unix))]
    if wanted("window") {
        window::measure();
    }
}

/// Prints one line of the table.
#[expect(clippy::print_stdout, reason = "the table is what this program is for")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}

pub(crate) fn row(what: &str, took: Duration) {
    let ms = took.as_secs_f64() * 1000.0;
    if ms < 100.0 {
        say(&format!("| {what} | {ms:.1} ms |"));
    } else {
        say(&format!("| {what} | {:.2} s |", ms / 1000.0));
    }
}

/// Returns the median time of some runs.
fn median(runs: usize, mut work: impl FnMut(usize)) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|run| {
            let begun = Instant::now();
            work(run);
            begun.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

fn key() {
    let place = Place::with_real_keys();
    place.call("lock", Value::Null);
    let begun = Instant::now();
    place.open();
    row(
        "key derivation and opening an empty book (Argon2id 256 MiB, t 3)",
        begun.elapsed(),
    );
}

pub(crate) fn import(place: &Place, people: usize) {
    let file = place.lay("list.csv", town::city_list(people).as_bytes());
    let begun = Instant::now();
    let done = place.call("import_list", json!({ "file": file, "sender": "ためし市" }));
    row(
        &format!("import of {people} rows, with journal"),
        begun.elapsed(),
    );
    let taken = done["value"]["taken"].as_u64().unwrap_or_default();
    assert_eq!(taken, people as u64, "everybody came in");
}

fn book(people: usize) {
    let place = Place::new();
    import(&place, people);
    let file = place.lay(
        "supporters.csv",
        town::supporter_list(people / 2).as_bytes(),
    );
    place.call("import_list", json!({ "file": file, "sender": "ためし市" }));
    place.call("lock", Value::Null);
    let begun = Instant::now();
    place.open();
    let first = place.call("registrants", json!({ "limit": 60 }));
    row(
        &format!("unlock to list at {people} people (cheap key)"),
        begun.elapsed(),
    );
    assert_eq!(first["everybody"].as_u64(), Some(people as u64));
    let took = median(15, |run| {
        let offset = (run * 61) % people.max(1);
        place.call("registrants", json!({ "limit": 60, "offset": offset }));
    });
    row(&format!("a page of the list at {people} people"), took);
    for (name, text) in [
        ("one kana", "さ"),
        ("a surname in kana", "さとう"),
        ("a kanji name with a variant", "斎藤"),
        ("four digits of a telephone", "1234"),
    ] {
        let took = median(15, |_| {
            place.call("registrants", json!({ "limit": 60, "text": text }));
        });
        row(&format!("search for {name} at {people} people"), took);
    }
    let id = first["rows"][0]["id"].clone();
    let detail = place.call("registrant", id);
    let took = median(15, |run| {
        let mut draft = json!({ "person": detail["person"], "registrant": detail["registrant"], "consent": detail["consent"] });
        draft["registrant"]["note"] = json!(format!("ためし {run}"));
        place.call("save_registrant", draft);
    });
    row(&format!("save of one record at {people} people"), took);
}

fn sheets() {
    let place = Place::new();
    import(&place, 12_000);
    let check = place.call(
        "save_safety_check",
        json!({ "mode": "drill", "name": "ためしの訓練", "planned_on": "R8.11.29", "shindo": "six_lower" }),
    )["value"]
        .clone();
    let made = place.call(
        "print_check_sheets",
        json!({ "safety_check": check, "split": "whole" }),
    );
    let request =
        json!({ "sheet": "check_sheet", "safety_check": check, "copies": made["value"]["copies"] });
    let warm_up = json!({ "sheet": request, "page": 1, "width": 400 });
    place.call("sheet_picture", warm_up);
    let file = place.token("sheets.pdf");
    let begun = Instant::now();
    let saved = place.call("save_sheet", json!({ "sheet": request, "file": file }));
    let took = begun.elapsed();
    let pages = saved["pages"].as_f64().unwrap_or_default();
    row(&format!("check sheets, {pages} pages as PDF"), took);
    say(&format!(
        "| check sheets, pages a second | {:.0} |",
        pages / took.as_secs_f64()
    ));
}
