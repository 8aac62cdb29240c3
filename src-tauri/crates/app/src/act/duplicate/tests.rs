//! Two records become one: nothing names the other any more, and taking it back restores every byte.

use domain::check_result::CheckResult;
use domain::consent::{Consent, ConsentStatus};
use domain::copy::Copy;
use domain::council::Council;
use domain::duplicate::{Distinct, Merge, TwoPeople};
use domain::id::{PersonId, RegistrantId, SupporterId};
use domain::kind::{Kind, Record};
use domain::pairing::{Exclusion, Pairing, PairingStatus};
use domain::person::{Household, Person};
use domain::registrant::{Mobility, Registrant};
use domain::roster_comparison::{CaseCandidate, ComparisonCase, RosterComparison};
use domain::roster_import::{ColumnMapping, RosterImport};
use domain::safety_check::{CheckReport, CheckTarget, SafetyCheck};
use domain::supporter::{Supporter, SupporterStatus};
use domain::task::{Task, TaskKind};
use serde_json::Value;

use crate::ask::pairing::trial::Trial;

/// Returns every record of the book as it is stored, kind by kind.
fn everything(trial: &Trial) -> Vec<(Kind, Vec<Value>)> {
    fn all<R: Record>(trial: &Trial) -> Vec<Value> {
        let records: Vec<R> = trial.all();
        records
            .iter()
            .map(|it| serde_json::to_value(it).expect("a record is JSON"))
            .collect()
    }
    let of = |kind: &Kind| match kind {
        Kind::Council => all::<Council>(trial),
        Kind::Zone => all::<domain::council::Zone>(trial),
        Kind::Block => all::<domain::council::Block>(trial),
        Kind::Place => all::<domain::place::Place>(trial),
        Kind::Person => all::<Person>(trial),
        Kind::Household => all::<Household>(trial),
        Kind::Registrant => all::<Registrant>(trial),
        Kind::Supporter => all::<Supporter>(trial),
        Kind::Consent => all::<Consent>(trial),
        Kind::Pairing => all::<Pairing>(trial),
        Kind::Exclusion => all::<Exclusion>(trial),
        Kind::SafetyCheck => all::<SafetyCheck>(trial),
        Kind::CheckTarget => all::<CheckTarget>(trial),
        Kind::CheckResult => all::<CheckResult>(trial),
        Kind::CheckReport => all::<CheckReport>(trial),
        Kind::Copy => all::<Copy>(trial),
        Kind::RosterImport => all::<RosterImport>(trial),
        Kind::ColumnMapping => all::<ColumnMapping>(trial),
        Kind::Task => all::<Task>(trial),
        Kind::Distinct => all::<Distinct>(trial),
        Kind::SavedFilter => all::<domain::saved_filter::SavedFilter>(trial),
        Kind::User => all::<domain::user::User>(trial),
        Kind::RosterComparison => all::<RosterComparison>(trial),
        Kind::ComparisonCase => all::<ComparisonCase>(trial),
    };
    Kind::ALL.iter().map(|kind| (*kind, of(kind))).collect()
}

/// Two registrants and two supporters, each of whom is the other, and everything that can name them.
fn twice(trial: &Trial) -> (RegistrantId, RegistrantId, SupporterId, SupporterId) {
    let (r1, r2) = (
        trial.registrant("r1", "北", 1),
        trial.registrant("r2", "北", 2),
    );
    let (s1, s2) = (
        trial.supporter("s1", "北", 3, 2),
        trial.supporter("s2", "北", 4, 2),
    );
    for (id, registrant, supporter, status) in [
        ("g1", &r1, &s1, PairingStatus::Proposed),
        ("g2", &r2, &s1, PairingStatus::Met),
        ("g3", &r2, &s2, PairingStatus::Confirmed),
    ] {
        trial.put(&Pairing {
            id: id.to_owned().into(),
            registrant: registrant.clone(),
            supporter: supporter.clone(),
            rank: 1,
            status,
            ..Pairing::default()
        });
    }
    trial.put(&Exclusion {
        id: "x".to_owned().into(),
        registrant: r2.clone(),
        supporter: s2.clone(),
        ..Exclusion::default()
    });
    trial.put(&Consent {
        id: "k".to_owned().into(),
        registrant: r2.clone(),
        status: ConsentStatus::Yes,
        ..Consent::default()
    });
    trial.put(&Task {
        id: "t".to_owned().into(),
        kind: TaskKind::MaybeSamePerson,
        registrant: Some(r2.clone()),
        supporter: Some(s2.clone()),
        ..Task::default()
    });
    event(trial, &r1, &r2, &s1, &s2);
    question(trial, &r1, &r2);
    (r1, r2, s1, s2)
}

/// A 照合 under way that asks which of the two a row of the city is.
fn question(trial: &Trial, r1: &RegistrantId, r2: &RegistrantId) {
    trial.put(&RosterComparison {
        id: "k".to_owned().into(),
        council: trial.all::<Council>()[0].id.clone(),
        ..RosterComparison::default()
    });
    let candidate = |registrant: &RegistrantId, name: &str| CaseCandidate {
        registrant: registrant.clone(),
        name: name.into(),
        ..CaseCandidate::default()
    };
    trial.put(&ComparisonCase {
        id: "kc".to_owned().into(),
        comparison: "k".to_owned().into(),
        candidates: vec![candidate(r1, "北 一"), candidate(r2, "北 二")],
        ..ComparisonCase::default()
    });
}

/// An event on whose roster both stand, with results of both lines, a paper and an import that name them.
fn event(trial: &Trial, r1: &RegistrantId, r2: &RegistrantId, s1: &SupporterId, s2: &SupporterId) {
    let council = trial.all::<Council>()[0].id.clone();
    trial.put(&SafetyCheck {
        id: "e".to_owned().into(),
        council: council.clone(),
        excused: vec![r1.clone(), r2.clone()],
        ..SafetyCheck::default()
    });
    for (id, registrant) in [("l1", r1), ("l2", r2)] {
        trial.put(&CheckTarget {
            id: id.to_owned().into(),
            safety_check: "e".to_owned().into(),
            registrant: registrant.clone(),
            supporters: vec![s1.clone(), s2.clone()],
            supporter_names: vec!["一".into(), "二".into()],
            ..CheckTarget::default()
        });
        trial.put(&CheckResult {
            id: format!("c-{id}").into(),
            safety_check: "e".to_owned().into(),
            target: Some(id.to_owned().into()),
            ..CheckResult::default()
        });
    }
    trial.put(&Copy {
        id: "u".to_owned().into(),
        council: council.clone(),
        no: 1,
        safety_check: Some("e".to_owned().into()),
        supporter: Some(s2.clone()),
        lines: vec!["l1".to_owned().into(), "l2".to_owned().into()],
        people: vec![r1.clone(), r2.clone()],
        ..Copy::default()
    });
    trial.put(&RosterImport {
        id: "i".to_owned().into(),
        council,
        row_of: [("2".to_owned(), r2.0.clone())].into(),
        ..RosterImport::default()
    });
}

fn merge(trial: &Trial, one: &str, other: &str, from_other: &[&str]) {
    let merge = Merge {
        one: PersonId(one.into()),
        other: PersonId(other.into()),
        from_other: from_other.iter().map(|it| (*it).to_owned()).collect(),
    };
    trial.act::<()>("merge_people", merge).unwrap();
}

#[test]
fn every_reference_follows_and_undo_restores_each_byte() {
    let trial = Trial::new();
    let (r1, r2, s1, s2) = twice(&trial);
    let before = everything(&trial);
    merge(&trial, "p-r1", "p-r2", &[]);
    merge(&trial, "p-s1", "p-s2", &[]);
    for (kind, records) in everything(&trial) {
        for gone in [r2.as_str(), s2.as_str(), "p-r2", "p-s2", "l2"] {
            let named = |record: &&Value| record.to_string().contains(&format!("\"{gone}\""));
            let left: Vec<&Value> = records.iter().filter(named).collect();
            assert!(left.is_empty(), "{kind:?} still names {gone}: {left:?}");
        }
    }
    assert_eq!(trial.all::<CheckResult>().len(), 2, "both results stay");
    let copy: Copy = trial.get("u");
    assert_eq!(
        (copy.lines.len(), copy.people.len()),
        (2, 1),
        "a printed line keeps its place"
    );
    let case: ComparisonCase = trial.get("kc");
    assert_eq!(case.candidates.len(), 1, "one person is one candidate");
    let line: CheckTarget = trial.get("l1");
    assert_eq!(line.supporter_names, ["一"]);
    let present: Vec<Pairing> = trial.all::<Pairing>();
    let present: Vec<&Pairing> = present.iter().filter(|it| it.status.is_present()).collect();
    assert_eq!(present.len(), 1, "one pair of two people: {present:?}");
    assert_eq!(
        present[0].status,
        PairingStatus::Confirmed,
        "the furthest stays"
    );
    assert_eq!((&present[0].registrant, &present[0].supporter), (&r1, &s1));
    let task: Task = trial.get("t");
    assert!(
        task.done_at.is_some(),
        "the question of the import is settled"
    );
    trial.ask::<Value>("undo", ());
    trial.ask::<Value>("undo", ());
    assert_eq!(everything(&trial), before);
}

#[test]
fn a_registrant_and_a_supporter_come_to_share_one_person_who_does_not_look_after_themselves() {
    let trial = Trial::new();
    let (r, s) = (
        trial.registrant("r", "北", 1),
        trial.supporter("s", "北", 1, 2),
    );
    trial.put(&Pairing {
        id: "g".to_owned().into(),
        registrant: r.clone(),
        supporter: s.clone(),
        rank: 1,
        status: PairingStatus::Confirmed,
        ..Pairing::default()
    });
    merge(&trial, "p-r", "p-s", &[]);
    let (registrant, supporter): (Registrant, Supporter) = (trial.get("r"), trial.get("s"));
    assert_eq!(registrant.person, supporter.person);
    assert_eq!(trial.all::<Person>().len(), 1);
    assert_eq!(trial.all::<Pairing>()[0].status, PairingStatus::Ended);
    assert_ne!(supporter.status, SupporterStatus::Active);
}

#[test]
fn each_value_is_taken_from_the_record_that_was_chosen() {
    let trial = Trial::new();
    let (one, other) = (
        trial.registrant("r1", "北", 1),
        trial.registrant("r2", "北", 2),
    );
    for (id, mobility, room) in [
        (&one, Mobility::Walks, "居間"),
        (&other, Mobility::CannotMove, "奥の間"),
    ] {
        let registrant: Registrant = trial.get(id.as_str());
        trial.put(&Registrant {
            mobility,
            usual_room: room.into(),
            ..registrant
        });
        trial.put(&Consent {
            // Older than every key of this trial.
            id: format!("00{id}").into(),
            registrant: id.clone(),
            status: if mobility == Mobility::Walks {
                ConsentStatus::Yes
            } else {
                ConsentStatus::No
            },
            ..Consent::default()
        });
    }
    merge(&trial, "p-r1", "p-r2", &["registrant.mobility"]);
    let registrant: Registrant = trial.get(one.as_str());
    assert_eq!(registrant.mobility, Mobility::CannotMove);
    assert_eq!(registrant.usual_room, "居間");
    let newest = trial.all::<Consent>().pop().expect("there are consents");
    assert_eq!(
        newest.status,
        ConsentStatus::Yes,
        "the consent of the one that stays counts, whichever is newer"
    );
}

#[test]
fn whom_somebody_told_apart_is_not_asked_again() {
    let trial = Trial::new();
    for id in ["r1", "r2"] {
        trial.registrant(id, "北", 1);
        let person: Person = trial.get(&format!("p-{id}"));
        trial.put(&Person {
            family_name: "秋田".into(),
            given_name: "一郎".into(),
            name_key: "秋田一郎".into(),
            birth_date: chrono::NaiveDate::from_ymd_opt(1930, 11, 1),
            ..person
        });
    }
    let found: Vec<domain::duplicate::MaybeOne> = trial.ask("duplicates", ());
    assert_eq!(found.len(), 1);
    assert!(!found[0].evidence.is_empty(), "it says why");
    let two = TwoPeople {
        one: found[0].one.person.clone(),
        other: found[0].other.person.clone(),
    };
    trial.act::<()>("tell_apart", two).unwrap();
    let found: Vec<domain::duplicate::MaybeOne> = trial.ask("duplicates", ());
    assert!(found.is_empty());
}
