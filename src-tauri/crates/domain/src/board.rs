//! 当日の板: counts and people, unknown first, made from the frozen roster and the newest results.

mod rules;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::check_result::ResultCode;
use crate::id::{CheckResultId, CheckTargetId};
use crate::safety_check::{BlockCounts, CheckReport, SafetyCheck};

pub use rules::{
    BoardRecords, Standing, block_counts, board, counts, found_line, is_typed_back, standings,
    unlisted,
};

/// The numbers of 集計表 for some people (domain.md 5.1). Every target is counted in exactly one of the codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Counts {
    /// 対象.
    pub targets: u32,
    /// 無事.
    pub safe: u32,
    /// 軽傷.
    pub minor: u32,
    /// 重傷.
    pub serious: u32,
    /// 要救助.
    pub rescue: u32,
    /// 避難済.
    pub evacuated: u32,
    /// 不在(所在判明).
    pub away_known: u32,
    /// 応答なし.
    pub no_answer: u32,
    /// 名簿の誤り.
    pub roster_error: u32,
    /// 不参加の連絡あり.
    pub excused: u32,
    /// 未確認.
    pub unchecked: u32,
    /// Of the found: by 表示 alone.
    pub by_sign: u32,
    /// Of the found: by 訪問・対面.
    pub by_visit: u32,
    /// Of the found: by 電話・家族 and the like.
    pub by_other: u32,
    /// Houses damaged.
    pub houses_damaged: u32,
    /// 名簿に無い人 who were written down.
    pub unlisted: u32,
}

impl Counts {
    /// Returns the people whose whereabouts are known.
    pub fn found(&self) -> u32 {
        self.targets - self.unknown()
    }

    /// Returns the people nobody has found: 未確認 and 応答なし.
    pub fn unknown(&self) -> u32 {
        self.unchecked + self.no_answer
    }

    /// Returns the people who are hurt or in danger.
    pub fn hurt(&self) -> u32 {
        self.minor + self.serious + self.rescue
    }

    /// Counts one person with the newest result.
    pub fn add(&mut self, code: ResultCode) {
        self.targets += 1;
        *match code {
            ResultCode::Unchecked => &mut self.unchecked,
            ResultCode::Safe => &mut self.safe,
            ResultCode::Minor => &mut self.minor,
            ResultCode::Serious => &mut self.serious,
            ResultCode::Rescue => &mut self.rescue,
            ResultCode::Evacuated => &mut self.evacuated,
            ResultCode::AwayKnown => &mut self.away_known,
            ResultCode::NoAnswer => &mut self.no_answer,
            ResultCode::RosterError => &mut self.roster_error,
            ResultCode::Excused => &mut self.excused,
        } += 1;
    }
}

/// One person on the board.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BoardPerson {
    /// The line of the frozen roster.
    pub target: CheckTargetId,
    /// Name.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// Address on one line.
    pub address: String,
    /// Building and room.
    pub building: String,
    /// Name of the block.
    pub block: String,
    /// What the visitor must know.
    pub care: String,
    /// Telephone.
    pub phone: String,
    /// Supporters by rank.
    pub supporters: Vec<String>,
    /// Newest result.
    pub code: ResultCode,
    /// The newest result itself, if there is one.
    pub result: Option<CheckResultId>,
    /// Time of the newest result as shown, or empty.
    pub time: String,
    /// 書きそえ or 行き先 of it.
    pub note: String,
    /// Two hands say different things.
    pub conflict: bool,
    /// Number of the paper the person stands on (the newest), 0 for none.
    pub copy_no: u32,
}

/// A moment on the line of found people: minutes since the start, people found until then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FoundAt {
    /// Minutes since the start.
    pub minute: u32,
    /// People found until then.
    pub found: u32,
}

/// 当日の板 of one event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckBoard {
    /// The event.
    pub safety_check: SafetyCheck,
    /// The moment the numbers were made.
    pub now: DateTime<Utc>,
    /// The whole council.
    pub counts: Counts,
    /// Block by block, slowest first.
    pub blocks: Vec<BlockCounts>,
    /// People: unknown first, then hurt, then the rest; inside each in walking order.
    pub people: Vec<BoardPerson>,
    /// 第n報 issued so far.
    pub reports: Vec<CheckReport>,
    /// Papers printed for this event.
    pub papers: u32,
    /// Of these: fully typed back.
    pub papers_typed: u32,
    /// 名簿に無い人 as written down: name and place.
    pub unlisted: Vec<String>,
    /// The line of found people.
    pub found_line: Vec<FoundAt>,
}
