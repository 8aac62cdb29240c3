//! 班・ブロック: written down, taken away, and proposed from the addresses of the people.

use std::collections::{BTreeMap, BTreeSet};

use domain::council::{Area, Block};
use domain::id::{BlockId, PersonId};
use domain::person::Person;
use domain::problem::{Problem, Rule};
use domain::registrant::Registrant;
use store::Tx;

use crate::act::council::problems_of_areas;
use crate::act::person::block_of;
use crate::ask::council::{blocks_in_order, the_council};
use crate::ask::home::number;
use crate::failure::Failure;
use crate::host::Scene;

/// Two sheets of twelve: more people than that are not walked by one block in an hour, so a 丁目 is split into its 班.
const PEOPLE_IN_A_BLOCK: usize = 24;

/// Writes down a block or changes one.
pub(crate) fn save_block(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    mut block: Block,
) -> Result<BlockId, Failure> {
    block.name = block.name.trim().to_owned();
    let mut problems = problems_of_areas(&block.areas);
    if block.name.is_empty() {
        problems.push(Problem::new("name", Rule::Missing));
    }
    Failure::unless_none(problems)?;
    let blocks = blocks_in_order(tx)?;
    if block.id.is_new() {
        block.id = scene.new_id();
    } else if !blocks.iter().any(|other| other.id == block.id) {
        return Err(Failure::not_found());
    }
    if block.position == 0 {
        block.position = blocks.iter().map(|other| other.position).max().unwrap_or(0) + 1;
    }
    block.council = the_council(tx)?.id;
    tx.put(&block)?;
    tx.set_subject(block.name);
    Ok(block.id)
}

/// Takes a block away; its people are in no block afterwards.
pub(crate) fn remove_block(
    tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    id: BlockId,
) -> Result<(), Failure> {
    let block: Block = tx.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    let people: Vec<Person> = tx.find("block", id.as_str())?;
    for mut person in people {
        person.block = None;
        person.walk_order = None;
        tx.put(&person)?;
    }
    tx.remove::<Block>(id.as_str())?;
    tx.set_subject(block.name);
    Ok(())
}

/// Makes blocks from the 丁目 and 班 of the people who are in none, and puts them into them. Answers how many were made.
pub(crate) fn propose_blocks(tx: &mut Tx<'_>, scene: &Scene<'_>, (): ()) -> Result<u32, Failure> {
    let people: Vec<Person> = tx.all()?;
    let mut homeless: Vec<Person> = people.into_iter().filter(|it| it.block.is_none()).collect();
    let mut blocks = blocks_in_order(tx)?;
    let before = blocks.len();
    let on_roster = people_on_roster(tx)?;
    let council = the_council(tx)?.id;
    for (key, areas) in wanted_blocks(&homeless, &on_roster) {
        if blocks.iter().any(|block| block.name == key.name()) {
            continue;
        }
        let position = blocks.iter().map(|block| block.position).max().unwrap_or(0) + 1;
        let block = Block {
            id: scene.new_id(),
            council: council.clone(),
            name: key.name(),
            position,
            areas,
            ..Block::default()
        };
        tx.put(&block)?;
        blocks.push(block);
    }
    for person in &mut homeless {
        person.block = by_association(&blocks, person).or_else(|| block_of(&blocks, person));
        if person.block.is_some() {
            tx.put(person)?;
        }
    }
    Ok(number(blocks.len() - before))
}

/// Where a block comes from: a 丁目, or a 班 of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct BlockKey {
    town: String,
    chome: Option<u32>,
    /// The 自治会・班 as written; empty for the whole 丁目.
    association: String,
}

impl BlockKey {
    fn of(person: &Person) -> Option<Self> {
        let address = &person.address;
        (!address.town.is_empty()).then(|| Self {
            town: address.town.clone(),
            chome: address.chome,
            association: String::new(),
        })
    }

    fn name(&self) -> String {
        if !self.association.is_empty() {
            return self.association.clone();
        }
        domain::address::area_line(&self.town, self.chome)
    }
}

/// Returns the blocks that are wanted with the areas they cover, in the order of the addresses.
fn wanted_blocks(
    people: &[Person],
    on_roster: &BTreeSet<PersonId>,
) -> BTreeMap<BlockKey, Vec<Area>> {
    let mut by_chome: BTreeMap<BlockKey, Vec<&Person>> = BTreeMap::new();
    for person in people
        .iter()
        .filter(|person| on_roster.contains(&person.id))
    {
        if let Some(key) = BlockKey::of(person) {
            by_chome.entry(key).or_default().push(person);
        }
    }
    let mut wanted = BTreeMap::new();
    for (key, members) in by_chome {
        let associations: BTreeSet<String> =
            members.iter().map(|person| association(person)).collect();
        let splits = members.len() > PEOPLE_IN_A_BLOCK
            && associations.len() > 1
            && !associations.contains("");
        if splits {
            for association in associations {
                wanted.insert(
                    BlockKey {
                        association,
                        ..key.clone()
                    },
                    Vec::new(),
                );
            }
        } else {
            let area = Area {
                town: key.town.clone(),
                chome: key.chome,
                ..Area::default()
            };
            wanted.insert(key, vec![area]);
        }
    }
    wanted
}

/// Returns the 自治会・班 of a person with single spaces, as a block is named.
fn association(person: &Person) -> String {
    person
        .association
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the block that bears the name of the person's 自治会・班.
pub(crate) fn by_association(blocks: &[Block], person: &Person) -> Option<BlockId> {
    let name = association(person);
    let named = |block: &&Block| !name.is_empty() && block.name == name;
    blocks.iter().find(named).map(|block| block.id.clone())
}

fn people_on_roster(tx: &Tx<'_>) -> Result<BTreeSet<PersonId>, Failure> {
    let registrants: Vec<Registrant> = tx.all()?;
    let active = registrants
        .into_iter()
        .filter(|registrant| registrant.status.is_active());
    Ok(active.map(|registrant| registrant.person).collect())
}
