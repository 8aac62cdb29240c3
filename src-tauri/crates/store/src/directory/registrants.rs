//! 名簿 from the directory.

use chrono::NaiveDate;
use domain::id::RegistrantId;
use domain::registrant::{RegistrantFilter, RegistrantPage, RegistrantRow};
use domain::saved_filter::Condition;

use crate::directory::line::{Level, RegistrantBrief};
use crate::directory::{Directory, KANA_ROWS, Registrant, Seen, index, kana_row_of, number, part};

impl Directory {
    /// Returns a part of 名簿 with its counts.
    pub(crate) fn registrant_page(
        &mut self,
        filter: &RegistrantFilter,
        today: NaiveDate,
        seen: Seen<'_>,
    ) -> RegistrantPage {
        let hits = self.registrants.search(&filter.text, seen);
        let everybody = self.registrants.seen(seen);
        let since = self.frame.confirmed_since(today);
        let row = kana_row_of(&filter.kana_row);
        let block = filter
            .block
            .as_ref()
            .map(|block| self.frame.block_number(Some(block.as_str())));
        let briefs = self.registrants.briefs();
        let is_active = |place: u32| briefs.get(index(place)).is_some_and(|brief| brief.active);
        let mut page = RegistrantPage {
            everybody: number(everybody.iter().filter(|&&place| is_active(place)).count()),
            kana_rows: vec![0; KANA_ROWS.len()],
            folded: domain::name::variants_in(&filter.text),
            ..RegistrantPage::default()
        };
        let mut conditions = filter.conditions.iter();
        let with_left = conditions.any(|it| matches!(it, Condition::Left | Condition::EraseDue));
        let mut shown = Vec::new();
        for place in hits {
            let Some(brief) = briefs.get(index(place)) else {
                continue;
            };
            let other_block = block.is_some_and(|block| brief.block != block);
            if other_block || !(brief.active || with_left) {
                continue;
            }
            let unconfirmed = brief.settled_on.is_none_or(|on| on < since);
            // Somebody who left is shown, but is nobody's gap.
            if brief.active {
                count(&mut page, brief, unconfirmed);
            }
            let mut conditions = filter.conditions.iter();
            if conditions.all(|&condition| fits(brief, condition, unconfirmed, today)) {
                page.kana_rows[usize::from(brief.kana_row)] += 1;
                if row.is_none_or(|row| row == brief.kana_row) {
                    shown.push(place);
                }
            }
        }
        page.total = number(shown.len());
        let lines = part(&shown, filter.offset, filter.limit).iter();
        let lines = lines.filter_map(|&place| self.registrants.at(place));
        page.rows = lines.map(|line| self.registrant_row(line, today)).collect();
        page
    }

    fn registrant_row(&self, line: &Registrant, today: NaiveDate) -> RegistrantRow {
        let name = |supporter: &String| self.supporters.get(supporter).map(|s| s.who.name.clone());
        let (have, waiting) = line.counted();
        RegistrantRow {
            have,
            waiting,
            id: RegistrantId(line.id.clone()),
            name: line.who.name.clone(),
            kana: line.who.kana.clone(),
            age: line.who.birth.and_then(|birth| today.years_since(birth)),
            address: line.who.address.clone(),
            building: line.who.building.clone(),
            block: self.frame.block_name(line.who.block.as_deref()),
            mobility: line.mobility,
            supporters: line
                .pairs
                .iter()
                .filter_map(|pair| name(&pair.supporter))
                .collect(),
            wanted: self.frame.wanted(line.wanted, &line.council),
            consent: line.consent,
            status: line.status,
            confirmed_on: line.confirmed_on,
            overdue: line
                .settled_on
                .is_none_or(|on| on < self.frame.confirmed_since(today)),
            same_name: self.names.is_shared(&line.who),
            tasks: line.tasks,
        }
    }
}

fn fits(
    brief: &RegistrantBrief,
    condition: Condition,
    unconfirmed: bool,
    today: NaiveDate,
) -> bool {
    match condition {
        Condition::Zero => brief.level == Level::Zero,
        Condition::One => brief.level == Level::One,
        Condition::Short => brief.level != Level::Full,
        Condition::Full => brief.level == Level::Full,
        Condition::ConsentYes => !brief.consent_open,
        Condition::Consent => brief.consent_open,
        Condition::Unconfirmed => unconfirmed,
        Condition::Alone => brief.alone,
        Condition::CannotMove => brief.cannot_move,
        Condition::EraseDue => brief.erase_due_on.is_some_and(|day| day <= today),
        Condition::Left
        | Condition::Standby
        | Condition::Active
        | Condition::Paused
        | Condition::Ended
        | Condition::WithRoom => true,
    }
}

fn count(page: &mut RegistrantPage, brief: &RegistrantBrief, unconfirmed: bool) {
    match brief.level {
        Level::Full => page.full += 1,
        Level::One => page.one += 1,
        Level::Zero => page.zero += 1,
    }
    page.consent_open += u32::from(brief.consent_open);
    page.consent_yes += u32::from(!brief.consent_open);
    page.alone += u32::from(brief.alone);
    page.cannot_move += u32::from(brief.cannot_move);
    page.unconfirmed += u32::from(unconfirmed);
}
