//! 一覧をファイルに出す: which list, how much of each person, for whom, in which form.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::bulk::BulkRule;
use crate::consent::ConsentParty;
use crate::id::{FileToken, UserId};
use crate::registrant::RegistrantFilter;
use crate::roster_import::ListContent;
use crate::secret::Secret;
use crate::supporter::SupporterFilter;
use crate::user::User;

crate::codes! {
    /// The form of the file.
    ListFormat {
        /// Excel (XLSX).
        Xlsx,
        /// CSV in UTF-8 with a byte order mark.
        CsvUtf8,
        /// CSV in CP932 (Shift_JIS), for older programs.
        CsvCp932,
    }
}

/// A list that is to leave the program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ExportRequest {
    /// Which list.
    pub content: ListContent,
    /// Of registrants and pairs: only those 名簿 shows under this filter; none for everybody on the roster.
    pub registrants: Option<RegistrantFilter>,
    /// Of supporters: only those the list shows under this filter; none for all but 終了.
    pub supporters: Option<SupporterFilter>,
    /// Who receives it; none while it stays with the council.
    pub party: Option<ConsentParty>,
    /// Birth dates too.
    pub with_birth: bool,
    /// Reasons for being listed, equipment and circumstances too.
    pub with_reasons: bool,
    /// The form.
    pub format: ListFormat,
    /// Who holds the file.
    pub holder: String,
    /// What it is for.
    pub purpose: String,
    /// 返す日, as typed; empty where it does not come back.
    pub due_back: String,
}

/// A list to be written into a file chosen in a dialog.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SaveExport {
    /// The list.
    pub export: ExportRequest,
    /// Where to.
    pub file: FileToken,
    /// Who approves where many people leave; empty otherwise.
    pub second: UserId,
    /// 鍵の言葉 of whoever approves.
    pub second_words: Secret,
}

/// A character that Shift_JIS does not have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Misfit {
    /// Whose row.
    pub name: String,
    /// Column (`name`); its words stand under `column.` in the texts.
    pub column: String,
    /// The character.
    pub character: String,
    /// Its code (U+20BB7).
    pub code: String,
    /// What stands in the file in its place.
    pub instead: String,
}

/// What a list would hold, before anything is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportPreview {
    /// Number the copy would have.
    pub no: u32,
    /// People, pairs or places.
    pub rows: u32,
    /// Left out, because the consent does not reach to this party.
    pub without_consent: u32,
    /// Columns of the file, in their order.
    pub columns: Vec<String>,
    /// Characters that do not fit, the first of them.
    pub misfits: Vec<Misfit>,
    /// Characters that do not fit, in all.
    pub misfits_total: u32,
    /// How so many people may leave today.
    pub bulk: BulkRule,
    /// Whoever may approve where many people leave; nobody where somebody is alone with the book.
    pub officers: Vec<User>,
}

/// A list that was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Exported {
    /// Number of the copy in 配布台帳.
    pub no: u32,
    /// Name of the file, without the folder.
    pub name: String,
    /// People, pairs or places.
    pub rows: u32,
    /// Characters in whose place another stands.
    pub replaced: u32,
}
