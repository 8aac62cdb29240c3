//! 管理の月報: what happened to the book in a month, in numbers, and the end of its history.

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::copy::Copy;
use domain::history::HistoryGroup;
use domain::registrant::RegistrantFilter;
use domain::sheet::SheetKind;
use sheets::{Statement, StatementKind, StatementPart};
use store::{Reader, Tallied};

use crate::failure::Failure;
use crate::file::statement::is_out;
use crate::host::Scene;

/// Calls that open a book.
const OPENINGS: [&str; 3] = ["open_book", "recover_book", "open_practice"];

/// Calls that change who may open the book.
const RIGHTS: [&str; 7] = [
    "first_user",
    "save_user",
    "give_key",
    "end_user",
    "choose_key",
    "recover_book",
    "save_recovery_sheet",
];

/// What stands in the history of a month.
struct Month {
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    tallied: Vec<Tallied>,
}

impl Month {
    fn of(reader: &Reader<'_>, day: NaiveDate) -> Result<Self, Failure> {
        let first = day.with_day(1).unwrap_or(day);
        let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
        // A day begins nine hours earlier in UTC: the only zone this program knows is Japan's.
        let begins = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(9);
        let (from, until) = (begins(first), begins(next));
        Ok(Self {
            tallied: reader.tallied(from, until)?,
            from,
            until,
        })
    }

    fn times(&self, calls: &[&str]) -> u32 {
        let of_these = self
            .tallied
            .iter()
            .filter(|it| calls.contains(&it.call.as_str()));
        of_these.map(|it| it.times).sum()
    }

    /// What changed a record and is neither a key nor a paper.
    fn changes(&self) -> u32 {
        let others: Vec<&str> = HistoryGroup::named().collect();
        let changed = self
            .tallied
            .iter()
            .filter(|it| !others.contains(&it.call.as_str()));
        changed.map(|it| it.changes).sum()
    }

    /// A number that entries of a call noted, summed up.
    fn sum(&self, reader: &Reader<'_>, call: &str, name: &str) -> Result<u64, Failure> {
        let noted = reader.noted(&[call], self.from)?;
        let within = noted.iter().filter(|it| it.line.at < self.until);
        Ok(within.filter_map(|it| it.request[name].as_u64()).sum())
    }
}

/// Returns the statement of a month.
pub(crate) fn statement(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    day: NaiveDate,
) -> Result<Statement, Failure> {
    let month = Month::of(reader, day)?;
    let people = reader.registrant_page(&RegistrantFilter::default(), scene.today)?;
    let held = StatementPart {
        title: "part_use",
        rows: vec![
            ("held", sheets::people(people.everybody)),
            ("opened", openings(&month)),
            (
                "wrong_tries",
                sheets::times(month.sum(reader, "wrong_tries", "tries")?),
            ),
            (
                "looks",
                sheets::times(month.times(&["look_at_details", "look_in_event"]).into()),
            ),
            ("searches", sheets::times(month.times(&["search"]).into())),
            ("changes", sheets::times(month.changes().into())),
            (
                "refused",
                sheets::times(month.times(&["refused", "refused_look"]).into()),
            ),
        ],
        ..StatementPart::default()
    };
    Ok(Statement {
        kind: StatementKind::Management,
        about: sheets::month(day),
        parts: vec![
            held,
            handed_out(reader, scene, &month)?,
            kept(reader, &month)?,
            chain(reader)?,
        ],
        ..Statement::default()
    })
}

/// Who opened the book how often.
fn openings(month: &Month) -> String {
    let mut by: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
    for it in month
        .tallied
        .iter()
        .filter(|it| OPENINGS.contains(&it.call.as_str()))
    {
        *by.entry(it.by.as_str()).or_default() += it.times;
    }
    let each = by
        .into_iter()
        .map(|(who, times)| format!("{who} {}", sheets::times(times.into())));
    let all = sheets::times(month.times(&OPENINGS).into());
    std::iter::once(all)
        .chain(each)
        .collect::<Vec<_>>()
        .join("　")
}

fn handed_out(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    month: &Month,
) -> Result<StatementPart, Failure> {
    let copies: Vec<Copy> = reader.all()?;
    let made = |copy: &&Copy| {
        copy.issued_at
            .is_some_and(|at| at >= month.from && at < month.until)
    };
    let lists = copies
        .iter()
        .filter(made)
        .filter(|copy| copy.document == SheetKind::List);
    let people: usize = lists.map(|copy| copy.people.len()).sum();
    let number = |count: usize| sheets::pieces(count as u64);
    let out: Vec<&Copy> = copies
        .iter()
        .filter(|copy| is_out(copy) && !copy.people.is_empty())
        .collect();
    let overdue = out
        .iter()
        .filter(|copy| copy.due_back_on.is_some_and(|day| day < scene.today));
    Ok(StatementPart {
        title: "part_out",
        rows: vec![
            ("prints", number(copies.iter().filter(made).count())),
            (
                "people_out",
                sheets::people(u32::try_from(people).unwrap_or(u32::MAX)),
            ),
            ("unreturned", number(out.len())),
            ("overdue", number(overdue.count())),
        ],
        ..StatementPart::default()
    })
}

fn kept(reader: &Reader<'_>, month: &Month) -> Result<StatementPart, Failure> {
    let backups = reader.noted(&["back_up"], DateTime::UNIX_EPOCH)?;
    let last = backups.iter().rev().find(|it| it.line.at < month.until);
    Ok(StatementPart {
        title: "part_keep",
        rows: vec![
            ("backups", sheets::times(month.times(&["back_up"]).into())),
            (
                "last_backup",
                last.map_or_else(sheets::nothing, |it| sheets::moment(it.line.at)),
            ),
            ("rights", sheets::times(month.times(&RIGHTS).into())),
            ("erased", sheets::people(month.times(&["erase_person"]))),
            ("clock", sheets::times(month.times(&["clock_jump"]).into())),
            (
                "many_looks",
                sheets::times(month.times(&["many_looks"]).into()),
            ),
        ],
        ..StatementPart::default()
    })
}

/// The end of the history as of now: whoever puts an older file back, or edits it, cannot make this hash again.
fn chain(reader: &Reader<'_>) -> Result<StatementPart, Failure> {
    let chain = reader.chain()?;
    let hash: Vec<char> = chain.hash.chars().collect();
    let groups: Vec<String> = hash.chunks(8).map(|group| group.iter().collect()).collect();
    Ok(StatementPart {
        title: "part_chain",
        rows: vec![
            ("chain", sheets::chain_words(&chain)),
            ("entries", sheets::pieces(chain.entries.into())),
            ("hash", groups.join(" ")),
        ],
        ..StatementPart::default()
    })
}
