//! Draws every sheet into a folder, and measures a thousand pages: `cargo run --release -p sheets --example draw -- FOLDER`.

#[path = "../tests/support/samples.rs"]
mod samples;

use std::error::Error;
use std::fs::{File, create_dir_all};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use domain::safety_check::CheckMode;
use sheets::{Drawn, SmallNumbers};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os()
        .nth(1)
        .map(PathBuf::from)
        .ok_or("name a folder")?;
    create_dir_all(&folder)?;
    for (name, drawn) in [
        (
            "check_drill",
            samples::check_sheets(CheckMode::Drill, 1, 12).draw()?,
        ),
        (
            "check_real",
            samples::check_sheets(CheckMode::Real, 1, 17).draw()?,
        ),
        ("check_too_long", samples::far_too_long().draw()?),
        ("tally", samples::tally(CheckMode::Drill).draw()?),
        (
            "report",
            samples::report(CheckMode::Drill, SmallNumbers::Told).draw()?,
        ),
        (
            "report_few",
            samples::report(CheckMode::Real, SmallNumbers::Hidden).draw()?,
        ),
        ("recovery", samples::recovery().draw()?),
        ("two_officers", samples::half_a_key().draw()?),
        ("change_list", samples::change_list().draw()?),
        ("visit_list", samples::visit_list().draw()?),
        ("confirm_card", samples::confirm_cards().draw()?),
        ("management_report", samples::management_report().draw()?),
        ("incident_pack", samples::incident_pack().draw()?),
    ] {
        write(&folder, name, &drawn)?;
    }
    for round in 1..=3 {
        let sheets = samples::check_sheets(CheckMode::Drill, 250, 48);
        let start = Instant::now();
        let drawn = sheets.draw()?;
        let laid_out = start.elapsed();
        let bytes = drawn.pdf()?;
        let all = start.elapsed();
        let speed = f64::from(drawn.pages()) / all.as_secs_f64();
        eprintln!(
            "round {round}: {} pages, layout {laid_out:.2?}, with pdf {all:.2?}, {} KiB, {speed:.0} pages/s",
            drawn.pages(),
            bytes.len() / 1024
        );
    }
    Ok(())
}

fn write(folder: &Path, name: &str, drawn: &Drawn) -> Result<(), Box<dyn Error>> {
    File::create(folder.join(format!("{name}.pdf")))?.write_all(&drawn.pdf()?)?;
    for page in 1..=drawn.pages() {
        let picture = drawn.picture(page, 1400)?;
        let mut file = File::create(folder.join(format!("{name}-{page}.pgm")))?;
        file.write_all(format!("P5 {} {} 255\n", picture.width, picture.height).as_bytes())?;
        file.write_all(&picture.grey)?;
        eprintln!("--- {name} {page}\n{}", drawn.text(page)?);
    }
    Ok(())
}
