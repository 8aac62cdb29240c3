//! The list of supporters from the directory.

use domain::id::SupporterId;
use domain::supporter::{SupporterFilter, SupporterPage, SupporterRow, SupporterStatus};

use crate::directory::{Directory, Supporter, kana_row_of, number, part};

impl Directory {
    /// Returns a part of the list of supporters with its counts.
    pub(crate) fn supporter_page(&mut self, filter: &SupporterFilter) -> SupporterPage {
        let hits = self.supporters.search(&filter.text);
        let row = kana_row_of(&filter.kana_row);
        let lines = self.supporters.lines();
        let here = |line: &&Supporter| line.status != SupporterStatus::Ended;
        let mut page = SupporterPage {
            everybody: number(lines.iter().filter(here).count()),
            kana_rows: vec![0; super::KANA_ROWS.len()],
            folded: domain::name::variants_in(&filter.text),
            ..SupporterPage::default()
        };
        let mut shown = Vec::new();
        for line in hits
            .iter()
            .filter_map(|&hit| lines.get(usize::try_from(hit).ok()?))
        {
            let block = filter.block.as_ref().map(|block| block.as_str());
            if block.is_some() && line.who.block.as_deref() != block {
                continue;
            }
            let has_room = line.status.may_be_paired() && line.load < line.max_load;
            page.standby += u32::from(line.status == SupporterStatus::Standby);
            page.active += u32::from(line.status == SupporterStatus::Active);
            page.with_room += u32::from(has_room);
            // Whoever has ended is shown only when asked for.
            let status_fits = match filter.status {
                Some(status) => line.status == status,
                None => here(&line),
            };
            if status_fits && (has_room || !filter.with_room) {
                page.kana_rows[usize::from(line.who.kana_row)] += 1;
                if row.is_none_or(|row| row == line.who.kana_row) {
                    shown.push(line);
                }
            }
        }
        page.total = number(shown.len());
        let rows = part(&shown, filter.offset, filter.limit).iter();
        page.rows = rows.map(|line| self.supporter_row(line)).collect();
        page
    }

    fn supporter_row(&self, line: &Supporter) -> SupporterRow {
        SupporterRow {
            id: SupporterId(line.id.clone()),
            name: line.who.name.clone(),
            kana: line.who.kana.clone(),
            address: line.who.address.clone(),
            building: line.who.building.clone(),
            block: self.block_name(&line.who),
            status: line.status,
            kind: line.kind,
            age_band: line.age_band,
            load: line.load,
            max_load: line.max_load,
            weekday_day: line.weekday_day,
            weekday_night: line.weekday_night,
            phone: line.who.phone.clone(),
            same_name: self.names.is_shared(&line.who),
        }
    }
}
