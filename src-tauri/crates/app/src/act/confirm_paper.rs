//! 訪問の用紙 and 確認はがき: one numbered copy for each block, with those whose facts nobody has looked at for too long.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Months;
use domain::confirmation::{ConfirmPaper, Fact};
use domain::consent::{Consent, YesNo};
use domain::copy::Copy;
use domain::council::{Block, Council};
use domain::id::{BlockId, RegistrantId};
use domain::person::Person;
use domain::registrant::Registrant;
use domain::safety_check::CheckMode;
use domain::sheet::{PrintedCopies, SheetKind};
use store::{Reader, Tx};

use crate::act::safety_check::is_checked;
use crate::act::sheet::last_number;
use crate::ask::confirmation::{Visit, to_visit};
use crate::ask::council::{blocks_in_order, the_council};
use crate::ask::home::number;
use crate::ask::pairing::town::refused;
use crate::ask::registrant::newest_consent;
use crate::failure::Failure;
use crate::host::Scene;

/// Makes the numbered copies of the visit list. They are due back a month later.
pub(crate) fn print_visit_list(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    request: ConfirmPaper,
) -> Result<PrintedCopies, Failure> {
    let parts = parts(tx, scene, &request, &|_| true)?;
    let paper = |block: Option<&Block>, people: Vec<RegistrantId>| {
        let leader = block.map_or("", |block| &block.leader);
        Copy {
            document: SheetKind::VisitList,
            pages: sheets::visit_pages_for(people.len()),
            holder_role: match leader {
                "" => String::new(),
                _ => sheets::holder_role_of_leader(),
            },
            holder: leader.to_owned(),
            due_back_on: scene.today.checked_add_months(Months::new(1)),
            people,
            ..Copy::default()
        }
    };
    hand_out(tx, scene, &the_council(tx)?, parts, &paper)
}

/// Makes the numbered 確認はがき, a card for each person. Each goes to the one it is about, so none is due back; and without
/// a telephone of the council on it nobody could answer.
pub(crate) fn print_confirm_cards(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    request: ConfirmPaper,
) -> Result<PrintedCopies, Failure> {
    let council = the_council(tx)?;
    if council.contact.trim().is_empty() {
        return Err(Failure::not_now("no_telephone_to_answer"));
    }
    let is_asked = |facts: &[Fact]| facts.iter().any(|fact| Fact::ON_A_CARD.contains(fact));
    let mut parts = parts(tx, scene, &request, &is_asked)?;
    let mut undrawable = Vec::new();
    for (_, people) in &mut parts {
        let mut with_address = Vec::new();
        for id in people.drain(..) {
            let person = person_of(tx, &id)?;
            if person.address_raw.trim().is_empty() {
                continue;
            }
            if has_undrawable(&person) {
                undrawable.push(person.name());
            }
            with_address.push(id);
        }
        *people = with_address;
    }
    parts.retain(|(_, people)| !people.is_empty());
    let paper = |_: Option<&Block>, people: Vec<RegistrantId>| Copy {
        document: SheetKind::ConfirmCard,
        pages: number(people.len()),
        holder: sheets::holder_of_cards(),
        purpose: sheets::purpose_of_cards(),
        people,
        ..Copy::default()
    };
    let printed = hand_out(tx, scene, &council, parts, &paper)?;
    Ok(PrintedCopies {
        undrawable,
        ..printed
    })
}

/// Gives each part a copy with the next number and stores them.
fn hand_out(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    council: &Council,
    parts: Vec<Part>,
    paper: &dyn Fn(Option<&Block>, Vec<RegistrantId>) -> Copy,
) -> Result<PrintedCopies, Failure> {
    if parts.is_empty() {
        return Err(Failure::not_now("nobody_to_confirm"));
    }
    let last = last_number(tx)?;
    let mut printed = PrintedCopies {
        first_no: last + 1,
        last_no: last + number(parts.len()),
        ..PrintedCopies::default()
    };
    let mut copies = Vec::new();
    for (no, (block, people)) in (last + 1..).zip(parts) {
        let copy = Copy {
            id: scene.new_id(),
            council: council.id.clone(),
            no,
            scope: match &block {
                Some(block) => block.name.clone(),
                None => sheets::scope_without_block(),
            },
            issued_at: Some(scene.now),
            ..paper(block.as_ref(), people)
        };
        printed.pages += copy.pages;
        printed.people += number(copy.people.len());
        printed.copies.push(copy.id.clone());
        copies.push(Copy {
            block: block.map(|block| block.id),
            ..copy
        });
    }
    // The highest number comes first: `last_number` reads the beginning of the entry.
    for copy in copies.iter().rev() {
        tx.put(copy)?;
    }
    tx.set_subject(council.name.clone());
    Ok(printed)
}

/// The people of one block, or of none.
type Part = (Option<Block>, Vec<RegistrantId>);

/// Returns the people of each wanted block in walking order of whom something is asked; a block where nobody is left gets
/// no paper.
fn parts(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    request: &ConfirmPaper,
    is_asked: &dyn Fn(&[Fact]) -> bool,
) -> Result<Vec<Part>, Failure> {
    let refused = refused(reader.all::<Consent>()?);
    let mut of_block: BTreeMap<Option<BlockId>, Vec<RegistrantId>> = BTreeMap::new();
    for visit in to_visit(reader, scene)? {
        let Visit {
            block,
            registrant,
            facts,
        } = visit;
        if is_asked(&facts) && may_be_visited(reader, &registrant, &refused)? {
            of_block.entry(block).or_default().push(registrant);
        }
    }
    let blocks = blocks_in_order(reader)?.into_iter().map(Some).chain([None]);
    let mut part = |block: Option<Block>| {
        let id = block.as_ref().map(|block| block.id.clone());
        let is_wanted = match (&request.block, request.without_block) {
            (Some(wanted), _) => id.as_ref() == Some(wanted),
            (None, true) => id.is_none(),
            (None, false) => true,
        };
        let people = of_block.remove(&id).filter(|_| is_wanted)?;
        Some((block, people))
    };
    Ok(blocks.filter_map(&mut part).collect())
}

/// Whoever said no stands on no paper in peacetime, unless we may visit all the same.
fn may_be_visited(
    reader: &Reader<'_>,
    id: &RegistrantId,
    refused: &BTreeSet<RegistrantId>,
) -> Result<bool, Failure> {
    let registrant: Registrant = reader.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    let said_no = refused.contains(id) && newest_consent(reader, id)?.may_visit != YesNo::Yes;
    Ok(is_checked(&registrant, CheckMode::Drill, said_no))
}

fn person_of(reader: &Reader<'_>, id: &RegistrantId) -> Result<Person, Failure> {
    let registrant: Registrant = reader.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    let person = reader.get(registrant.person.as_str())?;
    person.ok_or_else(Failure::not_found)
}

/// Whether the address side would show another character than the name has.
fn has_undrawable(person: &Person) -> bool {
    [
        &person.family_name,
        &person.given_name,
        &person.address_raw,
        &person.building,
    ]
    .into_iter()
    .any(|text| !sheets::undrawable_in(text).is_empty())
}
