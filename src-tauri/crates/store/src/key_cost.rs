//! What a guess at the passphrase costs: the parameters of Argon2id, with a floor for new books and a ceiling on reading.

use serde::{Deserialize, Serialize};

/// Parameters of Argon2id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyCost {
    /// Memory in KiB.
    pub(crate) memory_kib: u32,
    /// Passes over the memory.
    pub(crate) passes: u32,
    /// Lanes.
    pub(crate) lanes: u32,
}

const MIB: u32 = 1024;

impl KeyCost {
    /// What a book of real people is made with: 256 MiB, three passes, one lane.
    pub const STANDARD: Self = Self {
        memory_kib: 256 * MIB,
        passes: 3,
        lanes: 1,
    };

    /// For a PC with 2 GB of memory: 64 MiB, three passes. Nothing cheaper guards real people.
    pub const FLOOR: Self = Self {
        memory_kib: 64 * MIB,
        passes: 3,
        lanes: 1,
    };

    /// For the practice book and for tests only: protects nothing.
    pub const PRACTICE: Self = Self {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    };

    /// Returns whether the parameters may be followed when they are read from a file: a hostile slot must not make
    /// the program take all memory or hang.
    pub(crate) fn is_bearable(self) -> bool {
        let memory_fits = (8..=MIB * MIB).contains(&self.memory_kib);
        memory_fits && (1..=10).contains(&self.passes) && (1..=16).contains(&self.lanes)
    }
}
