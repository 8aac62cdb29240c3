//! 完全に消す: everything that names somebody who left goes, in the records and in the journal. There is no way back.

use domain::check_result::CheckResult;
use domain::consent::Consent;
use domain::duplicate::Distinct;
use domain::erase::ErasePerson;
use domain::id::{PersonId, RegistrantId};
use domain::kind::Record;
use domain::name::{fold, fold_kana};
use domain::pairing::{Exclusion, Pairing};
use domain::person::Person;
use domain::problem::{Problem, Rule};
use domain::registrant::{Registrant, RegistrantStatus};
use domain::roster_comparison::{ComparisonCase, ComparisonPhase, RosterComparison};
use domain::safety_check::{CheckPhase, CheckTarget, SafetyCheck};
use domain::supporter::Supporter;
use domain::task::Task;
use domain::vault::Done;
use serde_json::json;
use store::{Names, Tx};

use crate::act::household::drop_if_empty;
use crate::act::safety_check::roster::word;
use crate::ask::erase::{Leaver, leaver};
use crate::failure::Failure;
use crate::host::Scene;
use crate::program::{Program, done, note_of};

/// Erases somebody who left.
pub(crate) fn erase_person(program: &Program, request: ErasePerson) -> Result<Done<()>, Failure> {
    if request.typed_word.trim() != word("erase_word") {
        let wrong = Problem::new("typed_word", Rule::Unreadable);
        return Err(Failure::problem(wrong));
    }
    program.with_book(|book, scene| {
        let note = note_of("erase_person", json!({ "people": 1 }), String::new(), scene);
        let written = book.erase(note, |tx| {
            Ok::<_, Failure>(((), take_away(tx, scene, &request.person)?))
        })?;
        let answer = done(written);
        // Nothing that could be taken back is told.
        Ok(Done {
            entry: None,
            ..answer
        })
    })
}

/// Takes the records of a person away and returns what still names them.
fn take_away(tx: &mut Tx<'_>, scene: &Scene<'_>, id: &PersonId) -> Result<Names, Failure> {
    let Leaver {
        person,
        registrants,
        supporters,
    } = leaver(tx, id)?;
    let mut keys = vec![person.id.0.clone()];
    for registrant in registrants {
        keys.push(registrant.id.0.clone());
        leave_comparisons(tx, &registrant.id, &person, &mut keys)?;
        blank_targets(tx, &registrant.id, &mut keys)?;
        let id = registrant.id.as_str();
        remove_all::<Consent>(tx, "registrant", id, &mut keys)?;
        remove_all::<Pairing>(tx, "registrant", id, &mut keys)?;
        remove_all::<Exclusion>(tx, "registrant", id, &mut keys)?;
        remove_all::<Task>(tx, "registrant", id, &mut keys)?;
        tx.put(&Registrant {
            id: registrant.id.clone(),
            person: person.id.clone(),
            council: registrant.council.clone(),
            status: RegistrantStatus::Erased,
            status_date: Some(scene.today),
            ..Registrant::default()
        })?;
    }
    for supporter in supporters {
        let id = supporter.id.as_str();
        remove_all::<Pairing>(tx, "supporter", id, &mut keys)?;
        remove_all::<Exclusion>(tx, "supporter", id, &mut keys)?;
        remove_all::<Task>(tx, "supporter", id, &mut keys)?;
        tx.remove::<Supporter>(id)?;
        keys.push(id.to_owned());
    }
    remove_all::<Distinct>(tx, "one", id.as_str(), &mut keys)?;
    remove_all::<Distinct>(tx, "other", id.as_str(), &mut keys)?;
    tx.put(&Person {
        id: person.id.clone(),
        ..Person::default()
    })?;
    if let Some(household) = &person.household {
        keys.push(household.0.clone());
        drop_if_empty(tx, household)?;
    }
    Ok(Names {
        words: words_of(tx, &person)?,
        keys,
        instead: word("erased"),
    })
}

/// Removes the records of one kind that belong to somebody.
fn remove_all<R: Record>(
    tx: &mut Tx<'_>,
    column: &str,
    id: &str,
    keys: &mut Vec<String>,
) -> Result<(), Failure> {
    for record in tx.find::<R>(column, id)? {
        tx.remove::<R>(record.key())?;
        keys.push(record.key().to_owned());
    }
    Ok(())
}

/// What was counted in an event stays counted; nobody can be told by it.
fn blank_targets(
    tx: &mut Tx<'_>,
    id: &RegistrantId,
    keys: &mut Vec<String>,
) -> Result<(), Failure> {
    for target in tx.find::<CheckTarget>("registrant", id.as_str())? {
        let check: Option<SafetyCheck> = tx.get(target.safety_check.as_str())?;
        if check.is_some_and(|check| check.phase == CheckPhase::Running) {
            return Err(Failure::not_now("check_running"));
        }
        for result in tx.find::<CheckResult>("target", target.id.as_str())? {
            keys.push(result.id.0.clone());
            tx.put(&CheckResult {
                moved_to: String::new(),
                note: String::new(),
                ..result
            })?;
        }
        keys.push(target.id.0.clone());
        tx.put(&CheckTarget {
            name: word("erased"),
            kana: String::new(),
            address: String::new(),
            building: String::new(),
            care: String::new(),
            phone: String::new(),
            ..target
        })?;
    }
    Ok(())
}

/// The rows of lists that were compared go with the person they named. One that is being decided is decided first.
fn leave_comparisons(
    tx: &mut Tx<'_>,
    id: &RegistrantId,
    person: &Person,
    keys: &mut Vec<String>,
) -> Result<(), Failure> {
    let comparisons: Vec<RosterComparison> = tx.all()?;
    if comparisons
        .iter()
        .any(|it| it.phase == ComparisonPhase::Open)
    {
        return Err(Failure::not_now("comparison_open"));
    }
    let name = fold(&person.name());
    let others: Vec<Person> = tx.all()?;
    let is_alone = !others
        .iter()
        .any(|it| it.id != person.id && fold(&it.name()) == name);
    for case in tx.all::<ComparisonCase>()? {
        let is_named = is_alone && fold(&case.draft.person.name()) == name;
        if case.registrant.as_ref() == Some(id) || is_named {
            tx.remove::<ComparisonCase>(case.id.as_str())?;
            keys.push(case.id.0.clone());
        } else if case.candidates.iter().any(|it| it.registrant == *id) {
            let mut case = case;
            case.candidates.retain(|it| it.registrant != *id);
            tx.put(&case)?;
        }
    }
    Ok(())
}

/// The name in every spelling, and the よみ; none where it stands in the name of somebody else: the records of others are
/// theirs.
fn words_of(tx: &Tx<'_>, person: &Person) -> Result<Vec<String>, Failure> {
    let others: Vec<Person> = tx.all()?;
    let spelled = |first: &str, second: &str| {
        ["", " ", "\u{3000}"].map(|space| format!("{first}{space}{second}"))
    };
    let mut words: Vec<String> = Vec::new();
    // 林 一 stands in 林 一郎 too.
    let name = fold(&person.name());
    let bears_name = |other: &Person| fold(&other.name()).contains(&name);
    let is_full = !person.family_name.is_empty() && !person.given_name.is_empty();
    if is_full && !others.iter().any(bears_name) {
        words.extend(spelled(&person.family_name, &person.given_name));
        words.push(person.name_raw.trim().to_owned());
    }
    let kana = fold_kana(&person.name_kana);
    let bears_kana = |other: &Person| fold_kana(&other.name_kana).contains(&kana);
    if let Some((family, given)) = person.name_kana.split_once(' ')
        && !others.iter().any(bears_kana)
    {
        words.extend(spelled(family, given));
        words.push(kana.clone());
    }
    words.retain(|word| word.chars().count() > 2);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    Ok(words)
}
