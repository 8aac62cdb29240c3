//! 完全に消す: everything that names somebody who left goes, in the records and in the journal. There is no way back.

use domain::check_result::CheckResult;
use domain::consent::Consent;
use domain::copy::Copy;
use domain::duplicate::Distinct;
use domain::erase::ErasePerson;
use domain::id::{PersonId, RegistrantId, SupporterId};
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
        holds_no_paper(tx, &supporter.id)?;
        leave_lines(tx, &supporter.id)?;
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
        drop_if_empty(tx, household)?;
    }
    keys.extend(former_records(tx, &person)?);
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
        return Err(Failure::not_now("comparison_before_erase"));
    }
    let name = fold(&person.name());
    let others: Vec<Person> = tx.all()?;
    let is_alone = !others
        .iter()
        .any(|it| it.id != person.id && fold(&it.name()) == name);
    let is_same = |other: &Person| {
        let born = person.birth_date.is_some() && person.birth_date == other.birth_date;
        let lives = fold(&person.address_raw) == fold(&other.address_raw);
        fold(&other.name()) == name && (born || lives)
    };
    for case in tx.all::<ComparisonCase>()? {
        let is_named = is_alone && is_same(&case.draft.person);
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

/// Who holds a paper gives it back first: nobody would know any more where it is.
fn holds_no_paper(tx: &Tx<'_>, id: &SupporterId) -> Result<(), Failure> {
    let copies: Vec<Copy> = tx.find("supporter", id.as_str())?;
    let is_out =
        |copy: &Copy| copy.returned_on.is_none() && copy.destroyed_on.is_none() && !copy.voided;
    match copies.iter().any(is_out) {
        true => Err(Failure::not_now("holds_paper")),
        false => Ok(()),
    }
}

/// The lines of events keep how many supporters there were, not who.
fn leave_lines(tx: &mut Tx<'_>, id: &SupporterId) -> Result<(), Failure> {
    for mut target in tx.all::<CheckTarget>()? {
        let Some(at) = target.supporters.iter().position(|it| it == id) else {
            continue;
        };
        if let Some(name) = target.supporter_names.get_mut(at) {
            *name = word("erased");
            tx.put(&target)?;
        }
    }
    Ok(())
}

/// Records that are gone and were about the same human being: of the same name, and of the same birth or address.
fn former_records(tx: &Tx<'_>, person: &Person) -> Result<Vec<String>, Failure> {
    let name = fold(&person.name());
    let born = person.birth_date.map(|day| day.to_string());
    let lived = fold(&person.address_raw);
    let is_same = |[family, given, birth, address]: [&str; 4]| {
        let was_born = born.as_deref().is_some_and(|born| born == birth);
        let lived_there = !lived.is_empty() && fold(address) == lived;
        fold(&format!("{family}{given}")) == name && (was_born || lived_there)
    };
    Ok(tx.former_keys(person.id.as_str(), &is_same)?)
}

/// The name in every spelling, and the よみ; none that stands in the name of somebody else: the records of others are
/// theirs.
fn words_of(tx: &Tx<'_>, person: &Person) -> Result<Vec<String>, Failure> {
    let others: Vec<Person> = tx.all()?;
    let mut words: Vec<String> = vec![
        person.name(),
        person.name_raw.trim().to_owned(),
        person.name_kana.clone(),
    ];
    let kana = person.name_kana.split_once(' ');
    let name = (person.family_name.as_str(), person.given_name.as_str());
    for (family, given) in kana.into_iter().chain([name]) {
        if !family.is_empty() && !given.is_empty() {
            words.extend(["", " ", "\u{3000}"].map(|space| format!("{family}{space}{given}")));
        }
    }
    // A family name alone, or 林 一, which stands in 林 一郎 too, is no name of one human being.
    let is_whole = |word: &str| match person.given_name.is_empty() {
        true => word.chars().count() > 3,
        false => word.chars().count() > 2,
    };
    let bears = |word: &str, other: &Person| {
        let names = [other.name(), other.name_raw.clone()];
        let is_in = |text: &String| fold(text).contains(&fold(word));
        names.iter().any(is_in) || fold_kana(&other.name_kana).contains(&fold_kana(word))
    };
    words.retain(|word| is_whole(word) && !others.iter().any(|other| bears(word, other)));
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    Ok(words)
}
