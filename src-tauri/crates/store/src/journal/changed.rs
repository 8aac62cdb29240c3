//! What a transaction changed, as far as the directory of people is concerned.

use std::collections::BTreeSet;

use domain::kind::Kind;

use crate::tables::Table;
use crate::tables::cells::Cell;

/// Above this many changed people the directory is built anew: that is faster than line by line.
const MOST: usize = 1000;

/// Whose lines in the directory are no longer true.
#[derive(Debug, Default)]
pub(crate) struct Changed {
    /// Keys of people.
    pub(crate) people: BTreeSet<String>,
    /// Keys of registrants.
    pub(crate) registrants: BTreeSet<String>,
    /// Keys of supporters.
    pub(crate) supporters: BTreeSet<String>,
    /// A block or the council.
    pub(crate) frame: bool,
}

impl Changed {
    /// Returns whether the directory should be built anew.
    pub(crate) fn is_wide(&self) -> bool {
        self.people.len() + self.registrants.len() + self.supporters.len() > MOST
    }

    /// Notes a record before or after its change.
    pub(crate) fn add(&mut self, table: &Table, key: &str, cells: &[Cell]) {
        match table.kind {
            Kind::Person => insert(&mut self.people, Some(key)),
            Kind::Registrant => insert(&mut self.registrants, Some(key)),
            Kind::Supporter => insert(&mut self.supporters, Some(key)),
            Kind::Consent | Kind::Task => {
                insert(&mut self.registrants, table.text_in(cells, "registrant"));
            }
            Kind::Pairing => {
                insert(&mut self.registrants, table.text_in(cells, "registrant"));
                insert(&mut self.supporters, table.text_in(cells, "supporter"));
            }
            Kind::Block | Kind::Council => self.frame = true,
            Kind::Zone
            | Kind::Place
            | Kind::Household
            | Kind::Exclusion
            | Kind::SafetyCheck
            | Kind::CheckTarget
            | Kind::CheckResult
            | Kind::CheckReport
            | Kind::Copy
            | Kind::RosterImport
            | Kind::ColumnMapping
            | Kind::RosterComparison
            | Kind::ComparisonCase
            | Kind::User
            | Kind::Distinct
            | Kind::SavedFilter => {}
        }
    }
}

fn insert(keys: &mut BTreeSet<String>, key: Option<&str>) {
    if let Some(key) = key.filter(|key| keys.len() <= MOST && !keys.contains(*key)) {
        keys.insert(key.to_owned());
    }
}
