//! What is wrong with a town of the kit, in sentences that name the people by their numbers.

use matching::kit::{BadRow, File, RowFault};
use matching::{Barrier, Fault, PinFault, RejectedPin};

use crate::words::Words;

/// Returns what a person should put right in the town.
pub(super) fn fault(words: &Words, fault: Fault) -> String {
    let say = |key: &str, values: &[(&str, usize)]| {
        let values: Vec<(&str, String)> = values
            .iter()
            .map(|(name, number)| (*name, number.to_string()))
            .collect();
        words.say(&format!("fault.{key}"), &values)
    };
    match fault {
        Fault::NobodyToMatch => say("nobody_to_match", &[]),
        Fault::NobodyToAsk => say("nobody_to_ask", &[]),
        Fault::NeedBeyondAll(number) => say("need_beyond_all", &[("number", number)]),
        Fault::NoCapacity(number) => say("no_capacity", &[("number", number)]),
        Fault::RegistrantOffTheMap(number) => say("registrant_off_the_map", &[("number", number)]),
        Fault::SupporterOffTheMap(number) => say("supporter_off_the_map", &[("number", number)]),
        Fault::UnknownPerson(pair) => say(
            "unknown_person",
            &[
                ("registrant", pair.registrant),
                ("supporter", pair.supporter),
            ],
        ),
        Fault::FixedAndExcluded {
            registrant,
            supporter,
        } => say(
            "fixed_and_excluded",
            &[("registrant", registrant), ("supporter", supporter)],
        ),
        Fault::FixedBeyondNeed(number) => say("fixed_beyond_need", &[("number", number)]),
        Fault::FixedBeyondCapacity(number) => say("fixed_beyond_capacity", &[("number", number)]),
    }
}

/// Returns which fixed pair could not be kept, and why.
pub(super) fn rejected(words: &Words, pin: &RejectedPin) -> String {
    let fault = words.say(&format!("pin.{}", fault_of(pin.fault)), &[]);
    words.say(
        "pin_rejected",
        &[
            ("registrant", pin.registrant.to_string()),
            ("supporter", pin.supporter.to_string()),
            ("fault", fault),
        ],
    )
}

/// Returns the word for why a fixed pair could not be kept.
pub(super) fn fault_of(fault: PinFault) -> &'static str {
    match fault {
        PinFault::Barrier(Barrier::Excluded | Barrier::SamePerson | Barrier::OnTheList) => {
            "excluded"
        }
        PinFault::Barrier(Barrier::Household) => "household",
        PinFault::Barrier(Barrier::Minor) => "minor",
        PinFault::Barrier(Barrier::Gender) => "gender",
        PinFault::Barrier(Barrier::Closed) => "closed",
        PinFault::Need => "need",
        PinFault::Capacity => "capacity",
    }
}

/// Returns which row could not be read, and why.
pub(super) fn row(words: &Words, bad: &BadRow) -> String {
    let file = match bad.file {
        File::Parameters => "instance.json",
        File::Registrants => "registrants.csv",
        File::Supporters => "supporters.csv",
        File::Pairs => "pairs.csv",
    };
    let fault = match bad.fault {
        RowFault::Header => "header",
        RowFault::Unreadable => "unreadable",
        RowFault::DuplicateId => "duplicate_id",
        RowFault::Gap => "gap",
        RowFault::Range => "range",
        RowFault::Unknown => "unknown",
        RowFault::Count => "count",
    };
    words.say(
        if bad.line == 0 { "bad_file" } else { "bad_row" },
        &[
            ("file", file.to_owned()),
            ("line", bad.line.to_string()),
            ("fault", words.say(&format!("row.{fault}"), &[])),
        ],
    )
}
