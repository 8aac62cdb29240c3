//! 支援者 asked for: the list, and one supporter in full.

use domain::id::SupporterId;
use domain::person::Person;
use domain::supporter::{Supporter, SupporterDetail, SupporterFilter, SupporterPage};
use store::Reader;

use crate::ask::registrant::{block_name, history_of, phones_shown, rows_of, same_name};
use crate::failure::Failure;
use crate::host::Scene;

/// Answers a part of the list of supporters.
pub(crate) fn supporters(
    reader: &Reader<'_>,
    _scene: &Scene<'_>,
    filter: SupporterFilter,
) -> Result<SupporterPage, Failure> {
    Ok(reader.supporter_page(&filter)?)
}

/// Answers everything about one supporter.
pub(crate) fn supporter(
    reader: &Reader<'_>,
    _scene: &Scene<'_>,
    id: SupporterId,
) -> Result<SupporterDetail, Failure> {
    let supporter: Supporter = reader.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    let person: Person = reader
        .get(supporter.person.as_str())?
        .ok_or_else(Failure::not_found)?;
    Ok(SupporterDetail {
        pairings: rows_of(reader, reader.find("supporter", id.as_str())?)?,
        phones: phones_shown(&person.phones),
        block: block_name(reader, person.block.as_ref())?,
        same_name: same_name(reader, &person)?,
        history: history_of(reader, &[id.as_str(), person.id.as_str()])?,
        person,
        supporter,
    })
}
