//! What can go wrong while a sheet is drawn. None of it is the fault of the person at the screen.

use thiserror::Error;

/// Why a sheet could not be drawn.
#[derive(Debug, Error)]
pub enum SheetError {
    /// The template and its content do not fit together; the text comes from the typesetter.
    #[error("the template cannot be set: {0}")]
    Template(String),
    /// There is no such page in the sheet.
    #[error("there is no page {0}")]
    NoSuchPage(u32),
    /// The content could not be handed to the template.
    #[error("the content cannot be written as JSON")]
    Content(#[from] serde_json::Error),
    /// The table could not be written.
    #[error("the table cannot be written")]
    Table(#[from] rust_xlsxwriter::XlsxError),
}
