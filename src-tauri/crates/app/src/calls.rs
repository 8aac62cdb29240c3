//! THE LIST: every call of the program, once. Dispatch, the types of the pages and the tests are made from it.

/// Hands the list to a macro. `ask` reads, `act` writes inside one transaction, `file` handles the book itself or
/// works long. Each line: name(request) -> answer; an ask says what it reads, so that it is asked again when that changes.
macro_rules! the_list {
    ($with:ident) => {
        $with! {
            ask {
                home(()) -> domain::home::Home, reads [Registrant, Supporter, Pairing, Consent, SafetyCheck, CheckResult, Copy, Task, Block, Council];
                council_setup(()) -> domain::council::CouncilSetup, reads [Council, Block, Place, Zone, Person, Registrant];
                registrants(domain::registrant::RegistrantFilter) -> domain::registrant::RegistrantPage, reads [Person, Registrant, Consent, Pairing, Supporter, Block, Task];
                registrant(domain::id::RegistrantId) -> domain::registrant::RegistrantDetail, reads [Person, Registrant, Consent, Pairing, Supporter, Block, Task];
                supporters(domain::supporter::SupporterFilter) -> domain::supporter::SupporterPage, reads [Person, Supporter, Pairing, Block];
                supporter(domain::id::SupporterId) -> domain::supporter::SupporterDetail, reads [Person, Supporter, Pairing, Registrant, Block];
                pair_candidates(domain::id::RegistrantId) -> Vec<domain::matching_view::Candidate>, reads [Person, Registrant, Supporter, Pairing, Exclusion, Block];
                safety_checks(()) -> Vec<domain::safety_check::SafetyCheckRow>, reads [SafetyCheck, CheckTarget, CheckResult, CheckReport, Copy, Registrant];
                check_board(domain::id::SafetyCheckId) -> domain::board::CheckBoard, reads [SafetyCheck, CheckTarget, CheckResult, CheckReport, Copy];
                entry_sheet(domain::check_result::SheetNumber) -> domain::check_result::EntrySheetAnswer, reads [Copy, CheckTarget, CheckResult];
                copies(()) -> Vec<domain::copy::CopyRow>, reads [Copy, SafetyCheck];
                tasks(()) -> Vec<domain::task::Task>, reads [Task];
                history(domain::history::HistoryFilter) -> domain::history::HistoryPage, reads [];
                history_entry(domain::id::EntryId) -> domain::history::HistoryEntry, reads [];
                read_date(domain::date::TypedDate) -> domain::date::DateReading, reads [];
            }
            act {
                save_council(domain::council::Council) -> domain::id::CouncilId;
                save_block(domain::council::Block) -> domain::id::BlockId;
                remove_block(domain::id::BlockId) -> ();
                propose_blocks(()) -> u32;
                save_place(domain::place::Place) -> domain::id::PlaceId;
                remove_place(domain::id::PlaceId) -> ();
                save_registrant(domain::registrant::RegistrantDraft) -> domain::id::RegistrantId;
                set_registrant_status(domain::registrant::StatusChange) -> ();
                confirm_registrant(domain::id::RegistrantId) -> ();
                save_supporter(domain::supporter::SupporterDraft) -> domain::id::SupporterId;
                set_supporter_status(domain::supporter::SupporterStatusChange) -> ();
                accept_pairs(Vec<domain::pairing::PairChoice>) -> u32;
                refuse_pair(domain::pairing::Refusal) -> ();
                step_pairing(domain::pairing::PairingStep) -> ();
                fix_pairing(domain::pairing::PairingFix) -> ();
                save_safety_check(domain::safety_check::SafetyCheckDraft) -> domain::id::SafetyCheckId;
                start_safety_check(domain::safety_check::StartCheck) -> ();
                print_check_sheets(domain::sheet::PrintCheckSheets) -> domain::sheet::PrintedCopies;
                enter_result(domain::check_result::ResultEntry) -> domain::check_result::ResultSaved;
                issue_check_report(domain::id::SafetyCheckId) -> domain::safety_check::CheckReport;
                close_safety_check(domain::safety_check::CheckReview) -> ();
                save_check_review(domain::safety_check::CheckReview) -> ();
                return_copy(domain::id::CopyId) -> ();
                finish_task(domain::id::TaskId) -> ();
            }
            file {
                state(()) -> domain::vault::BookState;
                create_book(domain::vault::CreateBook) -> domain::vault::RecoveryKey;
                open_book(domain::vault::OpenBook) -> ();
                recover_book(domain::vault::RecoverBook) -> ();
                open_practice(()) -> ();
                leave_practice(()) -> ();
                lock(()) -> ();
                undo(()) -> domain::vault::Done<()>;
                redo(()) -> domain::vault::Done<()>;
                back_up(domain::id::FileToken) -> domain::vault::BackUpDone;
                propose_passphrase(()) -> String;
                proposal(domain::matching_view::ProposalRequest) -> domain::matching_view::Proposal;
                preview_list(domain::intake::IntakeRequest) -> domain::intake::IntakePreview;
                import_list(domain::intake::IntakeRequest) -> domain::vault::Done<domain::intake::IntakeDone>;
                save_rejected_rows(domain::intake::SaveRejected) -> domain::sheet::SavedFile;
                sheet_picture(domain::sheet::PictureRequest) -> domain::sheet::SheetPicture;
                save_sheet(domain::sheet::SaveSheet) -> domain::sheet::SavedFile;
                save_recovery_sheet(domain::vault::SaveRecoverySheet) -> domain::sheet::SavedFile;
                progress(()) -> domain::vault::Progress;
                cancel(()) -> ();
                settings(()) -> domain::vault::PcSettings;
                save_settings(domain::vault::PcSettings) -> ();
            }
        }
    };
}
pub(crate) use the_list;

macro_rules! bindings {
    (
        ask { $($ask:ident($ask_req:ty) -> $ask_ans:ty, reads [$($kind:ident),*];)* }
        act { $($act:ident($act_req:ty) -> $act_ans:ty;)* }
        file { $($file:ident($file_req:ty) -> $file_ans:ty;)* }
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
    };
}
the_list!(bindings);
