//! 地域社協 asked for: the body, its blocks, its places.

use chrono::NaiveDate;
use domain::council::{Block, Council, CouncilSetup, Zone};
use domain::place::Place;
use domain::registrant::RegistrantFilter;
use store::Reader;

use crate::failure::Failure;
use crate::host::Scene;

/// Answers everything the settings screen shows of the body.
pub(crate) fn council_setup(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    (): (),
) -> Result<CouncilSetup, Failure> {
    let blocks = blocks_in_order(reader)?;
    let mut people_per_block = Vec::with_capacity(blocks.len());
    for block in &blocks {
        people_per_block.push(people_in(reader, block, scene.today)?);
    }
    let everybody = reader
        .registrant_page(&RegistrantFilter::default(), scene.today)?
        .everybody;
    let mut places: Vec<Place> = reader.all()?;
    places.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id)));
    let mut zones: Vec<Zone> = reader.all()?;
    zones.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id)));
    Ok(CouncilSetup {
        council: the_council(reader)?,
        people_without_block: everybody.saturating_sub(people_per_block.iter().sum()),
        people_per_block,
        blocks,
        places,
        zones,
        today: scene.today,
    })
}

/// Returns the body that keeps this list; an empty one while none is written down.
pub(crate) fn the_council(reader: &Reader<'_>) -> Result<Council, Failure> {
    Ok(reader
        .all::<Council>()?
        .into_iter()
        .next()
        .unwrap_or_default())
}

/// Returns the blocks in their order.
pub(crate) fn blocks_in_order(reader: &Reader<'_>) -> Result<Vec<Block>, Failure> {
    let mut blocks: Vec<Block> = reader.all()?;
    blocks.sort_by(|a, b| (a.position, &a.name, &a.id).cmp(&(b.position, &b.name, &b.id)));
    Ok(blocks)
}

/// Returns how many people on the roster are in no block.
pub(crate) fn people_without_block(
    reader: &Reader<'_>,
    today: NaiveDate,
    everybody: u32,
) -> Result<u32, Failure> {
    let mut inside = 0;
    for block in &reader.all::<Block>()? {
        inside += people_in(reader, block, today)?;
    }
    Ok(everybody.saturating_sub(inside))
}

fn people_in(reader: &Reader<'_>, block: &Block, today: NaiveDate) -> Result<u32, Failure> {
    let filter = RegistrantFilter {
        block: Some(block.id.clone()),
        ..RegistrantFilter::default()
    };
    Ok(reader.registrant_page(&filter, today)?.total)
}
