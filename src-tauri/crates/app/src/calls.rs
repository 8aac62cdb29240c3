//! THE LIST: every call of the program, once. Dispatch, the types of the pages and the tests are made from it.

/// Hands the list to a macro. `ask` reads, `act` writes inside one transaction, `file` handles the book itself or
/// works long. Each line: noun::name(request) -> answer, where the handler is `name` in
/// `ask/noun.rs`, `act/noun.rs` or `file/noun.rs`; it says which right it needs, which is looked at before the handler runs,
/// and an ask what it reads, so that it is asked again when that changes.
macro_rules! the_list {
    ($with:ident) => {
        $with! {
            ask {
                home::home(()) -> domain::home::Home, needs See, reads [Registrant, Supporter, Pairing, Consent, SafetyCheck, CheckResult, Copy, Task, Block, Council, RosterComparison, ComparisonCase];
                council::council_setup(()) -> domain::council::CouncilSetup, needs See, reads [Council, Block, Place, Zone, Person, Registrant];
                registrant::registrants(domain::registrant::RegistrantFilter) -> domain::registrant::RegistrantPage, needs See, reads [Person, Registrant, Consent, Pairing, Supporter, Block, Task];
                registrant::registrant(domain::id::RegistrantId) -> domain::registrant::RegistrantDetail, needs See, reads [Person, Registrant, Consent, Pairing, Supporter, Block, Task];
                supporter::supporters(domain::supporter::SupporterFilter) -> domain::supporter::SupporterPage, needs See, reads [Person, Supporter, Pairing, Block];
                supporter::supporter(domain::id::SupporterId) -> domain::supporter::SupporterDetail, needs See, reads [Person, Supporter, Pairing, Registrant, Block];
                confirmation::to_confirm(domain::confirmation::ConfirmFilter) -> domain::confirmation::ToConfirm, needs Work, reads [Person, Registrant, Supporter, Block, Council];
                duplicate::merge_sheet(domain::duplicate::TwoPeople) -> domain::duplicate::MergeSheet, needs Work, reads [Person, Registrant, Supporter, Consent, Pairing];
                pairing::pair_candidates(domain::id::RegistrantId) -> Vec<domain::matching_view::Candidate>, needs Work, reads [Person, Registrant, Supporter, Pairing, Exclusion, Block, Distinct];
                pairing::follow_up(()) -> Vec<domain::follow_up::OpenPair>, needs Work, reads [Person, Registrant, Supporter, Pairing];
                safety_check::safety_checks(()) -> Vec<domain::safety_check::SafetyCheckRow>, needs See, reads [SafetyCheck, CheckTarget, CheckResult, CheckReport, Copy, Registrant];
                safety_check::check_board(domain::id::SafetyCheckId) -> domain::board::CheckBoard, needs See, reads [SafetyCheck, CheckTarget, CheckResult, CheckReport, Copy];
                safety_check::entry_sheet(domain::check_result::SheetNumber) -> domain::check_result::EntrySheetAnswer, needs Drill, reads [Copy, CheckTarget, CheckResult];
                erase::erasing(domain::id::PersonId) -> domain::erase::Erasing, needs Manage, reads [Person, Registrant, Supporter, Copy];
                household::households(()) -> domain::household::Households, needs Work, reads [Person, Registrant, Supporter, Household];
                saved_filter::saved_filters(()) -> Vec<domain::saved_filter::SavedFilter>, needs See, reads [SavedFilter];
                export::export_preview(domain::export::ExportRequest) -> domain::export::ExportPreview, needs TakeOut, reads [Person, Registrant, Supporter, Pairing, Consent, Block, Place, Copy];
                copy::copies(()) -> Vec<domain::copy::CopyRow>, needs Drill, reads [Copy, SafetyCheck];
                comparison::comparison(domain::roster_comparison::ComparisonFilter) -> domain::roster_comparison::ComparisonPage, needs Whole, reads [RosterComparison, ComparisonCase, Person, Registrant, Consent];
                task::tasks(()) -> Vec<domain::task::TaskRow>, needs Work, reads [Task, Person, Registrant, Supporter];
                history::history(domain::history::HistoryFilter) -> domain::history::HistoryPage, needs Whole, reads [];
                history::history_entry(domain::id::EntryId) -> domain::history::HistoryEntry, needs Whole, reads [];
                read_date::read_date(domain::date::TypedDate) -> domain::date::DateReading, needs See, reads [];
                user::users(()) -> Vec<domain::user::User>, needs Manage, reads [User];
            }
            act {
                council::save_council(domain::council::Council) -> domain::id::CouncilId, needs Whole;
                block::save_block(domain::council::Block) -> domain::id::BlockId, needs Whole;
                block::remove_block(domain::id::BlockId) -> (), needs Whole;
                block::propose_blocks(()) -> u32, needs Whole;
                place::save_place(domain::place::Place) -> domain::id::PlaceId, needs Whole;
                place::remove_place(domain::id::PlaceId) -> (), needs Whole;
                registrant::save_registrant(domain::care::RegistrantEdit) -> domain::id::RegistrantId, needs Work;
                registrant::set_registrant_status(domain::registrant::StatusChange) -> (), needs Work;
                registrant::confirm_registrant(domain::id::RegistrantId) -> (), needs Work;
                supporter::save_supporter(domain::supporter::SupporterDraft) -> domain::id::SupporterId, needs Work;
                supporter::set_supporter_status(domain::supporter::SupporterStatusChange) -> (), needs Work;
                supporter::confirm_supporter(domain::id::SupporterId) -> (), needs Work;
                duplicate::merge_people(domain::duplicate::Merge) -> (), needs Work;
                duplicate::tell_apart(domain::duplicate::TwoPeople) -> (), needs Work;
                household::settle_household(domain::household::SettleHousehold) -> (), needs Work;
                saved_filter::save_filter(domain::saved_filter::SavedFilter) -> domain::id::SavedFilterId, needs Work;
                saved_filter::drop_filter(domain::id::SavedFilterId) -> (), needs Work;
                pairing::accept_pairs(Vec<domain::pairing::PairChoice>) -> u32, needs Work;
                pairing::change_plan(domain::plan_question::PlanChange) -> (), needs Work;
                pairing::refuse_pair(domain::pairing::Refusal) -> (), needs Work;
                pairing::step_pairing(domain::pairing::PairingStep) -> (), needs Work;
                pairing::fix_pairing(domain::pairing::PairingFix) -> (), needs Work;
                safety_check::save_safety_check(domain::safety_check::SafetyCheckDraft) -> domain::id::SafetyCheckId, needs Drill;
                safety_check::start_safety_check(domain::safety_check::StartCheck) -> (), needs Drill;
                sheet::print_check_sheets(domain::sheet::PrintCheckSheets) -> domain::sheet::PrintedCopies, needs Drill;
                confirm_paper::print_visit_list(domain::confirmation::ConfirmPaper) -> domain::sheet::PrintedCopies, needs Work;
                confirm_paper::print_confirm_cards(domain::confirmation::ConfirmPaper) -> domain::sheet::PrintedCopies, needs Work;
                safety_check::enter_result(domain::check_result::ResultEntry) -> domain::check_result::ResultSaved, needs Drill;
                safety_check::issue_check_report(domain::id::SafetyCheckId) -> domain::safety_check::CheckReport, needs Drill;
                safety_check::close_safety_check(domain::safety_check::CheckReview) -> (), needs Whole;
                safety_check::save_check_review(domain::safety_check::CheckReview) -> (), needs Whole;
                copy::return_copy(domain::id::CopyId) -> (), needs Drill;
                task::finish_task(domain::id::TaskId) -> (), needs Work;
                comparison::decide_case(domain::roster_comparison::CaseDecided) -> (), needs Whole;
                comparison::decide_pile(domain::roster_comparison::PileDecided) -> u32, needs Whole;
                comparison::type_case(domain::roster_comparison::TypedCase) -> (), needs Whole;
                comparison::drop_comparison(domain::id::RosterComparisonId) -> (), needs Whole;
            }
            file {
                book::state(()) -> domain::vault::BookState, needs Anyone;
                book::create_book(domain::vault::CreateBook) -> domain::vault::RecoveryKey, needs Door;
                book::open_book(domain::vault::OpenBook) -> (), needs Anyone;
                book::recover_book(domain::vault::RecoverBook) -> (), needs Door;
                keys::keys(()) -> domain::keys::Keys, needs See;
                keys::change_passphrase(domain::keys::NewPassphrase) -> (), needs See;
                keys::renew_recovery(domain::secret::Secret) -> domain::vault::RecoveryKey, needs Manage;
                keys::make_two_sheets(domain::keys::MakeTwoSheets) -> domain::keys::TwoSheets, needs Manage;
                keys::drop_two_sheets(domain::secret::Secret) -> (), needs Manage;
                keys::renew_keys(domain::keys::NewPassphrase) -> domain::vault::RecoveryKey, needs Manage;
                practice::open_practice(()) -> (), needs Anyone;
                practice::leave_practice(()) -> (), needs Anyone;
                practice::renew_practice(()) -> (), needs Anyone;
                book::lock(()) -> (), needs Anyone;
                book::undo(()) -> domain::vault::Done<()>, needs Drill;
                book::redo(()) -> domain::vault::Done<()>, needs Drill;
                book::back_up(domain::id::FileToken) -> domain::vault::BackUpDone, needs Work;
                backup::backups(()) -> domain::backup::Backups, needs Anyone;
                backup::keep_backups(()) -> bool, needs Anyone;
                backup::choose_backup_folder(domain::backup::SecondPlace) -> domain::backup::Backups, needs Manage;
                restore::restore_book(domain::vault::RestoreBook) -> domain::vault::RestoreDone, needs Door;
                passphrase::propose_passphrase(()) -> String, needs Anyone;
                proposal::proposal(domain::matching_view::ProposalRequest) -> domain::matching_view::Proposal, needs Work;
                plan_question::what_if(domain::plan_question::WhatIfRequest) -> domain::plan_question::WhatIf, needs Work;
                plan_question::recruiting(domain::plan_question::PlanQuestion) -> domain::plan_question::Recruiting, needs Work;
                plan_question::rule_costs(domain::plan_question::PlanQuestion) -> Vec<domain::plan_question::RuleCost>, needs Work;
                plan_question::drop_out(domain::id::SupporterId) -> domain::plan_question::DropOut, needs Work;
                draft::drafts(()) -> Vec<domain::draft::KeptForm>, needs See;
                draft::keep_draft(domain::draft::KeptForm) -> (), needs See;
                draft::drop_draft(String) -> (), needs See;
                duplicate::duplicates(()) -> Vec<domain::duplicate::MaybeOne>, needs Work;
                intake::preview_list(domain::intake::IntakeRequest) -> domain::intake::IntakePreview, needs Whole;
                intake::import_list(domain::intake::IntakeRequest) -> domain::vault::Done<domain::intake::IntakeDone>, needs Whole;
                comparison::begin_comparison(domain::roster_comparison::BeginComparison) -> domain::vault::Done<domain::id::RosterComparisonId>, needs Whole;
                comparison::finish_comparison(domain::id::RosterComparisonId) -> domain::vault::Done<domain::roster_comparison::ComparisonCounts>, needs Whole;
                comparison::save_change_list(domain::roster_comparison::SaveChangeList) -> domain::vault::Done<domain::sheet::SavedFile>, needs Whole;
                intake::save_rejected_rows(domain::intake::SaveRejected) -> domain::sheet::SavedFile, needs Whole;
                care::look_at_details(domain::id::RegistrantId) -> domain::care::CareDetails, needs Details;
                user::save_user(domain::user::User) -> domain::vault::Done<domain::id::UserId>, needs Manage;
                user::give_key(domain::vault::GiveKey) -> domain::vault::Done<()>, needs Manage;
                user::end_user(domain::id::UserId) -> domain::vault::Done<()>, needs Manage;
                user::choose_key(domain::secret::Secret) -> (), needs See;
                user::pledge(()) -> (), needs See;
                erase::erase_person(domain::erase::ErasePerson) -> domain::vault::Done<()>, needs Manage;
                export::export_list(domain::export::SaveExport) -> domain::vault::Done<domain::export::Exported>, needs TakeOut;
                sheet::sheet_picture(domain::sheet::PictureRequest) -> domain::sheet::SheetPicture, needs Drill;
                sheet::save_sheet(domain::sheet::SaveSheet) -> domain::sheet::SavedFile, needs Drill;
                sheet::save_recovery_sheet(domain::vault::SaveRecoverySheet) -> domain::sheet::SavedFile, needs Manage;
                clock::confirm_clock(()) -> (), needs Whole;
                statement::save_management_report(domain::sheet::SaveManagementReport) -> domain::vault::Done<domain::sheet::SavedFile>, needs Whole;
                statement::save_incident_pack(domain::id::FileToken) -> domain::vault::Done<domain::sheet::SavedFile>, needs Whole;
                work::progress(()) -> domain::vault::Progress, needs Anyone;
                work::cancel(()) -> (), needs Anyone;
                settings::settings(()) -> domain::vault::PcSettings, needs Anyone;
                settings::save_settings(domain::vault::PcSettings) -> (), needs Anyone;
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
        ask { $($ask_noun:ident::$ask:ident($ask_req:ty) -> $ask_ans:ty, needs $ask_right:ident, reads [$($kind:ident),*];)* }
        act { $($act_noun:ident::$act:ident($act_req:ty) -> $act_ans:ty, needs $act_right:ident;)* }
        file { $($file_noun:ident::$file:ident($file_req:ty) -> $file_ans:ty, needs $file_right:ident;)* }
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

        /// What each call needs, asks and acts and file calls together.
        pub const NEEDS: &[(&str, domain::user::Right)] = &[
            $((stringify!($ask), domain::user::Right::$ask_right),)*
            $((stringify!($act), domain::user::Right::$act_right),)*
            $((stringify!($file), domain::user::Right::$file_right),)*
        ];

        /// Returns what a call needs; none for a name that does not stand in the list.
        pub(crate) fn right_of(name: &str) -> Option<domain::user::Right> {
            NEEDS.iter().find(|(call, _)| *call == name).map(|(_, right)| *right)
        }

        /// Returns whether a call of this name stands in the list.
        pub fn is_call(name: &str) -> bool {
            matches!(name, $(stringify!($ask))|* $(| stringify!($act))* $(| stringify!($file))*)
        }
    };
}
the_list!(bindings);
