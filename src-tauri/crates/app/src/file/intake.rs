//! 取り込み: a list is looked at, taken in whole, and its bad rows are given back. Read under the lock, understood
//! without it, stored in one act.

mod known;
mod meant;
pub(crate) mod memory;
mod pairs;
mod places;
pub(crate) mod same;
mod take_in;

use std::sync::Arc;

use domain::intake::{IntakeDone, IntakePreview, IntakeRequest, SaveRejected};
use domain::registrant::Registrant;
use domain::roster_import::Medium;
use domain::sheet::SavedFile;
use domain::vault::{Continue, Done, Progress};
use exchange::{Known, ListRead, Looked};
use sha2::{Digest, Sha256};
use store::Reader;

use crate::ask::council::the_council;
use crate::ask::home::number;
use crate::failure::{Code, Failure};
use crate::file::backup::before_risk;
use crate::file::intake::memory::Reading;
use crate::file::intake::take_in::{List, take_in};
use crate::file::sheet::file_name;
use crate::file::work::UnderWay;
use crate::program::Program;

/// Larger than any list of people; read no further, so that a wrong file does not fill the memory.
const BYTES_AT_MOST: u64 = 256 * 1024 * 1024;

/// Rows from which on a backup is made first.
const MANY: usize = 50;

/// A file a person chose.
pub(crate) struct Chosen {
    /// Its name, without the folder.
    pub(crate) name: String,
    /// What is in it.
    pub(crate) bytes: Vec<u8>,
}

/// Looks at a list: what it is read as, what its columns are taken for, what is wrong in which row. A list that was just
/// read is not read again for its next page.
pub(crate) fn preview_list(
    program: &Program,
    request: IntakeRequest,
) -> Result<IntakePreview, Failure> {
    let as_read = IntakeRequest {
        offset: 0,
        limit: 0,
        only_problems: false,
        // How it came and of which day it is changes no row.
        medium: Medium::Unknown,
        as_of: None,
        ..request.clone()
    };
    let chosen = chosen(program, &request)?;
    let hash = hash_of(&chosen);
    if let Some(looked) = program.looked_at(|last| last.of(&as_read, &hash))? {
        return Ok(looked.page(&request));
    }
    // Where other work is under way, a look at a file goes without telling how far it is.
    let under_way = program.work().begin("read_list").ok();
    let known = program.read(|reader, _scene| known(reader))?;
    let today = program.scene().today;
    let mut progress = |progress: Progress| match &under_way {
        Some(under_way) => under_way.take(&progress),
        None => Continue::Yes,
    };
    let (bytes, name) = (&chosen.bytes, &chosen.name);
    let looked = exchange::look(bytes, name, &request, &known, today, &mut progress);
    if looked.stopped() {
        return Err(Failure::of(Code::Cancelled));
    }
    let looked = Arc::new(looked);
    program.looked_at(|last| last.keep(as_read, hash, &looked))?;
    Ok(looked.page(&request))
}

/// The list that was looked at last. It goes with the book when that is locked, and with every change of the book.
#[derive(Default)]
pub(crate) struct LastLook(Option<(IntakeRequest, String, Arc<Looked>)>);

impl LastLook {
    /// Returns the list if it was read from the same bytes in the same way.
    fn of(&self, request: &IntakeRequest, hash: &str) -> Option<Arc<Looked>> {
        let last = self.0.as_ref();
        let same = last.filter(|(how, bytes, _)| how == request && bytes == hash);
        same.map(|(_, _, looked)| Arc::clone(looked))
    }

    fn keep(&mut self, request: IntakeRequest, hash: String, looked: &Arc<Looked>) {
        self.0 = Some((request, hash, Arc::clone(looked)));
    }
}

/// Takes in the good rows of a list in one act, which can be taken back whole.
pub(crate) fn import_list(
    program: &Program,
    request: IntakeRequest,
) -> Result<Done<IntakeDone>, Failure> {
    let under_way = program.work().begin("import")?;
    let chosen = chosen(program, &request)?;
    let read = read(program, &chosen, &request, &under_way)?;
    let noted = serde_json::to_value(&request)
        .map_err(|error| Failure::fault(&format!("import: {error}")))?;
    let total = read.rows.len();
    let bytes = chosen.bytes.len() as u64;
    if total >= MANY {
        before_risk(program, bytes)?;
    }
    let list = list_of(chosen, read, &request);
    program.write("import_list", noted, |tx, scene| {
        take_in(
            tx,
            scene,
            list,
            &mut |done| match under_way.step(number(done), number(total)) {
                Continue::Yes => Ok(()),
                Continue::No => Err(Failure::of(Code::Cancelled)),
            },
        )
    })
}

/// Writes the rows that stay outside to a file, each with its reason.
pub(crate) fn save_rejected_rows(
    program: &Program,
    request: SaveRejected,
) -> Result<SavedFile, Failure> {
    let to = program.path_of(&request.file)?;
    let under_way = program.work().begin("import")?;
    let chosen = chosen(program, &request.list)?;
    let read = read(program, &chosen, &request.list, &under_way)?;
    let name = file_name(&to);
    let bytes = exchange::rejected_file(&read);
    program.hand_out(
        &under_way,
        "save_rejected_rows",
        serde_json::Value::Null,
        &name,
        |_book, _scene| store::write_whole(&to, &bytes),
    )?;
    let rows = number(read.rows.iter().filter(|row| row.draft.is_none()).count());
    Ok(SavedFile {
        name,
        pages: rows,
        undrawable: Vec::new(),
    })
}

/// Reads the file behind a token.
pub(crate) fn chosen(program: &Program, request: &IntakeRequest) -> Result<Chosen, Failure> {
    // A locked book is said first: no file is touched for somebody who may not see what is in it.
    program.read(|_reader, _scene| Ok(()))?;
    let path = program.path_of(&request.file)?;
    let cannot_read = |_error| Failure::of(Code::CannotRead);
    if std::fs::metadata(&path).map_err(cannot_read)?.len() > BYTES_AT_MOST {
        return Err(Failure::with(Code::CannotRead, "file_too_large"));
    }
    let bytes = std::fs::read(&path).map_err(cannot_read)?;
    Ok(Chosen {
        name: file_name(&path),
        bytes,
    })
}

/// Reads the rows of a list as it was said to be read.
pub(crate) fn read(
    program: &Program,
    chosen: &Chosen,
    request: &IntakeRequest,
    under_way: &UnderWay<'_>,
) -> Result<ListRead, Failure> {
    let known = program.read(|reader, _scene| known(reader))?;
    let today = program.scene().today;
    let mut progress = |progress: Progress| under_way.take(&progress);
    let (bytes, name) = (&chosen.bytes, &chosen.name);
    let list = exchange::read(bytes, name, request, &known, today, &mut progress)
        // The preview has told why; the file can only have changed since.
        .map_err(|_problem| Failure::of(Code::CannotRead))?;
    if list.stopped {
        return Err(Failure::of(Code::Cancelled));
    }
    Ok(list)
}

/// Returns what the book knows that helps to read a list.
fn known(reader: &Reader<'_>) -> Result<Known, Failure> {
    let council = the_council(reader)?;
    let registrants: Vec<Registrant> = reader.all()?;
    Ok(Known {
        city: council.city,
        area_code: council.area_code,
        areas: council.areas,
        mappings: reader.all()?,
        in_book: number(
            registrants
                .iter()
                .filter(|it| it.status.is_active())
                .count(),
        ),
        city_numbers: registrants
            .into_iter()
            .map(|registrant| registrant.city_no)
            .collect(),
    })
}

/// Returns the SHA-256 of a file, in hex.
pub(crate) fn hash_of(chosen: &Chosen) -> String {
    let hash = Sha256::digest(&chosen.bytes);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn list_of(chosen: Chosen, read: ListRead, request: &IntakeRequest) -> List {
    let reading = Reading::of(&read, &request.sender);
    List {
        content: read.content,
        file_hash: hash_of(&chosen),
        file_name: chosen.name,
        encoding: read.encoding,
        as_of: request.as_of.or(read.as_of),
        sender: request.sender.clone(),
        medium: request.medium,
        reading,
        rows: read.rows,
    }
}
