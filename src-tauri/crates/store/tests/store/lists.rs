//! The directory: search, order, counts, and that it stays true after every commit.

use chrono::NaiveDate;
use domain::consent::ConsentStatus;
use domain::council::Council;
use domain::matching_view::Coverage;
use domain::pairing::{Pairing, PairingStatus};
use domain::person::Person;
use domain::registrant::{Registrant, RegistrantFilter, RegistrantPage, RegistrantStatus};
use domain::saved_filter::Condition;
use domain::supporter::{Supporter, SupporterFilter, SupporterStatus};
use domain::task::Task;
use proptest::prelude::*;
use store::{Book, StoreError};

use crate::support::*;

/// Five registrants, three supporters, some pairs.
fn district() -> TestBook {
    let mut book = TestBook::new();
    book.write(|tx| {
        tx.put(&block("北"))?;
        for (id, family, given, kana) in [
            ("1", "佐藤", "花子", "サトウ ハナコ"),
            ("2", "阿部", "正", "アベ タダシ"),
            ("3", "渡邉", "進", "ワタナベ ススム"),
            ("4", "佐藤", "ハナ", "サトウ ハナ"),
            ("5", "山本", "清", "ヤマモト キヨシ"),
        ] {
            tx.put(&Person {
                block: Some(block("北").id),
                ..person(id, family, given, kana)
            })?;
            tx.put(&registrant(id))?;
        }
        for (id, family, given, kana) in [
            ("a", "小林", "实", "コバヤシ ミノル"),
            ("b", "加藤", "久", "カトウ ヒサシ"),
            ("c", "井上", "誠", "イノウエ マコト"),
        ] {
            tx.put(&person(id, family, given, kana))?;
            tx.put(&supporter(id))?;
        }
        tx.put(&pairing("1", "b", 2))?;
        tx.put(&pairing("1", "a", 1))?;
        tx.put(&pairing("2", "a", 1))?;
        tx.put(&Pairing {
            same_household: true,
            ..pairing("3", "c", 1)
        })?;
        tx.put(&consent("1", ConsentStatus::Yes))
    })
    .unwrap();
    book
}

fn page(book: &Book, filter: RegistrantFilter) -> RegistrantPage {
    book.reader()
        .registrant_page(
            &RegistrantFilter {
                limit: 100,
                ..filter
            },
            today(),
        )
        .unwrap()
}

fn searched(book: &Book, text: &str) -> Vec<String> {
    let page = page(
        book,
        RegistrantFilter {
            text: text.into(),
            ..RegistrantFilter::default()
        },
    );
    page.rows.into_iter().map(|row| row.id.0).collect()
}

#[test]
fn a_list_has_its_rows_its_counts_and_its_supporters_by_rank() {
    let book = district().book;
    let all = page(&book, RegistrantFilter::default());
    assert_eq!((all.total, all.everybody, all.rows.len()), (5, 5, 5));
    assert_eq!(
        (all.full, all.one, all.zero),
        (1, 1, 3),
        "one household is no second pair of hands"
    );
    assert_eq!((all.consent_open, all.unconfirmed), (4, 5));
    let first = all
        .rows
        .iter()
        .find(|row| row.id.as_str() == "r-1")
        .unwrap();
    assert_eq!(first.supporters, ["小林 实", "加藤 久"]);
    assert_eq!((first.block.as_str(), first.wanted), ("北班", 2));
    let third = all
        .rows
        .iter()
        .find(|row| row.id.as_str() == "r-3")
        .unwrap();
    assert_eq!(third.supporters, ["井上 誠"], "shown all the same");
    assert_eq!(all.kana_rows.iter().sum::<u32>(), 5);
    assert_eq!(
        book.reader().coverage().unwrap(),
        Coverage {
            full: 1,
            one: 1,
            zero: 3,
            full_waiting: 0,
            one_waiting: 0,
        }
    );
    let zero = RegistrantFilter {
        conditions: vec![Condition::Zero],
        ..RegistrantFilter::default()
    };
    assert_eq!(page(&book, zero).total, 3);
    let second = RegistrantFilter {
        offset: 1,
        limit: 2,
        ..RegistrantFilter::default()
    };
    assert_eq!(
        book.reader()
            .registrant_page(&second, today())
            .unwrap()
            .rows,
        all.rows[1..3]
    );
}

/// The groups of the fold table, told by what each character is folded with.
fn groups_of_variants() -> Vec<String> {
    let all = ('\u{3400}'..='\u{9fff}').chain('\u{20000}'..='\u{2fa1f}');
    let mut groups: Vec<String> = all
        .map(|c| domain::name::variants_in(&c.to_string()))
        .filter(|group| !group.is_empty())
        .collect();
    groups.sort();
    groups.dedup();
    groups
}

#[test]
fn everybody_is_found_under_every_spelling_of_the_fold_table() {
    let groups = groups_of_variants();
    assert!(groups.len() > 250, "{}", groups.len());
    let mut book = TestBook::new();
    book.write(|tx| {
        for (at, group) in groups.iter().enumerate() {
            let forms: Vec<&str> = group.split('・').collect();
            // The name stands there as written; which form it has differs from person to person.
            let name = format!("{}邨", forms[at % forms.len()]);
            tx.put(&person(&at.to_string(), &name, "一", ""))?;
            tx.put(&registrant(&at.to_string()))?;
        }
        Ok(())
    })
    .unwrap();
    for (at, group) in groups.iter().enumerate() {
        for form in group.split('・') {
            let found = searched(&book.book, &format!("{form}邨"));
            assert_eq!(found, [format!("r-{at}")], "{form}");
        }
    }
}

#[test]
fn the_one_box_finds_names_addresses_and_numbers() {
    let book = district().book;
    let sorted = |mut ids: Vec<String>| {
        ids.sort();
        ids
    };
    assert_eq!(sorted(searched(&book, "佐藤")), ["r-1", "r-4"]);
    assert_eq!(searched(&book, "佐藤　花子"), ["r-1"]);
    assert_eq!(searched(&book, "ワタナベ"), ["r-3"]);
    assert_eq!(searched(&book, "若葉町").len(), 5);
    assert_eq!(searched(&book, "3456").len(), 5);
    assert_eq!(searched(&book, "003"), ["r-3"]);
    assert_eq!(searched(&book, "いない人"), [] as [&str; 0]);
}

#[test]
fn whoever_left_is_shown_only_when_asked_for() {
    let mut book = district();
    let left = Registrant {
        status: RegistrantStatus::Died,
        ..registrant("4")
    };
    book.write(|tx| tx.put(&left)).unwrap();
    let here = page(&book.book, RegistrantFilter::default());
    assert_eq!((here.total, here.everybody, here.zero), (4, 4, 2));
    let with_left = RegistrantFilter {
        conditions: vec![Condition::Left],
        ..RegistrantFilter::default()
    };
    let with_left = page(&book.book, with_left);
    assert_eq!(
        (with_left.total, with_left.everybody, with_left.zero),
        (5, 4, 2)
    );
}

#[test]
fn whose_record_is_due_for_erasing_is_found_from_that_day_on() {
    let mut book = district();
    let left = Registrant {
        status: RegistrantStatus::Died,
        status_date: NaiveDate::from_ymd_opt(2026, 8, 27),
        ..registrant("4")
    };
    book.write(|tx| tx.put(&left)).unwrap();
    let due = RegistrantFilter {
        conditions: vec![Condition::EraseDue],
        limit: 10,
        ..RegistrantFilter::default()
    };
    let on = |day: u32| {
        let today = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let page = book.book.reader().registrant_page(&due, today).unwrap();
        page.rows
            .iter()
            .map(|row| row.id.0.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!((on(24), on(25)), (vec![], vec![left.id.0.clone()]));
}

#[test]
fn supporters_have_their_load_and_their_room() {
    let mut book = district();
    let ask = |book: &Book, filter: SupporterFilter| {
        book.reader()
            .supporter_page(&SupporterFilter {
                limit: 10,
                ..filter
            })
            .unwrap()
    };
    let all = ask(&book.book, SupporterFilter::default());
    assert_eq!(
        (all.total, all.everybody, all.active, all.with_room),
        (3, 3, 3, 2)
    );
    let busy = all
        .rows
        .iter()
        .find(|row| row.id.as_str() == "s-a")
        .unwrap();
    assert_eq!(
        (busy.load, busy.max_load, busy.phone.as_str()),
        (2, 2, "0422-12-3456")
    );
    let with_room = SupporterFilter {
        conditions: vec![Condition::WithRoom],
        ..SupporterFilter::default()
    };
    assert_eq!(ask(&book.book, with_room).total, 2);
    let ended = Supporter {
        status: SupporterStatus::Ended,
        ..supporter("c")
    };
    book.write(|tx| tx.put(&ended)).unwrap();
    assert_eq!(ask(&book.book, SupporterFilter::default()).total, 2);
    let only_ended = SupporterFilter {
        conditions: vec![Condition::Ended],
        ..SupporterFilter::default()
    };
    assert_eq!(ask(&book.book, only_ended).total, 1);
}

#[test]
fn a_supporter_who_named_no_limit_has_the_usual_room() {
    let mut book = district();
    let unsaid = Supporter {
        max_load: 0,
        ..supporter("b")
    };
    book.write(|tx| tx.put(&unsaid)).unwrap();
    let filter = SupporterFilter {
        conditions: vec![Condition::WithRoom],
        limit: 10,
        ..SupporterFilter::default()
    };
    let page = book.book.reader().supporter_page(&filter).unwrap();
    let row = page.rows.iter().find(|row| row.id.as_str() == "s-b");
    assert_eq!(
        row.map(|row| row.max_load),
        Some(Supporter::LIMIT_UNLESS_SAID)
    );
}

#[test]
fn another_of_the_same_name_is_marked_on_both() {
    let mut book = district();
    assert!(
        page(&book.book, RegistrantFilter::default())
            .rows
            .iter()
            .all(|row| !row.same_name)
    );
    book.write(|tx| tx.put(&person("6", "佐藤", "花子", "サトウ ハナコ")))
        .unwrap();
    let marked = |book: &Book| {
        let rows = page(book, RegistrantFilter::default()).rows;
        rows.into_iter()
            .filter(|r| r.same_name)
            .map(|r| r.id.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(marked(&book.book), ["r-1"]);
    book.undo().unwrap();
    assert_eq!(marked(&book.book), [] as [&str; 0]);
}

/// Everything the directory tells, as text.
fn told(book: &Book) -> String {
    let reader = book.reader();
    let everybody = RegistrantFilter {
        conditions: vec![Condition::Left],
        limit: 1000,
        ..RegistrantFilter::default()
    };
    let registrants = reader.registrant_page(&everybody, today()).unwrap();
    let found = RegistrantFilter {
        text: "佐藤".into(),
        ..everybody
    };
    let found = reader.registrant_page(&found, today()).unwrap();
    let supporters = SupporterFilter {
        limit: 1000,
        ..SupporterFilter::default()
    };
    let supporters = reader.supporter_page(&supporters).unwrap();
    serde_json::to_string(&(registrants, found, supporters)).unwrap()
}

/// One change to the district.
fn change(book: &mut TestBook, what: u8, who: u8) {
    let id = (who % 5 + 1).to_string();
    let helper = ["a", "b", "c"][usize::from(who % 3)];
    let written = book.write(|tx| match what {
        0 => tx.put(&person(&id, "佐藤", "改", "サトウ アラタ")),
        1 => tx.put(&Registrant {
            status: RegistrantStatus::MovedAway,
            ..registrant(&id)
        }),
        2 => tx.put(&consent(&id, ConsentStatus::No)),
        3 => tx.put(&pairing(&id, helper, 1)),
        4 => tx.put(&Pairing {
            status: PairingStatus::Ended,
            ..pairing(&id, helper, 1)
        }),
        5 => tx.remove::<Pairing>(&format!("g-{id}-{helper}")),
        6 => tx.put(&Supporter {
            max_load: 9,
            ..supporter(helper)
        }),
        7 => tx.put(&person(helper, "新田", "助", "ニッタ タスケ")),
        8 => tx.put(&Task {
            id: format!("t-{id}").into(),
            registrant: Some(registrant(&id).id),
            ..Task::default()
        }),
        9 => tx.remove::<Task>(&format!("t-{id}")),
        10 => tx.put(&domain::council::Block {
            name: format!("{id}の班"),
            ..block("北")
        }),
        11 => tx.put(&Council {
            supporters_wanted: u32::from(who % 3),
            ..council()
        }),
        12 => {
            tx.put(&person("9", "佐藤", "新", "サトウ シン"))?;
            tx.put(&registrant("9"))
        }
        13 => {
            tx.remove::<Registrant>("r-9")?;
            tx.remove::<Person>("p-9")
        }
        _ => tx.put(&Registrant {
            supporters_wanted: Some(1),
            ..registrant(&id)
        }),
    });
    // After an undo the person may be gone; then the act is refused and nothing may change.
    assert!(
        matches!(written, Ok(_) | Err(StoreError::RuleBroken(_))),
        "{written:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_directory_is_true_after_every_commit(steps in prop::collection::vec((0_u8..17, 0_u8..15), 1..30)) {
        let mut book = district();
        told(&book.book);
        for &(what, who) in &steps {
            match what {
                15 => drop(book.undo()),
                16 => drop(book.redo()),
                what => change(&mut book, what, who),
            }
            let kept = told(&book.book);
            // Inside an act the directory is built anew from the tables.
            let mut anew = String::new();
            book.write(|tx| {
                let everybody = RegistrantFilter { conditions: vec![Condition::Left], limit: 1000, ..RegistrantFilter::default() };
                let found = RegistrantFilter { text: "佐藤".into(), ..everybody.clone() };
                let supporters = SupporterFilter { limit: 1000, ..SupporterFilter::default() };
                anew = serde_json::to_string(&(
                    tx.registrant_page(&everybody, today())?,
                    tx.registrant_page(&found, today())?,
                    tx.supporter_page(&supporters)?,
                )).unwrap();
                Ok(())
            }).unwrap();
            prop_assert_eq!(kept, anew, "after {} {}", what, who);
        }
    }
}
