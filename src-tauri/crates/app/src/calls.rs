//! THE LIST: every call of the program, once. Dispatch, the types of the pages and the tests are made from it.

/// Hands the list to a macro. `ask` reads, `act` writes inside one transaction, `file` handles the book itself or
/// works long. Each line: noun::name(request) -> answer, where the handler is `name` in
/// `ask/noun.rs`, `act/noun.rs` or `file/noun.rs`; an ask says what it reads, so that it is asked again when that changes.
macro_rules! the_list {
    ($with:ident) => {
        $with! {
            ask {
                home::home(()) -> domain::home::Home, reads [Registrant, Supporter, Pairing, Consent, SafetyCheck, CheckResult, Copy, Task, Block, Council, RosterComparison, ComparisonCase];
                council::council_setup(()) -> domain::council::CouncilSetup, reads [Council, Block, Place, Zone, Person, Registrant];
                registrant::registrants(domain::registrant::RegistrantFilter) -> domain::registrant::RegistrantPage, reads [Person, Registrant, Consent, Pairing, Supporter, Block, Task];
                registrant::registrant(domain::id::RegistrantId) -> domain::registrant::RegistrantDetail, reads [Person, Registrant, Consent, Pairing, Supporter, Block, Task];
                supporter::supporters(domain::supporter::SupporterFilter) -> domain::supporter::SupporterPage, reads [Person, Supporter, Pairing, Block];
                supporter::supporter(domain::id::SupporterId) -> domain::supporter::SupporterDetail, reads [Person, Supporter, Pairing, Registrant, Block];
                confirmation::to_confirm(domain::confirmation::ConfirmFilter) -> domain::confirmation::ToConfirm, reads [Person, Registrant, Supporter, Block, Council];
                duplicate::merge_sheet(domain::duplicate::TwoPeople) -> domain::duplicate::MergeSheet, reads [Person, Registrant, Supporter, Consent, Pairing];
                pairing::pair_candidates(domain::id::RegistrantId) -> Vec<domain::matching_view::Candidate>, reads [Person, Registrant, Supporter, Pairing, Exclusion, Block, Distinct];
                pairing::follow_up(()) -> Vec<domain::follow_up::OpenPair>, reads [Person, Registrant, Supporter, Pairing];
                safety_check::safety_checks(()) -> Vec<domain::safety_check::SafetyCheckRow>, reads [SafetyCheck, CheckTarget, CheckResult, CheckReport, Copy, Registrant];
                safety_check::check_board(domain::id::SafetyCheckId) -> domain::board::CheckBoard, reads [SafetyCheck, CheckTarget, CheckResult, CheckReport, Copy];
                safety_check::entry_sheet(domain::check_result::SheetNumber) -> domain::check_result::EntrySheetAnswer, reads [Copy, CheckTarget, CheckResult];
                erase::erasing(domain::id::PersonId) -> domain::erase::Erasing, reads [Person, Registrant, Supporter, Copy];
                household::households(()) -> domain::household::Households, reads [Person, Registrant, Supporter, Household];
                saved_filter::saved_filters(()) -> Vec<domain::saved_filter::SavedFilter>, reads [SavedFilter];
                export::export_preview(domain::export::ExportRequest) -> domain::export::ExportPreview, reads [Person, Registrant, Supporter, Pairing, Consent, Block, Copy];
                copy::copies(()) -> Vec<domain::copy::CopyRow>, reads [Copy, SafetyCheck];
                comparison::comparison(domain::roster_comparison::ComparisonFilter) -> domain::roster_comparison::ComparisonPage, reads [RosterComparison, ComparisonCase, Person, Registrant, Consent];
                task::tasks(()) -> Vec<domain::task::TaskRow>, reads [Task, Person, Registrant, Supporter];
                history::history(domain::history::HistoryFilter) -> domain::history::HistoryPage, reads [];
                history::history_entry(domain::id::EntryId) -> domain::history::HistoryEntry, reads [];
                read_date::read_date(domain::date::TypedDate) -> domain::date::DateReading, reads [];
            }
            act {
                council::save_council(domain::council::Council) -> domain::id::CouncilId;
                block::save_block(domain::council::Block) -> domain::id::BlockId;
                block::remove_block(domain::id::BlockId) -> ();
                block::propose_blocks(()) -> u32;
                place::save_place(domain::place::Place) -> domain::id::PlaceId;
                place::remove_place(domain::id::PlaceId) -> ();
                registrant::save_registrant(domain::registrant::RegistrantDraft) -> domain::id::RegistrantId;
                registrant::set_registrant_status(domain::registrant::StatusChange) -> ();
                registrant::confirm_registrant(domain::id::RegistrantId) -> ();
                supporter::save_supporter(domain::supporter::SupporterDraft) -> domain::id::SupporterId;
                supporter::set_supporter_status(domain::supporter::SupporterStatusChange) -> ();
                supporter::confirm_supporter(domain::id::SupporterId) -> ();
                duplicate::merge_people(domain::duplicate::Merge) -> ();
                duplicate::tell_apart(domain::duplicate::TwoPeople) -> ();
                household::settle_household(domain::household::SettleHousehold) -> ();
                saved_filter::save_filter(domain::saved_filter::SavedFilter) -> domain::id::SavedFilterId;
                saved_filter::drop_filter(domain::id::SavedFilterId) -> ();
                pairing::accept_pairs(Vec<domain::pairing::PairChoice>) -> u32;
                pairing::change_plan(domain::plan_question::PlanChange) -> ();
                pairing::refuse_pair(domain::pairing::Refusal) -> ();
                pairing::step_pairing(domain::pairing::PairingStep) -> ();
                pairing::fix_pairing(domain::pairing::PairingFix) -> ();
                safety_check::save_safety_check(domain::safety_check::SafetyCheckDraft) -> domain::id::SafetyCheckId;
                safety_check::start_safety_check(domain::safety_check::StartCheck) -> ();
                sheet::print_check_sheets(domain::sheet::PrintCheckSheets) -> domain::sheet::PrintedCopies;
                confirm_paper::print_visit_list(domain::confirmation::ConfirmPaper) -> domain::sheet::PrintedCopies;
                confirm_paper::print_confirm_cards(domain::confirmation::ConfirmPaper) -> domain::sheet::PrintedCopies;
                safety_check::enter_result(domain::check_result::ResultEntry) -> domain::check_result::ResultSaved;
                safety_check::issue_check_report(domain::id::SafetyCheckId) -> domain::safety_check::CheckReport;
                safety_check::close_safety_check(domain::safety_check::CheckReview) -> ();
                safety_check::save_check_review(domain::safety_check::CheckReview) -> ();
                copy::return_copy(domain::id::CopyId) -> ();
                task::finish_task(domain::id::TaskId) -> ();
                comparison::decide_case(domain::roster_comparison::CaseDecided) -> ();
                comparison::decide_pile(domain::roster_comparison::PileDecided) -> u32;
                comparison::type_case(domain::roster_comparison::TypedCase) -> ();
                comparison::drop_comparison(domain::id::RosterComparisonId) -> ();
            }
            file {
                book::state(()) -> domain::vault::BookState;
                book::create_book(domain::vault::CreateBook) -> domain::vault::RecoveryKey;
                book::open_book(domain::vault::OpenBook) -> ();
                book::recover_book(domain::vault::RecoverBook) -> ();
                practice::open_practice(()) -> ();
                practice::leave_practice(()) -> ();
                practice::renew_practice(()) -> ();
                book::lock(()) -> ();
                book::undo(()) -> domain::vault::Done<()>;
                book::redo(()) -> domain::vault::Done<()>;
                book::back_up(domain::id::FileToken) -> domain::vault::BackUpDone;
                restore::restore_book(domain::vault::RestoreBook) -> domain::vault::RestoreDone;
                passphrase::propose_passphrase(()) -> String;
                proposal::proposal(domain::matching_view::ProposalRequest) -> domain::matching_view::Proposal;
                plan_question::what_if(domain::plan_question::WhatIfRequest) -> domain::plan_question::WhatIf;
                plan_question::recruiting(domain::plan_question::PlanQuestion) -> domain::plan_question::Recruiting;
                plan_question::rule_costs(domain::plan_question::PlanQuestion) -> Vec<domain::plan_question::RuleCost>;
                plan_question::drop_out(domain::id::SupporterId) -> domain::plan_question::DropOut;
                draft::drafts(()) -> Vec<domain::draft::KeptForm>;
                draft::keep_draft(domain::draft::KeptForm) -> ();
                draft::drop_draft(String) -> ();
                duplicate::duplicates(()) -> Vec<domain::duplicate::MaybeOne>;
                intake::preview_list(domain::intake::IntakeRequest) -> domain::intake::IntakePreview;
                intake::import_list(domain::intake::IntakeRequest) -> domain::vault::Done<domain::intake::IntakeDone>;
                comparison::begin_comparison(domain::roster_comparison::BeginComparison) -> domain::vault::Done<domain::id::RosterComparisonId>;
                comparison::finish_comparison(domain::id::RosterComparisonId) -> domain::vault::Done<domain::roster_comparison::ComparisonCounts>;
                comparison::save_change_list(domain::roster_comparison::SaveChangeList) -> domain::vault::Done<domain::sheet::SavedFile>;
                intake::save_rejected_rows(domain::intake::SaveRejected) -> domain::sheet::SavedFile;
                erase::erase_person(domain::erase::ErasePerson) -> domain::vault::Done<()>;
                export::export_list(domain::export::SaveExport) -> domain::vault::Done<domain::export::Exported>;
                sheet::sheet_picture(domain::sheet::PictureRequest) -> domain::sheet::SheetPicture;
                sheet::save_sheet(domain::sheet::SaveSheet) -> domain::sheet::SavedFile;
                sheet::save_recovery_sheet(domain::vault::SaveRecoverySheet) -> domain::sheet::SavedFile;
                work::progress(()) -> domain::vault::Progress;
                work::cancel(()) -> ();
                settings::settings(()) -> domain::vault::PcSettings;
                settings::save_settings(domain::vault::PcSettings) -> ();
            }
        }
    };
}
pub(crate) use the_list;

/// Fields 履歴 leaves out: keys, and what is made from other fields that are shown.
pub const NOT_IN_HISTORY: [&str; 7] = [
    "id",
    "name_key",
    "kana_key",
    "file_hash",
    "row_of",
    "draft",
    "candidates",
];

macro_rules! bindings {
    (
        ask { $($ask_noun:ident::$ask:ident($ask_req:ty) -> $ask_ans:ty, reads [$($kind:ident),*];)* }
        act { $($act_noun:ident::$act:ident($act_req:ty) -> $act_ans:ty;)* }
        file { $($file_noun:ident::$file:ident($file_req:ty) -> $file_ans:ty;)* }
    ) => {
        /// Questions by name: what is sent, what comes back.
        #[derive(ts_rs::TS)]
        #[expect(dead_code, reason = "only its type is used, for the bindings of the pages")]
        pub struct Asks { $($ask: ($ask_req, $ask_ans),)* }

        /// Acts by name: what is sent, what comes back inside `Done`.
        #[derive(ts_rs::TS)]
        #[expect(dead_code, reason = "only its type is used, for the bindings of the pages")]
        pub struct Acts { $($act: ($act_req, $act_ans),)* }

        /// Calls that handle the book itself or work long, by name.
        #[derive(ts_rs::TS)]
        #[expect(dead_code, reason = "only its type is used, for the bindings of the pages")]
        pub struct Files { $($file: ($file_req, $file_ans),)* }

        /// Which kinds of record each question reads.
        pub const READS: &[(&str, &[domain::kind::Kind])] =
            &[$((stringify!($ask), &[$(domain::kind::Kind::$kind),*])),*];

        /// Every act, by name.
        pub const ACTS: &[&str] = &[$(stringify!($act)),*];

        /// Every file call, by name.
        pub const FILES: &[&str] = &[$(stringify!($file)),*];

        /// Returns the request of a call with every field empty: what the tests with odd requests begin with.
        pub fn empty_request(name: &str) -> Option<serde_json::Value> {
            match name {
                $(stringify!($ask) => serde_json::to_value(<$ask_req>::default()).ok(),)*
                $(stringify!($act) => serde_json::to_value(<$act_req>::default()).ok(),)*
                $(stringify!($file) => serde_json::to_value(<$file_req>::default()).ok(),)*
                _ => None,
            }
        }

        /// Returns whether a call of this name stands in the list.
        pub fn is_call(name: &str) -> bool {
            matches!(name, $(stringify!($ask))|* $(| stringify!($act))* $(| stringify!($file))*)
        }
    };
}
the_list!(bindings);
