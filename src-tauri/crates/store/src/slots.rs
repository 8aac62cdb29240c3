//! `keys.slot`: the random data key, sealed once by the passphrase and once by the recovery key, in two generations.

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::recovery_key::Key;
use crate::{KeyCost, StoreError, write_whole};

/// The two files. Both hold the newest generation except while it is being written; a torn one is outvoted.
const FILES: [&str; 2] = ["keys.slot", "keys.slot.b"];

/// The format this program writes.
const FORMAT: u32 = 1;

/// A file of keys is a few hundred bytes; anything beyond is not ours.
pub(crate) const MOST_BYTES: u64 = 64 * 1024;

/// The sealed keys of a book.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Slots {
    format: u32,
    /// Grows with every change; the higher one counts.
    generation: u64,
    passphrase: PassphraseSlot,
    recovery: RecoverySlot,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct PassphraseSlot {
    cost: KeyCost,
    salt: String,
    sealed: Sealed,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RecoverySlot {
    salt: String,
    sealed: Sealed,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Sealed {
    nonce: String,
    key: String,
}

/// What lies on the disk: the slots and a sum that tells a torn file from a whole one.
#[derive(Serialize, Deserialize)]
struct SlotFile {
    slots: Slots,
    sum: String,
}

/// Where randomness comes from: the host.
pub(crate) type Random<'a> = &'a mut dyn FnMut(&mut [u8]);

impl Slots {
    /// Seals the data key under a passphrase (folded) and a recovery key.
    pub(crate) fn seal(
        data_key: &Key,
        passphrase: &str,
        cost: KeyCost,
        recovery: &Key,
        random: Random<'_>,
    ) -> Result<Self, StoreError> {
        let passphrase = PassphraseSlot::seal(data_key, passphrase, cost, random)?;
        let recovery = RecoverySlot::seal(data_key, recovery, random)?;
        Ok(Self {
            format: FORMAT,
            generation: 1,
            passphrase,
            recovery,
        })
    }

    /// Returns the data key, or none if the passphrase (folded) is another.
    pub(crate) fn unseal(&self, passphrase: &str) -> Result<Option<Key>, StoreError> {
        let slot = &self.passphrase;
        let key = stretch(passphrase, slot.cost, &bytes_of(&slot.salt)?)?;
        slot.sealed.open(&key, PASSPHRASE)
    }

    /// Returns the data key, or none if the recovery key is another.
    pub(crate) fn recover(&self, recovery: &Key) -> Result<Option<Key>, StoreError> {
        let key = recovery_seal(recovery, &bytes_of(&self.recovery.salt)?);
        self.recovery.sealed.open(&key, RECOVERY)
    }

    /// Seals the data key under another passphrase. The recovery key stays.
    pub(crate) fn change_passphrase(
        &mut self,
        data_key: &Key,
        passphrase: &str,
        cost: KeyCost,
        random: Random<'_>,
    ) -> Result<(), StoreError> {
        self.passphrase = PassphraseSlot::seal(data_key, passphrase, cost, random)?;
        self.generation += 1;
        Ok(())
    }

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
    /// change counts; where the second fails, the next opening mends it.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), StoreError> {
        let bytes = self.to_bytes()?;
        let [second, first] = FILES.map(|name| folder.join(name));
        write_whole(&first, &bytes)?;
        write_whole(&second, &bytes).ok();
        Ok(())
    }

    /// Writes this generation over another that opens the book. The error is the truth: a write may fail after the file is
    /// in its place.
    pub(crate) fn write_over(&self, folder: &Path) -> Result<(), StoreError> {
        self.write(folder)
            .map_err(|error| match Self::read(folder) {
                Ok(newest) if newest == *self => StoreError::UnknownCommit,
                _ => error,
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
        let sum = self.sum()?;
        let file = SlotFile {
            slots: self.clone(),
            sum,
        };
        serde_json::to_vec(&file).map_err(StoreError::fault)
    }

    /// Returns the slots that lie in a file or in a backup, if they are whole.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, StoreError> {
        let damaged = || StoreError::Damaged("keys.slot".to_owned());
        let file: serde_json::Value = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        let format = file
            .pointer("/slots/format")
            .and_then(serde_json::Value::as_u64)
            .unwrap_or_default();
        if format > u64::from(FORMAT) {
            let found = u32::try_from(format).unwrap_or(u32::MAX);
            return Err(StoreError::NewerProgram {
                found,
                known: FORMAT,
            });
        }
        let file: SlotFile = serde_json::from_value(file).map_err(|_| damaged())?;
        if file.slots.sum()? != file.sum || !file.slots.passphrase.cost.is_bearable() {
            return Err(damaged());
        }
        Ok(file.slots)
    }

    fn sum(&self) -> Result<String, StoreError> {
        let bytes = serde_json::to_vec(self).map_err(StoreError::fault)?;
        Ok(hex(&Sha256::digest(bytes)))
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
        return Err(StoreError::Damaged("keys.slot".to_owned()));
    }
    let bytes = std::fs::read(path).map_err(StoreError::CannotRead)?;
    Slots::from_bytes(&bytes)
}

/// Names the slot inside the seal, so that one slot cannot be put in the place of another.
const PASSPHRASE: &[u8] = b"sasae keys 1 passphrase";
const RECOVERY: &[u8] = b"sasae keys 1 recovery";

impl PassphraseSlot {
    fn seal(
        key: &Key,
        passphrase: &str,
        cost: KeyCost,
        random: Random<'_>,
    ) -> Result<Self, StoreError> {
        let mut salt = [0; 16];
        random(&mut salt);
        let sealing = stretch(passphrase, cost, &salt)?;
        let sealed = Sealed::close(key, &sealing, PASSPHRASE, random)?;
        Ok(Self {
            cost,
            salt: hex(&salt),
            sealed,
        })
    }
}

impl RecoverySlot {
    fn seal(key: &Key, recovery: &Key, random: Random<'_>) -> Result<Self, StoreError> {
        let mut salt = [0; 16];
        random(&mut salt);
        let sealed = Sealed::close(key, &recovery_seal(recovery, &salt), RECOVERY, random)?;
        Ok(Self {
            salt: hex(&salt),
            sealed,
        })
    }
}

impl Sealed {
    fn close(
        key: &Key,
        sealing: &Key,
        name: &[u8],
        random: Random<'_>,
    ) -> Result<Self, StoreError> {
        let mut nonce = [0; 24];
        random(&mut nonce);
        let payload = Payload {
            msg: key.as_slice(),
            aad: name,
        };
        let sealed = cipher(sealing)
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| StoreError::fault("the data key could not be sealed"))?;
        Ok(Self {
            nonce: hex(&nonce),
            key: hex(&sealed),
        })
    }

    fn open(&self, sealing: &Key, name: &[u8]) -> Result<Option<Key>, StoreError> {
        let damaged = || StoreError::Damaged("keys.slot".to_owned());
        let nonce: [u8; 24] = bytes_of(&self.nonce)?.try_into().map_err(|_| damaged())?;
        let sealed = bytes_of(&self.key)?;
        let payload = Payload {
            msg: &sealed,
            aad: name,
        };
        let Ok(opened) = cipher(sealing).decrypt(&XNonce::from(nonce), payload) else {
            return Ok(None);
        };
        let opened = Zeroizing::new(opened);
        let key: [u8; 32] = opened.as_slice().try_into().map_err(|_| damaged())?;
        Ok(Some(Zeroizing::new(key)))
    }
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&**key).into())
}

/// Makes a sealing key of a passphrase, at the given cost.
fn stretch(passphrase: &str, cost: KeyCost, salt: &[u8]) -> Result<Key, StoreError> {
    let mut key = Zeroizing::new([0; 32]);
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(key.len()))
        .map_err(StoreError::fault)?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
        .map_err(StoreError::fault)?;
    Ok(key)
}

/// Makes a sealing key of the recovery key. It holds 256 random bits, so there is nothing to stretch.
fn recovery_seal(recovery: &Key, salt: &[u8]) -> Key {
    let sum = Sha256::new()
        .chain_update(RECOVERY)
        .chain_update(salt)
        .chain_update(recovery.as_slice());
    Zeroizing::new(sum.finalize().into())
}

/// Returns the bytes as hex digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value & 15)]);
    bytes
        .iter()
        .flat_map(|&byte| [digit(byte >> 4), digit(byte)])
        .collect()
}

fn bytes_of(hex: &str) -> Result<Vec<u8>, StoreError> {
    let damaged = || StoreError::Damaged("keys.slot".to_owned());
    if !hex.len().is_multiple_of(2) || !hex.is_ascii() {
        return Err(damaged());
    }
    let byte = |n: usize| u8::from_str_radix(&hex[n..n + 2], 16).map_err(|_| damaged());
    (0..hex.len()).step_by(2).map(byte).collect()
}
