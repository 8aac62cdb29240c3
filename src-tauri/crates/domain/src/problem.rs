//! What can be wrong with what a person entered. Problems are data: all of them at once, each at its field.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

crate::codes! {
    /// The rule that was broken. The sentence for each stands under `problem.` in the texts.
    Rule {
        /// Nothing was entered where something is needed.
        Missing,
        /// The text cannot be read as what the field means.
        Unreadable,
        /// The date can be read in two ways; `detail` names both.
        TwoReadings,
        /// The day does not exist in the calendar.
        NoSuchDay,
        /// Not a latitude and a longitude in Japan.
        NoSuchPosition,
        /// The era had not begun or was over on that day.
        OutsideEra,
        /// The day lies in the future.
        InFuture,
        /// The age would be above 125.
        TooOld,
        /// The number of digits is wrong; `detail` says how many there are.
        WrongLength,
        /// The telephone number has no area code.
        NoAreaCode,
        /// Somebody who uses the book bears the name already.
        NameTaken,
        /// Nobody would be left who answers for the book.
        LastLead,
        /// A registrant cannot be the own supporter.
        SamePerson,
        /// The supporter is already at the limit.
        LimitReached,
        /// The pair is excluded.
        Excluded,
        /// The pair exists already.
        AlreadyPaired,
        /// The same number stands on another row or record.
        DuplicateNumber,
        /// Too short to be safe.
        TooShort,
        /// Not one of the values that can be chosen.
        UnknownValue,
        /// The record it points to does not exist.
        NoSuchRecord,
        /// Not possible in the present state; `detail` says why.
        WrongState,
        /// Longer than a field can be.
        TooLong,
        /// Contains control characters, which were taken out.
        ControlCharacters,
        /// Looks like a formula; it is kept as text and never computed.
        LooksLikeFormula,
        /// A character was lost before the file reached us (■ or U+FFFD).
        LostCharacter,
        /// The text is not Japanese any more: saved in the wrong encoding.
        Mojibake,
        /// The row has more cells than the heading.
        TooManyCells,
        /// A quotation mark is never closed.
        QuoteNotClosed,
        /// The heading stands there once more.
        HeadingAgain,
        /// The address lies outside the area of the council.
        OutsideArea,
        /// The row refers to the one above, which cannot be read.
        DittoWithoutRow,
        /// Somebody on the list may already be in the book; a person has to decide.
        MaybeSamePerson,
        /// A name that several people bear.
        SeveralPeople,
        /// A name nobody bears.
        Nobody,
        /// Another row is the same in every cell; `detail` names it.
        SameRow,
        /// The row is hidden in the workbook.
        HiddenRow,
    }
}

/// One thing that is wrong, at its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Problem {
    /// The field, in the spelling of the record (`birth_raw`), or empty when the whole is meant.
    pub field: String,
    /// The rule that was broken.
    pub rule: Rule,
    /// A word or number that belongs into the sentence; may be empty.
    pub detail: String,
}

impl Problem {
    /// Returns a problem without a detail.
    pub fn new(field: &str, rule: Rule) -> Self {
        Self {
            field: field.into(),
            rule,
            detail: String::new(),
        }
    }

    /// Returns a problem whose sentence names `detail`.
    pub fn with(field: &str, rule: Rule, detail: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            rule,
            detail: detail.into(),
        }
    }
}
