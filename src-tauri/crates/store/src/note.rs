//! What an act says about itself before it writes, and what is true after it was committed.

use chrono::{DateTime, Utc};
use domain::history::HistoryLine;
use domain::id::EntryId;
use domain::kind::Kind;

/// What the journal writes down about an act beside the records it changes.
#[derive(Clone, Debug, Default)]
pub struct ActNote {
    /// Name of the act (`save_registrant`).
    pub call: String,
    /// The request as it came.
    pub request: serde_json::Value,
    /// Who is at work.
    pub by: String,
    /// The moment, from the host.
    pub at: DateTime<Utc>,
    /// Key of the entry, from the host.
    pub entry_id: EntryId,
    /// Whom or what it concerns, as a name, or empty. An act that knows better says so through `Tx::set_subject`.
    pub subject: String,
}

/// What was written. Exists only after the commit.
#[derive(Debug)]
pub struct Written<T> {
    /// The answer of the work.
    pub value: T,
    /// The entry of the journal; none if nothing was changed.
    pub entry: Option<HistoryLine>,
    /// Kinds of record that changed.
    pub touched: Vec<Kind>,
}
