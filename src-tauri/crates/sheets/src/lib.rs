//! Records become paper and files: PDF through Typst, XLSX through a writer. Pure: content in, bytes out.

mod change_list;
mod check_report;
mod check_sheet;
mod chosen;
mod confirm_card;
mod error;
mod fit;
mod ink;
mod list_file;
mod qr;
mod recovery_sheet;
mod render;
mod result_list;
mod statement;
mod tally_sheet;
mod visit_list;
mod words;

pub use change_list::{ChangeLine, ChangeListSheet};
pub use check_report::{CheckReportSheet, PapersOut, PreviousCheck, SmallNumbers};
pub use check_sheet::{BLANK_LINES, CheckSheets, LINES_PER_PAGE, pages_for};
pub use chosen::Chosen;
pub use confirm_card::{Card, ConfirmCards};
pub use error::SheetError;
pub use ink::Undrawable;
pub use list_file::{ListFile, write_list_file};
pub use recovery_sheet::RecoveryPaper;
pub use render::{Drawn, Picture};
pub use result_list::{ResultList, ResultRow, write_result_list};
pub use statement::{Statement, StatementKind, StatementPart};
pub use tally_sheet::TallySheet;
pub use visit_list::{VisitLine, VisitList, visit_pages_for};
pub use words::{
    chain_words, document, fields_on, file_prefix, holder_of_cards, holder_role_of_leader,
    holder_role_of_supporter, moment, month, nothing, people, pieces, sealed, times,
};
pub use words::{
    purpose_of_cards, scope_of_nobody, scope_of_supporter, scope_of_whole, scope_without_block,
};

/// The characters of `text` that no font of ours can draw as they are, each with its code.
pub fn undrawable_in(text: &str) -> Vec<String> {
    ink::undrawable_in(text)
}
