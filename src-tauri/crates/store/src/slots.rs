//! `keys.slot`: the random data key, sealed once for every user under a passphrase, once under the recovery key and, where
//! a body wants it, once under two sheets together; in two generations.

mod files;
mod seal;

use std::path::Path;

use domain::vault::Holder;
use serde::{Deserialize, Serialize};

use crate::recovery_key::Key;
use crate::{KeyCost, StoreError};

use seal::{PaperSlot, Sealed, bytes_of, stretch};

pub(crate) use files::{Copies, MOST_BYTES, exist};
pub(crate) use seal::{Random, hex};

/// The format this program writes. It still reads format 1, which knew one passphrase.
const FORMAT: u32 = 2;

/// The sealed keys of a book.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Slots {
    format: u32,
    /// Grows with every change; the higher one counts.
    generation: u64,
    /// One of every user, never none.
    users: Vec<UserSlot>,
    recovery: PaperSlot,
    two_officers: Option<TwoOfficers>,
    /// Names the file these keys belong to, where it still waits beside for its own name: sixteen hex digits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    incoming: String,
}

/// The data key under the passphrase of one user.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct UserSlot {
    /// Id of the user; empty in a book that never knew users.
    holder: String,
    /// Shown on the lock screen, so it lies outside the seal.
    name: String,
    cost: KeyCost,
    salt: String,
    sealed: Sealed,
}

/// The data key under a random key that lies on two sheets, neither of which says anything about it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct TwoOfficers {
    /// Who was given a sheet.
    names: [String; 2],
    slot: PaperSlot,
}

/// Names inside the seals, so that no slot can be put in the place of another.
const RECOVERY: &[u8] = b"sasae keys 1 recovery";
const TWO_OFFICERS: &[u8] = b"sasae keys 2 two officers";

/// Returns who can open the book in the folder with a passphrase: what the lock screen may show.
pub fn holders(folder: &Path) -> Result<Vec<Holder>, StoreError> {
    Ok(Slots::read(folder)?.holders())
}

fn name_of_user(holder: &str) -> Vec<u8> {
    match holder {
        // As format 1 named its only slot.
        "" => b"sasae keys 1 passphrase".to_vec(),
        holder => [b"sasae keys 2 user ", holder.as_bytes()].concat(),
    }
}

impl UserSlot {
    fn seal(
        data_key: &Key,
        user: &Holder,
        passphrase: &str,
        cost: KeyCost,
        random: Random<'_>,
    ) -> Result<Self, StoreError> {
        let mut salt = [0; 16];
        random(&mut salt);
        let sealing = stretch(passphrase, cost, &salt)?;
        let name = name_of_user(&user.holder);
        Ok(Self {
            holder: user.holder.clone(),
            name: user.name.clone(),
            cost,
            salt: hex(&salt),
            sealed: Sealed::close(data_key, &sealing, &name, random)?,
        })
    }

    fn open(&self, passphrase: &str) -> Result<Option<Key>, StoreError> {
        let sealing = stretch(passphrase, self.cost, &bytes_of(&self.salt)?)?;
        self.sealed.open(&sealing, &name_of_user(&self.holder))
    }
}

impl Slots {
    /// Seals the data key for the first user (passphrase folded) and under a recovery key.
    pub(crate) fn seal(
        data_key: &Key,
        user: &Holder,
        passphrase: &str,
        cost: KeyCost,
        recovery: &Key,
        random: Random<'_>,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            format: FORMAT,
            generation: 1,
            users: vec![UserSlot::seal(data_key, user, passphrase, cost, random)?],
            recovery: PaperSlot::seal(data_key, recovery, RECOVERY, random)?,
            two_officers: None,
            incoming: String::new(),
        })
    }

    /// Makes these the keys that come after others, of a file that waits under this name.
    pub(crate) fn come_after(&mut self, others: &Self, incoming: String) {
        self.generation = others.generation + 1;
        self.incoming = incoming;
    }

    /// Returns the name of the file that may wait beside for its own.
    pub(crate) fn incoming(&self) -> &str {
        &self.incoming
    }

    /// Returns who can open the book with a passphrase.
    pub(crate) fn holders(&self) -> Vec<Holder> {
        let holder = |user: &UserSlot| Holder {
            holder: user.holder.clone(),
            name: user.name.clone(),
        };
        self.users.iter().map(holder).collect()
    }

    /// Returns whose slot is meant: the only one may be left unnamed.
    pub(crate) fn holder_of(&self, holder: &str) -> Result<Holder, StoreError> {
        let place = match (holder, &self.users[..]) {
            ("", [_only]) => 0,
            _ => self.place(holder).ok_or(StoreError::NotFound)?,
        };
        self.holders()
            .into_iter()
            .nth(place)
            .ok_or(StoreError::NotFound)
    }

    fn place(&self, holder: &str) -> Option<usize> {
        self.users.iter().position(|user| user.holder == holder)
    }

    /// Returns the data key, or none if the passphrase (folded) of the user is another.
    pub(crate) fn unseal(&self, holder: &str, passphrase: &str) -> Result<Option<Key>, StoreError> {
        let place = self.place(holder).ok_or(StoreError::NotFound)?;
        self.users[place].open(passphrase)
    }

    /// Returns who opens the book with this passphrase (folded), and the data key.
    pub(crate) fn find(&self, passphrase: &str) -> Result<Option<(Holder, Key)>, StoreError> {
        for (user, holder) in self.users.iter().zip(self.holders()) {
            if let Some(key) = user.open(passphrase)? {
                return Ok(Some((holder, key)));
            }
        }
        Ok(None)
    }

    /// Returns the data key, or none if the recovery key is another.
    pub(crate) fn recover(&self, recovery: &Key) -> Result<Option<Key>, StoreError> {
        self.recovery.open(recovery, RECOVERY)
    }

    /// Returns the data key, or none if there is no slot of two officers or their key is another.
    pub(crate) fn recover_by_two(&self, key: &Key) -> Result<Option<Key>, StoreError> {
        match &self.two_officers {
            Some(two) => two.slot.open(key, TWO_OFFICERS),
            None => Ok(None),
        }
    }

    /// Returns the names of the two officers, if there are two sheets.
    pub(crate) fn two_officers(&self) -> Option<&[String; 2]> {
        self.two_officers.as_ref().map(|two| &two.names)
    }

    /// Seals the data key for a user, new or under another passphrase (folded). All other slots stay.
    pub(crate) fn set_user(
        &mut self,
        data_key: &Key,
        user: &Holder,
        passphrase: &str,
        cost: KeyCost,
        random: Random<'_>,
    ) -> Result<(), StoreError> {
        let slot = UserSlot::seal(data_key, user, passphrase, cost, random)?;
        match self.place(&user.holder) {
            Some(place) => self.users[place] = slot,
            None => self.users.push(slot),
        }
        self.generation += 1;
        Ok(())
    }

    /// Takes a user out, never the last one.
    pub(crate) fn remove_user(&mut self, holder: &str) -> Result<(), StoreError> {
        let place = self.place(holder).ok_or(StoreError::NotFound)?;
        if self.users.len() == 1 {
            return Err(StoreError::LastSlot);
        }
        self.users.remove(place);
        self.generation += 1;
        Ok(())
    }

    /// Gives the slot of a user another name on the lock screen.
    pub(crate) fn rename(&mut self, holder: &str, name: &str) -> Result<(), StoreError> {
        let place = self.place(holder).ok_or(StoreError::NotFound)?;
        self.users[place].name = name.to_owned();
        self.generation += 1;
        Ok(())
    }

    /// Puts a user in the place of another, under the passphrase (folded) that user is known by.
    pub(crate) fn hand_over(
        &mut self,
        data_key: &Key,
        from: &str,
        to: &Holder,
        passphrase: &str,
        random: Random<'_>,
    ) -> Result<(), StoreError> {
        let place = self.place(from).ok_or(StoreError::NotFound)?;
        if from != to.holder && self.place(&to.holder).is_some() {
            return Err(StoreError::fault("a user would have two slots"));
        }
        let cost = self.users[place].cost;
        self.users[place] = UserSlot::seal(data_key, to, passphrase, cost, random)?;
        self.generation += 1;
        Ok(())
    }

    /// Seals the data key under another recovery key. The old sheet opens nothing from then on.
    pub(crate) fn set_recovery(
        &mut self,
        data_key: &Key,
        recovery: &Key,
        random: Random<'_>,
    ) -> Result<(), StoreError> {
        self.recovery = PaperSlot::seal(data_key, recovery, RECOVERY, random)?;
        self.generation += 1;
        Ok(())
    }

    /// Seals the data key under the key of two officers. Their older sheets open nothing from then on.
    pub(crate) fn set_two_officers(
        &mut self,
        data_key: &Key,
        names: [String; 2],
        key: &Key,
        random: Random<'_>,
    ) -> Result<(), StoreError> {
        let slot = PaperSlot::seal(data_key, key, TWO_OFFICERS, random)?;
        self.two_officers = Some(TwoOfficers { names, slot });
        self.generation += 1;
        Ok(())
    }

    /// Takes the slot of the two officers out.
    pub(crate) fn remove_two_officers(&mut self) -> Result<(), StoreError> {
        self.two_officers.take().ok_or(StoreError::NotFound)?;
        self.generation += 1;
        Ok(())
    }
}
