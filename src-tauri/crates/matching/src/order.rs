//! The order in which people are worked through: neighbours beside each other, and the same whatever the order of rows.

use domain::person::Gender;

use crate::instance::{Abode, Instance};

/// The people of an instance in working order.
pub(crate) struct Order {
    /// Registrants.
    pub(crate) registrants: Vec<u32>,
    /// Supporters.
    pub(crate) supporters: Vec<u32>,
}

impl Order {
    /// Sorts by where people live, then by everything else that is known of them; only people of whom nothing
    /// different is known stay in the order of the rows.
    pub(crate) fn of(instance: &Instance) -> Self {
        let registrants = sorted(
            instance.registrants.len(),
            |i| place_key(&instance.registrants[i].abode),
            |i| {
                let seat = &instance.registrants[i];
                let mut print = Print::new(&seat.abode);
                for part in [
                    u64::from(seat.need),
                    u64::from(seat.priority),
                    gender(seat.gender),
                    seat.wish as u64,
                    u64::from(seat.alone.bits()),
                ] {
                    print.add(part);
                }
                print.0
            },
        );
        let supporters = sorted(
            instance.supporters.len(),
            |j| place_key(&instance.supporters[j].abode),
            |j| {
                let seat = &instance.supporters[j];
                let mut print = Print::new(&seat.abode);
                for part in [
                    u64::from(seat.capacity),
                    u64::from(seat.age.unwrap_or(u32::MAX)),
                    gender(seat.gender),
                    u64::from(seat.available.bits()),
                    u64::from(seat.registrant.is_some()),
                    u64::from(seat.open),
                ] {
                    print.add(part);
                }
                print.0
            },
        );
        Self {
            registrants,
            supporters,
        }
    }
}

fn sorted(count: usize, place: impl Fn(usize) -> u128, print: impl Fn(usize) -> u64) -> Vec<u32> {
    let mut keys: Vec<(u128, u64, u32)> =
        (0..count).map(|n| (place(n), print(n), n as u32)).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, _, n)| n).collect()
}

/// Zone, then the curve that keeps neighbours together, or the address.
fn place_key(abode: &Abode) -> u128 {
    let zone = u128::from(abode.zone) << 96;
    match abode.position {
        Some((x, y)) => zone | u128::from(morton(x, y)),
        None => {
            let key = |k: Option<u32>| u128::from(k.map_or(0, |k| k.wrapping_add(1)));
            zone | 1 << 95
                | (key(abode.town) << 63) & (u128::MAX >> 33)
                | u128::from(abode.chome) << 32
                | key(abode.ban)
        }
    }
}

/// Interleaves the bits of the two coordinates.
fn morton(x: i64, y: i64) -> u64 {
    let spread = |v: i64| {
        let mut v = (v.clamp(-(1 << 31), (1 << 31) - 1) + (1 << 31)) as u64;
        v = (v | v << 16) & 0x0000_FFFF_0000_FFFF;
        v = (v | v << 8) & 0x00FF_00FF_00FF_00FF;
        v = (v | v << 4) & 0x0F0F_0F0F_0F0F_0F0F;
        v = (v | v << 2) & 0x3333_3333_3333_3333;
        (v | v << 1) & 0x5555_5555_5555_5555
    };
    spread(x) | spread(y) << 1
}

fn gender(gender: Gender) -> u64 {
    gender as u64
}

/// A number made of everything known of a person.
struct Print(u64);

impl Print {
    fn new(abode: &Abode) -> Self {
        let mut print = Self(0x9E37_79B9_7F4A_7C15);
        let key = |k: Option<u32>| k.map_or(u64::MAX, u64::from);
        for part in [
            key(abode.building),
            abode.floor as u64,
            key(abode.ban),
            key(abode.block),
            key(abode.town),
            u64::from(abode.chome),
            key(abode.household),
        ] {
            print.add(part);
        }
        print
    }

    fn add(&mut self, part: u64) {
        let mut z = (self.0 ^ part).wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        self.0 = z ^ (z >> 31);
    }
}
