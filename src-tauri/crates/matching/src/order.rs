//! The order in which people are worked through: neighbours beside each other, and the same whatever the order of rows.

use crate::cost;
use crate::instance::{Abode, Instance, PairKind, RegistrantSeat, SupporterSeat};

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
        let mut registrants: Vec<u64> = instance.registrants.iter().map(print_registrant).collect();
        let mut supporters: Vec<u64> = instance.supporters.iter().map(print_supporter).collect();
        // Whom people know tells them apart too.
        let (own, other) = (registrants.clone(), supporters.clone());
        for pair in &instance.known {
            let (i, j) = (pair.registrant, pair.supporter);
            if let (Some(&a), Some(&b)) = (own.get(i), other.get(j)) {
                registrants[i] = registrants[i].wrapping_add(bond(b, pair.kind));
                supporters[j] = supporters[j].wrapping_add(bond(a, pair.kind));
            }
        }
        for (seat, print) in instance.supporters.iter().zip(&mut supporters) {
            if let Some(&own) = seat.registrant.and_then(|i| own.get(i)) {
                *print = print.wrapping_add(own);
            }
        }
        Self {
            registrants: sorted(instance.registrants.iter().map(|r| &r.abode), &registrants),
            supporters: sorted(instance.supporters.iter().map(|s| &s.abode), &supporters),
        }
    }

    /// Returns the place of each supporter in the order.
    pub(crate) fn ranks_of_supporters(&self) -> Vec<u32> {
        let mut ranks = vec![0; self.supporters.len()];
        for (&j, rank) in self.supporters.iter().zip(0..) {
            ranks[j as usize] = rank;
        }
        ranks
    }
}

fn print_registrant(seat: &RegistrantSeat) -> u64 {
    let mut print = Print::new(&seat.abode);
    for part in [
        u64::from(seat.need),
        u64::from(seat.priority),
        seat.gender as u64,
        seat.wish as u64,
        u64::from(seat.alone.bits()),
    ] {
        print.add(part);
    }
    print.0
}

fn print_supporter(seat: &SupporterSeat) -> u64 {
    let mut print = Print::new(&seat.abode);
    for part in [
        u64::from(seat.capacity),
        u64::from(seat.age.unwrap_or(u32::MAX)),
        seat.gender as u64,
        u64::from(seat.available.bits()),
        u64::from(seat.registrant.is_some()),
        u64::from(seat.open),
    ] {
        print.add(part);
    }
    print.0
}

fn bond(other: u64, kind: PairKind) -> u64 {
    let mut print = Print(other);
    print.add(kind as u64);
    print.0
}

fn sorted<'a>(homes: impl Iterator<Item = &'a Abode>, prints: &[u64]) -> Vec<u32> {
    let mut keys: Vec<(u128, u64, u32)> = homes
        .zip(prints)
        .zip(0..)
        .map(|((home, &print), n)| (place_key(home), print, n))
        .collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, _, n)| n).collect()
}

/// Zone, then the curve that keeps neighbours together, or the address.
fn place_key(abode: &Abode) -> u128 {
    let zone = u128::from(abode.zone) << 96;
    match cost::spot(abode) {
        Some((x, y)) => zone | u128::from(curve(x, y)),
        None => {
            let key = |key: Option<u32>| u128::from(key.unwrap_or(u32::MAX));
            // 町, 丁目 and 番 fill 95 bits; the bit above says that there is no position.
            let chome = u128::from(abode.chome.min(u32::MAX >> 1));
            zone | 1 << 95 | key(abode.town) << 63 | chome << 32 | key(abode.ban)
        }
    }
}

/// Interleaves the bits of the two coordinates.
fn curve(x: i64, y: i64) -> u64 {
    let spread = |v: i64| {
        let mut v = (v + (1 << 31)) as u64;
        v = (v | v << 16) & 0x0000_FFFF_0000_FFFF;
        v = (v | v << 8) & 0x00FF_00FF_00FF_00FF;
        v = (v | v << 4) & 0x0F0F_0F0F_0F0F_0F0F;
        v = (v | v << 2) & 0x3333_3333_3333_3333;
        (v | v << 1) & 0x5555_5555_5555_5555
    };
    spread(x) | spread(y) << 1
}

/// A number made of everything known of a person.
struct Print(u64);

impl Print {
    fn new(abode: &Abode) -> Self {
        let mut print = Self(0x9E37_79B9_7F4A_7C15);
        let key = |k: Option<u32>| k.map_or(u64::MAX, u64::from);
        let (x, y) = abode.position.unwrap_or_default();
        for part in [
            x as u64,
            y as u64,
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
