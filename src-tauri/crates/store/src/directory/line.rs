//! What a filter has to know of a line, a few bytes wide: counting runs over these and nothing else.

use chrono::NaiveDate;
use domain::consent::ConsentStatus;
use domain::erase;
use domain::registrant::Mobility;
use domain::supporter::SupporterStatus;

use crate::directory::frame::Frame;
use crate::directory::{Registrant, Supporter, Who};

/// A line that can be found, ordered and filtered.
pub(crate) trait Line {
    /// What a filter has to know of it.
    type Brief: Copy;

    /// Returns the key of the record.
    fn id(&self) -> &str;

    /// Returns who it is.
    fn who(&self) -> &Who;

    /// Returns what a filter has to know.
    fn brief(&self, frame: &Frame) -> Self::Brief;
}

/// How well somebody is looked after.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// Nobody.
    Zero,
    /// Fewer than wanted.
    One,
    /// As many as wanted.
    Full,
}

/// What a filter has to know of a registrant.
#[derive(Clone, Copy)]
pub(crate) struct RegistrantBrief {
    pub(crate) active: bool,
    /// From when on the record of somebody who left is due for erasing.
    pub(crate) erase_due_on: Option<NaiveDate>,
    pub(crate) level: Level,
    /// The level would be lower if only pairs counted to which the supporter has said yes.
    pub(crate) waits: bool,
    pub(crate) consent_open: bool,
    pub(crate) alone: bool,
    pub(crate) cannot_move: bool,
    pub(crate) kana_row: u8,
    pub(crate) block: u32,
    pub(crate) settled_on: Option<NaiveDate>,
}

/// What a filter has to know of a supporter.
#[derive(Clone, Copy)]
pub(crate) struct SupporterBrief {
    pub(crate) status: SupporterStatus,
    pub(crate) has_room: bool,
    pub(crate) kana_row: u8,
    pub(crate) block: u32,
}

impl Line for Registrant {
    type Brief = RegistrantBrief;

    fn id(&self) -> &str {
        &self.id
    }

    fn who(&self) -> &Who {
        &self.who
    }

    fn brief(&self, frame: &Frame) -> RegistrantBrief {
        let wanted = frame.wanted(self.wanted, &self.council);
        let level_of = |counted: u32| match counted {
            counted if counted >= wanted => Level::Full,
            0 => Level::Zero,
            _ => Level::One,
        };
        let (have, waiting) = self.counted();
        let level = level_of(have);
        RegistrantBrief {
            active: self.status.is_active(),
            erase_due_on: self
                .status_date
                .filter(|_| self.status.has_left())
                .and_then(erase::due_on),
            level,
            waits: level_of(have.saturating_sub(waiting)) != level,
            consent_open: self.consent != ConsentStatus::Yes,
            alone: self.alone,
            cannot_move: self.mobility == Mobility::CannotMove,
            kana_row: self.who.kana_row,
            block: frame.block_number(self.who.block.as_deref()),
            settled_on: self.settled_on,
        }
    }
}

impl Line for Supporter {
    type Brief = SupporterBrief;

    fn id(&self) -> &str {
        &self.id
    }

    fn who(&self) -> &Who {
        &self.who
    }

    fn brief(&self, frame: &Frame) -> SupporterBrief {
        SupporterBrief {
            status: self.status,
            has_room: self.status.may_be_paired() && self.load < self.limit,
            kana_row: self.who.kana_row,
            block: frame.block_number(self.who.block.as_deref()),
        }
    }
}
