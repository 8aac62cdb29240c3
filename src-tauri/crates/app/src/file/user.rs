//! 使う人: written down and changed by the 代表. No undo takes it back: a right that was taken away does not come back by a key.

use domain::council::Block;
use domain::id::UserId;
use domain::name::full_kana;
use domain::problem::{Problem, Rule};
use domain::user::{Role, User};
use domain::vault::Done;
use serde_json::Value;
use store::Reader;

use crate::failure::Failure;
use crate::program::{Program, done, note_of};

/// Writes down somebody new or changes name, role and blocks of somebody.
pub(crate) fn save_user(program: &Program, wanted: User) -> Result<Done<UserId>, Failure> {
    program.with_book(|book, scene| {
        let reader = book.reader();
        let users: Vec<User> = reader.all()?;
        let stored = match wanted.id.is_new() {
            true => User {
                id: scene.new_id(),
                since: Some(scene.today),
                ..User::default()
            },
            false => users
                .iter()
                .find(|user| user.id == wanted.id)
                .cloned()
                .ok_or_else(Failure::not_found)?,
        };
        let user = User {
            name: wanted.name.trim().to_owned(),
            kana: full_kana(wanted.kana.trim()),
            role: wanted.role,
            districts: match wanted.role {
                Role::Lead => Vec::new(),
                Role::Viewer | Role::Drill | Role::Coordinator => wanted.districts,
            },
            ..stored
        };
        Failure::unless_none(problems_of(&reader, &user, &users)?)?;
        let note = note_of("save_user", Value::Null, user.name.clone(), scene);
        Ok(done(book.write_for_good(note, |tx| {
            tx.put(&user)?;
            Ok::<UserId, Failure>(user.id.clone())
        })?))
    })
}

fn problems_of(reader: &Reader<'_>, user: &User, users: &[User]) -> Result<Vec<Problem>, Failure> {
    let mut problems = Vec::new();
    let mut others = users.iter().filter(|other| other.id != user.id);
    if user.name.is_empty() {
        problems.push(Problem::new("name", Rule::Missing));
    }
    // The history knows people by their names.
    if others.clone().any(|other| other.name == user.name) {
        problems.push(Problem::new("name", Rule::NameTaken));
    }
    if user.role != Role::Lead && !others.any(|it| it.is_active() && it.role == Role::Lead) {
        problems.push(Problem::new("role", Rule::LastLead));
    }
    for block in &user.districts {
        if reader.get::<Block>(block.as_str())?.is_none() {
            problems.push(Problem::new("districts", Rule::NoSuchRecord));
        }
    }
    Ok(problems)
}
