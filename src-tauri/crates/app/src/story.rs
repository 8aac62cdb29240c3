//! The main job of a year, played on an invented district: what the practice book is made of, and what `sasae demo`
//! shows. Every step is a call; the clock belongs to the story.

mod drill;
mod stage;

use std::path::Path;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::council::{Area, Council, CouncilSetup, Shindo};
use domain::id::FileToken;
use domain::intake::{IntakeDone, IntakeRequest};
use domain::matching_view::{Proposal, ProposalRequest, ProposalRow};
use domain::pairing::{PairChoice, PairingStatus, PairingStep};
use domain::place::{Place, PlaceKind};
use domain::registrant::{RegistrantFilter, RegistrantPage};
use domain::roster_import::{ListContent, Medium};
use domain::secret::Secret;
use domain::vault::{CreateBook, Done, RecoveryKey};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::program::Program;

pub use drill::Drill;
pub use stage::{Chance, Stage, StageHost};

/// The lists of the district, by name of the file.
const LISTS: [(&str, &[u8], ListContent); 3] = [
    (
        "city-list-2026.csv",
        include_bytes!("../../../../assets/samples/city-list-2026.csv"),
        ListContent::Registrants,
    ),
    (
        "supporters.xlsx",
        include_bytes!("../../../../assets/samples/supporters.xlsx"),
        ListContent::Supporters,
    ),
    (
        "pairings-2025.csv",
        include_bytes!("../../../../assets/samples/pairings-2025.csv"),
        ListContent::Pairings,
    ),
];

/// The names of the invented district.
const WORDS: &str = include_str!("../../../../assets/samples/story.json");

/// One row in so many is left open, so that there is something to practise.
const LEFT_OPEN: usize = 4;

/// Returns the 鍵の言葉 of the practice book. It stands with the samples, because it guards nothing but invented people.
pub fn passphrase() -> Secret {
    let words: serde_json::Value = serde_json::from_str(WORDS).unwrap_or_default();
    Secret::new(words["passphrase"].as_str().unwrap_or_default())
}

/// The story over one program.
pub struct Story<'a> {
    program: &'a Program,
    stage: &'a Stage,
    words: serde_json::Value,
}

impl<'a> Story<'a> {
    /// Returns the story over a program whose host is the stage.
    pub fn new(program: &'a Program, stage: &'a Stage) -> Self {
        Self {
            program,
            stage,
            words: serde_json::from_str(WORDS).unwrap_or_default(),
        }
    }

    /// Makes the book with its council and its places.
    ///
    /// # Errors
    /// When a call is refused.
    pub fn begin(&self) -> Result<RecoveryKey, Failure> {
        let key: RecoveryKey = self.call(
            "create_book",
            &CreateBook {
                passphrase: passphrase(),
                council: self.word("council"),
                council_kana: self.word("council_kana"),
                city: self.word("city"),
                user: self.word("user"),
            },
        )?;
        let setup: CouncilSetup = self.call("council_setup", &())?;
        let school = self.place("school", PlaceKind::ReportPlace)?;
        self.place("hall", PlaceKind::CommunityCentre)?;
        self.act::<domain::id::CouncilId>(
            "save_council",
            &Council {
                area_code: self.word("area_code"),
                contact: self.word("contact"),
                trigger_shindo: Shindo::FiveLower,
                report_places: vec![school],
                areas: self.areas(),
                ..setup.council
            },
        )?;
        Ok(key)
    }

    fn place(&self, key: &str, kind: PlaceKind) -> Result<domain::id::PlaceId, Failure> {
        let place = Place {
            name: self.word(key),
            kind,
            ..Place::default()
        };
        self.act("save_place", &place)
    }

    fn areas(&self) -> Vec<Area> {
        let towns = self.words["towns"].as_array().cloned().unwrap_or_default();
        let area = |town: &serde_json::Value, chome| Area {
            town: town["name"].as_str().unwrap_or_default().to_owned(),
            chome: Some(chome),
            ..Area::default()
        };
        let chome_of = |town: &serde_json::Value| town["chome"].as_u64().unwrap_or(0) as u32;
        towns
            .iter()
            .flat_map(|town| (1..=chome_of(town)).map(move |chome| area(town, chome)))
            .collect()
    }

    /// Takes in the city's list, the supporters and the pairs of last year, and makes blocks. The files are laid into
    /// the folder first, as if they had come on a USB stick.
    ///
    /// # Errors
    /// When a file cannot be written or a call is refused.
    pub fn take_in(&self, folder: &Path) -> Result<Vec<IntakeDone>, Failure> {
        let mut done = Vec::new();
        for (name, bytes, content) in LISTS {
            let path = folder.join(name);
            store::write_whole(&path, bytes)?;
            let request = IntakeRequest {
                file: FileToken(path.display().to_string()),
                content: Some(content),
                sender: self.word("sender"),
                medium: Medium::Usb,
                ..IntakeRequest::default()
            };
            let taken: Done<IntakeDone> = self.call("import_list", &request)?;
            done.push(taken.value);
        }
        self.act::<u32>("propose_blocks", &())?;
        Ok(done)
    }

    /// Lets the program propose pairs and accepts most of them; follows up some. Answers how many were accepted.
    ///
    /// # Errors
    /// When a call is refused.
    pub fn pair(&self) -> Result<u32, Failure> {
        let proposal: Proposal = self.call("proposal", &ProposalRequest::default())?;
        let wanted = proposal.rows.iter().filter(|row| row.changes).enumerate();
        let choices: Vec<PairChoice> = wanted
            .filter(|(place, _)| place % LEFT_OPEN != 0)
            .flat_map(|(_, row)| choices_of(row))
            .collect();
        let accepted: u32 = self.act("accept_pairs", &choices)?;
        self.follow_up()?;
        Ok(accepted)
    }

    /// Some pairs are asked, some introduced: every third person and every fifth.
    fn follow_up(&self) -> Result<(), Failure> {
        let filter = RegistrantFilter {
            limit: 200,
            ..RegistrantFilter::default()
        };
        let page: RegistrantPage = self.call("registrants", &filter)?;
        for (place, row) in page.rows.iter().enumerate() {
            let detail: domain::registrant::RegistrantDetail = self.call("registrant", &row.id)?;
            let proposed = detail.pairings.iter().map(|row| &row.pairing);
            for pairing in proposed.filter(|it| it.status == PairingStatus::Proposed) {
                let status = match (place % 3, place % 5) {
                    (0, 0) => PairingStatus::Confirmed,
                    (0, _) => PairingStatus::Met,
                    (_, 0) => PairingStatus::SupporterAccepted,
                    _ => continue,
                };
                let step = PairingStep {
                    pairing: pairing.id.clone(),
                    status,
                    ..PairingStep::default()
                };
                self.act::<()>("step_pairing", &step)?;
            }
        }
        Ok(())
    }

    /// Plays the whole story up to a moment: the book two months old, a drill some weeks ago, the next one near.
    ///
    /// # Errors
    /// When a call is refused.
    pub fn play_until(&self, now: DateTime<Utc>, folder: &Path) -> Result<(), Failure> {
        self.stage.set(now - Duration::days(60));
        self.begin()?;
        self.take_in(folder)?;
        self.stage.set(now - Duration::days(50));
        self.pair()?;
        let day = day_of(now);
        self.drill(&self.word("last_drill"), day - Duration::days(24))?
            .run(true)?;
        self.stage.set(now - Duration::days(3));
        self.drill(&self.word("next_drill"), day + Duration::days(6))?;
        self.stage.set(now);
        Ok(())
    }

    /// Prepares a drill of this name on this day.
    ///
    /// # Errors
    /// When a call is refused.
    pub fn drill(&self, name: &str, day: NaiveDate) -> Result<Drill<'_>, Failure> {
        Drill::prepare(self, name, day)
    }

    /// Returns a name of the invented district.
    pub fn word(&self, key: &str) -> String {
        self.words[key].as_str().unwrap_or_default().to_owned()
    }

    /// Moves the clock.
    pub(crate) fn set_clock(&self, moment: DateTime<Utc>) {
        self.stage.set(moment);
    }

    /// Makes a call and reads its answer.
    ///
    /// # Errors
    /// When the call is refused.
    pub fn call<A: DeserializeOwned>(
        &self,
        name: &str,
        request: &impl Serialize,
    ) -> Result<A, Failure> {
        let request = serde_json::to_value(request)
            .map_err(|error| Failure::fault(&format!("story: {error}")))?;
        let answer = self.program.call(name, request)?;
        serde_json::from_value(answer).map_err(|error| Failure::fault(&format!("story: {error}")))
    }

    /// Makes an act and returns its answer.
    ///
    /// # Errors
    /// When the act is refused.
    pub fn act<A: DeserializeOwned>(
        &self,
        name: &str,
        request: &impl Serialize,
    ) -> Result<A, Failure> {
        Ok(self.call::<Done<A>>(name, request)?.value)
    }
}

fn choices_of(row: &ProposalRow) -> Vec<PairChoice> {
    let new = row.places.iter().filter(|place| place.kept.is_none());
    new.filter_map(|place| {
        Some(PairChoice {
            registrant: row.registrant.clone(),
            supporter: place.supporter.clone()?,
            rank: place.rank,
            basis: place.basis.clone(),
            distance: place.distance,
            fixed: false,
        })
    })
    .collect()
}

fn day_of(moment: DateTime<Utc>) -> NaiveDate {
    domain::date::in_japan(moment).date_naive()
}
