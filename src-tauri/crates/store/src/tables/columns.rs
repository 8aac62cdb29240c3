//! The only list of columns. A field that is missing here is named by the test `columns_match_records`.

use domain::kind::Kind;

use crate::tables::{Column, Shape};

macro_rules! columns {
    ($($name:ident $(: $shape:ident)?),* $(,)?) => {
        &[$(Column { name: stringify!($name), shape: columns!(@ $($shape)?) }),*]
    };
    (@) => { Shape::Plain };
    (@ flag) => { Shape::Flag };
    (@ json) => { Shape::Json };
}

/// Runs a piece of code with `R` being the record of a kind.
macro_rules! with_record {
    ($kind:expr, $R:ident => $body:expr) => {
        match $kind {
            Kind::Council => {
                type $R = domain::council::Council;
                $body
            }
            Kind::Zone => {
                type $R = domain::council::Zone;
                $body
            }
            Kind::Block => {
                type $R = domain::council::Block;
                $body
            }
            Kind::Place => {
                type $R = domain::place::Place;
                $body
            }
            Kind::Person => {
                type $R = domain::person::Person;
                $body
            }
            Kind::Household => {
                type $R = domain::person::Household;
                $body
            }
            Kind::Registrant => {
                type $R = domain::registrant::Registrant;
                $body
            }
            Kind::Supporter => {
                type $R = domain::supporter::Supporter;
                $body
            }
            Kind::Consent => {
                type $R = domain::consent::Consent;
                $body
            }
            Kind::Pairing => {
                type $R = domain::pairing::Pairing;
                $body
            }
            Kind::Exclusion => {
                type $R = domain::pairing::Exclusion;
                $body
            }
            Kind::SafetyCheck => {
                type $R = domain::safety_check::SafetyCheck;
                $body
            }
            Kind::CheckTarget => {
                type $R = domain::safety_check::CheckTarget;
                $body
            }
            Kind::CheckResult => {
                type $R = domain::check_result::CheckResult;
                $body
            }
            Kind::CheckReport => {
                type $R = domain::safety_check::CheckReport;
                $body
            }
            Kind::Copy => {
                type $R = domain::copy::Copy;
                $body
            }
            Kind::RosterImport => {
                type $R = domain::roster_import::RosterImport;
                $body
            }
            Kind::ColumnMapping => {
                type $R = domain::roster_import::ColumnMapping;
                $body
            }
            Kind::Task => {
                type $R = domain::task::Task;
                $body
            }
            Kind::RosterComparison => {
                type $R = domain::roster_comparison::RosterComparison;
                $body
            }
            Kind::ComparisonCase => {
                type $R = domain::roster_comparison::ComparisonCase;
                $body
            }
            Kind::Distinct => {
                type $R = domain::duplicate::Distinct;
                $body
            }
            Kind::SavedFilter => {
                type $R = domain::saved_filter::SavedFilter;
                $body
            }
            Kind::User => {
                type $R = domain::user::User;
                $body
            }
        }
    };
}
pub(crate) use with_record;

const COUNCIL: &[Column] = columns![
    id, name, name_kana, kind, zone, city, area_code, trigger_shindo, report_places: json, areas: json,
    fiscal_year_start_month, consent_basis, contact, registrant_word, supporters_wanted, confirm_months,
];
const ZONE: &[Column] = columns![id, name];
const BLOCK: &[Column] = columns![id, council, name, leader, position, areas: json];
const PLACE: &[Column] = columns![id, council, name, kind, address, phone, note];
const PERSON: &[Column] = columns![
    id, family_name, given_name, name_raw, typing_form, name_kana, name_key, kana_key, birth_date, birth_raw,
    gender, postal_code, address_raw, address: json, building, room, lat, lon, phones: json, householder_name,
    household, household_type, association, block, walk_order, email,
];
const HOUSEHOLD: &[Column] = columns![id, confirmed_by, confirmed_on, note];
const REGISTRANT: &[Column] = columns![
    id, person, council, city_no, reasons: json, reason_detail, list_kind, status, status_date, status_source,
    mobility, communication: json, equipment, power_need, usual_room, bedroom, day_pattern: json,
    preferred_shelter, supporter_preference, key_holder, entry_consent, note_to_supporters,
    emergency_contacts: json, own_contacts: json, services: json, sign_kit, sign_kit_on, supporters_wanted,
    confirmed_on, note, fact_days: json,
];
const SUPPORTER: &[Column] = columns![
    id, person, council, list_no, status, kind, max_load, max_load_raw, can_do: json, availability: json,
    age_band, contact_ways: json, pledge_on, training_on, meetings: json, origin, name_consent, avoid_raw,
    supports_raw, confirmed_on, note, fact_days: json,
];
const CONSENT: &[Column] = columns![
    id, registrant, basis, status, scope: json, plan_scope: json, given_by, signed_on, form_kept_at,
    withdrawn_on, refusal_reason, may_visit, raw,
];
const PAIRING: &[Column] = columns![
    id, registrant, supporter, rank, basis: json, distance, status, proposed_on, supporter_accepted_on,
    registrant_accepted_on, met_on, confirmed_on, ended_on, end_reason, fixed: flag, is_family: flag,
    same_household: flag, told_data: json, note,
];
const EXCLUSION: &[Column] = columns![id, registrant, supporter, reason, on, note];
const SAFETY_CHECK: &[Column] = columns![
    id, council, mode, name, phase, planned_on, shindo, scenario_at, started_at, closed_at, rounds: json,
    checkers, went_well, hindered, next_steps, note, excused: json,
];
const CHECK_TARGET: &[Column] = columns![
    id, safety_check, registrant, position, name, kana, address, building, block, block_name, care, phone,
    supporters: json, supporter_names: json, excused: flag,
];
const CHECK_RESULT: &[Column] = columns![
    id, safety_check, target, unlisted_name, unlisted_place, code, sign_seen, method, needs: json, moved_to,
    house, checked_at, reported_at, channel, checker, copy, page, line, entered_by, entered_at, note,
];
const CHECK_REPORT: &[Column] = columns![id, safety_check, number, at, counts: json, blocks: json];
const COPY: &[Column] = columns![
    id, council, no, document, safety_check, scope, block, supporter, lines: json, people: json, pages, holder,
    holder_role, place_kept, issued_at, receipt_on, due_back_on, returned_on, destroyed_on, destroyed_how,
    witness, custody_checks: json, lost_on, reported_on, voided: flag, purpose,
];
const ROSTER_IMPORT: &[Column] = columns![
    id, council, content, file_name, file_hash, encoding, as_of, received_at, from_office, medium, rows, taken,
    rejected, row_of: json,
];
const COLUMN_MAPPING: &[Column] = columns![id, sender, content, columns: json, codes: json];
const TASK: &[Column] = columns![
    id,
    kind,
    registrant,
    supporter,
    safety_check,
    roster_import,
    text,
    created_at,
    done_at,
];
const ROSTER_COMPARISON: &[Column] = columns![
    id, council, phase, file_name, file_hash, encoding, as_of, from_office, medium, rows, new_columns: json, began_at, began_by,
    finished_at, finished_by, roster_import, counts: json,
];
const COMPARISON_CASE: &[Column] = columns![
    id, comparison, position, pile, row, draft: json, block, problems: json, doubts: json, candidates: json, decision,
    registrant, sides: json, status, reason, decided_by, decided_at,
];

const DISTINCT: &[Column] = columns![id, one, other, said_by, said_on];
const SAVED_FILTER: &[Column] = columns![id, list, conditions: json, block];
const USER: &[Column] = columns![
    id, name, kana, role, districts: json, since, left_on, pledged_on, given_key: flag,
];

/// Returns the columns of a kind of record, in the order of its fields. The key comes first.
pub(crate) fn of(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Council => COUNCIL,
        Kind::Zone => ZONE,
        Kind::Block => BLOCK,
        Kind::Place => PLACE,
        Kind::Person => PERSON,
        Kind::Household => HOUSEHOLD,
        Kind::Registrant => REGISTRANT,
        Kind::Supporter => SUPPORTER,
        Kind::Consent => CONSENT,
        Kind::Pairing => PAIRING,
        Kind::Exclusion => EXCLUSION,
        Kind::SafetyCheck => SAFETY_CHECK,
        Kind::CheckTarget => CHECK_TARGET,
        Kind::CheckResult => CHECK_RESULT,
        Kind::CheckReport => CHECK_REPORT,
        Kind::Copy => COPY,
        Kind::RosterImport => ROSTER_IMPORT,
        Kind::ColumnMapping => COLUMN_MAPPING,
        Kind::Task => TASK,
        Kind::RosterComparison => ROSTER_COMPARISON,
        Kind::ComparisonCase => COMPARISON_CASE,
        Kind::Distinct => DISTINCT,
        Kind::SavedFilter => SAVED_FILTER,
        Kind::User => USER,
    }
}
