//! The list of supporters from the directory.

use domain::id::SupporterId;
use domain::saved_filter::Condition;
use domain::supporter::{SupporterFilter, SupporterPage, SupporterRow, SupporterStatus};

use crate::directory::line::SupporterBrief;
use crate::directory::{Directory, KANA_ROWS, Seen, Supporter, index, kana_row_of, number, part};

impl Directory {
    /// Returns a part of the list of supporters with its counts.
    pub(crate) fn supporter_page(
        &mut self,
        filter: &SupporterFilter,
        seen: Seen<'_>,
    ) -> SupporterPage {
        let hits = self.supporters.search(&filter.text, seen);
        let everybody = self.supporters.seen(seen).into_iter();
        let row = kana_row_of(&filter.kana_row);
        let block = filter
            .block
            .as_ref()
            .map(|block| self.frame.block_number(Some(block.as_str())));
        let briefs = self.supporters.briefs();
        let here = |brief: &SupporterBrief| brief.status != SupporterStatus::Ended;
        let mut page = SupporterPage {
            everybody: number(
                everybody
                    .filter_map(|place| briefs.get(index(place)))
                    .filter(|brief| here(brief))
                    .count(),
            ),
            kana_rows: vec![0; KANA_ROWS.len()],
            folded: domain::name::variants_in(&filter.text),
            ..SupporterPage::default()
        };
        let mut shown = Vec::new();
        for place in hits {
            let Some(brief) = briefs.get(index(place)) else {
                continue;
            };
            if block.is_some_and(|block| brief.block != block) {
                continue;
            }
            page.standby += u32::from(brief.status == SupporterStatus::Standby);
            page.active += u32::from(brief.status == SupporterStatus::Active);
            page.with_room += u32::from(brief.has_room);
            // Whoever has ended is shown only when asked for.
            let is_wanted = here(brief) || filter.conditions.contains(&Condition::Ended);
            let mut conditions = filter.conditions.iter();
            if is_wanted && conditions.all(|&condition| fits(brief, condition)) {
                page.kana_rows[usize::from(brief.kana_row)] += 1;
                if row.is_none_or(|row| row == brief.kana_row) {
                    shown.push(place);
                }
            }
        }
        page.total = number(shown.len());
        let lines = part(&shown, filter.offset, filter.limit).iter();
        let lines = lines.filter_map(|&place| self.supporters.at(place));
        page.rows = lines.map(|line| self.supporter_row(line)).collect();
        page
    }

    fn supporter_row(&self, line: &Supporter) -> SupporterRow {
        SupporterRow {
            id: SupporterId(line.id.clone()),
            name: line.who.name.clone(),
            kana: line.who.kana.clone(),
            address: line.who.address.clone(),
            building: line.who.building.clone(),
            block: self.frame.block_name(line.who.block.as_deref()),
            status: line.status,
            kind: line.kind,
            age_band: line.age_band,
            load: line.load,
            max_load: line.limit,
            weekday_day: line.weekday_day,
            weekday_night: line.weekday_night,
            phone: line.who.phone.clone(),
            same_name: self.names.is_shared(&line.who),
        }
    }
}

fn fits(brief: &SupporterBrief, condition: Condition) -> bool {
    match condition {
        Condition::Standby => brief.status == SupporterStatus::Standby,
        Condition::Active => brief.status == SupporterStatus::Active,
        Condition::Paused => brief.status == SupporterStatus::Paused,
        Condition::Ended => brief.status == SupporterStatus::Ended,
        Condition::WithRoom => brief.has_room,
        Condition::Zero
        | Condition::One
        | Condition::Short
        | Condition::Full
        | Condition::ConsentYes
        | Condition::Consent
        | Condition::Unconfirmed
        | Condition::Alone
        | Condition::CannotMove
        | Condition::Left
        | Condition::EraseDue => true,
    }
}
