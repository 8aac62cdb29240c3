//! The two files of keys: read, written, mended, and the format of before.

use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::seal::{PaperSlot, Sealed, hex};
use super::{FORMAT, Slots, UserSlot};
use crate::{KeyCost, StoreError, write_whole};

/// The two files. Both hold the newest generation except while it is being written; a torn one is outvoted.
const FILES: [&str; 2] = ["keys.slot", "keys.slot.b"];

/// A file of keys is a few hundred bytes for each user; anything beyond is not ours.
pub(crate) const MOST_BYTES: u64 = 64 * 1024;

/// What lies on the disk: the slots and a sum that tells a torn file from a whole one.
#[derive(Serialize, Deserialize)]
struct SlotFile<S> {
    slots: S,
    sum: String,
}

/// The slots of format 1, as they were written by programs that knew one passphrase only.
#[derive(Serialize, Deserialize)]
struct OneUser {
    format: u32,
    generation: u64,
    passphrase: OnePassphrase,
    recovery: PaperSlot,
}

#[derive(Serialize, Deserialize)]
struct OnePassphrase {
    cost: KeyCost,
    salt: String,
    sealed: Sealed,
}

/// How many files must hold a generation before it counts as written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Copies {
    /// One is enough: the next opening mends the other.
    One,
    /// Both: what was taken out must not lie in the other file any more.
    Both,
}

impl From<OneUser> for Slots {
    fn from(old: OneUser) -> Self {
        let OnePassphrase { cost, salt, sealed } = old.passphrase;
        Self {
            format: FORMAT,
            generation: old.generation,
            users: vec![UserSlot {
                holder: String::new(),
                name: String::new(),
                cost,
                salt,
                sealed,
            }],
            recovery: old.recovery,
            two_officers: None,
            incoming: String::new(),
        }
    }
}

impl Slots {
    /// Returns the newest whole generation in the folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, StoreError> {
        let mut newest: Option<Self> = None;
        let mut failure = StoreError::Foreign;
        for name in FILES {
            match read_file(&folder.join(name)) {
                Ok(slots)
                    if newest
                        .as_ref()
                        .is_none_or(|n| n.generation < slots.generation) =>
                {
                    newest = Some(slots);
                }
                Ok(_) => {}
                // A missing second file says less than a torn first one.
                Err(StoreError::Foreign) => {}
                Err(error) => failure = error,
            }
        }
        newest.ok_or(failure)
    }

    /// Writes this generation to both files, so that at every moment one of them is whole. Once the first is written the
    /// change counts.
    pub(crate) fn write(&self, folder: &Path, copies: Copies) -> Result<(), StoreError> {
        let bytes = self.to_bytes()?;
        let [second, first] = FILES.map(|name| folder.join(name));
        write_whole(&first, &bytes)?;
        let written = write_whole(&second, &bytes);
        if copies == Copies::Both {
            written?;
        }
        Ok(())
    }

    /// Writes this generation over another that opens the book. The error is the truth: a write may fail after the file is
    /// in its place.
    pub(crate) fn write_over(&self, folder: &Path, copies: Copies) -> Result<(), StoreError> {
        self.write(folder, copies)
            .map_err(|error| match Self::read(folder) {
                Ok(newest) if newest != *self => error,
                _ => StoreError::UnknownCommit,
            })
    }

    /// Writes this generation, the newest that was found, over a file that is missing, torn or holds another. What a
    /// newer program wrote, or what could not be read at all, may be worth more than this and stays.
    pub(crate) fn mend(&self, folder: &Path) -> Result<(), StoreError> {
        let bytes = self.to_bytes()?;
        for name in FILES {
            let path = folder.join(name);
            let is_spoilt = match read_file(&path) {
                Ok(slots) => slots != *self,
                Err(StoreError::Foreign | StoreError::Damaged(_)) => true,
                Err(_) => false,
            };
            if is_spoilt {
                write_whole(&path, &bytes)?;
            }
        }
        Ok(())
    }

    /// Returns the slots as they lie in a file.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, StoreError> {
        let file = SlotFile {
            slots: self,
            sum: sum(self)?,
        };
        let bytes = serde_json::to_vec(&file).map_err(StoreError::fault)?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(StoreError::fault("more slots than a file of keys holds"));
        }
        Ok(bytes)
    }

    /// Returns the slots that lie in a file or in a backup, if they are whole.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, StoreError> {
        let file: serde_json::Value = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        let format = file
            .pointer("/slots/format")
            .and_then(serde_json::Value::as_u64)
            .unwrap_or_default();
        let slots = match format {
            0 => return Err(damaged()),
            1 => whole::<OneUser>(file)?.into(),
            2 => whole::<Self>(file)?,
            newer => {
                return Err(StoreError::NewerProgram {
                    found: u32::try_from(newer).unwrap_or(u32::MAX),
                    known: FORMAT,
                });
            }
        };
        // The name becomes a path.
        let is_name = slots.incoming.bytes().all(|byte| byte.is_ascii_hexdigit());
        if slots.users.is_empty()
            || !is_name
            || !slots.users.iter().all(|user| user.cost.is_bearable())
        {
            return Err(damaged());
        }
        Ok(slots)
    }
}

/// Returns whether either file of keys is there.
pub(crate) fn exist(folder: &Path) -> bool {
    FILES.iter().any(|name| folder.join(name).exists())
}

fn read_file(path: &Path) -> Result<Slots, StoreError> {
    let size = match std::fs::metadata(path) {
        Ok(found) => found.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::Foreign);
        }
        Err(error) => return Err(StoreError::CannotRead(error)),
    };
    if size > MOST_BYTES {
        return Err(damaged());
    }
    let bytes = std::fs::read(path).map_err(StoreError::CannotRead)?;
    Slots::from_bytes(&bytes)
}

/// Returns what the file holds, if its sum is right.
fn whole<S: Serialize + for<'de> Deserialize<'de>>(
    file: serde_json::Value,
) -> Result<S, StoreError> {
    let file: SlotFile<S> = serde_json::from_value(file).map_err(|_| damaged())?;
    if sum(&file.slots)? == file.sum {
        Ok(file.slots)
    } else {
        Err(damaged())
    }
}

fn sum(slots: &impl Serialize) -> Result<String, StoreError> {
    let bytes = serde_json::to_vec(slots).map_err(StoreError::fault)?;
    Ok(hex(&Sha256::digest(bytes)))
}

fn damaged() -> StoreError {
    StoreError::Damaged("keys.slot".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recovery_key::Key;
    use crate::slots::{RECOVERY, seal};
    use domain::vault::Holder;

    fn chance() -> impl FnMut(&mut [u8]) {
        let mut last = 0_u8;
        move |bytes| {
            for byte in bytes {
                last = last.wrapping_mul(77).wrapping_add(1);
                *byte = last;
            }
        }
    }

    /// A file as the first program wrote it: one passphrase, sealed under its own name.
    fn first_format(data_key: &Key, passphrase: &str, paper: &Key) -> Vec<u8> {
        let salt = [9; 16];
        let cost = KeyCost::PRACTICE;
        let sealing = seal::stretch(passphrase, cost, &salt).unwrap();
        let name = b"sasae keys 1 passphrase";
        let old = OneUser {
            format: 1,
            generation: 4,
            passphrase: OnePassphrase {
                cost,
                salt: hex(&salt),
                sealed: Sealed::close(data_key, &sealing, name, &mut chance()).unwrap(),
            },
            recovery: PaperSlot::seal(data_key, paper, RECOVERY, &mut chance()).unwrap(),
        };
        let sum = sum(&old).unwrap();
        serde_json::to_vec(&SlotFile { slots: old, sum }).unwrap()
    }

    #[test]
    fn keys_of_the_first_format_open_and_are_carried_on_in_the_second() {
        let data_key = Key::new([3; 32]);
        let paper = Key::new([5; 32]);
        let bytes = first_format(&data_key, "ことばをしっているひと", &paper);
        let mut slots = Slots::from_bytes(&bytes).unwrap();
        assert_eq!(slots.holders(), [Holder::default()]);
        slots.rename("", "山口").unwrap();
        let carried = Slots::from_bytes(&slots.to_bytes().unwrap()).unwrap();
        for slots in [&slots, &carried] {
            let opened = slots.unseal("", "ことばをしっているひと").unwrap();
            assert_eq!(opened.as_deref(), Some(&[3; 32]));
            assert_eq!(slots.recover(&paper).unwrap().as_deref(), Some(&[3; 32]));
            assert!(slots.unseal("", "べつのことば").unwrap().is_none());
        }
    }

    #[test]
    fn a_slot_is_bound_to_its_user() {
        let data_key = Key::new([3; 32]);
        let first = Holder {
            holder: "u1".to_owned(),
            name: String::new(),
        };
        let seal = |holder: &Holder| {
            let cost = KeyCost::PRACTICE;
            Slots::seal(&data_key, holder, "ことば", cost, &data_key, &mut chance()).unwrap()
        };
        let mut slots = seal(&first);
        assert!(slots.unseal("u1", "ことば").unwrap().is_some());
        slots.users[0].holder = "u2".to_owned();
        assert!(slots.unseal("u2", "ことば").unwrap().is_none());
    }

    /// The sentence is the same for every damage, and no damage opens anything, hangs or takes memory.
    #[test]
    fn every_flipped_bit_and_every_cut_of_a_file_of_keys_is_damage() {
        let data_key = Key::new([3; 32]);
        let paper = Key::new([5; 32]);
        let two = Holder {
            holder: "u1".to_owned(),
            name: "山口".to_owned(),
        };
        let mut slots = Slots::seal(
            &data_key,
            &two,
            "ことば",
            KeyCost::PRACTICE,
            &paper,
            &mut chance(),
        )
        .unwrap();
        let names = ["大野".to_owned(), "石井".to_owned()];
        slots
            .set_two_officers(&data_key, names, &paper, &mut chance())
            .unwrap();
        for whole in [
            slots.to_bytes().unwrap(),
            first_format(&data_key, "ことば", &paper),
        ] {
            assert!(Slots::from_bytes(&whole).is_ok());
            for at in 0..whole.len() {
                let cut = Slots::from_bytes(&whole[..at]);
                assert!(matches!(cut, Err(StoreError::Damaged(_))), "cut at {at}");
                for bit in 0..8 {
                    let mut flipped = whole.clone();
                    flipped[at] ^= 1 << bit;
                    let read = Slots::from_bytes(&flipped);
                    let told = matches!(
                        read,
                        Err(StoreError::Damaged(_) | StoreError::NewerProgram { .. })
                    );
                    assert!(told, "bit {bit} at {at}");
                }
            }
        }
    }
}
