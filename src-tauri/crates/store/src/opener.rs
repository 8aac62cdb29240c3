//! What a book or a backup is opened with.

use domain::secret::Secret;
use domain::vault::Holder;
use zeroize::Zeroizing;

use crate::recovery_key::Key;
use crate::slots::Slots;
use crate::{StoreError, passphrase, recovery_key};

/// What a book or a backup is opened with.
pub enum Opener<'a> {
    /// The passphrase of one of its users, whoever it is.
    Passphrase(&'a Secret),
    /// The key on the recovery sheet.
    Recovery(&'a Secret),
    /// The keys on the sheets of two officers, in any order.
    TwoOfficers([&'a Secret; 2]),
}

/// The same as it was understood.
pub(crate) enum Read {
    Passphrase(Zeroizing<String>),
    Recovery(Key),
    TwoOfficers(Key),
}

impl Opener<'_> {
    /// Understands what was typed. Where it is mistyped nothing is tried, so nobody has to wait.
    pub(crate) fn read(&self) -> Result<Read, StoreError> {
        Ok(match self {
            Self::Passphrase(words) => Read::Passphrase(passphrase::fold(words)),
            Self::Recovery(key) => Read::Recovery(recovery_key::read(key)?),
            Self::TwoOfficers([first, second]) => {
                let (first, second) = (recovery_key::read(first)?, recovery_key::read(second)?);
                Read::TwoOfficers(recovery_key::join(&first, &second))
            }
        })
    }
}

impl Read {
    /// Returns the data key, and whose passphrase it was if it was one; none if it opens nothing.
    pub(crate) fn open(&self, slots: &Slots) -> Result<Option<(Option<Holder>, Key)>, StoreError> {
        Ok(match self {
            Self::Passphrase(words) => slots.find(words)?.map(|(who, key)| (Some(who), key)),
            Self::Recovery(key) => slots.recover(key)?.map(|key| (None, key)),
            Self::TwoOfficers(key) => slots.recover_by_two(key)?.map(|key| (None, key)),
        })
    }
}
