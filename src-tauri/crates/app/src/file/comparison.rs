//! 照合: a list is laid beside ours and kept case by case; when everything is decided it is taken in as one act.

pub(crate) mod cases;
mod change_list;
mod finish;
pub(crate) mod ours;

use domain::consent::Consent;
use domain::id::{RegistrantId, RosterComparisonId};
use domain::intake::{Draft, ReadRow};
use domain::person::Person;
use domain::registrant::{Registrant, RegistrantDraft};
use domain::roster_comparison::{
    BeginComparison, ComparisonCounts, ComparisonPhase, RosterComparison,
};
use domain::roster_import::ListContent;
use domain::vault::{Continue, Done};
use exchange::ListRead;
use store::{Reader, Tx};

use crate::act::comparison::open_comparison;
use crate::act::person::fill;
use crate::ask::council::the_council;
use crate::ask::home::number;
use crate::failure::{Code, Failure};
use crate::file::backup::before_risk;
use crate::file::comparison::cases::{Beside, Row};
pub(crate) use crate::file::comparison::change_list::save_change_list;
use crate::file::intake::memory::Reading;
use crate::file::intake::{Chosen, chosen, hash_of, read};
use crate::host::Scene;
use crate::program::Program;

/// Lays a list of the city beside ours and keeps every case. Nothing of the roster changes.
pub(crate) fn begin_comparison(
    program: &Program,
    request: BeginComparison,
) -> Result<Done<RosterComparisonId>, Failure> {
    let under_way = program.work().begin("comparison")?;
    program.read(|reader, _scene| none_open(reader))?;
    let chosen = chosen(program, &request.list)?;
    let list = read(program, &chosen, &request.list, &under_way)?;
    if list.content != ListContent::Registrants {
        return Err(Failure::not_now("comparison_of_registrants"));
    }
    let mut comparison = comparison_of(&chosen, &list, &request);
    let reading = Reading::of(&list, &request.list.sender);
    let ours = program.read(|reader, _scene| ours::everybody(reader))?;
    let rows = program.read(|reader, scene| rows_of(reader, scene, list))?;
    let mut progress = |progress| under_way.take(&progress);
    let found = comparison::compare(&ours::entries(&ours), &cases::entries(&rows), &mut progress);
    if found.stopped {
        return Err(Failure::of(Code::Cancelled));
    }
    let noted = serde_json::to_value(&request)
        .map_err(|error| Failure::fault(&format!("comparison: {error}")))?;
    program.write("begin_comparison", noted, |tx, scene| {
        none_open(tx)?;
        tx.set_subject(comparison.file_name.clone());
        reading.keep(tx, scene)?;
        comparison.id = scene.new_id();
        comparison.council = the_council(tx)?.id;
        comparison.began_at = Some(scene.now);
        comparison.began_by.clone_from(&scene.me.name);
        let beside = Beside::new(tx, &ours, &rows)?;
        comparison.new_columns = beside.new_columns();
        tx.put(&comparison)?;
        let mut step = |done: usize, total: usize| match under_way.step(number(done), number(total))
        {
            Continue::Yes => Ok(()),
            Continue::No => Err(Failure::of(Code::Cancelled)),
        };
        let mut all = beside.rows(tx, &rows, &found.rows, &mut step)?;
        let places: Vec<usize> = found.gone.iter().map(|&at| at as usize).collect();
        all.extend(beside.gone(tx, &places, &comparison)?);
        for (place, case) in all.iter_mut().enumerate() {
            case.id = scene.new_id();
            case.comparison = comparison.id.clone();
            case.position = number(place);
            tx.put(case)?;
        }
        Ok(comparison.id)
    })
}

/// Takes in what was decided, as one act. What nobody decided stays outside and becomes something to look into.
pub(crate) fn finish_comparison(
    program: &Program,
    id: RosterComparisonId,
) -> Result<Done<ComparisonCounts>, Failure> {
    let under_way = program.work().begin("comparison_finish")?;
    before_risk(program, 0)?;
    let noted = serde_json::Value::String(id.0.clone());
    program.write("finish_comparison", noted, |tx, scene| {
        finish::finish(tx, scene, &id, &mut |done, total| match under_way
            .step(number(done), number(total))
        {
            Continue::Yes => Ok(()),
            Continue::No => Err(Failure::of(Code::Cancelled)),
        })
    })
}

fn none_open(reader: &Reader<'_>) -> Result<(), Failure> {
    match open_comparison(reader)? {
        Some(_) => Err(Failure::not_now("comparison_open")),
        None => Ok(()),
    }
}

fn comparison_of(chosen: &Chosen, list: &ListRead, request: &BeginComparison) -> RosterComparison {
    RosterComparison {
        phase: ComparisonPhase::Open,
        file_name: chosen.name.clone(),
        file_hash: hash_of(chosen),
        encoding: list.encoding.clone(),
        as_of: request.list.as_of.or(list.as_of),
        from_office: request.list.sender.clone(),
        medium: request.list.medium,
        rows: number(list.rows.len()),
        ..RosterComparison::default()
    }
}

/// Every row with a person, also those that cannot be read, with the derived fields made.
fn rows_of(reader: &Reader<'_>, scene: &Scene<'_>, list: ListRead) -> Result<Vec<Row>, Failure> {
    let council = the_council(reader)?;
    let mut held = list.held.into_iter().peekable();
    let rows = list.rows.into_iter().enumerate().map(|(at, row)| {
        let outside = held.next_if(|(place, _)| *place == at).map(|(_, it)| it);
        let readable = row.draft.is_some();
        let mut draft = draft_of(&row, outside);
        fill(&mut draft.person, &council, scene.today);
        Row {
            row: row.shown.row,
            draft,
            block: row.block,
            problems: row.shown.problems,
            readable,
        }
    });
    Ok(rows.collect())
}

/// What was understood of a row; of one that could not be read at all, its name as it stands there.
fn draft_of(row: &ReadRow, held: Option<Draft>) -> RegistrantDraft {
    match row.draft.clone().or(held) {
        Some(Draft::Registrant(draft)) => *draft,
        Some(Draft::Supporter(_) | Draft::Pairing(_) | Draft::Place(_)) | None => RegistrantDraft {
            person: Person {
                family_name: row.shown.name.clone(),
                name_kana: row.shown.kana.clone(),
                ..Person::default()
            },
            ..RegistrantDraft::default()
        },
    }
}

/// Stores somebody who is new on the roster, as the import of a list does.
fn put_new(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    draft: RegistrantDraft,
) -> Result<RegistrantId, Failure> {
    let RegistrantDraft {
        person,
        registrant,
        mut consent,
    } = draft;
    let registrant = Registrant {
        id: scene.new_id(),
        person: person.id.clone(),
        council: the_council(tx)?.id,
        status_date: registrant.status_date.or(Some(scene.today)),
        ..registrant
    };
    tx.put(&person)?;
    tx.put(&registrant)?;
    if consent != Consent::default() {
        consent.id = scene.new_id();
        consent.registrant = registrant.id.clone();
        tx.put(&consent)?;
    }
    Ok(registrant.id)
}
