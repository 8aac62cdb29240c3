//! 市の名簿との照合: the city's new list beside ours, one case for each row and for each person it no longer names. Kept until
//! somebody finishes it; nothing in the roster changes before.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::comparison::{ChangeKind, Doubt, Evidence, RowField};
use crate::id::{
    ComparisonCaseId, CouncilId, FileToken, RegistrantId, RosterComparisonId, RosterImportId,
};
use crate::intake::IntakeRequest;
use crate::kind::record;
use crate::person::Person;
use crate::problem::Problem;
use crate::registrant::{RegistrantDraft, RegistrantStatus};
use crate::roster_import::Medium;

crate::codes! {
    /// How far a comparison has come.
    ComparisonPhase {
        /// Cases are being decided.
        Open,
        /// Taken in.
        Finished,
    }
}

crate::codes! {
    /// The piles, in the order they are decided.
    CasePile {
        /// 同じ人ですか.
        SamePerson,
        /// 読めなかった行.
        Unreadable,
        /// 新しい人.
        New,
        /// 変わった人.
        Changed,
        /// 市の名簿に無い人.
        Gone,
        /// 変わりなし.
        Unchanged,
    }
}

crate::codes! {
    /// What a person decided about a case.
    CaseDecision {
        /// Nothing yet.
        Open,
        /// The row is the chosen person; fields as chosen one by one.
        Same,
        /// Somebody who is not on the roster yet: put on it.
        TakeIn,
        /// Not put on the roster, for a reason.
        LeaveOut,
        /// Noted, to ask the city.
        AskCity,
        /// Stays on the roster; somebody finds out why the city no longer names the person.
        Stay,
        /// Not on the roster any more; it is known why.
        Leaves,
        /// あとで.
        Later,
    }
}

crate::codes! {
    /// Whose value of a field is kept.
    Side {
        /// Ours.
        Ours,
        /// The city's.
        City,
        /// 保留: ours for now, and a task to look into it.
        Later,
    }
}

impl CasePile {
    /// Returns whether a person can decide so about a case of this pile.
    pub fn allows(self, decision: CaseDecision) -> bool {
        use CaseDecision as D;
        match self {
            Self::SamePerson => matches!(
                decision,
                D::Open | D::Same | D::TakeIn | D::LeaveOut | D::Later
            ),
            Self::Unreadable => matches!(decision, D::Open | D::AskCity | D::LeaveOut | D::Later),
            Self::New => matches!(
                decision,
                D::Open | D::TakeIn | D::LeaveOut | D::AskCity | D::Later
            ),
            Self::Changed => matches!(decision, D::Open | D::Same | D::Later),
            Self::Gone => matches!(decision, D::Open | D::Stay | D::Leaves | D::Later),
            Self::Unchanged => false,
        }
    }
}

/// Who changed a field here since the city's last list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct LocalChange {
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A field of a case: the city's value beside ours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CaseField {
    /// The field.
    pub field: RowField,
    /// The city's value; of 性別 and 同意 the code.
    pub city: String,
    /// Ours.
    pub ours: String,
    /// What sort of difference it is; none where both mean and write the same.
    pub kind: Option<ChangeKind>,
    /// Whether a person is asked about it. A difference the city has not made since its last list is only shown.
    pub asked: bool,
    /// Who changed it here since the city's last list, if anybody did.
    pub local: Option<LocalChange>,
    /// What the program proposes.
    pub proposed: Side,
}

/// Somebody of ours who may be the row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CaseCandidate {
    /// Who.
    pub registrant: RegistrantId,
    /// Name.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// Address and building on one line.
    pub address: String,
    /// Where the person stands with us.
    pub status: RegistrantStatus,
    /// Whether the person has left the roster.
    pub has_left: bool,
    /// 最終確認日.
    pub confirmed_on: Option<NaiveDate>,
    /// The newest change here of anything the city's list says too.
    pub last_change: Option<LocalChange>,
    /// All evidence together, in tenths of a bit.
    pub weight: i32,
    /// Field by field, the strongest first.
    pub evidence: Vec<Evidence>,
    /// Whether the person is another row of the list already.
    pub taken: bool,
    /// The city's values beside ours.
    pub fields: Vec<CaseField>,
}

/// The choice for one field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct FieldSide {
    /// The field.
    pub field: RowField,
    /// Whose value.
    pub side: Side,
}

/// What came of a comparison, counted in rows of the list and in people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ComparisonCounts {
    /// Rows of the list with a person.
    pub rows: u32,
    /// Rows that are somebody on the roster now.
    pub taken: u32,
    /// Of these: people who are new on the roster.
    pub new: u32,
    /// Of these: people whose record got a value of the city.
    pub changed: u32,
    /// Rows that were left out for a reason.
    pub rejected: u32,
    /// Rows nobody has decided, or the city is asked about.
    pub held: u32,
    /// People the list does not name and who stay.
    pub stayed: u32,
    /// People the list does not name and who left the roster.
    pub left: u32,
    /// Things to look into.
    pub tasks: u32,
}

/// 照合: one list of the city beside ours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RosterComparison {
    /// Key.
    pub id: RosterComparisonId,
    /// Whose roster.
    pub council: CouncilId,
    /// How far it has come.
    pub phase: ComparisonPhase,
    /// Name of the file, without the folder.
    pub file_name: String,
    /// SHA-256 of the file, in hex.
    pub file_hash: String,
    /// Encoding or format it was read as.
    pub encoding: String,
    /// Day the city's data stand for.
    pub as_of: Option<NaiveDate>,
    /// City or office it comes from.
    pub from_office: String,
    /// How it came.
    pub medium: Medium,
    /// Rows with a person.
    pub rows: u32,
    /// Columns nobody of ours had a value for: they fill what is empty without a question.
    pub new_columns: Vec<RowField>,
    /// When it was begun.
    pub began_at: Option<DateTime<Utc>>,
    /// By whom.
    pub began_by: String,
    /// When it was taken in.
    pub finished_at: Option<DateTime<Utc>>,
    /// By whom.
    pub finished_by: String,
    /// The hand-over that was made of it.
    pub roster_import: Option<RosterImportId>,
    /// What came of it.
    pub counts: ComparisonCounts,
}

record!(RosterComparison, RosterComparison);

/// One row of the list, or one person it does not name.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparisonCase {
    /// Key.
    pub id: ComparisonCaseId,
    /// The comparison it belongs to.
    pub comparison: RosterComparisonId,
    /// Place among all cases.
    pub position: u32,
    /// The pile.
    pub pile: CasePile,
    /// Row as the spreadsheet shows it; empty for somebody the list does not name.
    pub row: String,
    /// The row as understood.
    pub draft: RegistrantDraft,
    /// Name of the 班・ブロック of the row.
    pub block: String,
    /// What is wrong in the row.
    pub problems: Vec<Problem>,
    /// Why a person must decide who it is.
    pub doubts: Vec<Doubt>,
    /// Who it may be, the likeliest first.
    pub candidates: Vec<CaseCandidate>,
    /// What was decided.
    pub decision: CaseDecision,
    /// Who it is.
    pub registrant: Option<RegistrantId>,
    /// Choices that are not as proposed.
    pub sides: Vec<FieldSide>,
    /// Where somebody who leaves stands from now on.
    pub status: RegistrantStatus,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub decided_by: String,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for ComparisonCase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ComparisonCase({})", self.id)
    }
}

record!(ComparisonCase, ComparisonCase);

impl ComparisonCase {
    /// Returns the candidate that was chosen.
    pub fn chosen(&self) -> Option<&CaseCandidate> {
        let chosen = self.registrant.as_ref()?;
        self.candidates.iter().find(|it| it.registrant == *chosen)
    }

    /// Returns whose value of a field is kept if the row is this candidate.
    pub fn side_of(&self, field: &CaseField) -> Side {
        let chosen = self.sides.iter().find(|it| it.field == field.field);
        chosen.map_or(field.proposed, |it| it.side)
    }

    /// Returns whether somebody still has to decide.
    pub fn is_open(&self) -> bool {
        self.decision == CaseDecision::Open
    }
}

/// A list to begin a comparison with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct BeginComparison {
    /// The list and how it is read.
    pub list: IntakeRequest,
}

crate::codes! {
    /// The parts of 変更一覧, in their order on paper.
    ChangeSort {
        /// Ours is kept beside another value of the city.
        Kept,
        /// People the list does not name and who stay.
        NotListed,
        /// People the list does not name and who left.
        Left,
        /// Rows that were left out.
        LeftOut,
        /// Rows the city is asked about.
        Asked,
    }
}

/// Where 変更一覧 is written to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SaveChangeList {
    /// The comparison, which was taken in.
    pub comparison: RosterComparisonId,
    /// Where to.
    pub file: FileToken,
}

/// What was decided about one case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CaseDecided {
    /// The case.
    pub case: ComparisonCaseId,
    /// The decision; open takes the last one back.
    pub decision: CaseDecision,
    /// For the same person: who.
    pub registrant: Option<RegistrantId>,
    /// For the same person: whose values.
    pub sides: Vec<FieldSide>,
    /// For somebody who leaves: the state from now on.
    pub status: RegistrantStatus,
    /// Why.
    pub reason: String,
}

crate::codes! {
    /// One decision for everything open in a pile.
    PileDecision {
        /// As the program proposes: the city's values, but what was changed here stays; new people come in, people not named stay.
        AsProposed,
        /// Ours everywhere.
        KeepOurs,
        /// あとで.
        Later,
    }
}

/// What was decided about everything open in a pile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PileDecided {
    /// The comparison.
    pub comparison: RosterComparisonId,
    /// The pile.
    pub pile: CasePile,
    /// The decision.
    pub decision: PileDecision,
}

/// A row that could not be read, as somebody typed it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TypedCase {
    /// The case.
    pub case: ComparisonCaseId,
    /// The human being; the rest of the row stays as it was read.
    pub person: Person,
}

/// What the page of a comparison shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ComparisonFilter {
    /// The pile; none for the first with something open.
    pub pile: Option<CasePile>,
    /// First case wanted, from 0; none for the part with the first open one.
    pub offset: Option<u32>,
    /// Cases wanted at the most.
    pub limit: u32,
}

/// How many cases of a pile there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PileCount {
    /// The pile.
    pub pile: CasePile,
    /// All of them.
    pub total: u32,
    /// Nobody has decided these.
    pub open: u32,
    /// あとで, in all.
    pub later: u32,
}

/// A value of a row, as shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaseValue {
    /// The field.
    pub field: RowField,
    /// The value; of 性別 and 同意 the code.
    pub value: String,
}

/// A case as shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct CaseRow {
    /// Key.
    pub id: ComparisonCaseId,
    /// Place in its pile, from 1.
    pub number: u32,
    /// The pile.
    pub pile: CasePile,
    /// Row of the list; empty for somebody it does not name.
    pub row: String,
    /// Name: of the row, or of the person the list does not name.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// What the row says, or what we have of the person.
    pub values: Vec<CaseValue>,
    /// The human being as read, to be typed right.
    pub person: Person,
    /// What is wrong in the row.
    pub problems: Vec<Problem>,
    /// Why a person must decide.
    pub doubts: Vec<Doubt>,
    /// Who it may be.
    pub candidates: Vec<CaseCandidate>,
    /// What was decided.
    pub decision: CaseDecision,
    /// Who it is.
    pub registrant: Option<RegistrantId>,
    /// Choices that are not as proposed.
    pub sides: Vec<FieldSide>,
    /// Where somebody who leaves stands from now on.
    pub status: RegistrantStatus,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub decided_by: String,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
}

/// The open comparison, or what came of the last one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct ComparisonPage {
    /// The one that is open.
    pub open: Option<RosterComparison>,
    /// The newest that was taken in.
    pub last: Option<RosterComparison>,
    /// Whether the book has people of a city list to compare with.
    pub has_people: bool,
    /// The piles, in their order.
    pub piles: Vec<PileCount>,
    /// The pile shown.
    pub pile: CasePile,
    /// First case shown, from 0.
    pub offset: u32,
    /// The cases shown.
    pub cases: Vec<CaseRow>,
    /// Today.
    pub today: NaiveDate,
}
