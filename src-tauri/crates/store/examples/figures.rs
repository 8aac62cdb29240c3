//! Measures the store on a big book: `cargo run --release -p store --example figures [people]`.
#![expect(clippy::print_stdout, reason = "a measurement is there to be read")]

use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate};
use domain::address::Address;
use domain::consent::Consent;
use domain::council::Council;
use domain::id::EntryId;
use domain::pairing::Pairing;
use domain::person::Person;
use domain::phone::Phone;
use domain::registrant::{Registrant, RegistrantFilter};
use domain::secret::Secret;
use domain::supporter::{Supporter, SupporterFilter};
use domain::vault::Holder;
use store::{ActNote, Book, KeyCost, StoreError, Tx};

const FAMILIES: [(&str, &str); 8] = [
    ("佐藤", "サトウ"),
    ("鈴木", "スズキ"),
    ("髙橋", "タカハシ"),
    ("田中", "タナカ"),
    ("渡邉", "ワタナベ"),
    ("伊藤", "イトウ"),
    ("山本", "ヤマモト"),
    ("中村", "ナカムラ"),
];
const GIVEN: [(&str, &str); 7] = [
    ("和子", "カズコ"),
    ("一郎", "イチロウ"),
    ("花", "ハナ"),
    ("清", "キヨシ"),
    ("ヨシ", "ヨシ"),
    ("正", "タダシ"),
    ("節子", "セツコ"),
];

fn person(n: u32) -> Person {
    let pick = |of: usize, by: u32| usize::try_from(n / by).unwrap_or_default() % of;
    let (family, family_kana) = FAMILIES[pick(8, 1)];
    let (given, given_kana) = GIVEN[pick(7, 8)];
    let kana = format!("{family_kana} {given_kana}");
    let address = Address {
        town: "若葉町".into(),
        chome: Some(n % 5 + 1),
        ban: Some(n % 37 + 1),
        go: Some(n % 23 + 1),
        ..Address::default()
    };
    Person {
        id: format!("01939c3e-7b1a-7000-8000-p{n:011}").into(),
        family_name: family.into(),
        given_name: given.into(),
        name_raw: format!("{family}　{given}"),
        name_key: domain::name::fold(&format!("{family}{given}")),
        kana_key: domain::name::fold_kana(&kana),
        name_kana: kana,
        birth_date: NaiveDate::from_ymd_opt(1930, n % 12 + 1, n % 28 + 1),
        birth_raw: "昭和5年".into(),
        address_raw: address.line(),
        address,
        building: if n.is_multiple_of(3) {
            "若葉ハイツ".into()
        } else {
            String::new()
        },
        room: if n.is_multiple_of(3) {
            format!("{}", n % 900)
        } else {
            String::new()
        },
        phones: vec![Phone {
            digits: format!("0422{n:06}"),
            raw: format!("0422-{n:06}"),
            ..Phone::default()
        }],
        ..Person::default()
    }
}

fn put_registrant(tx: &mut Tx<'_>, n: u32) -> Result<(), StoreError> {
    let person = person(n);
    let registrant = Registrant {
        id: format!("01939c3e-7b1a-7000-8000-r{n:011}").into(),
        person: person.id.clone(),
        council: "c".to_owned().into(),
        city_no: format!("{n:06}"),
        reason_detail: "要介護3".into(),
        ..Registrant::default()
    };
    tx.put(&person)?;
    tx.put(&Consent {
        id: format!("01939c3e-7b1a-7000-8000-k{n:011}").into(),
        registrant: registrant.id.clone(),
        raw: "同意する".into(),
        ..Consent::default()
    })?;
    tx.put(&registrant)
}

fn put_pairs(tx: &mut Tx<'_>, people: u32) -> Result<(), StoreError> {
    for n in 0..people / 2 {
        let person = person(1_000_000 + n);
        let supporter = Supporter {
            id: format!("01939c3e-7b1a-7000-8000-s{n:011}").into(),
            person: person.id.clone(),
            council: "c".to_owned().into(),
            max_load: 3,
            ..Supporter::default()
        };
        tx.put(&person)?;
        tx.put(&supporter)?;
        for (rank, of) in [(1, n), (2, n + 1)] {
            tx.put(&Pairing {
                id: format!("01939c3e-7b1a-7000-8000-g{of:05}{n:06}").into(),
                registrant: format!("01939c3e-7b1a-7000-8000-r{of:011}").into(),
                supporter: supporter.id.clone(),
                rank,
                ..Pairing::default()
            })?;
        }
    }
    Ok(())
}

fn note(n: u32) -> ActNote {
    ActNote {
        call: "import_list".into(),
        entry_id: EntryId(format!("e{n}")),
        ..ActNote::default()
    }
}

fn say(what: &str, since: Instant) {
    println!(
        "{what:<52} {:>10.2} ms",
        since.elapsed().as_secs_f64() * 1000.0
    );
}

/// Prints the median of eleven runs.
fn repeat(what: &str, mut run: impl FnMut() -> Result<(), StoreError>) -> Result<(), StoreError> {
    let mut times = Vec::new();
    for _ in 0..11 {
        let since = Instant::now();
        run()?;
        times.push(since.elapsed());
    }
    times.sort();
    let median: Duration = times[times.len() / 2];
    println!("{what:<52} {:>10.2} ms", median.as_secs_f64() * 1000.0);
    Ok(())
}

fn lists(book: &Book) -> Result<(), StoreError> {
    let today = DateTime::UNIX_EPOCH.date_naive();
    for text in [
        "",
        "佐藤",
        "たかはし",
        "渡辺 和子",
        "若葉町1丁目",
        "1234",
        "いません",
    ] {
        let filter = RegistrantFilter {
            text: text.into(),
            limit: 60,
            ..RegistrantFilter::default()
        };
        repeat(&format!("list of registrants 「{text}」"), || {
            book.reader().registrant_page(&filter, today).map(drop)
        })?;
    }
    let filter = SupporterFilter {
        limit: 60,
        ..SupporterFilter::default()
    };
    repeat("list of supporters", || {
        book.reader().supporter_page(&filter).map(drop)
    })?;
    repeat("coverage", || book.reader().coverage().map(drop))
}

fn fill(book: &mut Book, people: u32) -> Result<(), StoreError> {
    book.write(note(0), |tx| {
        tx.put(&Council {
            id: "c".to_owned().into(),
            ..Council::default()
        })
    })?;
    let since = Instant::now();
    book.write(note(1), |tx| {
        (0..people).try_for_each(|n| put_registrant(tx, n))
    })?;
    say("put three records each, with journal", since);
    let since = Instant::now();
    book.write(note(2), |tx| put_pairs(tx, people))?;
    say("put half as many supporters and their pairs", since);
    Ok(())
}

fn rest(book: &mut Book, folder: &std::path::Path) -> Result<(), StoreError> {
    let at = DateTime::UNIX_EPOCH;
    let since = Instant::now();
    let all = book.reader().all::<Person>()?;
    say(&format!("read {} people whole", all.len()), since);
    let since = Instant::now();
    book.undo("", at, EntryId("u".into()))?;
    say("undo one save", since);
    let since = Instant::now();
    let done = book.back_up(&folder.join("copy.sasae"), at)?;
    say(
        &format!("back up {} KiB and prove it", done.kibibytes),
        since,
    );
    let since = Instant::now();
    let entries = book.check_history()?;
    say(&format!("follow the chain of {entries} entries"), since);
    Ok(())
}

fn main() -> Result<(), StoreError> {
    let people: u32 = std::env::args()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(10_000);
    let folder = tempfile::tempdir()?;
    let passphrase = Secret::new("みかん はしご たぬき そら うみ");
    let at = DateTime::UNIX_EPOCH;
    let mut state = 1_u8;
    let mut chance = |bytes: &mut [u8]| {
        for byte in bytes {
            state = state.wrapping_mul(77).wrapping_add(1);
            *byte = state;
        }
    };
    println!("{people} registrants");
    let since = Instant::now();
    let (mut book, _) = Book::create(
        folder.path(),
        &Holder::default(),
        &passphrase,
        KeyCost::STANDARD,
        &mut chance,
        |_| Ok::<(), StoreError>(()),
    )?;
    say("make a book (256 MiB, 3 passes)", since);
    fill(&mut book, people)?;
    let since = Instant::now();
    book.close()?;
    say("close", since);
    for turn in ["open, and read it through", "open again"] {
        let since = Instant::now();
        drop(Book::open(folder.path(), "", &passphrase, at)?);
        say(turn, since);
    }
    let mut book = Book::open(folder.path(), "", &passphrase, at)?;
    let since = Instant::now();
    book.reader().coverage()?;
    say("build the directory", since);
    lists(&book)?;
    let mut n = 10;
    repeat("save one person", || {
        n += 1;
        book.write(note(n), |tx| {
            tx.put(&Person {
                walk_order: Some(n),
                ..person(n)
            })
        })
        .map(drop)
    })?;
    lists(&book)?;
    rest(&mut book, folder.path())
}
