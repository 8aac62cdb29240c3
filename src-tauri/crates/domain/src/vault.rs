//! 帳面 as a file: making, opening, locking, taking back, backing up.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::history::HistoryLine;
use crate::home::RunningCheck;
use crate::id::{FileToken, UserId};
use crate::kind::Kind;
use crate::secret::Secret;
use crate::sheet::SheetKind;
use crate::user::{Right, User};

crate::codes! {
    /// What there is to open on this PC.
    BookPresence {
        /// Nothing yet: first start.
        None,
        /// A book, locked.
        Locked,
        /// A book, open.
        Open,
        /// A book whose keys or file are damaged; a backup can be opened.
        Damaged,
    }
}

/// What the first screen needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BookState {
    /// What there is.
    pub presence: BookPresence,
    /// Name of the council, shown on the lock screen (kept outside the encrypted file).
    pub council: String,
    /// Whether it is the practice book (練習).
    pub practice: bool,
    /// Who can open the book, while it is locked.
    pub holders: Vec<Holder>,
    /// Who is at work; none while no book is open.
    pub user: Option<User>,
    /// What may be done now, and by this person.
    pub rights: Vec<Right>,
    /// Whether the 秘密を守る約束 of this year is still to be given.
    pub pledge_due: bool,
    /// Sheets this person may draw.
    pub sheets: Vec<SheetKind>,
    /// The running event, for the band.
    pub running: Option<RunningCheck>,
    /// Seconds to wait before the next try after wrong passphrases.
    pub wait_seconds: u32,
    /// What 元に戻す would take back.
    pub undo: Option<HistoryLine>,
    /// What やり直す would put back.
    pub redo: Option<HistoryLine>,
    /// When something was last saved.
    pub saved_at: Option<DateTime<Utc>>,
    /// Whether it is time to look which backups are due.
    pub backup_due: bool,
    /// Version of the program.
    pub version: String,
}

/// A new book.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CreateBook {
    /// 鍵の言葉: at least 15 characters, or five proposed words.
    pub passphrase: Secret,
    /// Name of the council.
    pub council: String,
    /// よみ of it.
    pub council_kana: String,
    /// 市区町村.
    pub city: String,
    /// Name of the person at work.
    pub user: String,
}

/// The 予備の鍵 of a new book. Shown once, printed, never stored in clear.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryKey {
    /// Groups of four with a check character each.
    pub groups: Vec<String>,
}

/// Somebody whose 鍵の言葉 open a book. Known before it is opened, so it lies outside the encrypted file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Holder {
    /// Id of the user; empty in a book that knows no users.
    pub holder: String,
    /// Name as shown on the lock screen.
    pub name: String,
}

/// Opening with the 鍵の言葉.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct OpenBook {
    /// Whose 鍵の言葉 it is; the only one may be left unnamed.
    pub user: UserId,
    /// 鍵の言葉.
    pub passphrase: Secret,
    /// Whether a book is opened that ends before what was last seen of it.
    pub accept_older: bool,
}

/// New 鍵の言葉 for somebody, to be handed over. They are changed by the one they are given to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct GiveKey {
    /// Whose.
    pub user: UserId,
    /// The words.
    pub passphrase: Secret,
}

/// Opening with keys on paper, and a new 鍵の言葉 from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RecoverBook {
    /// Whose 鍵の言葉 are set anew; the only one may be left unnamed.
    pub user: UserId,
    /// 予備の鍵 as typed from the sheet, or one sheet of the 二人の鍵.
    pub recovery: Secret,
    /// The other sheet of the 二人の鍵; empty for the 予備の鍵.
    pub second: Secret,
    /// New 鍵の言葉.
    pub passphrase: Secret,
}

crate::codes! {
    /// What a backup is opened with.
    BackupKey {
        /// 鍵の言葉.
        Passphrase,
        /// 予備の鍵; a new 鍵の言葉 is set with it.
        Recovery,
        /// 二人の鍵, both sheets; a new 鍵の言葉 is set with them.
        TwoOfficers,
    }
}

/// A backup to go back to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RestoreBook {
    /// The file.
    pub file: FileToken,
    /// Name of a backup the program made, instead of a file.
    pub own: String,
    /// What it is opened with.
    pub with: BackupKey,
    /// 鍵の言葉 of the backup, or the 予備の鍵 or one sheet of the 二人の鍵 as typed.
    pub key: Secret,
    /// The other sheet of the 二人の鍵.
    pub second: Secret,
    /// New 鍵の言葉, where it is opened with keys on paper.
    pub passphrase: Secret,
}

/// What a book holds that was restored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RestoreDone {
    /// People in it.
    pub people: u32,
    /// When something was last written into it, before the backup was made.
    pub saved_at: Option<DateTime<Utc>>,
}

/// Where the 復旧用紙 goes. The page holds the key only until then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SaveRecoverySheet {
    /// 予備の鍵 as shown, or one sheet of the 二人の鍵.
    pub groups: Vec<String>,
    /// Of a sheet of the 二人の鍵 whose it is, and who holds the other.
    pub officers: Option<[String; 2]>,
    /// Where to.
    pub file: FileToken,
}

/// What an act answers once it is committed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Done<T> {
    /// The answer of the act.
    pub value: T,
    /// The entry of the journal; none if nothing was changed.
    pub entry: Option<HistoryLine>,
    /// Kinds of record that changed.
    pub touched: Vec<Kind>,
}

/// A backup that was made and read back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackUpDone {
    /// Name of the file.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// People in it, counted after reading it back.
    pub people: u32,
    /// Size in KiB.
    pub kibibytes: u32,
}

/// How far long work has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// Whether something is under way.
    pub running: bool,
    /// What (`progress.` in the texts).
    pub what: String,
    /// Steps done.
    pub done: u32,
    /// Steps in all, 0 where unknown.
    pub total: u32,
}

/// Whether long work goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continue {
    /// Go on.
    Yes,
    /// The person pressed やめる: stop and leave everything as it was.
    No,
}

/// Settings of this PC, kept outside the book.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PcSettings {
    /// Text size: `normal`, `large`, `xlarge`.
    pub text: String,
    /// Theme: `normal`, `contrast`.
    pub theme: String,
    /// Minutes without a key until the book is locked.
    pub lock_minutes: u32,
}
