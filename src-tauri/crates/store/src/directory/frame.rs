//! What lines refer to: blocks, councils, and how many people bear a name.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::council::Council;

use crate::directory::Who;

/// Blocks and councils.
#[derive(Default)]
pub(crate) struct Frame {
    /// Number and name of each block. The numbers live as long as the frame.
    blocks: HashMap<String, (u32, String)>,
    /// Supporters wanted in each council.
    wanted: HashMap<String, u32>,
    /// The body, as far as it says how old a confirmation may be.
    body: Council,
}

/// The number of no block.
pub(crate) const NO_BLOCK: u32 = 0;

/// The number of a block nobody is in.
const OTHER_BLOCK: u32 = u32::MAX;

/// Supporters wanted where nobody has said how many.
const WANTED: u32 = 2;

impl Frame {
    /// Adds a block.
    pub(crate) fn add_block(&mut self, id: String, name: String) {
        let number = super::number(self.blocks.len()) + 1;
        self.blocks.insert(id, (number, name));
    }

    /// Adds a council.
    pub(crate) fn add_council(&mut self, id: String, wanted: u32, confirm_months: u32) {
        self.wanted.insert(id, wanted);
        self.body.confirm_months = confirm_months;
    }

    /// Returns the day before which a confirmation is too old.
    pub(crate) fn confirmed_since(&self, today: NaiveDate) -> NaiveDate {
        self.body.confirmed_since(today)
    }

    /// Returns the number of a block.
    pub(crate) fn block_number(&self, block: Option<&str>) -> u32 {
        block.map_or(NO_BLOCK, |id| {
            self.blocks
                .get(id)
                .map_or(OTHER_BLOCK, |(number, _)| *number)
        })
    }

    /// Returns the name of a block, or nothing.
    pub(crate) fn block_name(&self, block: Option<&str>) -> String {
        block
            .and_then(|id| self.blocks.get(id))
            .map(|(_, name)| name.clone())
            .unwrap_or_default()
    }

    /// Returns how many supporters a registrant should have.
    pub(crate) fn wanted(&self, of_person: Option<u32>, council: &str) -> u32 {
        let of_council = || {
            self.wanted
                .get(council)
                .copied()
                .filter(|&wanted| wanted > 0)
        };
        of_person.or_else(of_council).unwrap_or(WANTED)
    }
}

/// How many people bear a name or a kana, so that a page can say that there is another one.
#[derive(Default)]
pub(crate) struct Names {
    of_person: HashMap<String, (String, String)>,
    names: HashMap<String, u32>,
    kana: HashMap<String, u32>,
}

impl Names {
    /// Counts a person.
    pub(crate) fn add(&mut self, person: String, name: String, kana: String) {
        self.remove(&person);
        more(&mut self.names, &name);
        more(&mut self.kana, &kana);
        self.of_person.insert(person, (name, kana));
    }

    /// Forgets a person.
    pub(crate) fn remove(&mut self, person: &str) {
        if let Some((name, kana)) = self.of_person.remove(person) {
            less(&mut self.names, &name);
            less(&mut self.kana, &kana);
        }
    }

    /// Returns whether somebody else has the same name or the same kana.
    pub(crate) fn is_shared(&self, who: &Who) -> bool {
        let shared = |counts: &HashMap<String, u32>, key: &str| {
            !key.is_empty() && counts.get(key).is_some_and(|&count| count > 1)
        };
        shared(&self.names, &who.name_key) || shared(&self.kana, &who.kana_key)
    }
}

fn more(counts: &mut HashMap<String, u32>, key: &str) {
    match counts.get_mut(key) {
        Some(count) => *count += 1,
        None => {
            counts.insert(key.to_owned(), 1);
        }
    }
}

fn less(counts: &mut HashMap<String, u32>, key: &str) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}
