//! A small invented district in a book on a temporary folder, for the tests of pairs and safety checks.

use std::path::PathBuf;
use std::sync::Mutex;

use chrono::{DateTime, Duration, TimeZone, Utc};
use domain::address::Address;
use domain::council::{Block, Council};
use domain::id::{FileToken, RegistrantId, SupporterId};
use domain::kind::Record;
use domain::person::{HouseholdType, Person};
use domain::registrant::Registrant;
use domain::supporter::{Supporter, SupporterStatus};
use domain::vault::Done;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json, to_value};

use crate::failure::Failure;
use crate::host::{Host, Ids, Setup};
use crate::program::Program;

/// A host whose clock stands still until it is moved.
struct Still {
    now: Mutex<DateTime<Utc>>,
    ids: Ids,
}

/// Shares the host between the program and the test.
struct Shared(std::sync::Arc<Still>);

impl Host for Shared {
    fn now(&self) -> DateTime<Utc> {
        *self.0.now.lock().unwrap()
    }

    fn new_id(&self) -> String {
        self.0.ids.next(self.now(), 0)
    }

    fn ids(&self) -> &Ids {
        &self.0.ids
    }

    fn path_of(&self, _token: &FileToken) -> Option<PathBuf> {
        None
    }

    fn random(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// An open book with a council and two blocks, 北 and 南.
pub(crate) struct Trial {
    /// The program over the book.
    pub(crate) program: Program,
    host: std::sync::Arc<Still>,
    _folder: tempfile::TempDir,
}

impl Trial {
    /// Makes the book on 25 November 2026, ten in the morning in Japan.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = Mutex::new(Utc.with_ymd_and_hms(2026, 11, 25, 1, 0, 0).unwrap());
        let host = std::sync::Arc::new(Still {
            now,
            ids: Ids::default(),
        });
        let setup = Setup {
            book: folder.path().join("book"),
            practice: folder.path().join("practice"),
            settings: folder.path().join("settings"),
            cost: store::KeyCost::PRACTICE,
        };
        let program = Program::new(Box::new(Shared(host.clone())), setup);
        let trial = Self {
            program,
            host,
            _folder: folder,
        };
        let book = json!({
            "passphrase": "たぬき さくら みかん つばめ ほたる", "council": "若葉福祉の会",
            "council_kana": "ワカバフクシノカイ", "city": "若葉市", "user": "土屋 実",
        });
        trial.program.call("create_book", book).unwrap();
        for (name, position) in [("北", 1), ("南", 2)] {
            let council: Vec<Council> = trial.all();
            trial.put(&Block {
                id: name.to_owned().into(),
                council: council[0].id.clone(),
                name: name.into(),
                position,
                ..Block::default()
            });
        }
        trial
    }

    /// Moves the clock on.
    pub(crate) fn pass(&self, minutes: i64) {
        *self.host.now.lock().unwrap() += Duration::minutes(minutes);
    }

    /// Stores a record as it is.
    pub(crate) fn put<R: Record>(&self, record: &R) {
        self.program
            .write("trial", Value::Null, |tx, _| Ok(tx.put(record)?))
            .unwrap();
    }

    /// Returns every record of a kind.
    pub(crate) fn all<R: Record>(&self) -> Vec<R> {
        self.program.read(|reader, _| Ok(reader.all()?)).unwrap()
    }

    /// Returns a record.
    pub(crate) fn get<R: Record>(&self, key: &str) -> R {
        self.program
            .read(|reader, _| Ok(reader.get(key)?))
            .unwrap()
            .unwrap()
    }

    /// Asks, or handles a call of the book.
    pub(crate) fn ask<A: DeserializeOwned>(&self, call: &str, request: impl Serialize) -> A {
        let answer = self.program.call(call, to_value(request).unwrap()).unwrap();
        serde_json::from_value(answer).unwrap()
    }

    /// Does an act.
    pub(crate) fn act<A: DeserializeOwned + Default>(
        &self,
        call: &str,
        request: impl Serialize,
    ) -> Result<A, Failure>
    where
        Done<A>: DeserializeOwned,
    {
        let answer = self.program.call(call, to_value(request).unwrap())?;
        Ok(serde_json::from_value::<Done<A>>(answer).unwrap().value)
    }

    fn person(&self, id: &str, block: &str, ban: u32, go: u32) -> Person {
        let person = Person {
            id: format!("p-{id}").into(),
            family_name: id.into(),
            name_kana: id.into(),
            household_type: HouseholdType::Alone,
            block: Some(block.to_owned().into()),
            address: Address {
                town: "若葉町".into(),
                chome: Some(if block == "北" { 1 } else { 4 }),
                ban: Some(ban),
                go: Some(go),
                ..Address::default()
            },
            ..Person::default()
        };
        self.put(&person);
        person
    }

    /// Stores a registrant, named by the key.
    pub(crate) fn registrant(&self, id: &str, block: &str, ban: u32) -> RegistrantId {
        let person = self.person(id, block, ban, 1);
        self.registrant_of(id, &person)
    }

    /// Stores a registrant who is this person.
    pub(crate) fn registrant_of(&self, id: &str, person: &Person) -> RegistrantId {
        let id = RegistrantId(id.into());
        self.put(&Registrant {
            id: id.clone(),
            person: person.id.clone(),
            council: self.all::<Council>()[0].id.clone(),
            ..Registrant::default()
        });
        id
    }

    /// Stores a supporter in 待機, named by the key.
    pub(crate) fn supporter(&self, id: &str, block: &str, ban: u32, limit: u32) -> SupporterId {
        let person = self.person(id, block, ban, 2);
        let id = SupporterId(id.into());
        self.put(&Supporter {
            id: id.clone(),
            person: person.id,
            council: self.all::<Council>()[0].id.clone(),
            status: SupporterStatus::Standby,
            max_load: limit,
            ..Supporter::default()
        });
        id
    }
}
