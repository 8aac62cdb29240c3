//! Sealing of the data key: what it is sealed with, and the name inside the seal.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::recovery_key::Key;
use crate::{KeyCost, StoreError};

/// Where randomness comes from: the host.
pub(crate) type Random<'a> = &'a mut dyn FnMut(&mut [u8]);

/// The data key, sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sealed {
    nonce: String,
    key: String,
}

/// The data key under a key of 256 random bits that lies on paper.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PaperSlot {
    salt: String,
    sealed: Sealed,
}

impl PaperSlot {
    /// Seals the data key under the key on paper. The name keeps one slot from being put in the place of another.
    pub(super) fn seal(
        data_key: &Key,
        paper: &Key,
        name: &[u8],
        random: Random<'_>,
    ) -> Result<Self, StoreError> {
        let mut salt = [0; 16];
        random(&mut salt);
        let sealed = Sealed::close(data_key, &sealing_of(paper, &salt, name), name, random)?;
        Ok(Self {
            salt: hex(&salt),
            sealed,
        })
    }

    /// Returns the data key, or none if the key on paper is another.
    pub(super) fn open(&self, paper: &Key, name: &[u8]) -> Result<Option<Key>, StoreError> {
        let sealing = sealing_of(paper, &bytes_of(&self.salt)?, name);
        self.sealed.open(&sealing, name)
    }
}

/// Makes a sealing key of a key on paper. It holds 256 random bits, so there is nothing to stretch.
fn sealing_of(paper: &Key, salt: &[u8], name: &[u8]) -> Key {
    let sum = Sha256::new()
        .chain_update(name)
        .chain_update(salt)
        .chain_update(paper.as_slice());
    Zeroizing::new(sum.finalize().into())
}

impl Sealed {
    pub(super) fn close(
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

    pub(super) fn open(&self, sealing: &Key, name: &[u8]) -> Result<Option<Key>, StoreError> {
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
pub(super) fn stretch(passphrase: &str, cost: KeyCost, salt: &[u8]) -> Result<Key, StoreError> {
    let mut key = Zeroizing::new([0; 32]);
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(key.len()))
        .map_err(StoreError::fault)?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
        .map_err(StoreError::fault)?;
    Ok(key)
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

pub(super) fn bytes_of(hex: &str) -> Result<Vec<u8>, StoreError> {
    let damaged = || StoreError::Damaged("keys.slot".to_owned());
    if !hex.len().is_multiple_of(2) || !hex.is_ascii() {
        return Err(damaged());
    }
    let byte = |n: usize| u8::from_str_radix(&hex[n..n + 2], 16).map_err(|_| damaged());
    (0..hex.len()).step_by(2).map(byte).collect()
}
