//! What the surroundings give: time, ids, chance, and the path behind a token.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use app::host::{Host, Ids, KeyCost, Setup};
use chrono::{DateTime, Utc};
use domain::id::FileToken;

/// Paths chosen in dialogs, by the token the page holds.
#[derive(Default)]
pub(crate) struct Tokens {
    paths: Mutex<HashMap<String, PathBuf>>,
}

impl Tokens {
    /// Keeps a path and returns its token.
    pub(crate) fn keep(&self, path: PathBuf) -> FileToken {
        let token = random_hex();
        self.paths
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(token.clone(), path);
        FileToken(token)
    }

    fn path_of(&self, token: &FileToken) -> Option<PathBuf> {
        self.paths
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&token.0)
            .cloned()
    }
}

/// The host of the window.
pub(crate) struct ShellHost {
    tokens: Arc<Tokens>,
    ids: Ids,
}

impl ShellHost {
    pub(crate) fn new(tokens: Arc<Tokens>) -> Self {
        Self {
            tokens,
            ids: Ids::default(),
        }
    }
}

impl Host for ShellHost {
    #[expect(
        clippy::disallowed_methods,
        reason = "the host is the one place that reads the clock"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn new_id(&self) -> String {
        let mut chance = [0_u8; 8];
        fill_random(&mut chance);
        self.ids.next(self.now(), u64::from_le_bytes(chance))
    }

    fn ids(&self) -> &Ids {
        &self.ids
    }

    fn path_of(&self, token: &FileToken) -> Option<PathBuf> {
        self.tokens.path_of(token)
    }

    fn random(&self, bytes: &mut [u8]) {
        fill_random(bytes);
    }

    fn wait_a_second(&self) {
        // Rehearsals only: tests in a real window do not sit and wait.
        let of_a_second =
            if cfg!(feature = "rehearsal") && std::env::var_os("SASAE_CHEAP_KEYS").is_some() {
                20
            } else {
                1000
            };
        std::thread::sleep(std::time::Duration::from_millis(of_a_second));
    }

    fn seconds_running(&self) -> Option<u64> {
        let text = std::fs::read_to_string("/proc/uptime").ok()?;
        text.split('.').next()?.parse().ok()
    }
}

/// Returns where things lie: below `SASAE_HOME` if it is set (for tests, and for several books on one PC), else in the
/// usual place of the system.
pub(crate) fn setup(usual: PathBuf) -> Setup {
    let home = std::env::var_os("SASAE_HOME").map_or(usual, PathBuf::from);
    Setup {
        book: home.join("book"),
        practice: home.join("practice"),
        settings: home.join("settings"),
        cost: key_cost(),
    }
}

/// Rehearsals only: tests in a real window open books many times, so they may ask for the cheapest derivation.
fn key_cost() -> KeyCost {
    if cfg!(feature = "rehearsal") && std::env::var_os("SASAE_CHEAP_KEYS").is_some() {
        KeyCost::FLOOR
    } else {
        KeyCost::STANDARD
    }
}

fn random_hex() -> String {
    let mut bytes = [0_u8; 16];
    fill_random(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Fills `bytes` from the system. Without chance there are no keys, so the program cannot go on.
fn fill_random(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        eprintln!("the system gives no random numbers");
        std::process::abort();
    }
}
