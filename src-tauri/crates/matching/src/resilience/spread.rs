//! How far single disasters lie apart: seeded draws, because registrants share supporters and the exact spread is out of
//! reach. The mean of the draws is there to be checked against the exact expectation.

use super::round::Visit;

/// A level of the spread.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mark {
    /// Share of the registrants.
    pub share: f64,
    /// One standard error: the level would lie within so much in two of three repetitions with other draws.
    pub error: f64,
}

/// How the share of people reached differs from one disaster to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// Disasters drawn.
    pub runs: u32,
    /// Mean of the draws with its standard error; the exact expectation stands beside it.
    pub mean: Mark,
    /// One disaster in twenty is worse than this.
    pub low: Mark,
    /// Half of the disasters are worse than this.
    pub middle: Mark,
    /// One disaster in twenty is better than this.
    pub high: Mark,
}

/// The generator of the kit: small, whole numbers only, the same on every machine (splitmix64).
pub(super) struct Draws(u64);

impl Draws {
    /// Begins at a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Returns whether something of this probability happens.
    fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Returns a number from 0 up to, but not, 1: the 53 highest bits.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// What is drawn in every run.
pub(super) struct Lots<'a> {
    /// Who comes to each registrant, soonest first.
    pub(super) visits: &'a [Vec<Visit>],
    /// Probability that each supporter comes, by part of the week.
    pub(super) come: &'a [[f64; 4]],
    /// Number of the building of each supporter, counted from 0; none for a house.
    pub(super) building: &'a [Option<usize>],
    /// How many buildings there are.
    pub(super) buildings: usize,
    /// Probability of each part of the week.
    pub(super) weights: [f64; 4],
    /// Probability that a building is out of action.
    pub(super) lost: f64,
}

impl Lots<'_> {
    /// Draws so many disasters; the answer is the spread for each of the limits.
    pub(super) fn draw(&self, limits: &[f64], runs: u32, draws: &mut Draws) -> Vec<Spread> {
        let mut reached: Vec<Vec<u32>> = vec![Vec::with_capacity(runs as usize); limits.len()];
        let mut acts = vec![false; self.come.len()];
        let mut lost = vec![false; self.buildings];
        for _ in 0..runs {
            let part = self.part(draws.unit());
            for building in &mut lost {
                *building = draws.happens(self.lost);
            }
            for (j, act) in acts.iter_mut().enumerate() {
                let comes = draws.happens(self.come[j][part]);
                *act = comes && self.building[j].is_none_or(|b| !lost[b]);
            }
            let mut counts = vec![0_u32; limits.len()];
            for list in self.visits {
                let Some(first) = list.iter().find(|visit| acts[visit.supporter]) else {
                    continue;
                };
                for (count, limit) in counts.iter_mut().zip(limits) {
                    *count += u32::from(first.minute <= *limit);
                }
            }
            for (list, count) in reached.iter_mut().zip(counts) {
                list.push(count);
            }
        }
        let people = self.visits.len();
        reached
            .into_iter()
            .map(|counts| spread(counts, people))
            .collect()
    }

    fn part(&self, unit: f64) -> usize {
        let mut sum = 0.0;
        let mut last = 0;
        for (part, &weight) in self.weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            sum += weight;
            last = part;
            if unit < sum {
                break;
            }
        }
        last
    }
}

fn spread(mut counts: Vec<u32>, people: usize) -> Spread {
    if counts.is_empty() || people == 0 {
        return Spread::default();
    }
    counts.sort_unstable();
    let (runs, people) = (counts.len() as f64, people as f64);
    let mean = counts.iter().map(|&n| f64::from(n)).sum::<f64>() / runs;
    let squares: f64 = counts.iter().map(|&n| (f64::from(n) - mean).powi(2)).sum();
    let deviation = (squares / (runs - 1.0).max(1.0)).sqrt();
    let mark = |level: f64| {
        let reach = (runs * level * (1.0 - level)).sqrt();
        let at = level * (runs - 1.0);
        let width = between(&counts, at + reach) - between(&counts, at - reach);
        Mark {
            share: between(&counts, at) / people,
            error: width / 2.0 / people,
        }
    };
    Spread {
        runs: counts.len() as u32,
        mean: Mark {
            share: mean / people,
            error: deviation / runs.sqrt() / people,
        },
        low: mark(0.05),
        middle: mark(0.5),
        high: mark(0.95),
    }
}

/// Returns the value at a position between the sorted counts.
fn between(counts: &[u32], at: f64) -> f64 {
    let at = at.clamp(0.0, (counts.len() - 1) as f64);
    let (below, above) = (at.floor() as usize, at.ceil() as usize);
    let (low, high) = (f64::from(counts[below]), f64::from(counts[above]));
    low + (high - low) * (at - at.floor())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_draws_are_those_of_splitmix64() {
        let mut draws = Draws::new(0);
        assert_eq!(draws.next(), 0xE220_A839_7B1D_CDAF);
        assert_eq!(draws.next(), 0x6E78_9E6A_A1B9_65F4);
    }

    #[test]
    fn the_levels_of_a_spread_stand_between_the_sorted_counts() {
        let spread = spread((0..=100).rev().collect(), 100);
        assert_eq!(
            (spread.low.share, spread.middle.share, spread.high.share),
            (0.05, 0.5, 0.95)
        );
        assert!((spread.mean.share - 0.5).abs() < 1e-12);
        assert!(spread.middle.error > spread.low.error);
    }
}
