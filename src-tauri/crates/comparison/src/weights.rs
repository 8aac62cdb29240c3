//! The weights of the evidence, as data.
//!
//! For each field and agreement: `m`, how often it is seen between two rows of the same person a year apart, and `u`, how
//! often between rows of two strangers (Fellegi and Sunter 1969). The weight is log2(m / u).
//!
//! Where the numbers come from:
//! - `m` of numbers, addresses and telephones is only where the count begins: it is counted anew in every pair of lists on
//!   the rows that are surely one person (`calibrate`), `PSEUDO` rows of the table mixed in. The start is what the field
//!   tells of a yearly list: about one address in ten moves or is corrected (domain.md 7.3: a fifth of one list was wrong,
//!   moved away, or in a home), one number in fifteen is given anew.
//! - `m` of names, birth date and sex is how often clerks are known to write another value: about one name in seventy
//!   (spelling left aside, `domain::name::fold` has taken it out), one birth date in seventy, one sex in five hundred.
//! - `u` of an agreement is not in the table but counted: how often the very value stands in the two lists. So 佐藤 says
//!   little and a rare surname much. `rate` is mixed in as `PRIOR_ROWS` rows of the whole country, because a list of sixty
//!   people cannot tell how rare a birth date is.
//! - `u` of what is neither same nor different is counted by reason: two birth dates that differ in one part only, by
//!   chance, 1/365 + 1/360 + 1/900 of all; names one sound apart about 1 in 100.

use domain::comparison::{Agreement, EvidenceField};

/// Rows of the whole country mixed into the count of a value.
pub(crate) const PRIOR_ROWS: f64 = 200.0;

/// Rows of the table mixed into the count of an `m`.
pub(crate) const PSEUDO: f64 = 20.0;

/// From this weight on two rows may be joined without a person, in tenths of a bit: a thousand to one.
pub const SURE: i32 = 100;

/// The best candidate must be this much ahead of the next, on both sides: sixty-four to one.
pub const MARGIN: i32 = 60;

/// From this weight on a row that is still free is worth showing to a person: one in nine.
pub const POSSIBLE: i32 = -30;

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Weight {
    /// The field.
    pub field: EvidenceField,
    /// The agreement.
    pub agreement: Agreement,
    /// Share of the pairs of one person.
    pub m: f64,
    /// Share of the pairs of two strangers; where it is counted from the lists, 0.
    pub u: f64,
    /// Share of one value in the whole country, for the counted ones.
    pub rate: f64,
}

const fn fixed(field: EvidenceField, agreement: Agreement, m: f64, u: f64) -> Weight {
    Weight {
        field,
        agreement,
        m,
        u,
        rate: 0.0,
    }
}

const fn counted(field: EvidenceField, agreement: Agreement, m: f64, rate: f64) -> Weight {
    Weight {
        field,
        agreement,
        m,
        u: 0.0,
        rate,
    }
}

/// The table.
pub const WEIGHTS: &[Weight] = {
    use Agreement as A;
    use EvidenceField as F;
    &[
        counted(F::Number, A::Same, 0.93, 1e-5),
        fixed(F::Number, A::Different, 0.07, 1.0),
        counted(F::FamilyName, A::Same, 0.975, 5e-4),
        counted(F::FamilyName, A::SameSound, 0.008, 1e-3),
        fixed(F::FamilyName, A::Near, 0.010, 0.010),
        fixed(F::FamilyName, A::Different, 0.007, 0.98),
        counted(F::GivenName, A::Same, 0.977, 1e-3),
        counted(F::GivenName, A::SameSound, 0.010, 2e-3),
        fixed(F::GivenName, A::Near, 0.010, 0.012),
        fixed(F::GivenName, A::Different, 0.003, 0.98),
        counted(F::Birth, A::Same, 0.985, 4e-5),
        fixed(F::Birth, A::Near, 0.010, 0.0066),
        fixed(F::Birth, A::Different, 0.005, 0.99),
        fixed(F::Gender, A::Same, 0.998, 0.5),
        fixed(F::Gender, A::Different, 0.002, 0.5),
        counted(F::Address, A::Same, 0.82, 5e-5),
        counted(F::Address, A::SameHouse, 0.08, 1e-4),
        counted(F::Address, A::SameBlock, 0.010, 5e-4),
        counted(F::Address, A::SameChome, 0.015, 2e-3),
        fixed(F::Address, A::Different, 0.075, 0.95),
        counted(F::Phone, A::Same, 0.90, 1e-5),
        fixed(F::Phone, A::Different, 0.10, 1.0),
        counted(F::Contact, A::Same, 0.80, 1e-5),
        fixed(F::Contact, A::Different, 0.20, 1.0),
        counted(F::Householder, A::Same, 0.90, 2e-4),
        fixed(F::Householder, A::Different, 0.10, 0.99),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_of_one_person_are_a_whole() {
        for &field in EvidenceField::ALL {
            let lines = WEIGHTS.iter().filter(|it| it.field == field);
            let sum: f64 = lines.map(|it| it.m).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{field:?}: {sum}");
        }
    }

    #[test]
    fn agreeing_speaks_for_and_differing_against() {
        for line in WEIGHTS {
            let u = if line.u > 0.0 { line.u } else { line.rate };
            if matches!(line.agreement, Agreement::Same | Agreement::SameSound) {
                assert!(line.m > u, "{line:?}");
            }
            if line.agreement == Agreement::Different {
                assert!(line.m < u, "{line:?}");
            }
        }
    }
}
