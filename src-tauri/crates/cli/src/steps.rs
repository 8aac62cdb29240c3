//! The single steps: each opens the book, makes its calls, prints one or two sentences, and closes.

use std::path::Path;

use app::failure::{Code, Failure};
use domain::board::CheckBoard;
use domain::check_result::{EntrySheetAnswer, ResultCode, ResultEntry, ResultSaved, SheetNumber};
use domain::id::SafetyCheckId;
use domain::intake::{IntakeDone, IntakePreview, IntakeRequest, SaveRejected};
use domain::matching_view::{Proposal, ProposalRequest};
use domain::pairing::PairChoice;
use domain::roster_import::ListContent;
use domain::safety_check::{
    CheckMode, CheckReport, CheckReview, SafetyCheckDraft, SafetyCheckRow, StartCheck,
};
use domain::sheet::{
    PrintCheckSheets, PrintedCopies, SaveSheet, SavedFile, SheetKind, SheetRequest, SheetSplit,
};
use domain::vault::{BackUpDone, CreateBook, Done, RecoveryKey, SaveRecoverySheet};
use serde_json::Value;

use crate::ask::{Caller, passphrase, token};
use crate::command::{
    BackUp, Book, Call, Check, CheckStep, Content, Import, New, Report, Sheets, Split,
};
use crate::words::Words;

/// Rows of a preview that are printed.
const PREVIEW_ROWS: u32 = 1000;

/// Prints a sentence.
#[expect(
    clippy::print_stdout,
    reason = "printing is what a terminal face is for"
)]
pub(crate) fn print(sentence: &str) {
    println!("{sentence}");
}

/// Makes a new book.
pub(crate) fn new(words: &Words, wanted: &New) -> Result<(), Failure> {
    let caller = Caller::over(&wanted.book.book);
    let request = CreateBook {
        passphrase: passphrase(words, &wanted.book)?,
        council: wanted.council.clone(),
        council_kana: wanted.kana.clone(),
        city: wanted.city.clone(),
        user: wanted.user.clone(),
    };
    let key: RecoveryKey = caller.call("create_book", &request)?;
    print(&words.say("made", &[("council", wanted.council.clone())]));
    print(&words.say("recovery", &[("key", key.groups.join(" "))]));
    if let Some(path) = &wanted.recovery_sheet {
        let request = SaveRecoverySheet {
            groups: key.groups,
            officers: None,
            file: token(path),
        };
        let saved: SavedFile = caller.call("save_recovery_sheet", &request)?;
        print(&words.say("wrote", &[("name", saved.name)]));
    }
    caller.close()
}

/// Takes in a list, or only looks at it.
pub(crate) fn import(words: &Words, wanted: &Import) -> Result<(), Failure> {
    let caller = Caller::open(words, &wanted.book)?;
    let request = IntakeRequest {
        file: token(&wanted.file),
        content: wanted.content.map(content_of),
        sender: wanted.sender.clone(),
        limit: PREVIEW_ROWS,
        only_problems: true,
        ..IntakeRequest::default()
    };
    let preview: IntakePreview = caller.call("preview_list", &request)?;
    for refusal in &preview.refusals {
        let rule = refusal.rule.code();
        print(&words.file_problem(&rule, &refusal.detail));
    }
    for row in &preview.rows {
        for problem in &row.problems {
            print(&format!(
                "{} {}: {}",
                row.row,
                row.name,
                words.problem(problem)
            ));
        }
    }
    if let Some(path) = &wanted.rejected {
        let save = SaveRejected {
            list: request.clone(),
            file: token(path),
        };
        let saved: SavedFile = caller.call("save_rejected_rows", &save)?;
        print(&words.say("wrote", &[("name", saved.name)]));
    }
    if wanted.preview {
        print(&words.say(
            "looked",
            &[
                ("in", preview.rows_in.to_string()),
                ("out", preview.rows_out.to_string()),
            ],
        ));
        return caller.close();
    }
    let done: Done<IntakeDone> = caller.call("import_list", &request)?;
    print(&taken(words, &done.value));
    caller.close()
}

/// Returns what came of an import as a sentence.
pub(crate) fn taken(words: &Words, done: &IntakeDone) -> String {
    words.say(
        "taken",
        &[
            ("taken", done.taken.to_string()),
            ("rejected", done.rejected.to_string()),
            ("known", done.known.to_string()),
            ("tasks", done.tasks.to_string()),
        ],
    )
}

fn content_of(content: Content) -> ListContent {
    match content {
        Content::Registrants => ListContent::Registrants,
        Content::Supporters => ListContent::Supporters,
        Content::Pairings => ListContent::Pairings,
        Content::Places => ListContent::Places,
    }
}

/// Proposes pairs, and stores them if that is wanted.
pub(crate) fn pair(words: &Words, book: &Book, accept: bool) -> Result<(), Failure> {
    let caller = Caller::open(words, book)?;
    let proposal: Proposal = caller.call("proposal", &ProposalRequest::default())?;
    let plan = &proposal.with_plan;
    print(&words.say(
        "plan",
        &[
            ("new", proposal.new_pairs.to_string()),
            ("full", plan.full.to_string()),
            ("one", plan.one.to_string()),
            ("zero", plan.zero.to_string()),
        ],
    ));
    if accept {
        let mut choices = Vec::new();
        for row in &proposal.rows {
            for place in row.places.iter().filter(|place| place.kept.is_none()) {
                let Some(supporter) = place.supporter.clone() else {
                    continue;
                };
                choices.push(PairChoice {
                    registrant: row.registrant.clone(),
                    supporter,
                    rank: place.rank,
                    basis: place.basis.clone(),
                    distance: place.distance,
                    fixed: false,
                });
            }
        }
        let accepted: u32 = caller.act("accept_pairs", &choices)?;
        print(&words.say("accepted", &[("pairs", accepted.to_string())]));
    }
    caller.close()
}

/// Returns the event that is meant: the named one, else the newest.
fn event(caller: &Caller, named: Option<&String>) -> Result<SafetyCheckId, Failure> {
    if let Some(key) = named {
        return Ok(SafetyCheckId(key.clone()));
    }
    let rows: Vec<SafetyCheckRow> = caller.call("safety_checks", &())?;
    let newest = rows.into_iter().map(|row| row.safety_check.id).max();
    newest.ok_or_else(Failure::not_found)
}

/// Prints check sheets.
pub(crate) fn sheets(words: &Words, wanted: &Sheets) -> Result<(), Failure> {
    let caller = Caller::open(words, &wanted.book)?;
    let split = match wanted.by {
        Split::Block => SheetSplit::ByBlock,
        Split::Supporter => SheetSplit::BySupporter,
        Split::Whole => SheetSplit::Whole,
    };
    let safety_check = event(&caller, wanted.check.as_ref())?;
    let request = PrintCheckSheets {
        safety_check: safety_check.clone(),
        split,
        ..PrintCheckSheets::default()
    };
    let copies: PrintedCopies = caller.act("print_check_sheets", &request)?;
    print(&words.say(
        "printed",
        &[
            ("first", format!("{:03}", copies.first_no)),
            ("last", format!("{:03}", copies.last_no)),
            ("pages", copies.pages.to_string()),
        ],
    ));
    let sheet = SheetRequest {
        sheet: SheetKind::CheckSheet,
        safety_check: Some(safety_check),
        copies: copies.copies,
        ..SheetRequest::default()
    };
    save(words, &caller, sheet, &wanted.out)?;
    caller.close()
}

fn save(words: &Words, caller: &Caller, sheet: SheetRequest, path: &Path) -> Result<(), Failure> {
    let saved: SavedFile = caller.call(
        "save_sheet",
        &SaveSheet {
            sheet,
            file: token(path),
        },
    )?;
    print(&words.say("wrote", &[("name", saved.name)]));
    Ok(())
}

/// One step of a safety check.
pub(crate) fn check(words: &Words, wanted: &Check) -> Result<(), Failure> {
    let caller = Caller::open(words, &wanted.book)?;
    if let CheckStep::Plan { name, day, real } = &wanted.step {
        let draft = SafetyCheckDraft {
            mode: if *real {
                CheckMode::Real
            } else {
                CheckMode::Drill
            },
            name: name.clone(),
            planned_on: day.clone(),
            ..SafetyCheckDraft::default()
        };
        let id: SafetyCheckId = caller.act("save_safety_check", &draft)?;
        print(&words.say("planned", &[("id", id.0)]));
        return caller.close();
    }
    let id = event(&caller, wanted.check.as_ref())?;
    match &wanted.step {
        CheckStep::Plan { .. } => {}
        CheckStep::Start { word } => {
            let request = StartCheck {
                safety_check: id,
                typed_word: word.clone(),
            };
            caller.act::<()>("start_safety_check", &request)?;
            print(&words.say("started", &[]));
        }
        CheckStep::Enter { copy, time, digits } => enter(words, &caller, id, *copy, time, digits)?,
        CheckStep::Board => print(&board(words, &caller.call("check_board", &id)?)),
        CheckStep::Issue => {
            let report: CheckReport = caller.act("issue_check_report", &id)?;
            print(&words.say("issued", &[("number", report.number.to_string())]));
        }
        CheckStep::Close => {
            let review = CheckReview {
                safety_check: id,
                ..CheckReview::default()
            };
            caller.act::<()>("close_safety_check", &review)?;
            print(&words.say("closed", &[]));
        }
    }
    caller.close()
}

/// Returns the numbers of the board as a sentence.
pub(crate) fn board(words: &Words, board: &CheckBoard) -> String {
    let counts = &board.counts;
    words.say(
        "board",
        &[
            ("targets", counts.targets.to_string()),
            ("found", counts.found().to_string()),
            ("unknown", counts.unknown().to_string()),
            ("hurt", counts.hurt().to_string()),
        ],
    )
}

fn enter(
    words: &Words,
    caller: &Caller,
    safety_check: SafetyCheckId,
    copy_no: u32,
    time: &str,
    digits: &str,
) -> Result<(), Failure> {
    let number = SheetNumber {
        safety_check: safety_check.clone(),
        copy_no,
    };
    let answer: EntrySheetAnswer = caller.call("entry_sheet", &number)?;
    let sheet = answer.sheet.ok_or_else(Failure::not_found)?;
    let lines = sheet
        .pages
        .iter()
        .flat_map(|page| page.lines.iter().map(move |it| (page, it)));
    let mut typed = 0_u32;
    for ((page, line), digit) in lines
        .filter(|(_, it)| it.target.is_some())
        .zip(digits.chars())
    {
        let Some(code) = digit.to_digit(10).and_then(ResultCode::from_digit) else {
            continue;
        };
        let entry = ResultEntry {
            safety_check: safety_check.clone(),
            target: line.target.clone(),
            code,
            time: time.to_owned(),
            copy: Some(sheet.copy.clone()),
            page: page.page,
            line: line.line,
            ..ResultEntry::default()
        };
        let saved: ResultSaved = caller.act("enter_result", &entry)?;
        for problem in &saved.problems {
            print(&format!("{}: {}", line.name, words.problem(problem)));
        }
        typed += u32::from(saved.id.is_some());
    }
    print(&words.say("typed", &[("lines", typed.to_string())]));
    Ok(())
}

/// Writes the papers of an event.
pub(crate) fn report(words: &Words, wanted: &Report) -> Result<(), Failure> {
    let caller = Caller::open(words, &wanted.book)?;
    let id = event(&caller, wanted.check.as_ref())?;
    std::fs::create_dir_all(&wanted.out).map_err(|_error| Failure::of(Code::CannotWrite))?;
    for (sheet, name) in REPORTS {
        let request = SheetRequest {
            sheet,
            safety_check: Some(id.clone()),
            ..SheetRequest::default()
        };
        save(words, &caller, request, &wanted.out.join(name))?;
    }
    caller.close()
}

/// What is written about an event, and under which name.
pub(crate) const REPORTS: [(SheetKind, &str); 3] = [
    (SheetKind::CheckReport, "report.pdf"),
    (SheetKind::TallySheet, "tally.pdf"),
    (SheetKind::ResultList, "results.xlsx"),
];

/// Backs up.
pub(crate) fn back_up(words: &Words, wanted: &BackUp) -> Result<(), Failure> {
    let caller = Caller::open(words, &wanted.book)?;
    let done: BackUpDone = caller.call("back_up", &token(&wanted.file))?;
    print(&words.say(
        "backed_up",
        &[("name", done.name), ("people", done.people.to_string())],
    ));
    caller.close()
}

/// Makes any call and prints its answer as JSON.
pub(crate) fn call(words: &Words, wanted: &Call) -> Result<(), Failure> {
    let request: Value = serde_json::from_str(&wanted.request)
        .map_err(|error| Failure::fault(&error.to_string()))?;
    let caller = match wanted.name.as_str() {
        "state" => Caller::over(&wanted.book.book),
        _ => Caller::open(words, &wanted.book)?,
    };
    let answer: Value = caller.call(&wanted.name, &request)?;
    print(&serde_json::to_string_pretty(&answer).unwrap_or_default());
    caller.close()
}
