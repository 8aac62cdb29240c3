//! Who opens the book: slots of users, the recovery sheet and the sheets of two officers. None of it touches a record.

use chrono::{DateTime, Utc};
use domain::secret::Secret;
use domain::vault::{Holder, RecoveryKey};

use super::Book;
use crate::label::Tries;
use crate::recovery_key::{self, Key, fresh, split};
use crate::slots::{Copies, Slots};
use crate::vault::Vault;
use crate::{KeyCost, StoreError, passphrase};

impl Book {
    /// Returns who opened the book, or whose words were set anew when it was recovered.
    pub fn holder(&self) -> &Holder {
        &self.vault.holder
    }

    /// Returns who can open the book with a passphrase.
    pub fn holders(&self) -> Result<Vec<Holder>, StoreError> {
        Ok(Slots::read(self.vault.folder())?.holders())
    }

    /// Returns who was given the two sheets that open the book together, if there are such.
    pub fn two_officers(&self) -> Result<Option<[String; 2]>, StoreError> {
        Ok(Slots::read(self.vault.folder())?.two_officers().cloned())
    }

    /// Returns the user whose passphrase this is. A wrong one counts like one on the lock screen.
    pub fn prove(
        &self,
        holder: &str,
        passphrase: &Secret,
        at: DateTime<Utc>,
    ) -> Result<Holder, StoreError> {
        let folder = self.vault.folder();
        let slots = Slots::read(folder)?;
        let user = slots.holder_of(holder)?;
        let tries = Tries::begin(folder, at)?;
        let Some(key) = slots.unseal(&user.holder, &passphrase::fold(passphrase))? else {
            return Err(tries.refusal());
        };
        tries.succeed(folder);
        if key == self.vault.key {
            Ok(user)
        } else {
            Err(StoreError::Damaged("keys of another book".to_owned()))
        }
    }

    /// Gives a user a slot of their own, or another passphrase where they have one already.
    pub fn set_slot(
        &mut self,
        user: &Holder,
        new_passphrase: &Secret,
        cost: KeyCost,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<(), StoreError> {
        let folded = passphrase::fold_new(new_passphrase)?;
        self.vault.change(Copies::One, |slots, key| {
            slots.set_user(key, user, &folded, cost, random)
        })
    }

    /// Takes the slot of a user away, out of both files. The last one is refused.
    pub fn remove_slot(&mut self, holder: &str) -> Result<(), StoreError> {
        self.vault
            .change(Copies::Both, |slots, _key| slots.remove_user(holder))
    }

    /// Gives the slot of a user another name on the lock screen.
    pub fn rename_slot(&mut self, holder: &str, name: &str) -> Result<(), StoreError> {
        self.vault
            .change(Copies::One, |slots, _key| slots.rename(holder, name))?;
        if self.vault.holder.holder == holder {
            name.clone_into(&mut self.vault.holder.name);
        }
        Ok(())
    }

    /// Makes the slot of one user that of another under the same passphrase, which is proven: so a book that knew no users
    /// gets its first one.
    pub fn hand_slot(
        &mut self,
        from: &str,
        to: &Holder,
        passphrase: &Secret,
        random: &mut dyn FnMut(&mut [u8]),
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let user = self.prove(from, passphrase, at)?;
        let folded = passphrase::fold(passphrase);
        self.vault.change(Copies::Both, |slots, key| {
            slots.hand_over(key, &user.holder, to, &folded, random)
        })?;
        if self.vault.holder == user {
            self.vault.holder = to.clone();
        }
        Ok(())
    }

    /// Makes a new recovery key, which is stored nowhere. The old sheet opens nothing any more.
    pub fn renew_recovery(
        &mut self,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<RecoveryKey, StoreError> {
        let recovery = fresh(random);
        self.vault.change(Copies::Both, |slots, key| {
            slots.set_recovery(key, &recovery, random)
        })?;
        Ok(recovery_key::show(&recovery))
    }

    /// Makes a random key that lies on two sheets, one for each officer: both together open the book, one alone says
    /// nothing about it. Older sheets of two officers open nothing any more.
    pub fn set_two_officers(
        &mut self,
        names: [String; 2],
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<[RecoveryKey; 2], StoreError> {
        let whole = fresh(random);
        let shares = split(&whole, random);
        self.vault.change(Copies::Both, |slots, key| {
            slots.set_two_officers(key, names, &whole, random)
        })?;
        Ok(shares.each_ref().map(recovery_key::show))
    }

    /// Makes the sheets of the two officers void.
    pub fn remove_two_officers(&mut self) -> Result<(), StoreError> {
        self.vault
            .change(Copies::Both, |slots, _key| slots.remove_two_officers())
    }
}

impl Vault {
    /// Changes the keys of the book and writes them.
    fn change(
        &self,
        copies: Copies,
        change: impl FnOnce(&mut Slots, &Key) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut slots = Slots::read(self.folder())?;
        change(&mut slots, &self.key)?;
        slots.write_over(self.folder(), copies)
    }
}
