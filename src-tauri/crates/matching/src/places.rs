//! Supporters by where they live: a grid on the map, and lists by address for those who are not on it.

use crate::cost;
use crate::instance::{Abode, Instance};

/// A supporter on the map.
#[derive(Clone, Copy, Debug)]
struct Spot {
    cell: (i64, i64),
    x: i64,
    y: i64,
    zone: u32,
    supporter: u32,
}

/// Supporters under one kind of key, by key.
#[derive(Default)]
struct Keyed(Vec<(u64, u32)>);

impl Keyed {
    fn find(&self, key: u64, found: &mut Vec<u32>) {
        let start = self.0.partition_point(|entry| entry.0 < key);
        let same = self.0[start..].iter().take_while(|entry| entry.0 == key);
        found.extend(same.map(|entry| entry.1));
    }
}

/// Lists by address.
#[derive(Default)]
struct Addresses {
    buildings: Keyed,
    bans: Keyed,
    blocks: Keyed,
    chomes: Keyed,
}

impl Addresses {
    fn of<'a>(supporters: impl Iterator<Item = (u32, &'a Abode)>) -> Self {
        let mut lists = Self::default();
        for (j, abode) in supporters {
            let list = |list: &mut Keyed, key: Option<u32>| {
                list.0.extend(key.map(|key| (u64::from(key), j)));
            };
            list(&mut lists.buildings, abode.building);
            list(&mut lists.bans, abode.ban);
            list(&mut lists.blocks, abode.block);
            let chome = abode.town.map(|town| (chome_key(town, abode.chome), j));
            lists.chomes.0.extend(chome);
        }
        for list in [
            &mut lists.buildings,
            &mut lists.bans,
            &mut lists.blocks,
            &mut lists.chomes,
        ] {
            list.0.sort_unstable();
        }
        lists
    }

    /// Finds those with a key in common, and those of the 丁目 before and after.
    fn find(&self, abode: &Abode, found: &mut Vec<u32>) {
        let lists = [
            (&self.buildings, abode.building),
            (&self.bans, abode.ban),
            (&self.blocks, abode.block),
        ];
        for (list, key) in lists {
            if let Some(key) = key {
                list.find(u64::from(key), found);
            }
        }
        let Some(town) = abode.town else {
            return;
        };
        self.chomes.find(chome_key(town, abode.chome), found);
        if abode.chome > 0 {
            self.chomes.find(chome_key(town, abode.chome - 1), found);
            self.chomes
                .find(chome_key(town, abode.chome.saturating_add(1)), found);
        }
    }
}

fn chome_key(town: u32, chome: u32) -> u64 {
    u64::from(town) << 32 | u64::from(chome)
}

/// Supporters by where they live.
pub(crate) struct Places {
    spots: Vec<Spot>,
    cell: i64,
    /// Everybody, for registrants who are not on the map.
    all: Addresses,
    /// Supporters who are not on the map, for everybody.
    off_map: Addresses,
    /// Supporters on the map by building: the same building is near whatever the map says.
    buildings: Keyed,
}

impl Places {
    pub(crate) fn of(instance: &Instance) -> Self {
        let cell = instance.parameters.radius.max(1);
        let homes = || {
            let seats = instance.supporters.iter().zip(0_u32..);
            seats.map(|(seat, j)| (j, &seat.abode))
        };
        let mut spots: Vec<Spot> = homes()
            .filter_map(|(supporter, abode)| {
                let (x, y) = cost::spot(abode)?;
                Some(Spot {
                    cell: (x.div_euclid(cell), y.div_euclid(cell)),
                    x,
                    y,
                    zone: abode.zone,
                    supporter,
                })
            })
            .collect();
        spots.sort_unstable_by_key(|spot| (spot.cell, spot.supporter));
        let everybody_is_on_it = instance
            .registrants
            .iter()
            .all(|r| cost::spot(&r.abode).is_some());
        let mut buildings = Keyed::default();
        for (j, abode) in homes().filter(|(_, abode)| cost::spot(abode).is_some()) {
            buildings
                .0
                .extend(abode.building.map(|key| (u64::from(key), j)));
        }
        buildings.0.sort_unstable();
        Self {
            spots,
            cell,
            all: if everybody_is_on_it {
                Addresses::default()
            } else {
                Addresses::of(homes())
            },
            off_map: Addresses::of(homes().filter(|(_, abode)| cost::spot(abode).is_none())),
            buildings,
        }
    }

    /// Finds the supporters within the radius, in the same part of the town.
    pub(crate) fn on_the_map(&self, abode: &Abode, radius: i64, found: &mut Vec<u32>) {
        let Some((x, y)) = cost::spot(abode) else {
            return;
        };
        let reach = radius.saturating_mul(radius);
        let (cx, cy) = (x.div_euclid(self.cell), y.div_euclid(self.cell));
        for column in [cx - 1, cx, cx + 1] {
            let start = self
                .spots
                .partition_point(|spot| spot.cell < (column, cy - 1));
            for spot in &self.spots[start..] {
                if spot.cell > (column, cy + 1) {
                    break;
                }
                let (dx, dy) = (spot.x - x, spot.y - y);
                if spot.zone == abode.zone
                    && dx.saturating_mul(dx).saturating_add(dy.saturating_mul(dy)) <= reach
                {
                    found.push(spot.supporter);
                }
            }
        }
    }

    /// Finds the supporters who may be near by address, some perhaps twice; those on the map only where the
    /// registrant is not, or in the same building.
    pub(crate) fn by_address(&self, abode: &Abode, found: &mut Vec<u32>) {
        if cost::spot(abode).is_none() {
            self.all.find(abode, found);
            return;
        }
        self.off_map.find(abode, found);
        let Some(key) = abode.building else {
            return;
        };
        let start = found.len();
        self.buildings.find(u64::from(key), found);
        // Almost always the map has found them already.
        let mut at = start;
        while at < found.len() {
            if found[..start].contains(&found[at]) {
                found.swap_remove(at);
            } else {
                at += 1;
            }
        }
    }
}
