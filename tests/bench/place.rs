//! A program over a folder of its own, with the real clock.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use app::host::{Host, Ids, KeyCost, Setup};
use app::program::Program;
use chrono::{DateTime, Utc};
use domain::id::FileToken;
use serde_json::{Value, json};

pub(crate) const PASSPHRASE: &str = "みかん たいこ さくら かもめ ゆうひ";

pub(crate) struct Place {
    folder: tempfile::TempDir,
    program: Program,
}

struct BenchHost {
    folder: PathBuf,
    next: AtomicU64,
    ids: Ids,
}

impl Host for BenchHost {
    #[expect(
        clippy::disallowed_methods,
        reason = "the host is the one place that reads the clock"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn new_id(&self) -> String {
        self.ids
            .next(self.now(), self.next.fetch_add(1, Ordering::Relaxed))
    }

    fn ids(&self) -> &Ids {
        &self.ids
    }

    fn path_of(&self, token: &FileToken) -> Option<PathBuf> {
        Some(self.folder.join(&token.0))
    }

    fn random(&self, bytes: &mut [u8]) {
        // Not for keys that matter: the books of a benchmark hold invented people.
        for byte in bytes {
            *byte = self.next.fetch_add(97, Ordering::Relaxed) as u8;
        }
    }
}

impl Place {
    pub(crate) fn new() -> Self {
        Self::with(KeyCost::FLOOR)
    }

    pub(crate) fn with_real_keys() -> Self {
        Self::with(KeyCost::STANDARD)
    }

    fn with(cost: KeyCost) -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let host = BenchHost {
            folder: folder.path().to_path_buf(),
            next: AtomicU64::new(1),
            ids: Ids::default(),
        };
        let setup = Setup {
            book: folder.path().join("home/book"),
            practice: folder.path().join("home/practice"),
            settings: folder.path().join("home/settings"),
            cost,
        };
        let place = Self {
            program: Program::new(Box::new(host), setup),
            folder,
        };
        place.call("create_book", json!({ "passphrase": PASSPHRASE, "council": "ためし福祉の会", "city": "ためし市", "user": "ためし" }));
        place
    }

    /// Opens the book again.
    pub(crate) fn open(&self) {
        self.call("open_book", json!({ "passphrase": PASSPHRASE }));
    }

    /// Closes the book and returns the folder that it lies in, as `home/book`.
    pub(crate) fn into_folder(self) -> tempfile::TempDir {
        self.call("lock", Value::Null);
        self.folder
    }

    /// Does a call that must succeed.
    pub(crate) fn call(&self, name: &str, request: Value) -> Value {
        self.program
            .call(name, request)
            .unwrap_or_else(|failure| panic!("{name}: {failure:?}"))
    }

    /// Lays a file ready and returns its token.
    pub(crate) fn lay(&self, name: &str, bytes: &[u8]) -> String {
        std::fs::File::create(self.folder.path().join(name))
            .and_then(|mut file| std::io::Write::write_all(&mut file, bytes))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        self.token(name)
    }

    /// Returns the token of a file that is to be written.
    pub(crate) fn token(&self, name: &str) -> String {
        name.to_owned()
    }
}
