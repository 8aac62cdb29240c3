//! What was written is read back as the same: lists of the samples, every column alone, records of every shape.

mod records;
mod values;

use domain::intake::{Draft, IntakeRequest, PairingDraft};
use domain::roster_import::ListContent;
use domain::vault::Continue;

use self::values::VALUES;
use super::{book, fixture, read_all, request, today};
use crate::columns::of_content;
use crate::{Charset, Extent, ListRead, Written, csv_file, list_table, misfits, words};

/// Everything of everybody.
pub(super) fn whole() -> Extent<'static> {
    let known = book();
    Extent {
        birth: true,
        reasons: true,
        city: known.city,
        areas: &[],
        area_code: known.area_code,
    }
}

pub(super) fn written(list: &ListRead) -> Vec<Written> {
    let of = |row: &domain::intake::ReadRow| {
        row.draft.clone().map(|draft| Written {
            draft,
            block: row.block.clone(),
        })
    };
    list.rows.iter().filter_map(of).collect()
}

fn again(content: ListContent, people: &[Written], charset: Charset) -> ListRead {
    let table = list_table(content, people, &whole());
    read_as(content, &csv_file(&table, charset))
}

fn read_as(content: ListContent, bytes: &[u8]) -> ListRead {
    let mut known = book();
    known.areas.clear();
    let request = IntakeRequest {
        content: Some(content),
        ..request()
    };
    let mut go_on = |_| Continue::Yes;
    crate::read(bytes, "list.csv", &request, &known, today(), &mut go_on).unwrap()
}

/// What is compared of a draft: all of it, but the words in which several values were joined, or stood in several cells.
fn plain(draft: &Draft) -> Draft {
    let mut draft = draft.clone();
    let person = match &mut draft {
        Draft::Registrant(draft) => {
            for contact in &mut draft.registrant.emergency_contacts {
                contact
                    .phones
                    .iter_mut()
                    .for_each(|phone| phone.raw.clear());
            }
            if !draft.registrant.reasons.is_empty() {
                draft.registrant.reason_detail.clear();
            }
            &mut draft.person
        }
        Draft::Supporter(draft) => &mut draft.person,
        Draft::Pairing(_) | Draft::Place(_) => return draft,
    };
    person.phones.iter_mut().for_each(|phone| phone.raw.clear());
    if person.birth_date.is_some() {
        person.birth_raw.clear();
    }
    draft
}

fn assert_same(before: &[Written], after: &ListRead) {
    let after = written(after);
    assert_eq!(before.len(), after.len());
    for (one, other) in before.iter().zip(&after) {
        assert_eq!(differing(&json(&one.draft), &json(&other.draft)), [""; 0]);
        assert_eq!(one.block, other.block);
    }
}

/// The fields that are not the same, one line each.
fn differing(one: &serde_json::Value, other: &serde_json::Value) -> Vec<String> {
    let (Some(fields), Some(others)) = (one.as_object(), other.as_object()) else {
        return match one == other {
            true => Vec::new(),
            false => vec![format!("{one} / {other}")],
        };
    };
    let nested = fields.iter().flat_map(|(name, field)| {
        let found = differing(field, &others[name]);
        found.into_iter().map(move |line| format!("{name}: {line}"))
    });
    nested.collect()
}

/// The records as JSON: `Debug` of a person shows the key only.
fn json(draft: &Draft) -> serde_json::Value {
    match plain(draft) {
        Draft::Registrant(draft) => serde_json::to_value(*draft),
        Draft::Supporter(draft) => serde_json::to_value(*draft),
        Draft::Pairing(draft) => serde_json::to_value(*draft),
        Draft::Place(place) => serde_json::to_value(*place),
    }
    .unwrap()
}

#[test]
fn the_lists_of_the_samples_come_back_the_same() {
    for name in [
        "import/city-list-2026.csv",
        "import/city-list-2027.csv",
        "import/city-list-2026.xlsx",
        "import/everything.csv",
        "import/supporters.xlsx",
        "import/pairings-2025.csv",
        "import/shelters.csv",
    ] {
        let mut known = book();
        known.areas.clear();
        let list = read_all(&fixture(name), &known);
        let before = written(&list);
        assert!(!before.is_empty(), "{name}");
        assert_same(&before, &again(list.content, &before, Charset::Utf8));
    }
}

fn value_of(key: &str) -> &'static str {
    let found = VALUES.iter().find(|(own, _)| *own == key);
    found.expect("a value for every column").1
}

#[test]
fn every_column_comes_back_the_same() {
    for &content in ListContent::ALL {
        for (_, column) in of_content(content) {
            let mut keys: Vec<&str> = of_content(content)
                .map(|(_, it)| it)
                .filter(|it| it.required)
                .map(|it| it.key)
                .collect();
            let beside: &[&str] = match column.key {
                "birth_era" | "birth_year" | "birth_month" | "birth_day" => {
                    &["birth_era", "birth_year", "birth_month", "birth_day"]
                }
                "phone_area" | "phone_office" | "phone_line" => {
                    &["phone_area", "phone_office", "phone_line"]
                }
                "family_name" | "given_name" => &["family_name", "given_name"],
                "family_kana" | "given_kana" => &["gender"],
                key if key.starts_with("emergency2") => &["emergency_name", "emergency2_name"],
                key if key.starts_with("emergency") => &["emergency_name"],
                _ => &["name_kana"],
            };
            keys.extend(
                beside
                    .iter()
                    .filter(|key| of_content(content).any(|(_, it)| it.key == **key)),
            );
            match content {
                ListContent::Registrants | ListContent::Supporters => keys.push("association"),
                ListContent::Pairings => {}
                ListContent::Places => keys.extend(["place_address", "place_phone"]),
            }
            keys.retain(|key| *key != column.key);
            if beside.contains(&"family_name") {
                keys.retain(|key| *key != "name");
            }
            let without: Vec<&str> = match column.key {
                "family_name" => Vec::new(),
                _ => keys.clone(),
            };
            keys.push(column.key);
            let before = written(&read_as(content, &csv_of(&keys)));
            if !column.required && column.key != "name_kana" {
                let less = match without.is_empty() {
                    true => Vec::new(),
                    false => written(&read_as(content, &csv_of(&without))),
                };
                let is_same = |one: &Written| {
                    json(&one.draft) == json(&before[0].draft) && one.block == before[0].block
                };
                assert!(
                    !less.iter().any(is_same),
                    "{} says nothing in {content:?}",
                    column.key
                );
            }
            assert_same(&before, &again(content, &before, Charset::Utf8));
        }
    }
}

/// A list of one row under the words the program shows.
fn csv_of(keys: &[&str]) -> Vec<u8> {
    let quoted = |texts: Vec<&str>| {
        let cells: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
        cells.join(",")
    };
    let heads = quoted(keys.iter().map(|key| words::column(key)).collect());
    let cells = quoted(keys.iter().map(|key| value_of(key)).collect());
    format!("{heads}\n{cells}\n").into_bytes()
}

#[test]
fn every_word_of_a_column_is_understood_as_that_column() {
    for &content in ListContent::ALL {
        for (_, column) in of_content(content) {
            let word = words::column(column.key);
            let meant = crate::columns::meant_by(word, content).map(|(key, _)| key);
            assert_eq!(meant, Some(column.key), "{word} in {content:?}");
        }
    }
}

#[test]
fn no_formula_leaves_and_a_sign_in_front_comes_back() {
    let note = |text: &str| {
        let draft = PairingDraft {
            registrant_name: "佐藤 花子".into(),
            supporter_name: "山田 太郎".into(),
            ..PairingDraft::default()
        };
        let mut draft = draft;
        draft.pairing.note = text.into();
        Written {
            draft: Draft::Pairing(Box::new(draft)),
            block: String::new(),
        }
    };
    let texts = [
        "=1+1",
        "+81 90",
        "-",
        "@SUM(A1)",
        "'=x",
        "''-",
        "＝cmd",
        "'ただの引用",
    ];
    let people: Vec<Written> = texts.iter().map(|text| note(text)).collect();
    let table = list_table(ListContent::Pairings, &people, &whole());
    let file = String::from_utf8(csv_file(&table, Charset::Utf8)).unwrap();
    for cell in file.split("\r\n").flat_map(|line| line.split(',')) {
        let text = cell.trim_matches(['"', '\u{feff}']);
        assert!(!text.starts_with(['=', '+', '-', '@', '＝']), "{text}");
    }
    let read = written(&read_all(file.as_bytes(), &book()));
    let notes = read.iter().map(|one| match &one.draft {
        Draft::Pairing(draft) => draft.pairing.note.as_str(),
        Draft::Registrant(_) | Draft::Supporter(_) | Draft::Place(_) => "",
    });
    assert_eq!(notes.collect::<Vec<_>>(), texts);
}

#[test]
fn what_cp932_lacks_is_said_and_stands_in_no_file_as_another_character_unsaid() {
    let named = |name: &str| Written {
        draft: Draft::Pairing(Box::new(PairingDraft {
            registrant_name: name.into(),
            supporter_name: "山田 太郎".into(),
            ..PairingDraft::default()
        })),
        block: String::new(),
    };
    let people = [named("𠮷田 髙子"), named("葛\u{E0100}西 \u{2212}")];
    let table = list_table(ListContent::Pairings, &people, &whole());
    let said: Vec<(String, String)> = misfits(&table)
        .into_iter()
        .map(|it| (it.code, it.instead))
        .collect();
    let expected = [("U+20BB7", "〓"), ("U+E0100", "〓"), ("U+2212", "－")];
    let expected = expected.map(|(code, instead)| (code.to_owned(), instead.to_owned()));
    assert_eq!(said, expected);
    let bytes = csv_file(&table, Charset::Cp932);
    let text = encoding_rs::SHIFT_JIS.decode_without_bom_handling(&bytes).0;
    assert!(text.contains("〓田 髙子") && !text.contains("&#"), "{text}");
}
