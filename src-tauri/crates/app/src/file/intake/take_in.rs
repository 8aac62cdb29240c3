//! Rows of a list become records, all in one act, so that a whole import can be taken back.

use chrono::NaiveDate;
use domain::consent::Consent;
use domain::council::{Block, Council};
use domain::id::{CouncilId, RegistrantId, SupporterId};
use domain::intake::{Draft, IntakeDone, PairingDraft, ReadRow};
use domain::person::Person;
use domain::registrant::{Registrant, RegistrantDraft};
use domain::roster_import::{ListContent, Medium, RosterImport};
use domain::supporter::{Supporter, SupporterDraft};
use domain::task::{Task, TaskKind};
use store::Tx;

use crate::act::block::by_association;
use crate::act::person::{block_of, fill};
use crate::ask::council::{blocks_in_order, the_council};
use crate::ask::home::number;
use crate::failure::Failure;
use crate::file::intake::known::ByNumber;
use crate::file::intake::memory::Reading;
use crate::file::intake::pairs::Pairs;
use crate::file::intake::places::places;
use crate::file::intake::same::SamePeople;
use crate::host::Scene;

/// A list as read, ready to be stored.
#[derive(Default)]
pub(crate) struct List {
    /// What it holds.
    pub(crate) content: ListContent,
    /// Name of the file.
    pub(crate) file_name: String,
    /// SHA-256 of the file, in hex.
    pub(crate) file_hash: String,
    /// What it was read as.
    pub(crate) encoding: String,
    /// Day the data stand for.
    pub(crate) as_of: Option<NaiveDate>,
    /// Who sent it.
    pub(crate) sender: String,
    /// How it came.
    pub(crate) medium: Medium,
    /// How it was read, to be remembered.
    pub(crate) reading: Reading,
    /// The rows.
    pub(crate) rows: Vec<ReadRow>,
}

/// What is the same for every row.
pub(super) struct Taking<'a> {
    /// When, and new keys.
    pub(super) scene: &'a Scene<'a>,
    /// Whose list.
    pub(super) council: Council,
    blocks: Vec<Block>,
    /// The hand-over.
    pub(super) import: RosterImport,
    tasks: Vec<Task>,
    /// Rows left alone, because they are in the book already.
    pub(super) known: u32,
}

/// Stores the good rows of a list and answers what came of it. `step` is told how many rows are done.
pub(crate) fn take_in(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    list: List,
    step: &mut dyn FnMut(usize) -> Result<(), Failure>,
) -> Result<IntakeDone, Failure> {
    let council = the_council(tx)?;
    let mut taking = Taking {
        scene,
        blocks: blocks_in_order(tx)?,
        import: import_of(scene, council.id.clone(), &list),
        council,
        tasks: Vec::new(),
        known: 0,
    };
    list.reading.keep(tx, scene)?;
    tx.set_subject(list.file_name);
    match list.content {
        ListContent::Registrants => registrants(tx, &mut taking, list.rows, step)?,
        ListContent::Supporters => supporters(tx, &mut taking, list.rows, step)?,
        ListContent::Pairings => pairings(tx, &mut taking, list.rows, step)?,
        ListContent::Places => places(tx, &mut taking, list.rows, step)?,
    }
    for task in &taking.tasks {
        tx.put(task)?;
    }
    taking.import.taken = number(taking.import.row_of.len());
    tx.put(&taking.import)?;
    Ok(IntakeDone {
        roster_import: taking.import.id,
        taken: taking.import.taken,
        rejected: taking.import.rejected,
        known: taking.known,
        tasks: number(taking.tasks.len()),
    })
}

fn import_of(scene: &Scene<'_>, council: CouncilId, list: &List) -> RosterImport {
    RosterImport {
        id: scene.new_id(),
        council,
        content: list.content,
        file_name: list.file_name.clone(),
        file_hash: list.file_hash.clone(),
        encoding: list.encoding.clone(),
        as_of: list.as_of,
        received_at: Some(scene.now),
        from_office: list.sender.clone(),
        medium: list.medium,
        rows: number(list.rows.len()),
        rejected: number(list.rows.iter().filter(|row| row.draft.is_none()).count()),
        ..RosterImport::default()
    }
}

impl Taking<'_> {
    /// Fills what the list left to us and gives the key and the block. What is wrong was said in the preview.
    fn ready(&self, person: &mut Person, block: &str) {
        if !block.is_empty() {
            // The 班 stays beside its 自治会, so that blocks can be made of it.
            person.association = format!("{} {block}", person.association).trim().to_owned();
        }
        fill(person, &self.council, self.scene.today);
        person.id = self.scene.new_id();
        if person.block.is_none() {
            person.block =
                by_association(&self.blocks, person).or_else(|| block_of(&self.blocks, person));
        }
    }

    fn task(&self, kind: TaskKind, text: String) -> Task {
        Task {
            id: self.scene.new_id(),
            kind,
            roster_import: Some(self.import.id.clone()),
            text,
            created_at: Some(self.scene.now),
            ..Task::default()
        }
    }
}

fn registrants(
    tx: &mut Tx<'_>,
    taking: &mut Taking<'_>,
    rows: Vec<ReadRow>,
    step: &mut dyn FnMut(usize) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let is_first = tx.count::<Registrant>()? == 0;
    let mut known = ByNumber::of_registrants(tx)?;
    let mut same = SamePeople::of(tx)?;
    for (done, row) in rows.into_iter().enumerate() {
        step(done)?;
        let Some(Draft::Registrant(draft)) = row.draft else {
            continue;
        };
        let draft = *draft;
        let (number, text) = (draft.registrant.city_no.clone(), draft.person.name());
        if known.take(&number, &text) {
            taking.known += 1;
            continue;
        }
        let (id, doubtful) = registrant(tx, taking, draft, &row.block, &mut same)?;
        if let Some(other) = doubtful.or_else(|| known.other(&number)) {
            let text = format!("{text} ／ {other}");
            let task = taking.task(TaskKind::MaybeSamePerson, text);
            taking.tasks.push(Task {
                registrant: Some(id.clone()),
                ..task
            });
        }
        taking.import.row_of.insert(row.shown.row, id.0);
    }
    if is_first {
        let all: Vec<Supporter> = tx.all()?;
        wishes_in_words(tx, taking, &all)?;
    }
    Ok(())
}

fn registrant(
    tx: &mut Tx<'_>,
    taking: &Taking<'_>,
    draft: RegistrantDraft,
    block: &str,
    same: &mut SamePeople,
) -> Result<(RegistrantId, Option<String>), Failure> {
    let RegistrantDraft {
        mut person,
        mut registrant,
        mut consent,
    } = draft;
    taking.ready(&mut person, block);
    registrant.id = taking.scene.new_id();
    registrant.person = person.id.clone();
    registrant.council = taking.council.id.clone();
    registrant.status_date = registrant.status_date.or(Some(taking.scene.today));
    tx.put(&person)?;
    tx.put(&registrant)?;
    if consent != Consent::default() {
        consent.id = taking.scene.new_id();
        consent.registrant = registrant.id.clone();
        tx.put(&consent)?;
    }
    Ok((registrant.id, same.seen(person)))
}

fn supporters(
    tx: &mut Tx<'_>,
    taking: &mut Taking<'_>,
    rows: Vec<ReadRow>,
    step: &mut dyn FnMut(usize) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut known = ByNumber::of_supporters(tx)?;
    let mut same = SamePeople::of(tx)?;
    let mut new = Vec::new();
    for (done, row) in rows.into_iter().enumerate() {
        step(done)?;
        let Some(Draft::Supporter(draft)) = row.draft else {
            continue;
        };
        let SupporterDraft {
            mut person,
            mut supporter,
        } = *draft;
        let name = person.name();
        if known.take(&supporter.list_no, &name) {
            taking.known += 1;
            continue;
        }
        taking.ready(&mut person, &row.block);
        supporter.id = taking.scene.new_id();
        supporter.person = person.id.clone();
        supporter.council = taking.council.id.clone();
        tx.put(&person)?;
        tx.put(&supporter)?;
        let doubtful = same.seen(person);
        if let Some(other) = doubtful.or_else(|| known.other(&supporter.list_no)) {
            let task = taking.task(TaskKind::MaybeSamePerson, format!("{name} ／ {other}"));
            taking.tasks.push(Task {
                supporter: Some(supporter.id.clone()),
                ..task
            });
        }
        taking
            .import
            .row_of
            .insert(row.shown.row, supporter.id.0.clone());
        new.push(supporter);
    }
    wishes_in_words(tx, taking, &new)
}

/// Reads what the supporters wrote in their own words: whom they look after, whom they would rather not.
fn wishes_in_words(
    tx: &mut Tx<'_>,
    taking: &mut Taking<'_>,
    supporters: &[Supporter],
) -> Result<(), Failure> {
    let mut pairs = Pairs::of(tx)?;
    if pairs.nobody_on_roster() {
        return Ok(());
    }
    for supporter in supporters {
        let left = pairs.take_words(tx, taking.scene, supporter)?;
        for (kind, text) in left {
            let task = taking.task(kind, text);
            taking.tasks.push(Task {
                supporter: Some(supporter.id.clone()),
                ..task
            });
        }
    }
    Ok(())
}

fn pairings(
    tx: &mut Tx<'_>,
    taking: &mut Taking<'_>,
    rows: Vec<ReadRow>,
    step: &mut dyn FnMut(usize) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut pairs = Pairs::of(tx)?;
    for (done, row) in rows.into_iter().enumerate() {
        step(done)?;
        let Some(Draft::Pairing(draft)) = row.draft else {
            continue;
        };
        let told = told_of(&draft);
        match pairs.take_row(tx, taking.scene, *draft)? {
            PairTaken::New(id) => {
                taking.import.row_of.insert(row.shown.row, id);
            }
            PairTaken::Known => taking.known += 1,
            PairTaken::Unclear(registrant, supporter) => {
                let task = taking.task(TaskKind::UnclearName, told);
                taking.tasks.push(Task {
                    registrant,
                    supporter,
                    ..task
                });
            }
        }
    }
    Ok(())
}

/// What became of a row of a list of pairs.
pub(crate) enum PairTaken {
    /// A new pairing with this key.
    New(String),
    /// The two are a pair already.
    Known,
    /// One of the two could not be told; the other, if it could.
    Unclear(Option<RegistrantId>, Option<SupporterId>),
}

/// Returns the row in words, for the person who will look into it.
fn told_of(draft: &PairingDraft) -> String {
    let address = match draft.registrant_address.as_str() {
        "" => String::new(),
        address => format!("（{address}）"),
    };
    format!(
        "{}{address} ― {}",
        draft.registrant_name, draft.supporter_name
    )
}
