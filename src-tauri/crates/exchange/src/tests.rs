//! The crate against the lists it was made for: what a careful reader understands, and what must never happen.

mod bad;
mod expected;
mod habits;
mod layouts;
mod places;
mod properties;
mod round_trip;
mod shapes;
mod workbooks;

use std::path::PathBuf;

use chrono::NaiveDate;
use domain::council::Area;
use domain::intake::{IntakePreview, IntakeRequest};
use domain::vault::Continue;

use crate::{Known, ListRead, preview, read};

/// The day the tests take place on.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
}

/// A file of tests/fixtures.
fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/fixtures")
        .join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// JSON of tests/fixtures.
fn json(name: &str) -> serde_json::Value {
    serde_json::from_slice(&fixture(name)).unwrap()
}

/// The book of the invented district.
fn book() -> Known {
    let area = |town: &str| Area {
        town: town.into(),
        ..Area::default()
    };
    Known {
        city: "みどり野市".into(),
        area_code: "0422".into(),
        areas: ["せせらぎ町", "若草台", "風見町"].map(area).into(),
        ..Known::default()
    }
}

fn request() -> IntakeRequest {
    IntakeRequest {
        limit: 1000,
        ..IntakeRequest::default()
    }
}

fn read_all(bytes: &[u8], known: &Known) -> ListRead {
    read(bytes, "list.csv", &request(), known, today(), &mut |_| {
        Continue::Yes
    })
    .unwrap()
}

fn preview_of(bytes: &[u8]) -> IntakePreview {
    preview(bytes, "list.csv", &request(), &book(), today())
}
