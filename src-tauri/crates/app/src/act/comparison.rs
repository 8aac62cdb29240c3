//! Deciding: one case, a whole pile, a row typed right. Everything is kept at once; nothing of the roster changes before the
//! comparison is taken in.

use domain::council::Council;
use domain::id::{ComparisonCaseId, RegistrantId, RosterComparisonId};
use domain::problem::{Problem, Rule};
use domain::registrant::RegistrantDraft;
use domain::roster_comparison::{
    CaseDecided, CaseDecision, CasePile, ComparisonCase, ComparisonPhase, FieldSide, PileDecided,
    PileDecision, RosterComparison, Side, TypedCase,
};
use domain::vault::Continue;
use store::{Reader, Tx};

use crate::act::person::{missing, remake};
use crate::ask::council::the_council;
use crate::failure::Failure;
use crate::file::comparison::cases::{Beside, Row, entries};
use crate::file::comparison::ours;
use crate::host::Scene;

/// The longest reason a case can hold.
const LONGEST: usize = 200;

/// Returns the comparison that is open, if one is.
pub(crate) fn open_comparison(reader: &Reader<'_>) -> Result<Option<RosterComparison>, Failure> {
    let open: Vec<RosterComparison> = reader.find("phase", &ComparisonPhase::Open.code())?;
    Ok(open.into_iter().next())
}

/// Returns the comparison if it is the open one.
pub(crate) fn the_open(
    reader: &Reader<'_>,
    id: &RosterComparisonId,
) -> Result<RosterComparison, Failure> {
    let found: RosterComparison = reader.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    match found.phase {
        ComparisonPhase::Open => Ok(found),
        ComparisonPhase::Finished => Err(Failure::not_now("comparison_finished")),
    }
}

/// Returns the cases of a comparison, in their order.
pub(crate) fn cases_of(
    reader: &Reader<'_>,
    id: &RosterComparisonId,
) -> Result<Vec<ComparisonCase>, Failure> {
    let mut cases: Vec<ComparisonCase> = reader.find("comparison", id.as_str())?;
    cases.sort_by_key(|it| it.position);
    Ok(cases)
}

fn the_case(reader: &Reader<'_>, id: &ComparisonCaseId) -> Result<ComparisonCase, Failure> {
    let case: ComparisonCase = reader.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    the_open(reader, &case.comparison)?;
    Ok(case)
}

/// Decides one case, or takes its decision back.
pub(crate) fn decide_case(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    decided: CaseDecided,
) -> Result<(), Failure> {
    let mut case = the_case(tx, &decided.case)?;
    Failure::unless_none(problems_of(&case, &decided))?;
    case.decision = decided.decision;
    if case.pile == CasePile::SamePerson {
        case.registrant = decided
            .registrant
            .filter(|_| decided.decision == CaseDecision::Same);
    }
    let is_same = decided.decision == CaseDecision::Same;
    case.sides = if is_same { decided.sides } else { Vec::new() };
    case.status = decided.status;
    case.reason = decided.reason.trim().to_owned();
    sign(&mut case, scene);
    tx.set_subject(subject_of(tx, &case)?);
    Ok(tx.put(&case)?)
}

fn problems_of(case: &ComparisonCase, decided: &CaseDecided) -> Vec<Problem> {
    let mut problems = Vec::new();
    let (pile, decision) = (case.pile, decided.decision);
    if !pile.allows(decision) {
        problems.push(Problem::new("decision", Rule::UnknownValue));
    }
    let is_candidate = |id: &RegistrantId| case.candidates.iter().any(|it| it.registrant == *id);
    if decision == CaseDecision::Same
        && pile == CasePile::SamePerson
        && !decided.registrant.as_ref().is_some_and(is_candidate)
    {
        problems.push(Problem::new("registrant", Rule::Missing));
    }
    let reason = decided.reason.trim();
    if decision == CaseDecision::LeaveOut && pile != CasePile::Unreadable && reason.is_empty() {
        problems.push(Problem::new("reason", Rule::Missing));
    }
    if reason.chars().count() > LONGEST {
        problems.push(Problem::with("reason", Rule::TooLong, LONGEST.to_string()));
    }
    if decision == CaseDecision::Leaves && decided.status.is_active() {
        problems.push(Problem::new("status", Rule::Missing));
    }
    problems
}

/// Who decided, and when; nobody where the decision was taken back.
fn sign(case: &mut ComparisonCase, scene: &Scene<'_>) {
    let is_decided = case.decision != CaseDecision::Open;
    case.decided_at = is_decided.then_some(scene.now);
    case.decided_by = match is_decided {
        true => scene.me.name.clone(),
        false => String::new(),
    };
}

/// Returns whose case it is.
fn subject_of(reader: &Reader<'_>, case: &ComparisonCase) -> Result<String, Failure> {
    match (&case.registrant, case.pile) {
        (Some(id), CasePile::Gone) => {
            Ok(crate::ask::comparison::ours_of(reader, id)?.person.name())
        }
        _ => Ok(case.draft.person.name()),
    }
}

/// Decides everything that is open in a pile alike, and answers how many cases that were.
pub(crate) fn decide_pile(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    decided: PileDecided,
) -> Result<u32, Failure> {
    the_open(tx, &decided.comparison)?;
    let decision = decision_of(decided.pile, decided.decision)
        .ok_or_else(|| Failure::problem(Problem::new("decision", Rule::UnknownValue)))?;
    let mut count = 0;
    for mut case in cases_of(tx, &decided.comparison)? {
        if case.pile != decided.pile || !case.is_open() {
            continue;
        }
        case.decision = decision;
        if decided.decision == PileDecision::KeepOurs {
            case.sides = all_ours(&case);
        }
        sign(&mut case, scene);
        tx.put(&case)?;
        count += 1;
    }
    Ok(count)
}

/// What a decision for a pile means for each case; none where somebody has to look at every single one.
fn decision_of(pile: CasePile, decision: PileDecision) -> Option<CaseDecision> {
    match (pile, decision) {
        (CasePile::Unchanged, _) => None,
        (_, PileDecision::Later) => Some(CaseDecision::Later),
        (CasePile::Changed, PileDecision::AsProposed | PileDecision::KeepOurs) => {
            Some(CaseDecision::Same)
        }
        (CasePile::New, PileDecision::AsProposed) => Some(CaseDecision::TakeIn),
        (CasePile::Gone, PileDecision::AsProposed) => Some(CaseDecision::Stay),
        (_, PileDecision::AsProposed | PileDecision::KeepOurs) => None,
    }
}

fn all_ours(case: &ComparisonCase) -> Vec<FieldSide> {
    let fields = case
        .chosen()
        .map_or(&[][..], |chosen| chosen.fields.as_slice());
    let asked = fields.iter().filter(|it| it.asked);
    let ours = asked.map(|it| FieldSide {
        field: it.field,
        side: Side::Ours,
    });
    ours.collect()
}

/// Reads a row that could not be read as it was typed now, and looks anew who it may be. Whether it is somebody of ours is
/// always left to a person.
pub(crate) fn type_case(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    typed: TypedCase,
) -> Result<(), Failure> {
    let before = the_case(tx, &typed.case)?;
    if before.pile != CasePile::Unreadable {
        return Err(Failure::not_now("case_readable"));
    }
    let council: Council = the_council(tx)?;
    let mut draft = RegistrantDraft {
        person: typed.person,
        ..before.draft.clone()
    };
    let mut problems = missing(&draft.person);
    problems.extend(remake(&mut draft.person, None, &council, scene.today));
    Failure::unless_none(problems)?;
    let ours = ours::everybody(tx)?;
    let rows = vec![Row {
        row: before.row.clone(),
        draft,
        block: before.block.clone(),
        problems: Vec::new(),
        readable: true,
    }];
    let found = comparison::compare(&ours::entries(&ours), &entries(&rows), &mut |_| {
        Continue::Yes
    });
    let beside = Beside::new(tx, &ours, &rows)?;
    let mut after = match (rows.first(), found.rows.first()) {
        (Some(row), Some(found)) => beside.case(tx, row, found)?,
        _ => return Err(Failure::fault("comparison: a row without an answer")),
    };
    after.id = before.id;
    after.comparison = before.comparison;
    after.position = before.position;
    if after.pile != CasePile::New {
        after.pile = CasePile::SamePerson;
        after.decision = CaseDecision::Open;
        after.registrant = None;
    }
    tx.set_subject(after.draft.person.name());
    Ok(tx.put(&after)?)
}

/// Ends a comparison without taking anything in.
pub(crate) fn drop_comparison(
    tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    id: RosterComparisonId,
) -> Result<(), Failure> {
    let comparison = the_open(tx, &id)?;
    tx.set_subject(comparison.file_name);
    for case in cases_of(tx, &id)? {
        tx.remove::<ComparisonCase>(case.id.as_str())?;
    }
    Ok(tx.remove::<RosterComparison>(id.as_str())?)
}
