//! What a person is asked of a row, and what is proposed.

use std::collections::BTreeMap;

use chrono::DateTime;
use domain::comparison::{ChangeKind, Identity, RowField};
use domain::consent::ConsentStatus;
use domain::history::Verb;
use domain::id::EntryId;
use domain::phone::{Phone, PhoneKind};
use domain::registrant::{RegistrantDraft, RegistrantStatus};
use domain::roster_comparison::{CaseField, CasePile, LocalChange, Side};

use super::kit::{entries, somebody};
use crate::{Columns, Entry, Ours, Step, past, pile_of, review, take_over};

fn person(name: &str, address: &str) -> RegistrantDraft {
    let people = [somebody("00101", name, "アキタ イチロウ").at(address)];
    entries(&people)[0].draft.clone()
}

fn by_hand() -> LocalChange {
    LocalChange {
        by: "大野".into(),
        at: DateTime::UNIX_EPOCH,
    }
}

fn entry(draft: &RegistrantDraft) -> Entry<'_> {
    Entry { draft, block: "" }
}

/// Reviews a row beside what we have, what the city said last, and what was changed here since.
fn reviewed(
    ours: &RegistrantDraft,
    said: Option<&RegistrantDraft>,
    local: &[RowField],
    city: &RegistrantDraft,
) -> Vec<CaseField> {
    let local: BTreeMap<RowField, LocalChange> =
        local.iter().map(|&field| (field, by_hand())).collect();
    let ours = Ours {
        draft: ours,
        said,
        local: &local,
    };
    let columns = Columns {
        filled: RowField::ALL.to_vec(),
        new: Vec::new(),
    };
    review(&ours, &entry(city), &columns)
}

fn asked(fields: &[CaseField]) -> Vec<(RowField, Side)> {
    let asked = fields.iter().filter(|it| it.asked);
    asked.map(|it| (it.field, it.proposed)).collect()
}

#[test]
fn the_citys_news_is_proposed_and_what_was_changed_here_is_kept() {
    let before = person("秋田 一郎", "風見町1丁目2番3号");
    let city = person("秋田 一郎", "風見町3丁目1番1号");
    let fields = reviewed(&before, Some(&before), &[], &city);
    assert_eq!(asked(&fields), [(RowField::Address, Side::City)]);
    let ours = person("秋田 一郎", "若草台1丁目1番1号");
    let fields = reviewed(&ours, Some(&before), &[RowField::Address], &city);
    assert_eq!(asked(&fields), [(RowField::Address, Side::Ours)]);
}

#[test]
fn what_the_city_said_before_is_not_asked_again() {
    let said = person("秋田 一郎", "風見町1丁目2番3号");
    let ours = person("秋田 一郎", "若草台1丁目1番1号");
    let fields = reviewed(&ours, Some(&said), &[RowField::Address], &said);
    assert_eq!(asked(&fields), []);
    let address = fields.iter().find(|it| it.field == RowField::Address);
    assert_eq!(address.unwrap().proposed, Side::Ours, "and ours stays");
    assert_eq!(
        pile_of(Identity::Same, RegistrantStatus::Registered, &fields),
        CasePile::Unchanged
    );
}

#[test]
fn another_writing_is_asked_of_a_name_and_of_nothing_else() {
    let ours = person("齋藤 一郎", "風見町1丁目2番3号");
    let city = person("斎藤　一郎", "風見町１－２－３");
    let fields = reviewed(&ours, Some(&ours), &[], &city);
    assert_eq!(asked(&fields), [(RowField::Name, Side::City)]);
    let spaced = person("齋藤　一郎", "風見町１－２－３");
    assert_eq!(asked(&reviewed(&ours, Some(&ours), &[], &spaced)), []);
}

#[test]
fn nothing_is_emptied_by_itself_and_what_the_city_never_had_is_not_missing() {
    let mut said = person("秋田 一郎", "風見町1丁目2番3号");
    said.consent.status = ConsentStatus::Yes;
    let mut ours = said.clone();
    ours.registrant.note = "犬がいる".into();
    let mut city = said.clone();
    city.consent.status = ConsentStatus::NoAnswer;
    let fields = reviewed(&ours, Some(&said), &[RowField::Note], &city);
    assert_eq!(asked(&fields), [(RowField::Consent, Side::Ours)]);
}

#[test]
fn an_address_of_ours_does_not_get_the_building_of_the_citys() {
    let before = person("秋田 一郎", "風見町1丁目2番3号");
    let ours = person("秋田 一郎", "若草台1丁目1番1号");
    let mut city = person("秋田 一郎", "風見町3丁目1番1号");
    city.person.building = "風見コーポ".into();
    let fields = reviewed(&ours, Some(&before), &[RowField::Address], &city);
    let places = [
        (RowField::Address, Side::Ours),
        (RowField::Building, Side::Ours),
    ];
    assert_eq!(asked(&fields), places);
}

#[test]
fn a_column_that_is_new_this_year_fills_what_is_empty_without_a_question() {
    let ours = person("秋田 一郎", "風見町1丁目2番3号");
    let mut city = ours.clone();
    city.person.householder_name = "本人".into();
    let columns = Columns::of(&[entry(&city)], &[entry(&ours)]);
    assert_eq!(columns.new, [RowField::Householder]);
    let beside = Ours {
        draft: &ours,
        said: Some(&ours),
        local: &BTreeMap::new(),
    };
    let fields = review(&beside, &entry(&city), &columns);
    let filled = fields
        .iter()
        .find(|it| it.field == RowField::Householder)
        .unwrap();
    assert_eq!((filled.asked, filled.proposed), (false, Side::City));
    assert_eq!(filled.kind, Some(ChangeKind::Filled));
}

#[test]
fn who_has_left_and_stands_on_the_list_again_is_a_question() {
    let left = RegistrantStatus::MovedAway;
    assert_eq!(pile_of(Identity::Same, left, &[]), CasePile::SamePerson);
}

#[test]
fn a_taken_value_comes_with_what_belongs_to_it_and_leaves_the_rest() {
    let phone = |kind, digits: &str| Phone {
        kind,
        digits: digits.into(),
        raw: digits.into(),
    };
    let mut ours = person("秋田 一郎", "風見町1丁目2番3号");
    ours.person.phones = vec![
        phone(PhoneKind::Mobile, "09000000001"),
        phone(PhoneKind::Home, "0422000001"),
    ];
    let mut city = person("斎藤 二郎", "若草台1丁目1番1号");
    city.person.phones = vec![phone(PhoneKind::Home, "0422000002")];
    take_over(&mut ours, &entry(&city), RowField::Phone);
    take_over(&mut ours, &entry(&city), RowField::Address);
    let digits: Vec<&str> = ours
        .person
        .phones
        .iter()
        .map(|it| it.digits.as_str())
        .collect();
    assert_eq!(digits, ["09000000001", "0422000002"]);
    assert_eq!(ours.person.address.town, "若草台");
    assert_eq!(ours.person.name(), "秋田 一郎");
    for &field in RowField::ALL {
        take_over(&mut ours, &entry(&city), field);
    }
    assert!(
        asked(&reviewed(&ours, None, &[], &city)).is_empty(),
        "everything was taken"
    );
}

fn step(entry: &str, before: &RegistrantDraft, after: &RegistrantDraft) -> Step {
    Step {
        entry: EntryId(entry.into()),
        who: by_hand(),
        before: before.clone(),
        after: after.clone(),
        ..Step::default()
    }
}

#[test]
fn what_was_taken_back_was_never_changed_here() {
    let nobody = RegistrantDraft::default();
    let mut listed = person("秋田 一郎", "風見町1丁目2番3号");
    listed.person.id = "p".to_owned().into();
    let mut moved = person("秋田 一郎", "若草台1丁目1番1号");
    moved.person.id = "p".to_owned().into();
    let came = Step {
        from_list: true,
        ..step("e1", &nobody, &listed)
    };
    let changed = step("e2", &listed, &moved);
    let back = Step {
        verb: Verb::Undo,
        of: Some(EntryId("e2".into())),
        ..step("e3", &moved, &listed)
    };
    let again = Step {
        verb: Verb::Redo,
        of: Some(EntryId("e2".into())),
        ..step("e4", &listed, &moved)
    };
    let fields = |steps: &[Step]| past(steps).local.into_keys().collect::<Vec<_>>();
    let steps = [came, changed, back, again];
    assert_eq!(past(&steps[..1]).said.as_ref(), Some(&listed));
    assert_eq!(fields(&steps[..1]), []);
    assert_eq!(fields(&steps[..2]), [RowField::Address]);
    assert_eq!(fields(&steps[..3]), []);
    assert_eq!(fields(&steps), [RowField::Address]);
    assert_eq!(
        past(&steps).said.as_ref(),
        Some(&listed),
        "the city said so, not we"
    );
}
