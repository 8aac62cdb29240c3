//! Every field of the samples as a careful reader understands it.

use domain::consent::ConsentStatus;
use domain::intake::{Draft, ReadRow};
use domain::person::{Gender, Person};
use domain::phone::PhoneKind;
use domain::registrant::{Reason, RegistrantDraft};
use domain::roster_import::ListContent;
use domain::supporter::{CanDo, Presence, SupporterDraft, SupporterKind, SupporterStatus};
use serde_json::{Value, json};

use super::{book, fixture, json as json_of, read_all};
use crate::Known;

fn registrant(row: &ReadRow) -> &RegistrantDraft {
    match &row.draft {
        Some(Draft::Registrant(draft)) => draft,
        other => panic!("row {}: {other:?}", row.shown.row),
    }
}

fn phone(person: &Person, kind: PhoneKind) -> String {
    let of_kind = person.phones.iter().find(|phone| phone.kind == kind);
    of_kind
        .map(|phone| phone.digits.clone())
        .unwrap_or_default()
}

fn reason(reason: &Reason) -> Value {
    let mut value = json!({"code": reason.code.code()});
    if let Some(level) = reason.level {
        value["level"] = json!(level);
    }
    if !reason.kind.is_empty() {
        value["kind"] = json!(reason.kind);
    }
    value
}

fn gender(gender: Gender) -> &'static str {
    match gender {
        Gender::Male => "男",
        Gender::Female => "女",
        Gender::Unknown | Gender::Other => "",
    }
}

/// A draft in the words of the expected file.
fn fields(row: &ReadRow) -> Value {
    let draft = registrant(row);
    let (person, address) = (&draft.person, &draft.person.address);
    let contact = draft
        .registrant
        .emergency_contacts
        .first()
        .cloned()
        .unwrap_or_default();
    let consent = match draft.consent.status {
        ConsentStatus::Yes => "yes",
        ConsentStatus::No => "no",
        ConsentStatus::NoAnswer | ConsentStatus::Withdrawn | ConsentStatus::CannotConfirm => {
            "unknown"
        }
    };
    json!({
        "no": draft.registrant.city_no,
        "name": person.name().replace('　', " "),
        "kana": person.name_kana,
        "birth": person.birth_date.map(|day| day.to_string()),
        "sex": gender(person.gender),
        "postal": person.postal_code,
        "town": address.town, "chome": address.chome, "ban": address.ban, "go": address.go,
        "building": person.building, "room": person.room,
        "tel": phone(person, PhoneKind::Home), "mobile": phone(person, PhoneKind::Mobile),
        "reasons": draft.registrant.reasons.iter().map(reason).collect::<Vec<_>>(),
        "consent": consent,
        "association": person.association,
        "block": row.block,
        "emergency": {
            "name": contact.name.replace('　', " "),
            "relation": contact.relation,
            "tel": contact.phones.first().map(|phone| phone.digits.clone()).unwrap_or_default(),
        },
        "note": draft.registrant.note,
    })
}

/// Compares all fields but `apart`, which the file writes otherwise on purpose.
fn compare(file: &str, expected: &str, row_key: &str, known: &Known, apart: &str) {
    let list = read_all(&fixture(file), known);
    let expected = json_of(expected);
    let rows = expected["rows"].as_array().unwrap();
    assert_eq!(list.rows.len(), rows.len(), "{file}: as many people");
    let mut wrong = Vec::new();
    for (row, expected) in list.rows.iter().zip(rows) {
        assert_eq!(
            Some(row.shown.row.as_str()),
            expected[row_key].as_str(),
            "{file}"
        );
        let found = fields(row);
        for (field, value) in expected["fields"].as_object().unwrap() {
            // The samples write the two spaces of one name as they mean it, not as it was typed.
            let same = loosely(&found[field]) == loosely(value) || field == apart;
            if !same {
                wrong.push(format!(
                    "{} {field}: {} instead of {value}",
                    row.shown.row, found[field]
                ));
            }
        }
        let is_told = row
            .shown
            .problems
            .iter()
            .any(|problem| problem.field == "birth");
        assert_eq!(
            is_told,
            expected
                .get("problem")
                .is_some_and(|p| p.as_str().is_some_and(|p| p.contains("生年月日"))),
            "{file} {}: {:?}",
            row.shown.row,
            row.shown.problems
        );
    }
    assert!(wrong.is_empty(), "{file}:\n{}", wrong.join("\n"));
}

fn loosely(value: &Value) -> String {
    value.to_string().replace([' ', '　'], "")
}

#[test]
fn the_list_of_2026_is_understood_in_every_field() {
    compare(
        "import/city-list-2026.csv",
        "import/expected-2026.json",
        "row",
        &book(),
        "",
    );
}

#[test]
fn the_same_list_is_understood_in_other_encodings() {
    compare(
        "import/city-list-2026-utf16le.tsv",
        "import/expected-2026.json",
        "row",
        &book(),
        "name",
    );
    compare(
        "import/city-list-2026-really-utf8.xls",
        "import/expected-2026.json",
        "row",
        &book(),
        "name",
    );
}

#[test]
fn the_workbook_of_2026_is_understood_in_every_field() {
    let known = Known {
        city_numbers: vec!["00099".into()],
        ..book()
    };
    compare(
        "import/city-list-2026.xlsx",
        "import/expected-2026.json",
        "row_xlsx",
        &known,
        "",
    );
    let list = read_all(&fixture("import/city-list-2026.xlsx"), &known);
    let hidden = list
        .columns
        .iter()
        .find(|choice| choice.heading == "宛名番号")
        .unwrap();
    assert!(
        hidden.hidden && hidden.column == crate::IGNORE,
        "a hidden column is not taken in"
    );
    assert_eq!(
        list.as_of.map(|day| day.to_string()),
        Some("2026-04-01".into())
    );
}

#[test]
fn the_list_of_2027_is_understood_although_its_columns_have_moved() {
    compare(
        "import/city-list-2027.csv",
        "import/expected-2027.json",
        "row",
        &book(),
        "building",
    );
}

#[test]
fn city_and_area_code_nobody_gave_are_those_of_the_list() {
    let known = Known {
        area_code: String::new(),
        city: String::new(),
        ..book()
    };
    compare(
        "import/city-list-2026.csv",
        "import/expected-2026.json",
        "row",
        &known,
        "",
    );
}

fn supporter_fields(draft: &SupporterDraft) -> Value {
    let (person, supporter) = (&draft.person, &draft.supporter);
    let kind = match supporter.kind {
        SupporterKind::Individual => "個人",
        SupporterKind::WelfareCommissioner => "民生委員",
        SupporterKind::Team | SupporterKind::Organisation | SupporterKind::Business => "団体",
    };
    let band = match supporter.age_band as usize {
        0 => String::new(),
        1 => "10代".to_owned(),
        band => format!("{}0代", band - 1),
    };
    let skill = |skill: &CanDo| match skill {
        CanDo::SafetyCheck => "安否確認",
        CanDo::CallOut => "声かけ",
        CanDo::Accompany => "付き添い",
        CanDo::Wheelchair => "車いす",
        CanDo::Drive => "運転",
        CanDo::Phone => "電話",
    };
    let presence = |presence: Presence| match presence {
        Presence::Unknown => Value::Null,
        Presence::Yes => json!("yes"),
        Presence::Maybe => json!("maybe"),
        Presence::No => json!("no"),
    };
    let at_home = &supporter.availability;
    json!({
        "name": person.name(), "kana": person.name_kana, "kind": kind,
        "tel": phone(person, PhoneKind::Home), "mobile": phone(person, PhoneKind::Mobile),
        "sex": gender(person.gender), "age_band": band,
        "can_do": supporter.can_do.iter().map(skill).collect::<Vec<_>>(),
        "at_home": {
            "weekday_day": presence(at_home.weekday_day),
            "weekday_night": presence(at_home.weekday_night),
            "weekend": presence(at_home.weekend_day),
        },
        "capacity_text": supporter.max_load_raw,
        // Somebody who rests is not on standby, whatever the mark says.
        "standby": matches!(supporter.status, SupporterStatus::Standby | SupporterStatus::Paused),
        "supports_text": supporter.supports_raw,
    })
}

#[test]
fn the_supporters_are_understood_in_every_field() {
    let list = read_all(&fixture("import/supporters.xlsx"), &book());
    assert_eq!(list.content, ListContent::Supporters);
    let expected = json_of("import/expected-supporters.json");
    let rows = expected["supporters"].as_array().unwrap();
    assert_eq!(list.rows.len(), rows.len());
    let mut wrong = Vec::new();
    for (row, expected) in list.rows.iter().zip(rows) {
        let Some(Draft::Supporter(draft)) = &row.draft else {
            panic!("{:?}", row.shown)
        };
        assert_eq!(Some(row.shown.row.as_str()), expected["row"].as_str());
        let found = supporter_fields(draft);
        for (field, value) in found.as_object().unwrap() {
            if loosely(value) != loosely(&expected[field]) {
                wrong.push(format!(
                    "{} {field}: {value} instead of {}",
                    row.shown.row, expected[field]
                ));
            }
        }
        if let Some(capacity) = expected["capacity"].as_u64() {
            assert_eq!(
                u64::from(draft.supporter.max_load),
                capacity,
                "row {}",
                row.shown.row
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pairs_are_understood() {
    let list = read_all(&fixture("import/pairings-2025.csv"), &book());
    assert_eq!(list.content, ListContent::Pairings);
    assert_eq!(list.rows.len(), 41);
    let Some(Draft::Pairing(first)) = &list.rows[0].draft else {
        panic!("a pair")
    };
    assert_eq!(first.registrant_name, "島田　道子");
    assert_eq!(first.supporter_name, "大西　繁");
    assert_eq!(first.pairing.rank, 2);
    assert_eq!(
        first.pairing.met_on.map(|day| day.to_string()),
        Some("2025-08-24".into())
    );
    let with_problems: Vec<_> = list
        .rows
        .iter()
        .filter(|row| !row.shown.problems.is_empty())
        .map(|row| &row.shown)
        .collect();
    assert!(with_problems.is_empty(), "{with_problems:?}");
}

#[test]
fn rare_characters_come_in_unchanged() {
    let list = read_all(&fixture("import/city-list-2027-utf8bom.csv"), &book());
    assert_eq!(list.encoding, "UTF-8");
    let names: Vec<String> = list
        .rows
        .iter()
        .map(|row| registrant(row).person.name_raw.clone())
        .collect();
    assert!(
        names.iter().any(|name| name.contains("葛\u{e0100}西")),
        "the selector stays"
    );
    assert!(
        names.iter().any(|name| name.contains('𠮷')),
        "so does a character of four bytes"
    );
    let kana: Vec<&str> = list
        .rows
        .iter()
        .map(|row| row.shown.kana.as_str())
        .collect();
    assert!(
        kana.iter().any(|kana| kana.starts_with("ハセガワ")),
        "split voicing marks are put together"
    );
}
