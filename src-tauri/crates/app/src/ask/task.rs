//! 直すところ asked for.

use domain::id::PersonId;
use domain::person::Person;
use domain::registrant::Registrant;
use domain::supporter::Supporter;
use domain::task::{Task, TaskRow};
use store::Reader;

use crate::failure::Failure;
use crate::host::Scene;

/// Answers the things to look into with whom they are about, newest first; what is settled stands there too.
pub(crate) fn tasks(
    reader: &Reader<'_>,
    _scene: &Scene<'_>,
    (): (),
) -> Result<Vec<TaskRow>, Failure> {
    let mut tasks: Vec<Task> = reader.all()?;
    tasks.sort_by(|a, b| (b.created_at, &b.id).cmp(&(a.created_at, &a.id)));
    tasks
        .into_iter()
        .map(|task| {
            let person = person_of(reader, &task)?;
            Ok(TaskRow {
                name: person.name(),
                address: person.address.line(),
                kana: person.name_kana,
                task,
            })
        })
        .collect()
}

/// Returns the person a task is about; an empty one where it is about nobody in the book.
fn person_of(reader: &Reader<'_>, task: &Task) -> Result<Person, Failure> {
    let person: Option<PersonId> = match (&task.registrant, &task.supporter) {
        (Some(id), _) => reader.get::<Registrant>(id.as_str())?.map(|it| it.person),
        (None, Some(id)) => reader.get::<Supporter>(id.as_str())?.map(|it| it.person),
        (None, None) => None,
    };
    Ok(match person {
        Some(person) => reader.get(person.as_str())?.unwrap_or_default(),
        None => Person::default(),
    })
}
