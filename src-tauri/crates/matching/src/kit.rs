//! Towns of the benchmark kit: its four files as texts become an instance, a solution becomes its file.
//!
//! A row that cannot be read is named and left out; the people keep their numbers, and the rest can be solved.

use domain::pairing::SupporterPreference;
use domain::person::Gender;

use crate::instance::{
    Abode, Instance, KnownPair, LoadMode, PairKind, Parameters, Periods, PlaceOrder,
    RegistrantSeat, SupporterSeat,
};

/// The texts of the four files.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// `instance.json`.
    pub parameters: &'a str,
    /// `registrants.csv`.
    pub registrants: &'a str,
    /// `supporters.csv`.
    pub supporters: &'a str,
    /// `pairs.csv`.
    pub pairs: &'a str,
}

/// One of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// `instance.json`.
    Parameters,
    /// `registrants.csv`.
    Registrants,
    /// `supporters.csv`.
    Supporters,
    /// `pairs.csv`.
    Pairs,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// The first line does not name the columns of the kit.
    Header,
    /// A field is missing, superfluous or not a whole number; or the file is cut short here.
    Unreadable,
    /// The number stands on another row already.
    DuplicateId,
    /// The number is not the next one, so rows are missing before it.
    Gap,
    /// A value is outside its range.
    Range,
    /// The row names somebody who is in no other file.
    Unknown,
    /// The file has fewer or more rows than `instance.json` says.
    Count,
}

/// A row that could not be taken as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// In which file.
    pub file: File,
    /// On which line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// What is wrong.
    pub fault: RowFault,
}

/// A town as read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The town; who could not be read is in it without a need or a place.
    pub instance: Instance,
    /// Rows that could not be read.
    pub bad: Vec<BadRow>,
}

const REGISTRANTS: &str =
    "id,x,y,building,floor,zone,household,gender,gender_rule,age,need,priority,alone";
/// 100 km: no rule is worth a longer walk, and the sums fit for any town.
const MOST_POINTS: i64 = 1_000_000;
const SUPPORTERS: &str =
    "id,x,y,building,floor,zone,household,gender,age,capacity,available,registrant";
const PAIRS: &str = "registrant,supporter,kind";

/// Reads a town.
pub fn read(files: &Files<'_>) -> Reading {
    let mut bad = Vec::new();
    let registrants = people(
        files.registrants,
        File::Registrants,
        REGISTRANTS,
        &mut bad,
        || RegistrantSeat {
            need: 0,
            ..RegistrantSeat::default()
        },
        registrant,
    );
    let supporters = people(
        files.supporters,
        File::Supporters,
        SUPPORTERS,
        &mut bad,
        || SupporterSeat {
            capacity: 0,
            open: false,
            ..SupporterSeat::default()
        },
        |row| {
            let is_there = |i: usize| i < registrants.len();
            supporter(row).filter(|seat| seat.registrant.is_none_or(is_there))
        },
    );
    let mut instance = Instance {
        registrants,
        supporters,
        known: Vec::new(),
        parameters: Parameters {
            elsewhere: false,
            ..Parameters::default()
        },
    };
    let counts = parameters(files.parameters, &mut instance.parameters, &mut bad);
    rows::<3>(
        files.pairs,
        File::Pairs,
        PAIRS,
        &mut bad,
        |line, row, bad| {
            let pair = row.map_or(Err(RowFault::Unreadable), |row| known(&row, &instance));
            match pair {
                Ok(pair) => instance.known.push(pair),
                Err(fault) => bad.push(BadRow {
                    file: File::Pairs,
                    line,
                    fault,
                }),
            }
        },
    );
    count_rows(files, &instance, counts, &mut bad);
    Reading { instance, bad }
}

/// Notes files that have fewer or more rows than they should.
fn count_rows(
    files: &Files<'_>,
    instance: &Instance,
    counts: [Option<i64>; 3],
    bad: &mut Vec<BadRow>,
) {
    let found = [
        (File::Registrants, instance.registrants.len()),
        (File::Supporters, instance.supporters.len()),
        (File::Pairs, files.pairs.lines().count().saturating_sub(1)),
    ];
    for ((file, found), said) in found.into_iter().zip(counts) {
        if said.is_some_and(|said| usize::try_from(said) != Ok(found)) {
            bad.push(BadRow {
                file,
                line: 0,
                fault: RowFault::Count,
            });
        }
    }
}

/// Returns the solution file of the kit.
pub fn write_pairs(pairs: &[(usize, usize)]) -> String {
    let mut all = pairs.to_vec();
    all.sort_unstable();
    let mut text = String::with_capacity(16 * all.len() + 32);
    text.push_str("registrant,supporter\n");
    let mut push = |mut number: usize, end: char| {
        let mut digits = [0_u8; 20];
        let mut at = digits.len();
        loop {
            at -= 1;
            digits[at] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        text.extend(digits[at..].iter().map(|&d| char::from(d)));
        text.push(end);
    };
    for (i, j) in all {
        push(i, ',');
        push(j, '\n');
    }
    text
}

/// Reads a solution file of the kit; rows that are none are left out.
pub fn read_pairs(text: &str) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    rows::<2>(
        text,
        File::Pairs,
        "registrant,supporter",
        &mut Vec::new(),
        |_, row, _| {
            if let Some([i, j]) = row
                && let (Ok(i), Ok(j)) = (usize::try_from(i), usize::try_from(j))
            {
                pairs.push((i, j));
            }
        },
    );
    pairs
}

/// Walks through the rows below the header: line number and fields.
fn rows<const N: usize>(
    text: &str,
    file: File,
    header: &str,
    bad: &mut Vec<BadRow>,
    mut each: impl FnMut(u32, Option<[i64; N]>, &mut Vec<BadRow>),
) {
    // A spreadsheet puts a mark before the first letter.
    let mut lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines();
    if lines.next() != Some(header) {
        bad.push(BadRow {
            file,
            line: 1,
            fault: RowFault::Header,
        });
        return;
    }
    for (line, row) in (2_u32..).zip(lines) {
        each(line, fields(row), bad);
    }
}

fn fields<const N: usize>(row: &str) -> Option<[i64; N]> {
    let mut values = [0_i64; N];
    let mut at = 0;
    let (mut number, mut digits, mut minus) = (0_i64, 0, false);
    for &byte in row.as_bytes().iter().chain(b",") {
        match byte {
            b'0'..=b'9' if digits < 18 => {
                number = number * 10 + i64::from(byte - b'0');
                digits += 1;
            }
            b'-' if digits == 0 && !minus => minus = true,
            b',' if digits > 0 && at < N => {
                values[at] = if minus { -number } else { number };
                at += 1;
                (number, digits, minus) = (0, 0, false);
            }
            _ => return None,
        }
    }
    (at == N).then_some(values)
}

/// Reads people; the number of each is its row, and rows that cannot be read leave somebody without a need or a place.
fn people<const N: usize, T>(
    text: &str,
    file: File,
    header: &str,
    bad: &mut Vec<BadRow>,
    nobody: impl Fn() -> T,
    seat: impl Fn(&[i64; N]) -> Option<T>,
) -> Vec<T> {
    let mut seats: Vec<T> = Vec::new();
    let mut is_read: Vec<bool> = Vec::new();
    rows::<N>(text, file, header, bad, |line, row, bad| {
        let mut note = |fault| bad.push(BadRow { file, line, fault });
        let Some(row) = row else {
            note(RowFault::Unreadable);
            return;
        };
        // A file cannot hold more people than it has bytes.
        let Some(id) = usize::try_from(row[0]).ok().filter(|&id| id < text.len()) else {
            note(RowFault::Range);
            return;
        };
        if is_read.get(id) == Some(&true) {
            note(RowFault::DuplicateId);
            return;
        }
        if id > seats.len() {
            note(RowFault::Gap);
        }
        if id >= seats.len() {
            seats.resize_with(id + 1, &nobody);
            is_read.resize(id + 1, false);
        }
        match seat(&row) {
            Some(seat) => seats[id] = seat,
            None => note(RowFault::Range),
        }
        is_read[id] = true;
    });
    seats
}

fn key(number: i64) -> Option<u32> {
    u32::try_from(number).ok()
}

fn gender(number: i64) -> Option<Gender> {
    match number {
        0 => Some(Gender::Unknown),
        1 => Some(Gender::Male),
        2 => Some(Gender::Female),
        _ => None,
    }
}

fn periods(number: i64) -> Option<Periods> {
    (0..16)
        .contains(&number)
        .then(|| Periods::from_bits(number as u8))
}

/// Columns 1 … 6: x, y, building, floor, zone, household.
fn abode(row: &[i64]) -> Option<Abode> {
    Some(Abode {
        position: Some((row[1], row[2])),
        building: key(row[3]),
        floor: row[4],
        zone: key(row[5])?,
        household: key(row[6]),
        ..Abode::default()
    })
}

fn registrant(row: &[i64; 13]) -> Option<RegistrantSeat> {
    Some(RegistrantSeat {
        abode: abode(row)?,
        gender: gender(row[7])?,
        wish: match row[8] {
            0 => SupporterPreference::Any,
            1 => SupporterPreference::SameGenderIfPossible,
            2 => SupporterPreference::SameGenderOnly,
            _ => return None,
        },
        need: key(row[10])?,
        priority: key(row[11]).filter(|p| (1..=5).contains(p))?,
        alone: periods(row[12])?,
    })
}

fn supporter(row: &[i64; 12]) -> Option<SupporterSeat> {
    Some(SupporterSeat {
        abode: abode(row)?,
        gender: gender(row[7])?,
        age: key(row[8]),
        capacity: key(row[9])?,
        available: periods(row[10])?,
        registrant: usize::try_from(row[11]).ok(),
        ..SupporterSeat::default()
    })
}

fn known(row: &[i64; 3], instance: &Instance) -> Result<KnownPair, RowFault> {
    let index = |number: i64, below: usize| {
        let index = usize::try_from(number).ok().filter(|&n| n < below);
        index.ok_or(RowFault::Unknown)
    };
    Ok(KnownPair {
        registrant: index(row[0], instance.registrants.len())?,
        supporter: index(row[1], instance.supporters.len())?,
        kind: match row[2] {
            0 => PairKind::Excluded,
            1 => PairKind::Fixed,
            2 => PairKind::Present,
            3 => PairKind::Acquainted,
            _ => return Err(RowFault::Range),
        },
    })
}

/// Reads `instance.json`, a flat object, and returns the numbers of rows it promises.
fn parameters(text: &str, parameters: &mut Parameters, bad: &mut Vec<BadRow>) -> [Option<i64>; 3] {
    let value = |name: &str| {
        let (_, rest) = text.split_once(&format!("\"{name}\""))?;
        let rest = rest.trim_start().strip_prefix(':')?.trim_start();
        rest.split([',', '}', '\n']).next().map(str::trim)
    };
    let number = |name: &str| value(name)?.parse::<i64>().ok();
    let mut miss = || {
        bad.push(BadRow {
            file: File::Parameters,
            line: 0,
            fault: RowFault::Range,
        })
    };
    match number("radius").filter(|radius| *radius >= 0) {
        Some(radius) => parameters.radius = radius,
        None => miss(),
    }
    match number("max_candidates").and_then(|most| usize::try_from(most).ok()) {
        Some(most) => parameters.max_candidates = Some(most).filter(|&most| most > 0),
        None => miss(),
    }
    match value("registrant_supporters") {
        Some("true") => parameters.registrant_supporters = true,
        Some("false") => parameters.registrant_supporters = false,
        _ => miss(),
    }
    match number("same_building_penalty").filter(|points| (0..=MOST_POINTS).contains(points)) {
        Some(points) => parameters.same_building_penalty = points,
        None => miss(),
    }
    match value("load_mode") {
        Some("\"lex\"") => parameters.load = LoadMode::Strict,
        Some("\"blend\"") => parameters.load = LoadMode::Blend,
        _ => miss(),
    }
    match value("place_order") {
        Some("\"priority\"") => parameters.order = PlaceOrder::Priority,
        Some("\"complete\"") => parameters.order = PlaceOrder::Complete,
        _ => miss(),
    }
    ["registrants", "supporters", "pairs"].map(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_spreadsheet_are_read_over_and_what_nobody_can_mean_is_named() {
        let reading = read(&Files {
            parameters: "{\"same_building_penalty\": 100000000000000000}",
            registrants: &format!("\u{feff}{REGISTRANTS}\r\n0,0,0,-1,1,0,0,1,0,80,2,3,15\r\n"),
            supporters: &format!(
                "{SUPPORTERS}\n0,5,5,-1,1,0,7,1,60,2,15,1\n1,5,5,-1,1,0,7,1,60,2,15,0"
            ),
            pairs: PAIRS,
        });
        assert_eq!(reading.instance.registrants[0].need, 2);
        assert_eq!(reading.instance.supporters[0].capacity, 0);
        assert_eq!(reading.instance.supporters[1].registrant, Some(0));
        assert_eq!(reading.instance.parameters.same_building_penalty, 500);
        let told = reading.bad.iter().filter(|bad| bad.line > 0);
        let told: Vec<_> = told.map(|bad| (bad.file, bad.line, bad.fault)).collect();
        assert_eq!(told, [(File::Supporters, 2, RowFault::Range)]);
    }

    #[test]
    fn who_cannot_be_read_needs_nothing_and_takes_nobody() {
        let reading = read(&Files {
            parameters: "{}",
            registrants: &format!(
                "{REGISTRANTS}\n0,0,0,-1,1,0,0,1,0,80,2,3,15\n1,oops\n2,9,9,-1,1,0,1,2,0,81,2,3,15\n"
            ),
            supporters: &format!("{SUPPORTERS}\n1,5,5,-1,1,0,7,1,60,2,15,-1"),
            pairs: &format!("{PAIRS}\n2,1,3\n9,1,1\n0,"),
        });
        let needs: Vec<u32> = reading
            .instance
            .registrants
            .iter()
            .map(|r| r.need)
            .collect();
        assert_eq!(needs, [2, 0, 2]);
        let rooms: Vec<u32> = reading
            .instance
            .supporters
            .iter()
            .map(|s| s.capacity)
            .collect();
        assert_eq!(rooms, [0, 2]);
        let told: Vec<(File, u32, RowFault)> = reading
            .bad
            .iter()
            .filter(|bad| bad.file != File::Parameters)
            .map(|bad| (bad.file, bad.line, bad.fault))
            .collect();
        assert_eq!(
            told,
            [
                (File::Registrants, 3, RowFault::Unreadable),
                (File::Registrants, 4, RowFault::Gap),
                (File::Supporters, 2, RowFault::Gap),
                (File::Pairs, 3, RowFault::Unknown),
                (File::Pairs, 4, RowFault::Unreadable),
            ]
        );
    }
}
