//! 帳面 as a whole: making, opening, locking, taking back, backing up.

use std::collections::BTreeSet;

use domain::check_result::CheckResult;
use domain::copy::Copy;
use domain::council::Council;
use domain::history::HistoryLine;
use domain::home::RunningCheck;
use domain::id::{FileToken, SafetyCheckId};
use domain::problem::{Problem, Rule};
use domain::safety_check::{CheckPhase, SafetyCheck};
use domain::secret::Secret;
use domain::sheet::SheetKind;
use domain::user::{Right, User};
use domain::vault::{
    BackUpDone, BookPresence, BookState, CreateBook, Done, OpenBook, RecoverBook, RecoveryKey,
};
use serde_json::Value;
use store::{ActNote, Book, Label, Opener, Reader};

use crate::ask::council::the_council;
use crate::ask::home::number;
use crate::audit;
use crate::failure::{Code, Failure};
use crate::file::seen;
use crate::host::Scene;
use crate::program::{OpenedBook, Program, done, note_of};
use crate::session::{is_real_event, may_turn, the_lead};

/// Supporters wanted for each person unless the body says otherwise (domain.md 4.1).
const SUPPORTERS_WANTED: u32 = 2;

/// First month of the fiscal year unless the body says otherwise.
const APRIL: u32 = 4;

/// Answers what the first screen and the frame of every page need to know.
pub(crate) fn state(program: &Program, (): ()) -> Result<BookState, Failure> {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let mut opened = program.opened();
    if opened.as_mut().is_some_and(is_over) {
        *opened = None;
    }
    if let Some(opened) = opened.as_ref() {
        let (me, reader) = (&opened.me, opened.book.reader());
        let council = the_council(&reader)?;
        let today = program.scene().today;
        return Ok(BookState {
            presence: BookPresence::Open,
            council: council.name,
            practice: opened.practice,
            running: running(&reader)?,
            wait_seconds: 0,
            holders: Vec::new(),
            undo: opened.book.undoable().filter(|line| may_turn(me, line)),
            redo: opened.book.redoable().filter(|line| may_turn(me, line)),
            user: Some(me.clone()),
            pledge_due: !opened.practice
                && me.pledge_is_due(today, council.fiscal_year_start_month),
            rights: me.rights(is_real_event(&reader)?),
            sheets: SheetKind::ALL
                .iter()
                .copied()
                .filter(|sheet| sheet.is_for(me))
                .collect(),
            backup_due: !opened.practice && program.beside().is_due(program.scene().now),
            saved_at: reader.changed_at()?,
            version,
        });
    }
    let folder = &program.setup().book;
    let label = store::read_label(folder);
    Ok(BookState {
        presence: store::presence(folder),
        council: label.council,
        practice: label.practice,
        wait_seconds: store::wait_seconds(folder, program.scene().now),
        rights: vec![Right::Anyone, Right::Door],
        // A file of keys that cannot be read is told by the presence.
        holders: store::holders(folder).unwrap_or_default(),
        version,
        ..BookState::default()
    })
}

/// Returns whether a book is no longer anybody's: it was lost after a failed save, or whoever opened it may not use it any
/// more.
fn is_over(opened: &mut OpenedBook) -> bool {
    opened.book.is_lost() || opened.meet().is_err_and(|why| why.code == Code::Locked)
}

/// Returns what the band shows of the running event, if there is one.
fn running(reader: &Reader<'_>) -> Result<Option<RunningCheck>, Failure> {
    let checks: Vec<SafetyCheck> = reader.find("phase", &CheckPhase::Running.code())?;
    let Some(check) = checks.into_iter().max_by_key(|check| check.started_at) else {
        return Ok(None);
    };
    let (papers, papers_typed) = papers(reader, &check.id)?;
    Ok(Some(RunningCheck {
        mode: check.mode,
        name: check.name,
        shindo: check.shindo,
        started_at: check.started_at.unwrap_or_default(),
        id: check.id,
        papers,
        papers_typed,
    }))
}

/// Returns how many papers were printed for an event, and how many of them are fully typed back.
fn papers(reader: &Reader<'_>, check: &SafetyCheckId) -> Result<(u32, u32), Failure> {
    let mut copies: Vec<Copy> = reader.find("safety_check", check.as_str())?;
    copies.retain(|copy| copy.document == SheetKind::CheckSheet && !copy.voided);
    let results: Vec<CheckResult> = reader.find("safety_check", check.as_str())?;
    let lines: BTreeSet<_> = results
        .iter()
        .filter_map(|result| Some((result.copy.as_ref()?, result.target.as_ref()?)))
        .collect();
    let typed = |copy: &&Copy| {
        copy.lines
            .iter()
            .all(|line| lines.contains(&(&copy.id, line)))
    };
    Ok((
        number(copies.len()),
        number(copies.iter().filter(typed).count()),
    ))
}

/// Makes a new book with the council in it, and answers the 予備の鍵. The book is open afterwards.
pub(crate) fn create_book(program: &Program, wanted: CreateBook) -> Result<RecoveryKey, Failure> {
    let mut problems = Vec::new();
    for (field, text) in [("council", &wanted.council), ("user", &wanted.user)] {
        if text.trim().is_empty() {
            problems.push(Problem::new(field, Rule::Missing));
        }
    }
    if wanted.passphrase.expose().trim().is_empty() {
        problems.push(Problem::new("passphrase", Rule::Missing));
    }
    Failure::unless_none(problems)?;
    make_book(program, &wanted)
}

fn make_book(program: &Program, wanted: &CreateBook) -> Result<RecoveryKey, Failure> {
    let mut opened = program.opened();
    let folder = &program.setup().book;
    let mut random = |bytes: &mut [u8]| program.host().random(bytes);
    let cost = program.setup().cost;
    let lead = the_lead(&program.scene(), wanted.user.trim().to_owned());
    let (book, key) = Book::create(
        folder,
        &lead.holder(),
        &wanted.passphrase,
        cost,
        &mut random,
        |book| {
            fill(program, wanted, &lead, book)?;
            close(program, &mut opened)
        },
    )?;
    let made = own(program, book, &wanted.passphrase)?;
    seen::remember(program, &made.book);
    *opened = Some(made);
    // The label only decorates the lock screen, and closing the book writes it again.
    let label = Label {
        council: wanted.council.trim().to_owned(),
        practice: false,
    };
    store::write_label(folder, &label).ok();
    Ok(key)
}

/// Writes the council into a new book, and whoever makes it as the 代表.
fn fill(
    program: &Program,
    wanted: &CreateBook,
    lead: &User,
    book: &mut Book,
) -> Result<(), Failure> {
    let scene = program.scene_of(lead);
    let council = Council {
        id: scene.new_id(),
        name: wanted.council.trim().to_owned(),
        name_kana: domain::name::full_kana(wanted.council_kana.trim()),
        city: wanted.city.trim().to_owned(),
        fiscal_year_start_month: APRIL,
        supporters_wanted: SUPPORTERS_WANTED,
        ..Council::default()
    };
    let note = ActNote {
        call: "create_book".into(),
        // The request holds the passphrase, so it is not noted.
        request: Value::Null,
        by: lead.name.clone(),
        at: scene.now,
        entry_id: scene.new_id(),
        subject: council.name.clone(),
    };
    book.write(note, |tx| -> Result<(), Failure> {
        tx.put(lead)?;
        Ok(tx.put(&council)?)
    })?;
    Ok(())
}

/// Opens the book with the 鍵の言葉 of one of its users.
pub(crate) fn open_book(program: &Program, request: OpenBook) -> Result<(), Failure> {
    let mut opened = program.opened();
    close(program, &mut opened)?;
    let folder = &program.setup().book;
    let words = &request.passphrase;
    let book = Book::open(folder, request.user.as_str(), words, program.scene().now)
        .map_err(|error| seen::of_another(program, error))?;
    let mut opening = own(program, book, words)?;
    if !seen::is_in(program, &opening.book)? {
        if !request.accept_older {
            return Err(seen::older(&opening.book)?);
        }
        note_older(program, &mut opening)?;
    }
    let opening = come_in(program, opening, "open_book")?;
    seen::remember(program, &opening.book);
    *opened = Some(opening);
    Ok(())
}

/// Opens the book with the 予備の鍵 or the 二人の鍵 and gives one of its users a new 鍵の言葉.
pub(crate) fn recover_book(program: &Program, request: RecoverBook) -> Result<(), Failure> {
    let opener = on_paper(&request.recovery, &request.second)?;
    let mut opened = program.opened();
    close(program, &mut opened)?;
    let mut random = |bytes: &mut [u8]| program.host().random(bytes);
    let book = Book::recover(
        &program.setup().book,
        request.user.as_str(),
        &opener,
        &request.passphrase,
        program.setup().cost,
        &mut random,
        program.scene().now,
    )?;
    let call = match opener {
        Opener::TwoOfficers(_) => "recover_by_two",
        Opener::Recovery(_) | Opener::Passphrase(_) => "recover_book",
    };
    let mut opening = own(program, book, &request.passphrase)?;
    // Whoever has the sheet in hand has just been looking for the book; that it is an older one is noted.
    if !seen::is_in(program, &opening.book)? {
        note_older(program, &mut opening)?;
    }
    let opening = come_in(program, opening, call)?;
    seen::remember(program, &opening.book);
    *opened = Some(opening);
    Ok(())
}

fn note_older(program: &Program, opening: &mut OpenedBook) -> Result<(), Failure> {
    let note = note_of(
        "accept_older_book",
        Value::Null,
        String::new(),
        &program.scene(),
    );
    opening.book.note(note)?;
    Ok(())
}

/// Returns what was typed from paper, or in which group of which sheet it is mistyped.
pub(crate) fn on_paper<'a>(first: &'a Secret, second: &'a Secret) -> Result<Opener<'a>, Failure> {
    if second.expose().trim().is_empty() {
        return Ok(Opener::Recovery(first));
    }
    let mistyped = |field: &str, typed| {
        let groups: Vec<String> = store::mistyped_groups(typed)
            .iter()
            .map(u32::to_string)
            .collect();
        let detail = groups.join("、");
        (!groups.is_empty()).then(|| Problem::with(field, Rule::Unreadable, detail))
    };
    let problems = [mistyped("recovery", first), mistyped("second", second)];
    Failure::unless_none(problems.into_iter().flatten().collect())?;
    Ok(Opener::TwoOfficers([first, second]))
}

/// Notes that somebody came in.
pub(crate) fn come_in(
    program: &Program,
    mut book: OpenedBook,
    call: &str,
) -> Result<OpenedBook, Failure> {
    audit::opened(program, &mut book, call)?;
    Ok(book)
}

/// Locks the book. Nothing happens when none is open.
pub(crate) fn lock(program: &Program, (): ()) -> Result<(), Failure> {
    // Long work that holds the book lets go of it first: the key does not wait for it.
    program.work().stop();
    close(program, &mut program.opened())
}

/// Takes a book over as the own one of this PC.
pub(crate) fn own(
    program: &Program,
    book: Book,
    passphrase: &Secret,
) -> Result<OpenedBook, Failure> {
    OpenedBook::new(program, book, &program.setup().book, passphrase)
}

/// Closes what is open, so that its key is gone before anything else is opened. What is under way with it ends.
pub(crate) fn close(program: &Program, opened: &mut Option<OpenedBook>) -> Result<(), Failure> {
    program.work().stop();
    program.beside().end();
    let Some(mut before) = opened.take() else {
        return Ok(());
    };
    audit::locking(program, &mut before);
    // A book that was lost after a failed save has nothing left to read or to close.
    if before.book.is_lost() {
        return Ok(());
    }
    let label = Label {
        council: the_council(&before.book.reader())?.name,
        practice: before.practice,
    };
    if !before.practice {
        seen::remember(program, &before.book);
    }
    before.book.close()?;
    // The name may have been changed since the book was opened; the lock screen shows the one of today.
    if store::read_label(&before.folder) != label {
        store::write_label(&before.folder, &label)?;
    }
    Ok(())
}

/// Takes back the newest act that still stands.
pub(crate) fn undo(program: &Program, (): ()) -> Result<Done<()>, Failure> {
    program.with_book(|book, scene| {
        turnable(scene, book.undoable())?;
        Ok(done(book.undo(
            &scene.me.name,
            scene.now,
            scene.new_id(),
        )?))
    })
}

/// Puts back the act that was taken back last.
pub(crate) fn redo(program: &Program, (): ()) -> Result<Done<()>, Failure> {
    program.with_book(|book, scene| {
        turnable(scene, book.redoable())?;
        Ok(done(book.redo(
            &scene.me.name,
            scene.now,
            scene.new_id(),
        )?))
    })
}

/// Refuses to turn what somebody else may turn only.
fn turnable(scene: &Scene<'_>, line: Option<HistoryLine>) -> Result<(), Failure> {
    match line {
        Some(line) if !may_turn(&scene.me, &line) => Err(Failure::not_allowed()),
        Some(_) | None => Ok(()),
    }
}

/// Writes a copy of the whole book to a file. It counts as taken only once it was read back, so that has an entry of its own.
pub(crate) fn back_up(program: &Program, to: FileToken) -> Result<BackUpDone, Failure> {
    let path = program.path_of(&to)?;
    let under_way = program.work().begin("back_up")?;
    let folder = &program.setup().book;
    program.need_room(folder, store::size_of(folder))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    program.hand_out(
        &under_way,
        "start_back_up",
        Value::Null,
        &name,
        |book, scene| {
            let made = book.back_up(&path, scene.now)?;
            book.note(note_of("back_up", Value::Null, made.name.clone(), scene))?;
            Ok(made)
        },
    )
}
