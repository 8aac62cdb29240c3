//! 使う人: written down, given a key and let go by the 代表; own words and the promise of the year. No undo takes it back: a right that was taken away does not come back by a key.

use domain::council::Block;
use domain::id::UserId;
use domain::name::full_kana;
use domain::problem::{Problem, Rule};
use domain::secret::Secret;
use domain::user::{Role, User};
use domain::vault::{Done, GiveKey};
use serde_json::Value;
use store::{Book, Reader, StoreError};

use crate::failure::Failure;
use crate::host::Scene;
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
        let renamed = users
            .iter()
            .any(|it| it.id == user.id && it.name != user.name && it.is_active());
        let done = put(book, scene, "save_user", &user)?;
        if renamed {
            book.rename_slot(user.id.as_str(), &user.name)?;
        }
        Ok(Done {
            value: user.id,
            entry: done.entry,
            touched: done.touched,
        })
    })
}

/// Writes down what is true of somebody now.
fn put(book: &mut Book, scene: &Scene<'_>, call: &str, user: &User) -> Result<Done<()>, Failure> {
    let note = note_of(call, Value::Null, user.name.clone(), scene);
    Ok(done(book.write_for_good(note, |tx| tx.put(user))?))
}

fn user_of(book: &Book, id: &UserId) -> Result<User, Failure> {
    book.reader()
        .get(id.as_str())?
        .ok_or_else(Failure::not_found)
}

/// Gives somebody words to open the book with, also somebody who comes back or has forgotten the own ones. Whatever fails
/// in between, nobody has a key whom the book does not know.
pub(crate) fn give_key(program: &Program, given: GiveKey) -> Result<Done<()>, Failure> {
    refuse_in_practice(program)?;
    program.with_book(|book, scene| {
        let user = User {
            left_on: None,
            given_key: true,
            ..user_of(book, &given.user)?
        };
        let done = put(book, scene, "give_key", &user)?;
        set_slot(program, book, &user, &given.passphrase)?;
        Ok(done)
    })
}

/// The practice book is opened by the program with words everybody knows, and has one slot.
fn refuse_in_practice(program: &Program) -> Result<(), Failure> {
    let is_practice = program.opened().as_ref().is_some_and(|it| it.practice);
    if is_practice {
        return Err(Failure::not_now("practice_keys"));
    }
    Ok(())
}

fn set_slot(
    program: &Program,
    book: &mut Book,
    user: &User,
    passphrase: &Secret,
) -> Result<(), Failure> {
    let mut random = |bytes: &mut [u8]| program.host().random(bytes);
    let cost = program.setup().cost;
    Ok(book.set_slot(&user.holder(), passphrase, cost, &mut random)?)
}

/// Lets somebody go: the key first, then the record, which keeps the name for the history.
pub(crate) fn end_user(program: &Program, id: UserId) -> Result<Done<()>, Failure> {
    program.with_book(|book, scene| {
        let user = user_of(book, &id)?;
        let users: Vec<User> = book.reader().all()?;
        let leads = |it: &&User| it.is_active() && it.role == Role::Lead;
        if users.iter().filter(leads).all(|lead| lead.id == id) {
            return Err(Failure::problem(Problem::new("role", Rule::LastLead)));
        }
        match book.remove_slot(id.as_str()) {
            // Somebody who was written down but never given words has none.
            Ok(()) | Err(StoreError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
        let left = User {
            left_on: Some(scene.today),
            ..user
        };
        put(book, scene, "end_user", &left)
    })
}

/// Puts own words in the place of those somebody was given.
pub(crate) fn choose_key(program: &Program, passphrase: Secret) -> Result<(), Failure> {
    refuse_in_practice(program)?;
    program.with_book(|book, scene| {
        if !scene.me.given_key {
            return Err(Failure::not_allowed());
        }
        set_slot(program, book, &scene.me, &passphrase)?;
        let user = User {
            given_key: false,
            ..scene.me.clone()
        };
        put(book, scene, "choose_key", &user)?;
        Ok(())
    })
}

/// Notes the 秘密を守る約束 of whoever is at work.
pub(crate) fn pledge(program: &Program, (): ()) -> Result<(), Failure> {
    program.with_book(|book, scene| {
        let user = User {
            pledged_on: Some(scene.today),
            ..scene.me.clone()
        };
        put(book, scene, "pledge", &user)?;
        Ok(())
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
