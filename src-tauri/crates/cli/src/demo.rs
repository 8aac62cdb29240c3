//! `sasae demo`: the whole main job on an invented district, from the city's file to the report.

use std::path::Path;

use app::KeyCost;
use app::failure::{Code, Failure};
use app::program::Program;
use app::story::{Stage, StageHost, Story};
use chrono::{DateTime, Duration};
use domain::sheet::{SaveSheet, SavedFile, SheetKind, SheetRequest};
use domain::vault::{BackUpDone, SaveRecoverySheet};

use crate::ask::token;
use crate::host::{chance, setup};
use crate::steps::{REPORTS, board, print, taken};
use crate::words::Words;

/// The demo begins on 2026-11-25 at 10:00 in Japan, so that it looks the same whenever it is played.
const BEGINS: i64 = 1_795_568_400;

/// Plays the whole job and leaves the book, the PDFs and the XLSX in the folder.
pub(crate) fn play(words: &Words, folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|_error| Failure::of(Code::CannotWrite))?;
    let stage = Stage::at(
        DateTime::from_timestamp(BEGINS, 0).unwrap_or_default(),
        Box::new(chance),
    );
    let book = folder.join("book");
    let program = Program::new(
        Box::new(StageHost(stage.clone())),
        setup(&book, KeyCost::STANDARD),
    );
    let story = Story::new(&program, &stage);
    let day = domain::date::in_japan(stage.moment()).date_naive() + Duration::days(14);

    let key = story.begin()?;
    print(&words.say("made", &[("council", story.word("council"))]));
    print(&words.say(
        "demo_passphrase",
        &[("words", app::story::passphrase().expose().into())],
    ));
    save_key(words, &story, key.groups, folder)?;
    for done in story.take_in(folder)? {
        print(&taken(words, &done));
    }
    let pairs = story.pair()?;
    print(&words.say("accepted", &[("pairs", pairs.to_string())]));

    let mut drill = story.drill(&story.word("last_drill"), day)?;
    drill.print()?;
    let sheet = SheetRequest {
        sheet: SheetKind::CheckSheet,
        safety_check: Some(drill.id.clone()),
        copies: drill.copies.copies.clone(),
        ..SheetRequest::default()
    };
    save(words, &story, sheet, &folder.join("check-sheets.pdf"))?;
    drill.start()?;
    print(&words.say("started", &[]));
    drill.type_back()?;
    print(&board(words, &drill.board()?));
    drill.close()?;
    print(&words.say("closed", &[]));
    for (sheet, name) in REPORTS {
        let request = SheetRequest {
            sheet,
            safety_check: Some(drill.id.clone()),
            ..SheetRequest::default()
        };
        save(words, &story, request, &folder.join(name))?;
    }
    let done: BackUpDone = story.call("back_up", &token(&folder.join("backup.sasae")))?;
    print(&words.say(
        "backed_up",
        &[("name", done.name), ("people", done.people.to_string())],
    ));
    story.call::<()>("lock", &())?;
    print(&words.say("demo_done", &[("folder", folder.display().to_string())]));
    Ok(())
}

fn save_key(
    words: &Words,
    story: &Story<'_>,
    groups: Vec<String>,
    folder: &Path,
) -> Result<(), Failure> {
    let recovery = SaveRecoverySheet {
        groups,
        officers: None,
        file: token(&folder.join("recovery.pdf")),
    };
    let saved: SavedFile = story.call("save_recovery_sheet", &recovery)?;
    print(&words.say("wrote", &[("name", saved.name)]));
    Ok(())
}

fn save(words: &Words, story: &Story<'_>, sheet: SheetRequest, path: &Path) -> Result<(), Failure> {
    let saved: SavedFile = story.call(
        "save_sheet",
        &SaveSheet {
            sheet,
            file: token(path),
        },
    )?;
    print(&words.say("wrote", &[("name", saved.name)]));
    Ok(())
}
