//! 練習帳: an invented district, made by code, that opens without a 鍵の言葉.

use std::path::Path;

use domain::vault::BookPresence;
use store::{Book, KeyCost, Label};

use crate::failure::{Code, Failure};
use crate::file::book::{close, come_in};
use crate::host::Setup;
use crate::program::{OpenedBook, Program};
use crate::story::{Chance, Stage, StageHost, Story, passphrase};

/// Opens the practice book, which is made first where there is none.
pub(crate) fn open_practice(program: &Program, (): ()) -> Result<(), Failure> {
    let folder = &program.setup().practice;
    if store::presence(folder) != BookPresence::Locked {
        make(program, folder)?;
    }
    open(program, folder)
}

/// Makes the practice book anew, as it was at first, and opens it.
pub(crate) fn renew_practice(program: &Program, (): ()) -> Result<(), Failure> {
    let folder = &program.setup().practice;
    close(program, &mut program.opened())?;
    make(program, folder)?;
    open(program, folder)
}

/// Closes the practice book; the own book stays locked.
pub(crate) fn leave_practice(program: &Program, (): ()) -> Result<(), Failure> {
    close(program, &mut program.opened())
}

fn open(program: &Program, folder: &Path) -> Result<(), Failure> {
    let mut opened = program.opened();
    close(program, &mut opened)?;
    let words = passphrase();
    let book = Book::open(folder, "", &words, program.scene().now)?;
    let book = OpenedBook::new(program, book, folder, &words)?;
    *opened = Some(come_in(program, book, "open_practice")?);
    Ok(())
}

/// Plays the story into a folder beside, which then takes the place of the old one: a half-made book is never opened.
fn make(program: &Program, folder: &Path) -> Result<(), Failure> {
    let under_way = program.work().begin("practice")?;
    let beside = folder.with_extension("new");
    remove(&beside)?;
    std::fs::create_dir_all(&beside).map_err(|_error| Failure::of(Code::CannotWrite))?;
    let council = play(program, &beside)?;
    under_way.still_wanted()?;
    remove(folder)?;
    let book = beside.join("book");
    store::write_label(
        &book,
        &Label {
            council,
            practice: true,
        },
    )?;
    std::fs::rename(&book, folder).map_err(|_error| Failure::of(Code::CannotWrite))?;
    remove(&beside)
}

/// Plays the story and returns the name of its council.
fn play(program: &Program, beside: &Path) -> Result<String, Failure> {
    let now = program.scene().now;
    let mut seed = [0_u8; 4096];
    program.host().random(&mut seed);
    let stage = Stage::at(now, chance_from(seed));
    let setup = Setup {
        book: beside.join("book"),
        practice: beside.join("practice"),
        settings: beside.join("settings"),
        cost: KeyCost::PRACTICE,
    };
    let inner = Program::new(Box::new(StageHost(stage.clone())), setup);
    let story = Story::new(&inner, &stage);
    story.play_until(now, beside)?;
    inner.call("lock", serde_json::Value::Null)?;
    Ok(story.word("council"))
}

/// Hands out chance drawn beforehand from the host: the story asks for far less than there is.
fn chance_from(seed: [u8; 4096]) -> Chance {
    let drawn = std::sync::atomic::AtomicUsize::new(0);
    Box::new(move |bytes| {
        let from = drawn.fetch_add(bytes.len(), std::sync::atomic::Ordering::SeqCst);
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = seed[(from + place) % seed.len()];
        }
    })
}

fn remove(folder: &Path) -> Result<(), Failure> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::of(Code::CannotWrite))
        }
        _ => Ok(()),
    }
}
