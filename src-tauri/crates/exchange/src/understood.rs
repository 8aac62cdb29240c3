//! What was understood of each row, as JSON: for a program that has no book, and for judging the reading.
//!
//! A field is told only where it was understood: a column the list does not have, a code nobody explained and a number
//! whose zeros may be lost are left out, never guessed.

use domain::consent::ConsentStatus;
use domain::intake::PassedAs;
use domain::intake::{Draft, ReadRow};
use domain::person::{Gender, Person};
use domain::phone::PhoneKind;
use domain::problem::Rule;
use domain::registrant::{EmergencyContact, Reason, RegistrantDraft};
use serde_json::{Map, Value, json};

use crate::building_names::BuildingNames;
use crate::import::ListRead;
use crate::words;

const ADDRESS: &[&str] = &[
    "address",
    "address_town",
    "address_number",
    "address_chome",
    "address_ban",
    "address_go",
];

const REASONS: &[&str] = &[
    "reasons",
    "care_level",
    "body_cert",
    "body_kind",
    "intellectual_cert",
    "mental_cert",
    "disease",
    "alone",
];

const EMERGENCY: &[&str] = &["emergency_name", "emergency_relation", "emergency_phone"];

/// Returns the rows of a list as JSON: number of the row, fields, and what is wrong in sentences; beside them the rows that
/// are no person and what they were taken for.
pub fn understood(list: &ListRead) -> Value {
    let columns: Vec<&str> = list.columns.iter().map(|it| it.column.as_str()).collect();
    let mut held = list.held.iter().peekable();
    let drafts = list.rows.iter().enumerate().map(|(at, row)| {
        let outside = || held.next_if(|(place, _)| *place == at).map(|(_, it)| it);
        row.draft.as_ref().or_else(outside)
    });
    let drafts: Vec<Option<&Draft>> = drafts.collect();
    let names = BuildingNames::of(drafts.iter().filter_map(|it| person_of((*it)?)));
    let rows = list.rows.iter().zip(&drafts).map(|(row, draft)| {
        let told = Told {
            columns: &columns,
            row,
            list,
            names: &names,
        };
        row_of(&told, *draft)
    });
    let rows: Vec<Value> = rows.collect();
    let passed = list.passed.iter().map(|row| {
        let names_its_sheet = row.passed_as == PassedAs::Sheet;
        let sheet = if names_its_sheet {
            ""
        } else {
            &list.only_sheet
        };
        let name = format!("{sheet}{}", row.row);
        json!({"row": name, "passed_as": row.passed_as.code(), "text": row.text})
    });
    let passed: Vec<Value> = passed.collect();
    json!({"encoding": list.encoding, "rows": rows, "passed": passed})
}

/// The person of a draft, where it is of one.
pub(crate) fn person_of(draft: &Draft) -> Option<&Person> {
    match draft {
        Draft::Registrant(draft) => Some(&draft.person),
        Draft::Supporter(draft) => Some(&draft.person),
        Draft::Pairing(_) | Draft::Place(_) => None,
    }
}

fn row_of(told: &Told<'_>, draft: Option<&Draft>) -> Value {
    let (row, list) = (told.row, told.list);
    let fields = match draft {
        Some(Draft::Registrant(draft)) => told.of_registrant(draft),
        Some(Draft::Supporter(draft)) => told.of_person(&draft.person),
        Some(Draft::Pairing(_) | Draft::Place(_)) | None => {
            Map::from_iter([("name".to_owned(), json!(one_space(&row.shown.name)))])
        }
    };
    let problems = row.shown.problems.iter().map(|problem| {
        let sentence = words::sentence(problem);
        json!({"field": problem.field, "rule": problem.rule.code(), "sentence": sentence})
    });
    let problems: Vec<Value> = problems.collect();
    let name = format!("{}{}", list.only_sheet, row.shown.row);
    json!({"row": name, "comes_in": row.shown.comes_in, "fields": fields, "problems": problems})
}

/// What may be told of one row.
struct Told<'a> {
    columns: &'a [&'a str],
    row: &'a ReadRow,
    list: &'a ListRead,
    names: &'a BuildingNames,
}

impl Told<'_> {
    fn has(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.columns.contains(key))
    }

    /// Whether the list has one of the columns, and nothing in them stayed unread in this row.
    fn knows(&self, keys: &[&str]) -> bool {
        let unread = |rule: Rule| {
            matches!(
                rule,
                Rule::Unreadable
                    | Rule::UnknownValue
                    | Rule::WrongLength
                    | Rule::NoAreaCode
                    | Rule::DittoWithoutRow
                    | Rule::TooLong
            )
        };
        let problems = &self.row.shown.problems;
        self.has(keys)
            && !problems
                .iter()
                .any(|it| keys.contains(&it.field.as_str()) && unread(it.rule))
    }

    /// What both lists of people say.
    fn of_person(&self, person: &Person) -> Map<String, Value> {
        let mut fields = Map::new();
        let mut put = |knows: bool, key: &str, value: Value| {
            if knows {
                fields.insert(key.to_owned(), value);
            }
        };
        put(true, "name", json!(one_space(&person.name())));
        let has_kana = self.has(&["name_kana", "family_kana"]) || !person.name_kana.is_empty();
        put(has_kana, "kana", json!(person.name_kana));
        let birth = person.birth_date.map(|day| day.to_string());
        put(self.has(&["birth", "birth_year"]), "birth", json!(birth));
        put(self.knows(&["gender"]), "sex", json!(gender(person.gender)));
        let postal = json!(person.postal_code);
        put(self.knows(&["postal_code"]), "postal", postal);
        let address = &person.address;
        let knows_address = self.knows(ADDRESS);
        put(knows_address, "town", json!(address.town));
        put(knows_address, "chome", json!(address.chome));
        put(knows_address, "ban", json!(address.ban));
        put(knows_address, "go", json!(address.go));
        let knows_building = knows_address || self.knows(&["building", "room"]);
        put(knows_building, "building", json!(self.names.full(person)));
        put(knows_building, "room", json!(person.room));
        self.put_phones(person, &mut put);
        let has_association = self.has(&["association", "association_block"]);
        put(has_association, "association", json!(person.association));
        let has_block = self.has(&["block", "association_block"]);
        put(has_block, "block", json!(self.row.block));
        fields
    }

    fn of_registrant(&self, draft: &RegistrantDraft) -> Map<String, Value> {
        let registrant = &draft.registrant;
        let mut fields = self.of_person(&draft.person);
        let mut put = |knows: bool, key: &str, value: Value| {
            if knows {
                fields.insert(key.to_owned(), value);
            }
        };
        let sure_no = self.has(&["city_no"]) && self.list.numbers_sure;
        put(sure_no, "no", json!(registrant.city_no));
        let consent = consent(draft.consent.status);
        put(self.knows(&["consent"]), "consent", json!(consent));
        let reasons: Vec<Value> = registrant.reasons.iter().map(reason).collect();
        put(self.knows(REASONS), "reasons", json!(reasons));
        let contact = registrant.emergency_contacts.first();
        let contact = contact.map_or_else(|| emergency(&EmergencyContact::default()), emergency);
        put(self.knows(EMERGENCY), "emergency", contact);
        put(self.has(&["note"]), "note", json!(registrant.note));
        let householder = one_space(&draft.person.householder_name);
        put(
            self.has(&["householder"]),
            "householder",
            json!(householder),
        );
        fields
    }

    fn put_phones(&self, person: &Person, put: &mut impl FnMut(bool, &str, Value)) {
        let knows = self.knows(&["phone", "phone_line", "mobile"]);
        let of = |kind: PhoneKind| {
            let mut own = person.phones.iter().filter(move |it| it.kind == kind);
            own.next().map(|it| it.digits.clone()).unwrap_or_default()
        };
        let (home, mobile) = (of(PhoneKind::Home), of(PhoneKind::Mobile));
        let own = person.phones.iter().filter(|it| it.kind != PhoneKind::Fax);
        let all: Vec<&str> = own.map(|it| it.digits.as_str()).collect();
        // With one column for both sorts nobody can say whether a 携帯 in it is «the telephone».
        let apart = self.has(&["phone", "phone_line"]) && self.has(&["mobile"]);
        put(knows && (apart || mobile.is_empty()), "tel", json!(home));
        put(knows && apart, "mobile", json!(mobile));
        put(knows, "phones", json!(all));
    }
}

/// The name with one narrow space between its parts.
fn one_space(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gender(gender: Gender) -> &'static str {
    match gender {
        Gender::Male => "男",
        Gender::Female => "女",
        Gender::Other => "その他",
        Gender::Unknown => "",
    }
}

fn consent(status: ConsentStatus) -> &'static str {
    match status {
        ConsentStatus::Yes => "yes",
        ConsentStatus::No | ConsentStatus::Withdrawn => "no",
        ConsentStatus::NoAnswer | ConsentStatus::CannotConfirm => "unknown",
    }
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

fn emergency(contact: &EmergencyContact) -> Value {
    let phone = contact.phones.first();
    json!({
        "name": one_space(&contact.name),
        "relation": contact.relation,
        "tel": phone.map(|phone| phone.digits.clone()).unwrap_or_default(),
    })
}

/// A row with a person of a city list: what it was read as, nothing else kept.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Row as the spreadsheet shows it.
    pub row: String,
    /// What was understood.
    pub draft: Box<RegistrantDraft>,
    /// Name of the 班・ブロック as received, or empty.
    pub block: String,
}

/// Returns the people of a city list, those who stay outside too, and lets everything else of it go.
pub fn people(list: ListRead) -> Vec<Listed> {
    let (mut held, sheet) = (list.held.into_iter().peekable(), list.only_sheet);
    let rows = list.rows.into_iter().enumerate();
    let listed = rows.filter_map(|(at, row)| {
        let draft = match row.draft {
            Some(draft) => Some(draft),
            None => held.next_if(|(place, _)| *place == at).map(|(_, it)| it),
        };
        match draft {
            Some(Draft::Registrant(draft)) => Some(Listed {
                row: format!("{sheet}{}", row.shown.row),
                draft,
                block: row.block,
            }),
            Some(Draft::Supporter(_) | Draft::Pairing(_) | Draft::Place(_)) | None => None,
        }
    });
    listed.collect()
}
