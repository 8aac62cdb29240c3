//! The cases of a comparison: what was found of each row, with our values beside the city's.

use std::collections::BTreeMap;

use comparison::{Columns, Entry, Ours, pile_of, review};
use domain::comparison::{IdentityCandidate, RowField, RowIdentity};
use domain::id::RegistrantId;
use domain::problem::Problem;
use domain::registrant::{RegistrantDraft, RegistrantStatus};
use domain::roster_comparison::{
    CaseCandidate, CaseDecision, CasePile, ComparisonCase, LocalChange, RosterComparison,
};
use store::Reader;

use crate::failure::Failure;
use crate::file::comparison::ours::{self, named_by, past_of, said_last};

/// One row of the list.
pub(crate) struct Row {
    /// As the spreadsheet shows it.
    pub(crate) row: String,
    /// As understood.
    pub(crate) draft: RegistrantDraft,
    /// Name of the 班・ブロック.
    pub(crate) block: String,
    /// What is wrong in it.
    pub(crate) problems: Vec<Problem>,
    /// Whether it can come in as it is.
    pub(crate) readable: bool,
}

impl Row {
    fn entry(&self) -> Entry<'_> {
        Entry {
            draft: &self.draft,
            block: &self.block,
        }
    }
}

/// Returns the rows as entries of a list.
pub(crate) fn entries(rows: &[Row]) -> Vec<Entry<'_>> {
    rows.iter().map(Row::entry).collect()
}

/// A list beside ours.
pub(crate) struct Beside<'a> {
    ours: &'a [RegistrantDraft],
    columns: Columns,
    said: BTreeMap<RegistrantId, RegistrantDraft>,
}

impl<'a> Beside<'a> {
    /// Looks what the list has at all, and what the one before it said.
    pub(crate) fn new(
        reader: &Reader<'_>,
        ours: &'a [RegistrantDraft],
        rows: &[Row],
    ) -> Result<Self, Failure> {
        Ok(Self {
            ours,
            columns: Columns::of(&entries(rows), &ours::entries(ours)),
            said: said_last(reader)?,
        })
    }

    /// Returns the columns that are new to us and fill what is empty.
    pub(crate) fn new_columns(&self) -> Vec<RowField> {
        self.columns.new.clone()
    }

    /// Returns the case of every row. `step` is told how many rows are done.
    pub(crate) fn rows(
        &self,
        reader: &Reader<'_>,
        rows: &[Row],
        found: &[RowIdentity],
        step: &mut dyn FnMut(usize, usize) -> Result<(), Failure>,
    ) -> Result<Vec<ComparisonCase>, Failure> {
        let mut cases = Vec::with_capacity(rows.len());
        for (done, (row, found)) in rows.iter().zip(found).enumerate() {
            step(done, rows.len())?;
            cases.push(self.case(reader, row, found)?);
        }
        Ok(cases)
    }

    /// Returns the case of one row.
    pub(crate) fn case(
        &self,
        reader: &Reader<'_>,
        row: &Row,
        found: &RowIdentity,
    ) -> Result<ComparisonCase, Failure> {
        let mut candidates = Vec::with_capacity(found.candidates.len());
        for candidate in &found.candidates {
            candidates.push(self.candidate(reader, row, candidate)?);
        }
        let first = candidates.first();
        let status = first.map_or(RegistrantStatus::Registered, |it| it.status);
        let fields = first.map_or(&[][..], |it| it.fields.as_slice());
        let pile = match row.readable {
            true => pile_of(found.identity, status, fields),
            false => CasePile::Unreadable,
        };
        let is_known = matches!(pile, CasePile::Changed | CasePile::Unchanged);
        Ok(ComparisonCase {
            pile,
            row: row.row.clone(),
            draft: row.draft.clone(),
            block: row.block.clone(),
            problems: row.problems.clone(),
            doubts: found.doubts.clone(),
            registrant: first.filter(|_| is_known).map(|it| it.registrant.clone()),
            decision: if pile == CasePile::Unchanged {
                CaseDecision::Same
            } else {
                CaseDecision::Open
            },
            candidates,
            ..ComparisonCase::default()
        })
    }

    fn candidate(
        &self,
        reader: &Reader<'_>,
        row: &Row,
        found: &IdentityCandidate,
    ) -> Result<CaseCandidate, Failure> {
        let ours = self
            .ours
            .get(found.old as usize)
            .ok_or_else(|| Failure::fault("comparison: a candidate nobody is"))?;
        let past = past_of(reader, ours)?;
        let said = self.said.get(&ours.registrant.id).or(past.said.as_ref());
        let beside = Ours {
            draft: ours,
            said,
            local: &past.local,
        };
        let newest = past.local.values().max_by_key(|it: &&LocalChange| it.at);
        let person = &ours.person;
        Ok(CaseCandidate {
            registrant: ours.registrant.id.clone(),
            name: person.name(),
            kana: person.name_kana.clone(),
            address: address_of(ours),
            status: ours.registrant.status,
            has_left: ours.registrant.status.has_left(),
            confirmed_on: ours.registrant.confirmed_on,
            last_change: newest.cloned(),
            weight: found.weight,
            evidence: found.evidence.clone(),
            taken: found.taken,
            fields: review(&beside, &row.entry(), &self.columns),
        })
    }

    /// Returns a case for everybody the list does not name although a list of the same sender did. Who has left already
    /// and who came to us without the city is nobody to ask about.
    pub(crate) fn gone(
        &self,
        reader: &Reader<'_>,
        places: &[usize],
        comparison: &RosterComparison,
    ) -> Result<Vec<ComparisonCase>, Failure> {
        let named = named_by(reader, &comparison.from_office)?;
        let gone = places.iter().filter_map(|&at| self.ours.get(at));
        let gone =
            gone.filter(|it| !it.registrant.status.has_left() && named.contains(&it.registrant.id));
        let cases = gone.map(|it| ComparisonCase {
            pile: CasePile::Gone,
            registrant: Some(it.registrant.id.clone()),
            ..ComparisonCase::default()
        });
        Ok(cases.collect())
    }
}

/// Returns where somebody lives, on one line.
pub(crate) fn address_of(draft: &RegistrantDraft) -> String {
    let person = &draft.person;
    let building = domain::address::building_line(&person.building, &person.room);
    format!("{} {building}", person.address.line())
        .trim()
        .to_owned()
}
