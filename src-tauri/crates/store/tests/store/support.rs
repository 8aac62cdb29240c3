//! A book in a folder of its own, people for it, a fixed clock and repeatable chance.

use std::path::Path;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::consent::{Consent, ConsentStatus};
use domain::council::{Block, Council};
use domain::id::EntryId;
use domain::pairing::{Pairing, PairingStatus};
use domain::person::Person;
use domain::phone::Phone;
use domain::registrant::Registrant;
use domain::secret::Secret;
use domain::supporter::{Supporter, SupporterStatus};
use domain::vault::{Holder, RecoveryKey};
use store::{ActNote, Book, KeyCost, StoreError, Tx, Written};
use tempfile::TempDir;

pub(crate) const PASSPHRASE: &str = "みかん はしご たぬき そら うみ";

pub(crate) fn secret() -> Secret {
    Secret::new(PASSPHRASE)
}

/// 2026-11-25 09:00 in Japan.
pub(crate) fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_782)
}

pub(crate) fn today() -> NaiveDate {
    now().date_naive()
}

/// Chance that is the same every time but never repeats itself.
pub(crate) fn chance() -> impl FnMut(&mut [u8]) {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    move |bytes| {
        for byte in bytes {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *byte = state.to_le_bytes()[3];
        }
    }
}

pub(crate) struct TestBook {
    pub(crate) book: Book,
    pub(crate) recovery: RecoveryKey,
    pub(crate) folder: TempDir,
    entries: u32,
}

pub(crate) fn make(folder: &Path) -> Result<(Book, RecoveryKey), StoreError> {
    let nothing = |_: &mut Book| Ok(());
    Book::create(
        folder,
        &Holder::default(),
        &secret(),
        KeyCost::PRACTICE,
        &mut chance(),
        nothing,
    )
}

pub(crate) fn open(folder: &Path) -> Result<Book, StoreError> {
    Book::open(folder, "", &secret(), now())
}

impl TestBook {
    /// A new book with a council and nothing else.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (book, recovery) = make(folder.path()).unwrap();
        let mut made = Self {
            book,
            recovery,
            folder,
            entries: 0,
        };
        made.write(|tx| tx.put(&council())).unwrap();
        made
    }

    pub(crate) fn next_entry(&mut self) -> EntryId {
        self.entries += 1;
        EntryId(format!("e{:06}", self.entries))
    }

    pub(crate) fn write<T>(
        &mut self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<Written<T>, StoreError> {
        let note = ActNote {
            call: "save_registrant".into(),
            request: serde_json::json!({"id": "…"}),
            by: "田中".into(),
            at: now() + TimeDelta::seconds(i64::from(self.entries)),
            entry_id: self.next_entry(),
            subject: String::new(),
        };
        self.book.write(note, work)
    }

    pub(crate) fn undo(&mut self) -> Result<Written<()>, StoreError> {
        let id = self.next_entry();
        self.book.undo("田中", now(), id)
    }

    pub(crate) fn redo(&mut self) -> Result<Written<()>, StoreError> {
        let id = self.next_entry();
        self.book.redo("田中", now(), id)
    }

    /// Drops the book without closing it and opens it again.
    pub(crate) fn reopen(self) -> Self {
        let Self {
            book,
            recovery,
            folder,
            entries,
        } = self;
        drop(book);
        let book = open(folder.path()).unwrap();
        Self {
            book,
            recovery,
            folder,
            entries,
        }
    }
}

pub(crate) fn council() -> Council {
    Council {
        id: "c".to_owned().into(),
        supporters_wanted: 2,
        ..Council::default()
    }
}

pub(crate) fn block(id: &str) -> Block {
    Block {
        id: id.to_owned().into(),
        council: council().id,
        name: format!("{id}班"),
        ..Block::default()
    }
}

pub(crate) fn person(id: &str, family: &str, given: &str, kana: &str) -> Person {
    Person {
        id: format!("p-{id}").into(),
        family_name: family.into(),
        given_name: given.into(),
        name_kana: kana.into(),
        name_key: domain::name::fold(&format!("{family}{given}")),
        kana_key: domain::name::fold_kana(kana),
        address_raw: "若葉町1-2-3".into(),
        phones: vec![Phone {
            digits: "0422123456".into(),
            raw: "12-3456".into(),
            ..Phone::default()
        }],
        ..Person::default()
    }
}

pub(crate) fn registrant(id: &str) -> Registrant {
    Registrant {
        id: format!("r-{id}").into(),
        person: format!("p-{id}").into(),
        council: council().id,
        city_no: format!("00{id}"),
        ..Registrant::default()
    }
}

pub(crate) fn consent(id: &str, status: ConsentStatus) -> Consent {
    Consent {
        id: format!("k-{id}").into(),
        registrant: format!("r-{id}").into(),
        status,
        ..Consent::default()
    }
}

pub(crate) fn supporter(id: &str) -> Supporter {
    Supporter {
        id: format!("s-{id}").into(),
        person: format!("p-{id}").into(),
        council: council().id,
        status: SupporterStatus::Active,
        max_load: 2,
        ..Supporter::default()
    }
}

pub(crate) fn pairing(registrant: &str, supporter: &str, rank: u32) -> Pairing {
    Pairing {
        id: format!("g-{registrant}-{supporter}").into(),
        registrant: format!("r-{registrant}").into(),
        supporter: format!("s-{supporter}").into(),
        rank,
        status: PairingStatus::Confirmed,
        ..Pairing::default()
    }
}
