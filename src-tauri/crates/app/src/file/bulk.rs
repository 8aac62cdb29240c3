//! Many people in one file: a wait that everybody sees, the approval of somebody else where there is somebody, and a loud note.

use chrono::{NaiveTime, TimeDelta};
use domain::bulk::{BulkRule, WAIT_SECONDS};
use domain::export::SaveExport;
use domain::problem::{Problem, Rule};
use domain::sheet::SheetKind;
use domain::user::{Right, User};
use domain::vault::Continue;
use serde_json::json;
use store::{Book, Reader, StoreError};

use crate::failure::{Code, Failure};
use crate::file::work::UnderWay;
use crate::host::Scene;
use crate::program::{Program, note_of};
use crate::session::is_real_event;

/// Who said yes to a file with many people.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Approval {
    /// Nobody else may be asked: the wait and the note have to do.
    Alone,
    /// Somebody, by name.
    By(String),
}

/// Returns everybody else who may approve: 代表 and コーディネーター who see the whole body.
pub(crate) fn officers(reader: &Reader<'_>, scene: &Scene<'_>) -> Result<Vec<User>, Failure> {
    let mut users: Vec<User> = reader.all()?;
    users.retain(|user| {
        let is_officer = user.is_active() && user.may(Right::Whole, false);
        is_officer && user.id != scene.me.id
    });
    Ok(users)
}

/// Asks for the second officer, who proves it with words of their own. Where there is none, nobody is asked.
fn second_officer_approves(
    book: &Book,
    scene: &Scene<'_>,
    request: &SaveExport,
) -> Result<Approval, Failure> {
    let officers = officers(&book.reader(), scene)?;
    if officers.is_empty() {
        return Ok(Approval::Alone);
    }
    let officer = officers.iter().find(|user| user.id == request.second);
    let missing = |field| Failure::problem(Problem::new(field, Rule::Missing));
    let officer = officer.ok_or_else(|| missing("second"))?;
    if request.second_words.expose().trim().is_empty() {
        return Err(missing("second_words"));
    }
    match book.prove(officer.id.as_str(), &request.second_words, scene.now) {
        Ok(proven) => Ok(Approval::By(proven.name)),
        Err(StoreError::WrongKey { .. } | StoreError::Wait { .. }) => Err(Failure::problem(
            Problem::new("second_words", Rule::Unreadable),
        )),
        Err(other) => Err(other.into()),
    }
}

/// Returns how a list with so many people may leave now.
pub(crate) fn rule(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    people: u32,
) -> Result<BulkRule, Failure> {
    // A day begins nine hours earlier in UTC: the only zone this program knows is Japan's.
    let midnight = scene.today.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(9);
    let today = reader.noted(&["export_list"], midnight)?;
    let mine = today.iter().filter(|it| it.line.by == scene.me.name);
    let rows: u64 = mine.filter_map(|it| it.request["rows"].as_u64()).sum();
    let rows = u32::try_from(rows).unwrap_or(u32::MAX);
    Ok(BulkRule::of(
        SheetKind::List,
        people,
        rows,
        is_real_event(reader)?,
    ))
}

/// Lets many people leave: approved and after the wait, or at once in a real event. It is noted before anything leaves, and so
/// is an approval that was refused.
pub(crate) fn release(
    program: &Program,
    under_way: &UnderWay<'_>,
    people: u32,
    request: &SaveExport,
) -> Result<(), Failure> {
    let (waited, second) = match program.read(|reader, scene| rule(reader, scene, people))? {
        BulkRule::Free => return Ok(()),
        BulkRule::InEvent => (0, String::new()),
        BulkRule::Release => {
            let approval = program.with_book(|book, scene| {
                second_officer_approves(book, scene, request).inspect_err(|_why| {
                    let told = json!({ "call": "export_list", "people": people });
                    // It is refused whether it can be noted or not.
                    book.note(note_of("refused", told, String::new(), scene))
                        .ok();
                })
            })?;
            wait(program, under_way)?;
            let second = match approval {
                Approval::Alone => String::new(),
                Approval::By(name) => name,
            };
            (WAIT_SECONDS, second)
        }
    };
    program.with_book(|book, scene| {
        under_way.still_wanted()?;
        let reason = request.export.purpose.trim();
        let told =
            json!({ "people": people, "reason": reason, "waited": waited, "second": second });
        book.note(note_of("release_bulk", told, String::new(), scene))?;
        Ok(())
    })
}

/// Counts the wait down where everybody sees it. やめる and the lock end it.
fn wait(program: &Program, under_way: &UnderWay<'_>) -> Result<(), Failure> {
    for second in 0..WAIT_SECONDS {
        if under_way.step(second, WAIT_SECONDS) == Continue::No {
            return Err(Failure::of(Code::Cancelled));
        }
        program.host().wait_a_second();
    }
    under_way.still_wanted()
}
