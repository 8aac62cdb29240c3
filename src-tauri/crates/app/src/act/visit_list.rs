//! 訪問の用紙: one numbered copy for each block, with those whose facts nobody has looked at for too long.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Months;
use domain::confirmation::PrintVisitList;
use domain::consent::{Consent, YesNo};
use domain::copy::Copy;
use domain::council::Block;
use domain::id::{BlockId, RegistrantId};
use domain::registrant::Registrant;
use domain::safety_check::CheckMode;
use domain::sheet::{PrintedCopies, SheetKind};
use store::{Reader, Tx};

use crate::act::safety_check::is_checked;
use crate::act::sheet::last_number;
use crate::ask::confirmation::to_visit;
use crate::ask::council::{blocks_in_order, the_council};
use crate::ask::pairing::town::refused;
use crate::ask::registrant::newest_consent;
use crate::failure::Failure;
use crate::host::Scene;

/// Makes the numbered copies. They are due back a month later.
pub(crate) fn print_visit_list(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    request: PrintVisitList,
) -> Result<PrintedCopies, Failure> {
    let council = the_council(tx)?;
    let last = last_number(tx)?;
    let mut printed = PrintedCopies {
        first_no: last + 1,
        ..PrintedCopies::default()
    };
    let mut copies = Vec::new();
    let mut no = last;
    for (block, people) in parts(tx, scene, &request)? {
        no += 1;
        let leader = block.as_ref().map(|block| block.leader.clone());
        let copy = Copy {
            id: scene.new_id(),
            council: council.id.clone(),
            no,
            document: SheetKind::VisitList,
            scope: match &block {
                Some(block) => block.name.clone(),
                None => sheets::scope_without_block(),
            },
            block: block.map(|block| block.id),
            pages: sheets::visit_pages_for(people.len()),
            holder_role: match leader.as_deref() {
                None | Some("") => String::new(),
                Some(_) => sheets::holder_role_of_leader(),
            },
            holder: leader.unwrap_or_default(),
            issued_at: Some(scene.now),
            due_back_on: scene.today.checked_add_months(Months::new(1)),
            people,
            ..Copy::default()
        };
        printed.pages += copy.pages;
        printed.people += crate::ask::home::number(copy.people.len());
        printed.copies.push(copy.id.clone());
        copies.push(copy);
    }
    printed.last_no = no;
    if copies.is_empty() {
        return Err(Failure::not_now("nobody_to_check"));
    }
    // The highest number comes first: `last_number` reads the beginning of the entry.
    for copy in copies.iter().rev() {
        tx.put(copy)?;
    }
    tx.set_subject(council.name);
    Ok(printed)
}

/// The people of one block, or of none.
type Part = (Option<Block>, Vec<RegistrantId>);

/// Returns the people of each wanted block in walking order; a block where nobody is left gets no paper.
fn parts(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    request: &PrintVisitList,
) -> Result<Vec<Part>, Failure> {
    let refused = refused(reader.all::<Consent>()?);
    let mut of_block: BTreeMap<Option<BlockId>, Vec<RegistrantId>> = BTreeMap::new();
    for (block, registrant) in to_visit(reader, scene)? {
        if may_be_visited(reader, &registrant, &refused)? {
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
