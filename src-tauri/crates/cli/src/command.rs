//! The command line. A passphrase is never an argument: other programs of the PC could read it there.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The calls of ささえ帳 from a terminal.
#[derive(Parser)]
#[command(name = "sasae", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Play the whole main job on an invented district; leaves the book, the PDFs and the XLSX in the folder.
    Demo {
        /// Folder, made if it is missing; must be empty.
        folder: PathBuf,
    },
    /// Make a new book.
    New(New),
    /// Take in a list: the city's, the supporters', or pairs.
    Import(Import),
    /// Let the program propose who looks after whom: in a book, or for a town of the benchmark kit.
    Match(Match),
    /// Print check sheets into a PDF; makes numbered copies.
    Sheets(Sheets),
    /// Make, start, fill, watch and close a safety check.
    Check(Check),
    /// Write the report, the tally and the list of results.
    Report(Report),
    /// Write a copy of the whole book to a file and read it back.
    BackUp(BackUp),
    /// Make any call: its name, and its request as JSON.
    Call(Call),
    /// Read a list without a book: what is understood of each row, as JSON.
    Read(Read),
    /// Compare two lists without a book: who is who, who is new, what a person must decide, as JSON.
    Compare(Compare),
}

/// Which book, and how it is opened.
#[derive(Args)]
pub(crate) struct Book {
    /// Folder of the book.
    #[arg(long)]
    pub(crate) book: PathBuf,
    /// File whose first line is the passphrase; without it you are asked.
    #[arg(long)]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Name of the person who opens it, where several can.
    #[arg(long = "as")]
    pub(crate) who: Option<String>,
}

/// A new book.
#[derive(Args)]
pub(crate) struct New {
    #[command(flatten)]
    pub(crate) book: Book,
    /// Name of the council.
    #[arg(long)]
    pub(crate) council: String,
    /// Its name in kana.
    #[arg(long, default_value = "")]
    pub(crate) kana: String,
    /// City it lies in.
    #[arg(long, default_value = "")]
    pub(crate) city: String,
    /// Name of the person at work, for the history.
    #[arg(long)]
    pub(crate) user: String,
    /// Write the recovery sheet (PDF) here. The recovery key is printed too; it is stored nowhere.
    #[arg(long)]
    pub(crate) recovery_sheet: Option<PathBuf>,
}

/// A list to take in.
#[derive(Args)]
pub(crate) struct Import {
    #[command(flatten)]
    pub(crate) book: Book,
    /// CSV or workbook.
    pub(crate) file: PathBuf,
    /// What it holds; without it the headings decide.
    #[arg(long)]
    pub(crate) content: Option<Content>,
    /// Who sent it: the mapping of the columns is remembered for this sender.
    #[arg(long, default_value = "")]
    pub(crate) sender: String,
    /// Only look: every problem by row, nothing is stored.
    #[arg(long)]
    pub(crate) preview: bool,
    /// Write the rows that stay outside here, with the reasons.
    #[arg(long)]
    pub(crate) rejected: Option<PathBuf>,
}

/// What a list holds.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Content {
    /// The city's list.
    Registrants,
    /// The list of supporters.
    Supporters,
    /// Existing pairs.
    Pairings,
    /// Shelters and other places.
    Places,
}

/// Proposing pairs, in a book or for a town of the benchmark kit.
#[derive(Args)]
pub(crate) struct Match {
    #[command(flatten)]
    pub(crate) book: Option<Book>,
    /// Store the proposed pairs in the book.
    #[arg(long, requires = "book", conflicts_with = "town")]
    pub(crate) accept: bool,
    #[command(flatten)]
    pub(crate) town: Town,
}

/// A town of the benchmark kit (tests/bench/kit/README.md).
#[derive(Args)]
pub(crate) struct Town {
    /// Folder of the town: instance.json, registrants.csv, supporters.csv, pairs.csv.
    #[arg(
        required_unless_present = "book",
        requires = "out",
        conflicts_with = "book"
    )]
    pub(crate) town: Option<PathBuf>,
    /// The solution file to write.
    pub(crate) out: Option<PathBuf>,
    /// Write the explanations here as JSON.
    #[arg(long, requires = "town", conflicts_with = "drop")]
    pub(crate) explain: Option<PathBuf>,
    /// Number of a supporter who has dropped out.
    #[arg(long, requires = "previous")]
    pub(crate) drop: Option<usize>,
    /// The solution before the drop-out.
    #[arg(long, requires = "drop")]
    pub(crate) previous: Option<PathBuf>,
    /// What a new pair costs, in tenths of a point of coverage; without it as few new pairs as the best coverage allows.
    #[arg(long, requires = "drop")]
    pub(crate) change_price: Option<i64>,
    /// Threads of the solver; the solution is the same with any number.
    #[arg(long, default_value_t = 1)]
    pub(crate) threads: usize,
}

/// Printing check sheets.
#[derive(Args)]
pub(crate) struct Sheets {
    #[command(flatten)]
    pub(crate) book: Book,
    /// Key of the event; without it the newest.
    #[arg(long)]
    pub(crate) check: Option<String>,
    /// How they are split into copies.
    #[arg(long, default_value = "block")]
    pub(crate) by: Split,
    /// The PDF to write.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

/// How check sheets are split.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Split {
    /// A copy for each block.
    Block,
    /// A copy for each supporter.
    Supporter,
    /// One copy.
    Whole,
}

/// A safety check.
#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) book: Book,
    /// Key of the event; without it the newest.
    #[arg(long)]
    pub(crate) check: Option<String>,
    #[command(subcommand)]
    pub(crate) step: CheckStep,
}

/// A step of a safety check.
#[derive(Subcommand)]
pub(crate) enum CheckStep {
    /// Plan one.
    Plan {
        /// Name.
        #[arg(long)]
        name: String,
        /// Day, in either calendar.
        #[arg(long)]
        day: String,
        /// A real one, not a drill.
        #[arg(long)]
        real: bool,
    },
    /// Freeze the roster and start.
    Start {
        /// For a real one: the word that must be typed.
        #[arg(long, default_value = "")]
        word: String,
    },
    /// Type back one sheet: a digit 0-8 for each line in printed order, `-` for an empty one.
    Enter {
        /// Number of the sheet (17 of 第017号).
        #[arg(long)]
        copy: u32,
        /// Time on the sheet (1012); without it now.
        #[arg(long, default_value = "")]
        time: String,
        /// The digits.
        digits: String,
    },
    /// Show the numbers of this moment.
    Board,
    /// Freeze the numbers as 第n報.
    Issue,
    /// Close the event.
    Close,
}

/// The report of an event.
#[derive(Args)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) book: Book,
    /// Key of the event; without it the newest.
    #[arg(long)]
    pub(crate) check: Option<String>,
    /// Folder for the files.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

/// A backup.
#[derive(Args)]
pub(crate) struct BackUp {
    #[command(flatten)]
    pub(crate) book: Book,
    /// The file to write.
    pub(crate) file: PathBuf,
}

/// Any call.
#[derive(Args)]
pub(crate) struct Call {
    #[command(flatten)]
    pub(crate) book: Book,
    /// Name of the call.
    pub(crate) name: String,
    /// Its request; without it nothing is sent. A file is its path.
    #[arg(default_value = "null")]
    pub(crate) request: String,
}

/// Reading a list without a book.
#[derive(Args)]
pub(crate) struct Read {
    /// CSV or workbook.
    pub(crate) file: PathBuf,
    /// The file to write.
    #[arg(long)]
    pub(crate) json: PathBuf,
}

/// Comparing two lists without a book.
#[derive(Args)]
pub(crate) struct Compare {
    /// The list of last year: CSV or workbook.
    pub(crate) old: PathBuf,
    /// The list of this year.
    pub(crate) new: PathBuf,
    /// The file to write.
    #[arg(long)]
    pub(crate) json: PathBuf,
}
