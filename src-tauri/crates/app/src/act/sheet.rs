//! 用紙: printing makes numbered copies. What is on them is fixed here, so that a sheet can be typed back by its number.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::copy::Copy;
use domain::council::Block;
use domain::date::{DayOf, read_date};
use domain::history::HistoryFilter;
use domain::id::{BlockId, SupporterId};
use domain::kind::Kind;
use domain::problem::Problem;
use domain::safety_check::{CheckPhase, CheckTarget, SafetyCheck};
use domain::sheet::{PrintCheckSheets, PrintedCopies, SheetKind, SheetSplit};
use store::{Reader, Tx};

use crate::act::safety_check::freeze_roster;
use crate::ask::council::{blocks_in_order, the_council};
use crate::failure::Failure;
use crate::host::Scene;

/// Makes the numbered copies of an event; before its start the roster is frozen by it.
pub(crate) fn print_check_sheets(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    request: PrintCheckSheets,
) -> Result<PrintedCopies, Failure> {
    let id = request.safety_check.as_str();
    let check: SafetyCheck = tx.get(id)?.ok_or_else(Failure::not_found)?;
    if check.phase == CheckPhase::Closed {
        return Err(Failure::not_now("check_closed"));
    }
    let due_back = due_back(&request.due_back, &check, scene)?;
    // The roster is frozen whole whoever prints; on paper comes who is seen.
    let roster = freeze_roster(&tx.whole(), scene, &check)?;
    let mut targets = wanted(roster.targets.clone(), &request);
    targets.retain(|target| scene.me.sees(target.block.as_ref()));
    if targets.is_empty() {
        return Err(Failure::not_now("nobody_to_check"));
    }
    let council = the_council(tx)?;
    let parts = match request.split {
        SheetSplit::ByBlock => by_block(&targets, &blocks_in_order(tx)?),
        SheetSplit::BySupporter => by_supporter(&targets, request.supporter.as_ref()),
        SheetSplit::Whole => vec![Part {
            scope: sheets::scope_of_whole(&council.name),
            lines: targets.iter().collect(),
            ..Part::default()
        }],
    };
    let last = last_number(tx)?;
    let mut printed = PrintedCopies {
        first_no: last + 1,
        ..PrintedCopies::default()
    };
    let mut copies = Vec::new();
    for (no, part) in (last + 1..).zip(parts) {
        let copy = Copy {
            id: scene.new_id(),
            council: council.id.clone(),
            no,
            safety_check: Some(request.safety_check.clone()),
            issued_at: Some(scene.now),
            due_back_on: due_back,
            ..part.into_copy()
        };
        printed.last_no = no;
        printed.pages += copy.pages;
        printed.copies.push(copy.id.clone());
        copies.push(copy);
    }
    // The highest number comes first and before the roster: `last_number` reads the beginning of the entry.
    for copy in copies.iter().rev() {
        tx.put(copy)?;
    }
    roster.save(tx)?;
    printed.people = u32::try_from(targets.len()).unwrap_or(u32::MAX);
    printed.undrawable = undrawable(&targets);
    tx.set_subject(check.name);
    Ok(printed)
}

/// Returns the highest number any paper ever had. Taking back a print does not take back the paper: its number never comes
/// again, or two papers would be typed back as one. The history shows only the beginning of a long entry.
pub(crate) fn last_number(reader: &Reader<'_>) -> Result<u32, Failure> {
    let copies: Vec<Copy> = reader.whole().all()?;
    let mut last = copies.iter().map(|copy| copy.no).max().unwrap_or(0);
    for call in [
        "print_check_sheets",
        "save_change_list",
        "print_visit_list",
        "print_confirm_cards",
        "export_list",
        "save_management_report",
        "save_incident_pack",
    ] {
        let prints = HistoryFilter {
            call: call.into(),
            limit: u32::MAX,
            ..HistoryFilter::default()
        };
        for line in reader.history(&prints)?.lines {
            for change in reader.history_entry(&line.entry)?.fields {
                if change.kind == Kind::Copy && change.field == "no" {
                    let no = change.after.parse().unwrap_or(0);
                    last = last.max(no);
                }
            }
        }
    }
    Ok(last)
}

fn undrawable(targets: &[CheckTarget]) -> Vec<String> {
    let names = targets.iter().filter(|target| has_undrawable(target));
    names.map(|target| target.name.clone()).collect()
}

fn has_undrawable(target: &CheckTarget) -> bool {
    [
        &target.name,
        &target.kana,
        &target.address,
        &target.building,
    ]
    .into_iter()
    .any(|text| !sheets::undrawable_in(text).is_empty())
}

/// Reads the day the papers are due; the day of the event if nothing was typed.
fn due_back(
    typed: &str,
    check: &SafetyCheck,
    scene: &Scene<'_>,
) -> Result<Option<NaiveDate>, Failure> {
    match typed.trim() {
        "" => Ok(check.planned_on.or(Some(scene.today))),
        typed => due_back_on(typed, scene),
    }
}

/// Reads a typed day a copy is due.
pub(crate) fn due_back_on(typed: &str, scene: &Scene<'_>) -> Result<Option<NaiveDate>, Failure> {
    let reading = read_date(typed, scene.today, DayOf::Event);
    match (reading.date, reading.problem) {
        (Some(date), _) => Ok(Some(date)),
        (None, Some(problem)) => Err(Failure::problem(Problem {
            field: "due_back".into(),
            ..problem
        })),
        (None, None) => Err(Failure::problem(Problem::new(
            "due_back",
            domain::problem::Rule::TwoReadings,
        ))),
    }
}

/// Leaves out who is not to stand on these copies.
fn wanted(targets: Vec<CheckTarget>, request: &PrintCheckSheets) -> Vec<CheckTarget> {
    let of_block = |target: &CheckTarget| request.block.is_none() || target.block == request.block;
    let of_supporter = |target: &CheckTarget| {
        request
            .supporter
            .as_ref()
            .is_none_or(|supporter| target.supporters.contains(supporter))
    };
    targets
        .into_iter()
        .filter(|target| of_block(target) && of_supporter(target))
        .collect()
}

/// What one copy holds, before it has a number.
#[derive(Default)]
struct Part<'a> {
    scope: String,
    block: Option<BlockId>,
    supporter: Option<SupporterId>,
    holder: String,
    holder_role: String,
    lines: Vec<&'a CheckTarget>,
}

impl Part<'_> {
    fn into_copy(self) -> Copy {
        // Somebody may be on the roster once only, but a copy names everybody once whatever happens.
        let people: BTreeSet<_> = self
            .lines
            .iter()
            .map(|target| target.registrant.clone())
            .collect();
        Copy {
            document: SheetKind::CheckSheet,
            pages: sheets::pages_for(self.lines.len()),
            lines: self.lines.iter().map(|target| target.id.clone()).collect(),
            people: people.into_iter().collect(),
            scope: self.scope,
            block: self.block,
            supporter: self.supporter,
            holder: self.holder,
            holder_role: self.holder_role,
            ..Copy::default()
        }
    }
}

/// One part for each block in the walking order of the council; people in no block come last.
fn by_block<'a>(targets: &'a [CheckTarget], blocks: &[Block]) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    let mut place: BTreeMap<Option<&BlockId>, usize> = BTreeMap::new();
    for target in targets {
        let index = *place.entry(target.block.as_ref()).or_insert_with(|| {
            parts.push(part_of_block(target, blocks));
            parts.len() - 1
        });
        if let Some(part) = parts.get_mut(index) {
            part.lines.push(target);
        }
    }
    parts.sort_by_key(|part| part.block.is_none());
    parts
}

fn part_of_block<'a>(target: &CheckTarget, blocks: &[Block]) -> Part<'a> {
    let Some(id) = &target.block else {
        return Part {
            scope: sheets::scope_without_block(),
            ..Part::default()
        };
    };
    let leader = blocks
        .iter()
        .find(|block| block.id == *id)
        .map(|block| block.leader.clone())
        .unwrap_or_default();
    Part {
        scope: target.block_name.clone(),
        block: Some(id.clone()),
        holder_role: if leader.is_empty() {
            String::new()
        } else {
            sheets::holder_role_of_leader()
        },
        holder: leader,
        ..Part::default()
    }
}

/// One part for each supporter, in the order they are met on the walk; people nobody looks after come last.
/// Whoever has two supporters stands on the papers of both.
fn by_supporter<'a>(targets: &'a [CheckTarget], only: Option<&SupporterId>) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    let mut place: BTreeMap<&SupporterId, usize> = BTreeMap::new();
    let mut nobody = Vec::new();
    for target in targets {
        if target.supporters.is_empty() {
            nobody.push(target);
        }
        for (rank, supporter) in target.supporters.iter().enumerate() {
            if only.is_some_and(|only| only != supporter) {
                continue;
            }
            let name = target.supporter_names.get(rank).map_or("", String::as_str);
            let index = *place.entry(supporter).or_insert_with(|| {
                parts.push(part_of_supporter(supporter, name));
                parts.len() - 1
            });
            if let Some(part) = parts.get_mut(index) {
                part.lines.push(target);
            }
        }
    }
    if !nobody.is_empty() {
        parts.push(Part {
            scope: sheets::scope_of_nobody(),
            lines: nobody,
            ..Part::default()
        });
    }
    parts
}

fn part_of_supporter<'a>(supporter: &SupporterId, name: &str) -> Part<'a> {
    Part {
        scope: sheets::scope_of_supporter(name),
        supporter: Some(supporter.clone()),
        holder: name.to_owned(),
        holder_role: sheets::holder_role_of_supporter(),
        ..Part::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(id: &str, block: &str, supporters: &[&str]) -> CheckTarget {
        CheckTarget {
            id: id.to_owned().into(),
            registrant: format!("r{id}").into(),
            block: (!block.is_empty()).then(|| block.to_owned().into()),
            block_name: block.into(),
            supporters: supporters
                .iter()
                .map(|id| (*id).to_owned().into())
                .collect(),
            supporter_names: supporters.iter().map(|id| format!("支援者{id}")).collect(),
            ..CheckTarget::default()
        }
    }

    fn lines(parts: &[Part<'_>]) -> Vec<(String, Vec<String>)> {
        parts
            .iter()
            .map(|part| {
                (
                    part.scope.clone(),
                    part.lines.iter().map(|line| line.id.0.clone()).collect(),
                )
            })
            .collect()
    }

    #[test]
    fn every_person_stands_on_the_copy_of_the_own_block_once() {
        let targets = [
            target("1", "北", &[]),
            target("2", "", &[]),
            target("3", "南", &[]),
            target("4", "北", &[]),
        ];
        let blocks = [Block {
            id: "北".to_owned().into(),
            leader: "土屋 実".into(),
            ..Block::default()
        }];
        let parts = by_block(&targets, &blocks);
        let expected = [
            ("北", vec!["1", "4"]),
            ("南", vec!["3"]),
            ("班なしの人", vec!["2"]),
        ];
        let expected: Vec<(String, Vec<String>)> = expected
            .into_iter()
            .map(|(scope, ids)| {
                (
                    scope.to_owned(),
                    ids.into_iter().map(String::from).collect(),
                )
            })
            .collect();
        assert_eq!(lines(&parts), expected);
        assert_eq!(parts[0].holder, "土屋 実");
    }

    #[test]
    fn whoever_has_two_supporters_stands_on_both_papers() {
        let targets = [
            target("1", "北", &["a", "b"]),
            target("2", "北", &["b"]),
            target("3", "北", &[]),
        ];
        let parts = by_supporter(&targets, None);
        let ids: Vec<Vec<String>> = lines(&parts).into_iter().map(|(_, ids)| ids).collect();
        assert_eq!(ids, [vec!["1"], vec!["1", "2"], vec!["3"]]);
        let only = by_supporter(&targets, Some(&"b".to_owned().into()));
        assert_eq!(only[0].lines.len(), 2);
    }

    #[test]
    fn a_copy_counts_its_pages_and_its_people() {
        let targets: Vec<CheckTarget> =
            (0..13).map(|n| target(&n.to_string(), "北", &[])).collect();
        let copy = by_block(&targets, &[]).remove(0).into_copy();
        assert_eq!(
            (copy.pages, copy.lines.len(), copy.people.len()),
            (2, 13, 13)
        );
    }
}
