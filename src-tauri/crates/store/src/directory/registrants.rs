//! 名簿 from the directory.

use chrono::{Months, NaiveDate};
use domain::consent::ConsentStatus;
use domain::id::RegistrantId;
use domain::registrant::{CoverageFilter, RegistrantFilter, RegistrantPage, RegistrantRow};

use crate::directory::{Directory, Level, Registrant, kana_row_of, number, part};

impl Directory {
    /// Returns a part of 名簿 with its counts.
    pub(crate) fn registrant_page(
        &mut self,
        filter: &RegistrantFilter,
        today: NaiveDate,
    ) -> RegistrantPage {
        let hits = self.registrants.search(&filter.text);
        let year_ago = today.checked_sub_months(Months::new(12)).unwrap_or(today);
        let row = kana_row_of(&filter.kana_row);
        let lines = self.registrants.lines();
        let mut page = RegistrantPage {
            everybody: number(lines.iter().filter(|line| line.status.is_active()).count()),
            kana_rows: vec![0; super::KANA_ROWS.len()],
            folded: domain::name::variants_in(&filter.text),
            ..RegistrantPage::default()
        };
        let mut shown = Vec::new();
        for line in hits
            .iter()
            .filter_map(|&hit| lines.get(usize::try_from(hit).ok()?))
        {
            let active = line.status.is_active();
            let block = filter.block.as_ref().map(|block| block.as_str());
            let other_block = block.is_some() && line.who.block.as_deref() != block;
            if other_block || !(active || filter.with_left) {
                continue;
            }
            let level = self.level(line);
            let consent_open = line.consent != ConsentStatus::Yes;
            let unconfirmed = line.confirmed_on.is_none_or(|on| on < year_ago);
            // Somebody who left is shown, but is nobody's gap.
            if active {
                match level {
                    Level::Full => page.full += 1,
                    Level::One => page.one += 1,
                    Level::Zero => page.zero += 1,
                }
                page.consent_open += u32::from(consent_open);
                page.unconfirmed += u32::from(unconfirmed);
            }
            let level_fits = match filter.coverage {
                CoverageFilter::Any => true,
                CoverageFilter::Zero => level == Level::Zero,
                CoverageFilter::One => level == Level::One,
                CoverageFilter::Full => level == Level::Full,
            };
            if level_fits
                && (consent_open || !filter.consent_open)
                && (unconfirmed || !filter.unconfirmed)
            {
                page.kana_rows[usize::from(line.who.kana_row)] += 1;
                if row.is_none_or(|row| row == line.who.kana_row) {
                    shown.push(line);
                }
            }
        }
        page.total = number(shown.len());
        let rows = part(&shown, filter.offset, filter.limit).iter();
        page.rows = rows.map(|line| self.registrant_row(line, today)).collect();
        page
    }

    fn registrant_row(&self, line: &Registrant, today: NaiveDate) -> RegistrantRow {
        let name = |supporter: &String| self.supporters.get(supporter).map(|s| s.who.name.clone());
        RegistrantRow {
            id: RegistrantId(line.id.clone()),
            name: line.who.name.clone(),
            kana: line.who.kana.clone(),
            age: line.who.birth.and_then(|birth| today.years_since(birth)),
            address: line.who.address.clone(),
            building: line.who.building.clone(),
            block: self.block_name(&line.who),
            mobility: line.mobility,
            supporters: line
                .pairs
                .iter()
                .filter_map(|pair| name(&pair.supporter))
                .collect(),
            wanted: self.wanted(line),
            consent: line.consent,
            status: line.status,
            confirmed_on: line.confirmed_on,
            same_name: self.names.is_shared(&line.who),
            tasks: line.tasks,
        }
    }
}
