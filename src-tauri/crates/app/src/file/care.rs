//! 手助けのくわしいこと: shown to whoever looks on purpose, and every look is noted: who, at whom, when.

use chrono::Duration;
use domain::care::CareDetails;
use domain::history::{HistoryFilter, HistoryLine};
use domain::id::RegistrantId;
use domain::person::Person;
use domain::registrant::{Registrant, RegistrantStatus};
use serde_json::{Value, json};
use store::Reader;

use crate::ask::home::number;
use crate::failure::Failure;
use crate::host::Scene;
use crate::program::{Program, note_of};
use crate::session::is_real_event;

/// As many looks within `WHILE` outside of a real event are marked for review. Nobody is held up by it.
const MANY: usize = 50;

/// The time in which looks are counted, in minutes.
const WHILE: i64 = 10;

/// What a look is called in the history.
const LOOK: &str = "look_at_details";

/// The same in a real event, where also whoever runs it may look.
const LOOK_IN_EVENT: &str = "look_in_event";

/// The mark that somebody looked at many.
const MANY_LOOKS: &str = "many_looks";

/// Notes a look at somebody and answers what is closed otherwise.
pub(crate) fn look_at_details(program: &Program, id: RegistrantId) -> Result<CareDetails, Failure> {
    program.with_book(|book, scene| {
        let reader = book.reader();
        let mut registrant: Registrant = reader.get(id.as_str())?.ok_or_else(Failure::not_found)?;
        if registrant.status == RegistrantStatus::Erased {
            return Err(Failure::not_found());
        }
        let person: Person = reader
            .get(registrant.person.as_str())?
            .ok_or_else(Failure::not_found)?;
        let call = match is_real_event(&reader)? {
            true => LOOK_IN_EVENT,
            false => LOOK,
        };
        let what = json!({ "registrant": id });
        book.note(note_of(call, what, person.name(), scene))?;
        if are_many(&book.reader(), scene)? {
            let many = MANY.to_string();
            book.note(note_of(MANY_LOOKS, Value::Null, many, scene))?;
        }
        Ok(registrant.take_details())
    })
}

/// Returns whether somebody has looked at many people in a short while, and that was not marked yet.
fn are_many(reader: &Reader<'_>, scene: &Scene<'_>) -> Result<bool, Failure> {
    let since = scene.now - Duration::minutes(WHILE);
    let mine = |call: &str| -> Result<Vec<HistoryLine>, Failure> {
        let newest = HistoryFilter {
            call: call.into(),
            limit: number(MANY),
            ..HistoryFilter::default()
        };
        let mut lines = reader.history(&newest)?.lines;
        lines.retain(|line| line.at >= since && line.by == scene.me.name);
        Ok(lines)
    };
    Ok(mine(LOOK)?.len() >= MANY && mine(MANY_LOOKS)?.is_empty())
}
