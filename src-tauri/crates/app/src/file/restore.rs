//! 控えから戻す: a backup becomes the book of this PC. The book that lay here is kept.

use std::path::{Path, PathBuf};

use domain::backup::{BackupPlace, BackupRow};
use domain::person::Person;
use domain::secret::Secret;
use domain::user::{Role, User};
use domain::vault::{BackupKey, RestoreBook, RestoreDone};
use serde_json::Value;
use store::{Book, Opener, StoreError};

use crate::failure::{Code, Failure};
use crate::file::book::{close, on_paper, own};
use crate::file::seen;
use crate::program::{OpenedBook, Program, note_of};

/// Restores a backup and opens it.
pub(crate) fn restore_book(
    program: &Program,
    request: RestoreBook,
) -> Result<RestoreDone, Failure> {
    let from = chosen(program, &request)?;
    let size = std::fs::metadata(&from).map_or(0, |file| file.len());
    program.need_room(&program.setup().book, size)?;
    let under_way = program.work().begin("restore")?;
    let mut opened = program.opened();
    close(program, &mut opened)?;
    let (folder, scene) = (&program.setup().book, program.scene());
    let mut random = |bytes: &mut [u8]| program.host().random(bytes);
    let opener = match request.with {
        BackupKey::Passphrase => Opener::Passphrase(&request.key),
        BackupKey::Recovery => Opener::Recovery(&request.key),
        BackupKey::TwoOfficers => on_paper(&request.key, &request.second)?,
    };
    let seen = seen::forget(program)?;
    let restored = store::restore(&from, folder, &opener, &mut random, scene.now);
    let whose = restored.map_err(|error| {
        seen::write(program, &seen).ok();
        of_backup(error)
    })?;
    let book = match whose {
        Some(user) => Book::open(folder, &user.holder, &request.key, scene.now)?,
        None => Book::recover(
            folder,
            &first_holder(folder)?,
            &opener,
            &request.passphrase,
            program.setup().cost,
            &mut random,
            scene.now,
        )?,
    };
    let done = RestoreDone {
        people: book.reader().count::<Person>()?,
        saved_at: book.reader().changed_at()?,
    };
    let name = from.file_name().unwrap_or_default().to_string_lossy();
    let words = match request.with {
        BackupKey::Passphrase => &request.key,
        BackupKey::Recovery | BackupKey::TwoOfficers => &request.passphrase,
    };
    let mut ours = own(program, book, words)?;
    if request.with != BackupKey::Passphrase {
        give_to_lead(program, &mut ours, words)?;
    }
    let scene = program.scene_of(&ours.me);
    ours.book.note(note_of(
        "restore_book",
        Value::Null,
        name.into_owned(),
        &scene,
    ))?;
    seen::remember(program, &ours.book);
    *opened = Some(ours);
    drop(under_way);
    Ok(done)
}

/// Whose words the 予備の鍵 sets anew: those of whoever has been there longest.
fn first_holder(folder: &Path) -> Result<String, Failure> {
    let holders = store::holders(folder)?;
    Ok(holders.into_iter().next().unwrap_or_default().holder)
}

/// Whoever has the 予備の鍵 answers for the book: where the words are those of another, the 代表 gets them too.
fn give_to_lead(program: &Program, ours: &mut OpenedBook, words: &Secret) -> Result<(), Failure> {
    if ours.me.role == Role::Lead {
        return Ok(());
    }
    let users: Vec<User> = ours.book.reader().all()?;
    let mut leads = users
        .into_iter()
        .filter(|user| user.is_active() && user.role == Role::Lead);
    let lead = leads.next().ok_or_else(Failure::not_allowed)?;
    let mut random = |bytes: &mut [u8]| program.host().random(bytes);
    ours.book
        .set_slot(&lead.holder(), words, program.setup().cost, &mut random)?;
    ours.me = lead;
    ours.meet()
}

/// Returns the path of the backup: one the program made, by its name, or one chosen in a dialog.
fn chosen(program: &Program, request: &RestoreBook) -> Result<PathBuf, Failure> {
    if request.own.is_empty() {
        return program.path_of(&request.file);
    }
    let book = &program.setup().book;
    let rows = store::backups(book);
    let second = program.second().clone();
    let path = |row: &BackupRow| match row.place {
        BackupPlace::Here => Some(book.join("backups").join(&row.name)),
        BackupPlace::Second => second.as_ref().map(|folder| folder.join(&row.name)),
    };
    let wanted = rows.iter().filter(|row| row.name == request.own);
    let mut paths = wanted.filter_map(path).filter(|path| path.is_file());
    paths.next().ok_or_else(|| Failure::of(Code::CannotRead))
}

/// Damage is said of the backup here, not of the book of this PC.
fn of_backup(error: StoreError) -> Failure {
    if matches!(
        error,
        StoreError::Foreign | StoreError::NotABook(_) | StoreError::Damaged(_)
    ) {
        return Failure::of(Code::BackupDamaged);
    }
    error.into()
}
