//! Decisions become records: all of them in one act, so that the whole list can be taken back.

use std::collections::BTreeSet;

use comparison::{Entry, is_still, take_over, value};
use domain::address::address_key;
use domain::council::{Block, Council};
use domain::id::{RegistrantId, RosterComparisonId};
use domain::registrant::{RegistrantDraft, RegistrantStatus, StatusSource};
use domain::roster_comparison::{
    CaseDecision, CasePile, ComparisonCase, ComparisonCounts, ComparisonPhase, RosterComparison,
    Side,
};
use domain::roster_import::{ListContent, RosterImport};
use domain::task::{Task, TaskKind};
use store::Tx;

use crate::act::block::by_association;
use crate::act::comparison::{cases_of, the_open};
use crate::act::household::{drop_if_empty, household_left};
use crate::act::person::{block_of, fill};
use crate::act::registrant::end_pairings;
use crate::ask::comparison::ours_of;
use crate::ask::council::{blocks_in_order, the_council};
use crate::ask::home::number;
use crate::failure::Failure;
use crate::file::comparison::cases::address_of;
use crate::file::comparison::ours::named_by;
use crate::file::comparison::put_new;
use crate::host::Scene;

/// What is the same for every case.
struct Finish<'a> {
    scene: &'a Scene<'a>,
    council: Council,
    blocks: Vec<Block>,
    import: RosterImport,
    tasks: Vec<Task>,
    counts: ComparisonCounts,
}

/// Takes in what was decided. `step` is told how many cases are done.
pub(super) fn finish(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    id: &RosterComparisonId,
    step: &mut dyn FnMut(usize, usize) -> Result<(), Failure>,
) -> Result<ComparisonCounts, Failure> {
    let mut comparison = the_open(tx, id)?;
    let mut cases = cases_of(tx, id)?;
    let council = the_council(tx)?;
    let mut finish = Finish {
        blocks: blocks_in_order(tx)?,
        import: import_of(scene, &council, &comparison),
        scene,
        council,
        tasks: Vec::new(),
        counts: ComparisonCounts {
            rows: comparison.rows,
            ..ComparisonCounts::default()
        },
    };
    tx.set_subject(comparison.file_name.clone());
    let total = cases.len();
    for (done, case) in cases.iter_mut().enumerate() {
        step(done, total)?;
        finish.case(tx, case)?;
    }
    finish.nobodys(tx, &cases, &comparison)?;
    let Finish {
        mut import,
        tasks,
        mut counts,
        ..
    } = finish;
    counts.tasks = number(tasks.len());
    (import.taken, import.rejected) = (counts.taken, counts.rejected);
    comparison.phase = ComparisonPhase::Finished;
    comparison.finished_at = Some(scene.now);
    comparison.finished_by.clone_from(&scene.me.name);
    comparison.roster_import = Some(import.id.clone());
    comparison.counts = counts.clone();
    tx.put(&import)?;
    for task in &tasks {
        tx.put(task)?;
    }
    tx.put(&comparison)?;
    Ok(counts)
}

fn import_of(scene: &Scene<'_>, council: &Council, comparison: &RosterComparison) -> RosterImport {
    RosterImport {
        id: scene.new_id(),
        council: council.id.clone(),
        content: ListContent::Registrants,
        file_name: comparison.file_name.clone(),
        file_hash: comparison.file_hash.clone(),
        encoding: comparison.encoding.clone(),
        as_of: comparison.as_of,
        received_at: Some(scene.now),
        from_office: comparison.from_office.clone(),
        medium: comparison.medium,
        rows: comparison.rows,
        ..RosterImport::default()
    }
}

impl Finish<'_> {
    fn case(&mut self, tx: &mut Tx<'_>, case: &mut ComparisonCase) -> Result<(), Failure> {
        if case.pile == CasePile::Gone {
            return self.gone(tx, case);
        }
        match case.decision {
            CaseDecision::Same => self.same(tx, case)?,
            CaseDecision::TakeIn => self.take_in(tx, case)?,
            CaseDecision::LeaveOut => self.counts.rejected += 1,
            CaseDecision::AskCity => self.held(case, TaskKind::AskCity),
            CaseDecision::Open
            | CaseDecision::Later
            | CaseDecision::Stay
            | CaseDecision::Leaves => self.held(case, TaskKind::LeftUndecided),
        }
        Ok(())
    }

    /// The city's values where they were chosen, unless ours was changed since the comparison began.
    fn same(&mut self, tx: &mut Tx<'_>, case: &ComparisonCase) -> Result<(), Failure> {
        let Some(id) = case.registrant.clone() else {
            self.held(case, TaskKind::LeftUndecided);
            return Ok(());
        };
        let before = ours_of(tx, &id)?;
        let mut after = before.clone();
        let city = Entry {
            draft: &case.draft,
            block: &case.block,
        };
        let mut left = false;
        for field in case.chosen().map_or(&[][..], |it| it.fields.as_slice()) {
            let ours = Entry {
                draft: &before,
                block: "",
            };
            match case.side_of(field) {
                Side::Ours => {}
                Side::City if is_still(&field.ours, &value(&ours, field.field)) => {
                    take_over(&mut after, &city, field.field);
                }
                Side::City | Side::Later => left |= field.asked,
            }
        }
        if before.registrant.status.has_left() {
            after.registrant.status = RegistrantStatus::Registered;
            after.registrant.status_source = StatusSource::CityList;
            after.registrant.status_date = Some(self.scene.today);
        }
        if left {
            self.task(
                TaskKind::LeftUndecided,
                Some(&id),
                text_of(&before, &case.reason),
            );
        }
        if self.put_changed(tx, &before, after)? {
            self.counts.changed += 1;
        }
        self.taken(case, &id);
        Ok(())
    }

    fn put_changed(
        &self,
        tx: &mut Tx<'_>,
        before: &RegistrantDraft,
        mut after: RegistrantDraft,
    ) -> Result<bool, Failure> {
        if after == *before {
            return Ok(false);
        }
        let person = &mut after.person;
        fill(person, &self.council, self.scene.today);
        // Who lives elsewhere now belongs to another block.
        if address_key(&person.address) != address_key(&before.person.address) {
            person.block = block_of(&self.blocks, person);
        }
        person.leave_home_of(&before.person);
        let home = household_left(Some(&before.person), person);
        tx.put(person)?;
        if let Some(home) = home {
            drop_if_empty(tx, &home)?;
        }
        tx.put(&after.registrant)?;
        if after.consent != before.consent {
            // A new answer is a new record, so that it stays known who had agreed to what until when.
            after.consent.id = self.scene.new_id();
            after.consent.registrant = after.registrant.id.clone();
            tx.put(&after.consent)?;
        }
        Ok(true)
    }

    fn take_in(&mut self, tx: &mut Tx<'_>, case: &mut ComparisonCase) -> Result<(), Failure> {
        let mut draft = case.draft.clone();
        let person = &mut draft.person;
        if !case.block.is_empty() {
            // The 班 stays beside its 自治会, so that blocks can be made of it.
            person.association = format!("{} {}", person.association, case.block)
                .trim()
                .to_owned();
        }
        fill(person, &self.council, self.scene.today);
        person.id = self.scene.new_id();
        person.block =
            by_association(&self.blocks, person).or_else(|| block_of(&self.blocks, person));
        let id = put_new(tx, self.scene, draft)?;
        self.counts.new += 1;
        self.taken(case, &id);
        case.registrant = Some(id);
        Ok(tx.put(case)?)
    }

    fn gone(&mut self, tx: &mut Tx<'_>, case: &ComparisonCase) -> Result<(), Failure> {
        let Some(id) = &case.registrant else {
            return Ok(());
        };
        let ours = ours_of(tx, id)?;
        if case.decision != CaseDecision::Leaves {
            self.counts.stayed += 1;
            self.task(
                TaskKind::NotOnCityList,
                Some(id),
                text_of(&ours, &case.reason),
            );
            return Ok(());
        }
        let mut registrant = ours.registrant;
        registrant.status = case.status;
        registrant.status_source = StatusSource::CityList;
        registrant.status_date = Some(self.scene.today);
        tx.put(&registrant)?;
        if case.status.has_left() {
            end_pairings(tx, "registrant", id.as_str(), self.scene.today)?;
        }
        self.counts.left += 1;
        Ok(())
    }

    /// Who might have been a row and turned out to be none of them is not named by the list either.
    fn nobodys(
        &mut self,
        tx: &mut Tx<'_>,
        cases: &[ComparisonCase],
        comparison: &RosterComparison,
    ) -> Result<(), Failure> {
        let settled: BTreeSet<&RegistrantId> = cases
            .iter()
            .filter_map(|it| it.registrant.as_ref())
            .collect();
        let decided = |it: &&ComparisonCase| it.pile == CasePile::SamePerson;
        let maybe: BTreeSet<&RegistrantId> = cases
            .iter()
            .filter(decided)
            .flat_map(|case| case.candidates.iter().map(|it| &it.registrant))
            .filter(|id| !settled.contains(id))
            .collect();
        let open: BTreeSet<&RegistrantId> = cases
            .iter()
            .filter(|it| matches!(it.decision, CaseDecision::Open | CaseDecision::Later))
            .flat_map(|case| case.candidates.iter().map(|it| &it.registrant))
            .collect();
        let named = named_by(tx, &comparison.from_office)?;
        for id in maybe {
            let ours = ours_of(tx, id)?;
            if ours.registrant.status.has_left() || open.contains(id) || !named.contains(id) {
                continue;
            }
            self.counts.stayed += 1;
            self.task(TaskKind::NotOnCityList, Some(id), text_of(&ours, ""));
        }
        Ok(())
    }

    fn taken(&mut self, case: &ComparisonCase, id: &RegistrantId) {
        self.counts.taken += 1;
        self.import.row_of.insert(case.row.clone(), id.0.clone());
    }

    fn held(&mut self, case: &ComparisonCase, kind: TaskKind) {
        self.counts.held += 1;
        self.task(kind, None, text_of(&case.draft, &case.reason));
    }

    fn task(&mut self, kind: TaskKind, registrant: Option<&RegistrantId>, text: String) {
        self.tasks.push(Task {
            id: self.scene.new_id(),
            kind,
            registrant: registrant.cloned(),
            roster_import: Some(self.import.id.clone()),
            text,
            created_at: Some(self.scene.now),
            ..Task::default()
        });
    }
}

/// Returns who it is, for the person who will look into it; and why, where somebody said.
fn text_of(draft: &RegistrantDraft, reason: &str) -> String {
    let who = format!("{}（{}）", draft.person.name(), address_of(draft));
    match reason {
        "" => who,
        reason => format!("{who} {reason}"),
    }
}
