//! Supporters by where they live: strips of the map, and lists by address for those who are not on it.

use crate::cost;
use crate::instance::{Abode, Instance};

/// A supporter on the map.
#[derive(Clone, Copy, Debug)]
struct Spot {
    x: i64,
    y: i64,
    supporter: u32,
}

/// A strip of one part of the town from south to north.
#[derive(Clone, Copy, Debug)]
struct Strip {
    zone: u32,
    column: i64,
    /// Where its supporters start in the list; they end where those of the next strip start.
    start: usize,
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
    /// By strip, then from south to north.
    spots: Vec<Spot>,
    strips: Vec<Strip>,
    /// How wide a strip is.
    width: i64,
    /// Everybody, for registrants who are not on the map.
    all: Addresses,
    /// Supporters who are not on the map, for everybody.
    off_map: Addresses,
    /// Supporters on the map by building: the same building is near whatever the map says.
    buildings: Keyed,
}

impl Places {
    pub(crate) fn of(instance: &Instance) -> Self {
        let width = (instance.parameters.radius / 2).max(1);
        let homes = || {
            let seats = instance.supporters.iter().zip(0_u32..);
            seats.map(|(seat, j)| (j, &seat.abode))
        };
        let (spots, strips) = on_strips(homes(), width);
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
            strips,
            width,
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
        let column = |x: i64| x.div_euclid(self.width);
        let first = (abode.zone, column(x.saturating_sub(radius)));
        let last = (abode.zone, column(x.saturating_add(radius)));
        let start = self
            .strips
            .partition_point(|strip| (strip.zone, strip.column) < first);
        for (n, strip) in self.strips.iter().enumerate().skip(start) {
            if (strip.zone, strip.column) > last {
                break;
            }
            let west = strip.column * self.width;
            let aside = (west - x).max(x - west - self.width + 1).max(0);
            let far = cost::root(reach.saturating_sub(aside.saturating_mul(aside)).max(0));
            let end = self.strips.get(n + 1).map_or(self.spots.len(), |s| s.start);
            let own = &self.spots[strip.start..end];
            let south = own.partition_point(|spot| spot.y < y - far);
            for spot in own[south..].iter().take_while(|spot| spot.y <= y + far) {
                let (dx, dy) = (spot.x - x, spot.y - y);
                if dx * dx + dy * dy <= reach {
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

fn on_strips<'a>(
    homes: impl Iterator<Item = (u32, &'a Abode)>,
    width: i64,
) -> (Vec<Spot>, Vec<Strip>) {
    let mut keyed: Vec<(u32, i64, Spot)> = homes
        .filter_map(|(supporter, abode)| {
            let (x, y) = cost::spot(abode)?;
            Some((abode.zone, x.div_euclid(width), Spot { x, y, supporter }))
        })
        .collect();
    keyed.sort_unstable_by_key(|&(zone, column, spot)| (zone, column, spot.y, spot.supporter));
    let mut strips: Vec<Strip> = Vec::new();
    for (start, &(zone, column, _)) in keyed.iter().enumerate() {
        if strips
            .last()
            .is_none_or(|last| (last.zone, last.column) != (zone, column))
        {
            strips.push(Strip {
                zone,
                column,
                start,
            });
        }
    }
    (keyed.into_iter().map(|(_, _, spot)| spot).collect(), strips)
}
