//! `sasae`: the calls of the program from a terminal. It has no logic of its own: it asks, prints, and says what failed.

mod ask;
mod command;
mod compare;
mod demo;
mod host;
mod steps;
mod town;
mod words;

use std::process::ExitCode;

use clap::Parser;

use crate::command::{Cli, Command};
use crate::words::Words;

/// What a failed call leaves as the exit code; 2 is a wrong command line.
const REFUSED: u8 = 1;

fn main() -> ExitCode {
    let words = Words::default();
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Demo { folder } => demo::play(&words, &folder),
        Command::New(wanted) => steps::new(&words, &wanted),
        Command::Import(wanted) => steps::import(&words, &wanted),
        Command::Match(wanted) => match &wanted.book {
            Some(book) => steps::pair(&words, book, wanted.accept),
            None => town::pair(&words, &wanted.town),
        },
        Command::Sheets(wanted) => steps::sheets(&words, &wanted),
        Command::Check(wanted) => steps::check(&words, &wanted),
        Command::Report(wanted) => steps::report(&words, &wanted),
        Command::BackUp(wanted) => steps::back_up(&words, &wanted),
        Command::Call(wanted) => steps::call(&words, &wanted),
        Command::Read(wanted) => compare::read(&words, &wanted),
        Command::Compare(wanted) => compare::compare(&words, &wanted),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{}", words.failure(&failure));
            ExitCode::from(REFUSED)
        }
    }
}
