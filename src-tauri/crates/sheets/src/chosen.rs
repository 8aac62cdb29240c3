//! One sheet with its content, whichever it is, so that a caller can gather first and draw later.

use crate::check_report::CheckReportSheet;
use crate::check_sheet::CheckSheets;
use crate::confirm_card::ConfirmCards;
use crate::error::SheetError;
use crate::recovery_sheet::RecoveryPaper;
use crate::render::Drawn;
use crate::result_list::{ResultList, write_result_list};
use crate::tally_sheet::TallySheet;
use crate::visit_list::VisitList;

/// A sheet with everything it needs.
#[derive(Clone, Debug)]
pub enum Chosen {
    /// 安否確認シート.
    CheckSheets(Box<CheckSheets>),
    /// 集計表.
    Tally(Box<TallySheet>),
    /// 訓練結果報告書 / 安否確認報告書.
    CheckReport(Box<CheckReportSheet>),
    /// 結果一覧.
    ResultList(Box<ResultList>),
    /// 復旧用紙.
    Recovery(Box<RecoveryPaper>),
    /// 訪問の用紙.
    VisitList(Box<VisitList>),
    /// 確認はがき.
    ConfirmCards(Box<ConfirmCards>),
}

impl Chosen {
    /// Draws the sheet; the result list as the picture of nothing, since it is a table and not a paper.
    pub fn draw(&self) -> Result<Drawn, SheetError> {
        match self {
            Self::CheckSheets(sheet) => sheet.draw(),
            Self::Tally(sheet) => sheet.draw(),
            Self::CheckReport(sheet) => sheet.draw(),
            Self::Recovery(sheet) => sheet.draw(),
            Self::VisitList(sheet) => sheet.draw(),
            Self::ConfirmCards(cards) => cards.draw(),
            Self::ResultList(_) => Err(SheetError::NoSuchPage(1)),
        }
    }

    /// Returns the bytes of the file: PDF, or XLSX for the result list; and its pages or rows.
    pub fn file(&self) -> Result<(Vec<u8>, u32, Vec<String>), SheetError> {
        if let Self::ResultList(list) = self {
            return Ok((write_result_list(list)?, list.rows_in_all(), Vec::new()));
        }
        let drawn = self.draw()?;
        let undrawable = drawn.undrawable().iter().map(ToString::to_string).collect();
        Ok((drawn.pdf()?, drawn.pages(), undrawable))
    }
}
