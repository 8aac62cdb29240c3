//! Foreign bytes to drafts: lists from the city, of supporters and of pairs, as tables of any format.
//!
//! `source` turns bytes into tables of text, `heading` finds the heading, `choice` what its columns are, `codes` what the codes in them stand for, `columns` holds every
//! column that can come in, `import` makes drafts and problems of the rows, `rejected` writes the rest to a file, `write`
//! makes a table of the records again, in words the readers understand.
//! Bytes are hostile: nothing here panics, and everything has a limit (`limits`).

mod building_names;
mod choice;
mod codes;
mod columns;
mod contents;
mod harmless;
mod heading;
mod import;
mod legend;
mod limits;
mod place;
mod preview;
mod read;
mod rejected;
mod source;
mod table;
mod understood;
mod words;
mod write;

pub use columns::{IGNORE, column_keys};
pub use import::{Known, ListRead, read};
pub use preview::{Looked, look, preview};
pub use rejected::rejected_file;
pub use understood::{Listed, people, understood};
pub use write::{Charset, Extent, ListTable, Written, csv_file, list_table, misfits};

#[cfg(test)]
mod tests;
