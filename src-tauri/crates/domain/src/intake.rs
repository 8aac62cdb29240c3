//! 取り込み: what the preview of a list shows before anything is stored, and what came of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{FileToken, RosterImportId};
use crate::pairing::Pairing;
use crate::place::Place;
use crate::problem::Problem;
use crate::registrant::RegistrantDraft;
use crate::roster_import::{CodeMeaning, CodeTables, ListContent, Medium};
use crate::supporter::SupporterDraft;

/// A list to look at or to take in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct IntakeRequest {
    /// The file behind the dialog.
    pub file: FileToken,
    /// What it holds; none to let the headings decide.
    pub content: Option<ListContent>,
    /// Heading as written → column; empty to let the program propose.
    pub columns: BTreeMap<String, String>,
    /// What codes stand for, by heading; a code that is not told is left to what is remembered.
    pub codes: CodeTables,
    /// Read as if nothing were remembered of earlier lists.
    pub anew: bool,
    /// Sheet of a workbook; empty for the first with a table and all that have the same heading.
    pub worksheet: String,
    /// City or office the list comes from, for remembering the mapping.
    pub sender: String,
    /// How it came.
    pub medium: Medium,
    /// Day the data stand for, where a person says it; none to let the list say it.
    pub as_of: Option<NaiveDate>,
    /// First row of the preview wanted, from 0.
    pub offset: u32,
    /// Rows of the preview wanted at the most.
    pub limit: u32,
    /// Show only rows with problems.
    pub only_problems: bool,
    /// Take the list in although everybody lives outside the area of the council.
    pub other_district_ok: bool,
}

/// A heading and what it is taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ColumnChoice {
    /// Heading as written.
    pub heading: String,
    /// Place in the row, from 0.
    pub index: u32,
    /// Column it is taken for; empty when nobody knows yet, `ignore` when unwanted.
    pub column: String,
    /// Whether the column came from memory, not from the heading.
    pub remembered: bool,
    /// Whether the column is hidden in the workbook.
    pub hidden: bool,
    /// Up to three values from the file, to recognise it.
    pub samples: Vec<String>,
}

/// A code of a column and what it stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CodeRow {
    /// The code as written.
    pub code: String,
    /// Rows that have it.
    pub rows: u32,
    /// What it stands for; none while nobody has said.
    pub meaning: Option<CodeMeaning>,
}

/// A column whose cells are codes the file does not explain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CodedColumn {
    /// Heading as written.
    pub heading: String,
    /// Column it is taken for.
    pub column: String,
    /// Its codes.
    pub codes: Vec<CodeRow>,
    /// What its codes can stand for.
    pub choices: Vec<CodeMeaning>,
    /// Whether the meanings came from memory.
    pub remembered: bool,
}

/// A column that can come in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ColumnOption {
    /// Column (`name_kana`); its words stand under `column.` in the texts.
    pub column: String,
    /// Needed for a row to come in.
    pub required: bool,
}

/// One row of the file as understood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct IntakeRow {
    /// Row as the spreadsheet shows it (`12`, or `SHEET!12`).
    pub row: String,
    /// Comes in (perhaps with remarks) or stays outside.
    pub comes_in: bool,
    /// What is wrong or worth knowing, each at its column.
    pub problems: Vec<Problem>,
    /// Name as received.
    pub name: String,
    /// よみ as understood.
    pub kana: String,
    /// Birth date as shown, or empty.
    pub birth: String,
    /// Address as understood, on one line.
    pub address: String,
    /// Building and room.
    pub building: String,
    /// The place as understood; none for people.
    pub place: Option<Place>,
    /// The cells as received, in the order of the columns.
    pub cells: Vec<String>,
}

crate::codes! {
    /// What a row below the heading is, if it is no person. The word for each stands under `import.passed.` in the texts.
    PassedAs {
        /// Opens a household; what it says belongs to the rows beneath.
        Household,
        /// Names the place or the group of the rows beneath.
        Section,
        /// The heading once more.
        HeadingAgain,
        /// Explains a code.
        Legend,
        /// A total.
        Total,
        /// A number without anything, as printed forms have them below the last person.
        EmptyLine,
        /// A remark.
        Note,
        /// A sheet without people that are read; `text` says how many rows it has.
        Sheet,
    }
}

/// A row below the heading that is no person: told, so that nobody is passed over in silence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PassedRow {
    /// Row as the spreadsheet shows it (`12`, or `SHEET!12`).
    pub row: String,
    /// What it was taken for.
    pub passed_as: PassedAs,
    /// Its cells as one text.
    pub text: String,
}

/// The preview of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct IntakePreview {
    /// Name of the file, without the folder.
    pub file_name: String,
    /// Why nothing of the file can come in; `field` is empty. Empty when it can be read.
    pub refusals: Vec<FileProblem>,
    /// What it is read as (CP932, UTF-8, XLSX …).
    pub encoding: String,
    /// What it holds.
    pub content: ListContent,
    /// Rows above the heading, as text.
    pub title_rows: Vec<String>,
    /// Day the data stand for, if the title rows say so.
    pub as_of: Option<NaiveDate>,
    /// Sheets of the workbook that hold a table.
    pub worksheets: Vec<String>,
    /// Row of the heading as the spreadsheet shows it.
    pub heading_row: u32,
    /// Headings and what they are taken for.
    pub columns: Vec<ColumnChoice>,
    /// Columns of codes, and what the codes stand for.
    pub coded: Vec<CodedColumn>,
    /// Columns that could be chosen.
    pub options: Vec<ColumnOption>,
    /// Rows with a person.
    pub rows_total: u32,
    /// Rows that come in.
    pub rows_in: u32,
    /// Rows that stay outside.
    pub rows_out: u32,
    /// Rows that come in with a remark.
    pub rows_remarked: u32,
    /// Rows that are no person and not taken in, in the order of the file.
    pub passed: Vec<PassedRow>,
    /// How many there are; `passed` holds the first of them.
    pub rows_passed: u32,
    /// People in the book before.
    pub in_book: u32,
    /// The part asked for.
    pub rows: Vec<IntakeRow>,
    /// Rows the part was taken from (all, or those with problems).
    pub rows_shown_of: u32,
}

crate::codes! {
    /// Why a whole file cannot be read. The sentence for each stands under `file_problem.` in the texts.
    FileRule {
        /// Nothing in it.
        Empty,
        /// Headings, but no person.
        HeadingOnly,
        /// No heading row was found.
        NoHeading,
        /// More columns than a list can have.
        TooManyColumns,
        /// More rows than can be taken in at once.
        TooManyRows,
        /// Larger than can be read.
        TooLarge,
        /// Unpacks to more than can be read (a bomb).
        UnpacksTooLarge,
        /// A cell is larger than can be read.
        CellTooLarge,
        /// Protected by a password.
        Password,
        /// Not a spreadsheet, whatever its name says.
        NotASpreadsheet,
        /// A document of another program.
        OtherDocument,
        /// Neither Shift_JIS nor UTF-8; `detail` names what it looks like.
        Encoding,
        /// Saved in the wrong encoding before it reached us.
        Mojibake,
        /// A needed column is missing; `detail` names it.
        ColumnMissing,
        /// Everybody lives outside the area of the council.
        OtherDistrict,
        /// The file could not be opened.
        CannotOpen,
        /// The workbook is damaged.
        Damaged,
    }
}

/// Why a whole file cannot be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileProblem {
    /// The rule.
    pub rule: FileRule,
    /// A word or number that belongs into the sentence; may be empty.
    pub detail: String,
}

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IntakeDone {
    /// The record of the hand-over.
    pub roster_import: RosterImportId,
    /// Rows taken in.
    pub taken: u32,
    /// Rows that stayed outside.
    pub rejected: u32,
    /// Rows left alone because the person is in the book already with the same city number, or the place is.
    pub known: u32,
    /// Things a person has to look into.
    pub tasks: u32,
}

/// A pair in a list, before the two are found in the book.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PairingDraft {
    /// 要支援者氏名 as received.
    pub registrant_name: String,
    /// 要支援者住所 as received.
    pub registrant_address: String,
    /// 支援者氏名 as received.
    pub supporter_name: String,
    /// Rank, dates, remarks.
    pub pairing: Pairing,
}

/// One row as a draft, ready to be stored.
#[derive(Clone, Debug, PartialEq)]
pub enum Draft {
    /// From a city list.
    Registrant(Box<RegistrantDraft>),
    /// From a list of supporters.
    Supporter(Box<SupporterDraft>),
    /// From a list of pairs.
    Pairing(Box<PairingDraft>),
    /// From a list of places.
    Place(Box<Place>),
}

/// A row with its draft: what the reader of files hands to the act that stores it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadRow {
    /// The row as shown in the preview.
    pub shown: IntakeRow,
    /// The draft; none where the row stays outside.
    pub draft: Option<Draft>,
    /// Name of the 班・ブロック as received, or empty.
    pub block: String,
}

/// Where the rows that stayed outside are written to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SaveRejected {
    /// The list and how it is read.
    pub list: IntakeRequest,
    /// Where to.
    pub file: FileToken,
}
