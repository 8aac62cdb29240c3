//! Times of an event as people type and read them, and the order in which a district is walked.

use chrono::{DateTime, Duration, NaiveTime, Timelike, Utc};

use crate::date::in_japan;
use crate::person::Person;
use crate::safety_check::CheckTarget;

/// A time this long before the start still belongs to the same day: papers are written while people gather.
const BEFORE_START: i64 = 60;

/// Returns the time of day of a moment in Japan, as shown (10:12).
pub fn clock(moment: DateTime<Utc>) -> String {
    let time = in_japan(moment).time();
    format!("{}:{:02}", time.hour(), time.minute())
}

/// Reads a time of day as typed: 1012, 912, 10:12, １０時１２分, 10.
pub fn read_clock(text: &str) -> Option<NaiveTime> {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => {
                char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
            }
            '：' | '時' | '.' | '．' => ':',
            _ => c,
        })
        .filter(|c| !c.is_whitespace() && *c != '分')
        .collect();
    let plain = plain.trim_end_matches(':');
    let (hour, minute) = match plain.split_once(':') {
        Some((hour, minute)) => (hour.to_owned(), minute.to_owned()),
        None if matches!(plain.len(), 3 | 4) && plain.is_ascii() => {
            let (hour, minute) = plain.split_at(plain.len() - 2);
            (hour.to_owned(), minute.to_owned())
        }
        None => (plain.to_owned(), "0".to_owned()),
    };
    let number = |digits: &str| {
        let digits_only = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
        digits_only.then(|| digits.parse::<u32>().ok()).flatten()
    };
    NaiveTime::from_hms_opt(number(&hour)?, number(&minute)?, 0)
}

/// Returns the moment a time on a sheet means: on the day of the start, or on the next day where the event goes past
/// midnight. A time that would lie in the future then is taken from the day of the start.
pub fn moment_of(time: NaiveTime, started_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    let start = in_japan(started_at);
    let same_day = start
        .date_naive()
        .and_time(time)
        .and_local_timezone(start.timezone());
    let Some(same_day) = same_day.single().map(|moment| moment.with_timezone(&Utc)) else {
        return now;
    };
    let next_day = same_day + Duration::days(1);
    let before = same_day < started_at - Duration::minutes(BEFORE_START);
    if before && next_day <= now {
        next_day
    } else {
        same_day
    }
}

/// Returns the key that puts people into walking order: blocks in their order (people in no block last), inside a block
/// the place somebody set, then by address, building and room.
pub fn place_in_walk(block_position: Option<u32>, person: &Person) -> impl Ord + use<> {
    let address = &person.address;
    let last = |number: Option<u32>| number.unwrap_or(u32::MAX);
    let room: String = person.room.chars().filter(char::is_ascii_digit).collect();
    (
        (last(block_position), last(person.walk_order)),
        (
            address.town.clone(),
            last(address.chome),
            last(address.ban),
            last(address.go),
        ),
        (address.rest.clone(), person.building.clone()),
        (room.parse::<u32>().unwrap_or(0), person.room.clone()),
        (person.kana_key.clone(), person.id.clone()),
    )
}

/// Returns the 町 and 丁目 all addresses begin with: they are printed once, so that the numbers can be large.
pub fn common_town<'a>(
    mut lines: impl Iterator<Item = &'a CheckTarget> + Clone,
) -> Option<&'a str> {
    let town_of = |target: &CheckTarget| {
        let end = target.address.find("丁目")? + "丁目".len();
        Some(end).filter(|end| *end < target.address.len())
    };
    let mut all = lines.clone();
    let first = lines.next()?;
    let town = first.address.get(..town_of(first)?)?;
    all.all(|target| town_of(target) == Some(town.len()) && target.address.starts_with(town))
        .then_some(town)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
        let japan = in_japan(
            Utc.with_ymd_and_hms(2026, 11, day, 0, 0, 0)
                .single()
                .unwrap(),
        );
        let local = japan.date_naive().and_hms_opt(hour, minute, 0).unwrap();
        local
            .and_local_timezone(japan.timezone())
            .unwrap()
            .with_timezone(&Utc)
    }

    #[test]
    fn a_time_is_read_in_the_ways_people_type_it() {
        for (typed, shown) in [
            ("1012", Some("10:12")),
            ("912", Some("09:12")),
            ("10:05", Some("10:05")),
            ("１０：０５", Some("10:05")),
            ("10時5分", Some("10:05")),
            ("10時", Some("10:00")),
            ("9", Some("09:00")),
            ("0000", Some("00:00")),
            ("2400", None),
            ("1060", None),
            ("朝", None),
            ("", None),
            ("12345", None),
        ] {
            let read = read_clock(typed).map(|time| time.format("%H:%M").to_string());
            assert_eq!(read.as_deref(), shown, "{typed}");
        }
    }

    #[test]
    fn a_time_after_midnight_belongs_to_the_next_day() {
        let time = |text| read_clock(text).unwrap();
        let start = at(28, 22, 0);
        assert_eq!(moment_of(time("2310"), start, at(29, 1, 0)), at(28, 23, 10));
        assert_eq!(moment_of(time("0:20"), start, at(29, 1, 0)), at(29, 0, 20));
        assert_eq!(moment_of(time("2130"), start, at(29, 1, 0)), at(28, 21, 30));
        // Nobody was found tomorrow.
        assert_eq!(
            moment_of(time("1012"), at(28, 14, 0), at(28, 14, 5)),
            at(28, 10, 12)
        );
        assert_eq!(clock(at(28, 9, 5)), "9:05");
    }

    #[test]
    fn people_are_walked_block_by_block_then_by_address_and_room() {
        let person = |ban: u32, room: &str, order: Option<u32>| {
            let mut person = Person {
                room: room.into(),
                walk_order: order,
                ..Person::default()
            };
            person.address.town = "若葉町".into();
            person.address.ban = Some(ban);
            person
        };
        let key = |block, person: &Person| place_in_walk(block, person);
        let (near, far) = (person(2, "", None), person(11, "", None));
        assert!(
            key(Some(1), &near) < key(Some(1), &far),
            "番 are numbers, not texts"
        );
        assert!(key(Some(1), &far) < key(Some(2), &near));
        assert!(
            key(Some(9), &far) < key(None, &near),
            "who is in no block comes last"
        );
        assert!(key(Some(1), &person(11, "", Some(1))) < key(Some(1), &near));
        assert!(key(Some(1), &person(2, "203", None)) < key(Some(1), &person(2, "1001", None)));
    }

    #[test]
    fn a_town_common_to_all_is_printed_once() {
        let at = |address: &str| CheckTarget {
            address: address.into(),
            ..CheckTarget::default()
        };
        let same = [at("若葉町1丁目3-7"), at("若葉町1丁目12-1")];
        assert_eq!(common_town(same.iter()), Some("若葉町1丁目"));
        assert_eq!(
            common_town([at("若葉町1丁目3-7"), at("若葉町2丁目1-1")].iter()),
            None
        );
        assert_eq!(
            common_town([at("若葉町1丁目")].iter()),
            None,
            "nothing would be left"
        );
    }
}
