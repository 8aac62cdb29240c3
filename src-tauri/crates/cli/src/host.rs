//! What the terminal gives: the clock, chance, and paths as they were typed.

use std::path::{Path, PathBuf};

use app::KeyCost;
use app::host::{Host, Ids, Setup};
use chrono::{DateTime, Utc};
use domain::id::FileToken;

/// The host of the terminal.
#[derive(Default)]
pub(crate) struct TerminalHost {
    ids: Ids,
}

impl Host for TerminalHost {
    #[expect(
        clippy::disallowed_methods,
        reason = "a host is where the clock is read"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn new_id(&self) -> String {
        let mut chance = [0_u8; 8];
        self.random(&mut chance);
        self.ids.next(self.now(), u64::from_le_bytes(chance))
    }

    fn ids(&self) -> &Ids {
        &self.ids
    }

    fn path_of(&self, token: &FileToken) -> Option<PathBuf> {
        Some(PathBuf::from(token.as_str()))
    }

    fn wait_a_second(&self) {
        std::thread::sleep(std::time::Duration::from_secs(1));
    }

    fn random(&self, bytes: &mut [u8]) {
        chance(bytes);
    }
}

/// Fills bytes with chance from the system. Without it no key may be made, so the program ends.
pub(crate) fn chance(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        std::process::abort();
    }
}

/// Returns where things lie for a book in this folder. The settings of the terminal lie beside the book.
pub(crate) fn setup(book: &Path, cost: KeyCost) -> Setup {
    Setup {
        book: book.to_path_buf(),
        practice: book.with_extension("practice"),
        settings: book.join("terminal"),
        cost,
    }
}
